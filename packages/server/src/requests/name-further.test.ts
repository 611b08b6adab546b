import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { approved, by, cleanUp, entriesOf, type Inst, makeCompany, open, sign } from "../../../../test/attack/support.ts";
import { ConnectorError } from "../connectors/index.ts";
import {
  approveRequest,
  nameFurther,
  planRequest,
  recordRequest,
  runRequest,
  takeRequest,
  viewRequest,
  writeCopy,
} from "./index.ts";

cleanUp();

const OTHER = "zqx.ada@other.example";
const company = () => {
  const shop = makeCompany({
    sql: `create table people (id integer primary key, email text unique, name text);
      insert into people values (1, 'ada@a.example', 'Ada'), (2, 'ben@a.example', 'Ben'), (3, 'ada@third.example', 'Ada too');
      create table letters (id integer primary key, email text unique);
      insert into letters values (1, 'ben@a.example'), (2, '${OTHER}');`,
    datasets: `      people: { is: customer, identity: { account: id, email: email }, fields: { email: contact.email, name: name.full }, rest: none }
      letters: { is: customer, identity: { email: email }, fields: { email: contact.email }, rest: none }
`,
  });
  const ids = (table: string) => shop.sql(`select id from ${table} order by id`).map((row) => row.id);
  return { shop, left: () => ({ people: ids("people"), letters: ids("letters") }) };
};
const ALL = { people: [1, 2, 3], letters: [1, 2] };
const MAIL = by("email", "ada@a.example");
const further = (inst: Inst, request: string, value = OTHER, kind = "email") =>
  nameFurther(inst, { request, identifier: { kind, value }, shownBy: "came-from-it", as: "officer", account: "a-1" });

test("an identifier that is added leads to more rows, makes the plan stale, and is on the ledger without its value", async () => {
  const { shop, left } = company();
  const inst = await open(shop);
  const { request } = await takeRequest(inst, { right: "erasure", subject: MAIL, takenBy: "staff" });
  const before = (await viewRequest(inst, request)).plan;
  const answer = await further(inst, request);
  expect(answer).toMatchObject({ kind: "done", value: { state: "planned", because: "an identifier was added", approvals: [] } });
  const view = await viewRequest(inst, request);
  expect([before?.totals.deleted, view.plan?.totals.deleted]).toEqual([1, 2]);
  expect(view.further).toMatchObject([{ kind: "email", shownBy: "came-from-it", by: "officer" }]);
  expect(await approveRequest(inst, { request, plan: before?.hash ?? "", as: "officer" })).toMatchObject({ reason: "stale" });
  const [entry] = await entriesOf(inst, "request.named-further");
  expect(entry).toMatchObject({ request, identifier: "email", shownBy: "came-from-it", role: "officer", account: "a-1" });
  const clear = await inst.storage.db.selectFrom("privacy_request").selectAll().execute();
  const entries = await inst.storage.db.selectFrom("entry").selectAll().execute();
  expect(JSON.stringify([clear, entries])).not.toContain("zqx");
  await sign(inst, request);
  expect((await runRequest(inst, request)).state).toBe("done");
  expect(left()).toEqual({ people: [2, 3], letters: [1] });
});

test("what was signed without it no longer counts, nor does the code that was entered for another address", async () => {
  const { shop, left } = company();
  const inst = await open(shop);
  const { request } = await recordRequest(inst, { right: "erasure", subject: MAIL, takenBy: "person", verified: true });
  await planRequest(inst, request);
  await sign(inst, request);
  expect(await viewRequest(inst, request)).toMatchObject({ state: "approved", verified: true });
  await further(inst, request);
  expect(await viewRequest(inst, request)).toMatchObject({ state: "planned", verified: false, approvals: [] });
  expect((await runRequest(inst, request)).state).toBe("planned");
  expect(left()).toEqual(ALL);
  // Planned again for another reason it is still known; whoever asks by the other address is the same person.
  await planRequest(inst, request, "once more");
  expect(await viewRequest(inst, request)).toMatchObject({ further: [{ kind: "email" }], plan: { totals: { deleted: 2 } } });
  await takeRequest(inst, { right: "access", subject: by("email", OTHER), takenBy: "staff" });
  const people = await inst.storage.db.selectFrom("privacy_request").select(["id", "person_id"]).execute();
  expect([people.length, new Set(people.map((one) => one.person_id)).size]).toEqual([2, 1]);
});

test("one that leads to a second row of the same people stops the plan, until each is named by its account", async () => {
  const { shop, left } = company();
  const inst = await open(shop);
  const { request } = await takeRequest(inst, { right: "erasure", subject: MAIL, takenBy: "staff" });
  await further(inst, request, "ada@third.example");
  const { plan } = await viewRequest(inst, request);
  expect(plan?.findings.filter((one) => one.blocks).map((one) => one.code)).toContain("ambiguous");
  for (const account of ["1", "3"]) await further(inst, request, account, "account");
  await sign(inst, request);
  expect((await runRequest(inst, request)).state).toBe("done");
  expect(left()).toEqual({ people: [2], letters: [1, 2] });
});

test("a copy holds what the other address leads to", async () => {
  const inst = await open(company().shop);
  const { request } = await takeRequest(inst, { right: "access", subject: MAIL, takenBy: "staff" });
  await further(inst, request);
  await sign(inst, request);
  const copy = await writeCopy(inst, { request });
  expect(copy).toMatchObject({ kind: "done", value: { rows: 2 } });
  expect(copy.kind === "done" && readFileSync(copy.value.file, "utf8")).toContain(OTHER);
});

test("what cannot be added is refused with the reason, and changes nothing", async () => {
  const inst = await open(company().shop);
  const { request } = await takeRequest(inst, { right: "erasure", subject: MAIL, takenBy: "staff" });
  expect(await further(inst, request, " ADA@a.example ")).toMatchObject({ kind: "refused", reason: "named" });
  // Somebody else's request names it: two people are never made one by a word of staff.
  await takeRequest(inst, { right: "access", subject: by("email", "ben@a.example"), takenBy: "staff" });
  expect(await further(inst, request, "ben@a.example")).toMatchObject({ kind: "refused", reason: "other" });
  const others = [by("account", "3")];
  const batch = await takeRequest(inst, { right: "erasure", subject: by("account", "2"), others, takenBy: "staff" });
  expect(await further(inst, batch.request)).toMatchObject({ kind: "refused", reason: "batch" });
  await expect(further(inst, "R-0099")).rejects.toMatchObject({ code: "requests.unknown" });
  expect(await viewRequest(inst, request)).toMatchObject({ further: [], plan: { totals: { deleted: 1 } } });
  expect(await entriesOf(inst, "request.named-further")).toEqual([]);
  await sign(inst, request);
  expect((await runRequest(inst, request)).state).toBe("done");
  expect(await further(inst, request)).toMatchObject({ kind: "refused", reason: "state" });
});

test("broken off before it is written down nothing of it stands; while a store's outcome is not known it waits", async () => {
  const { shop, left } = company();
  let breaks: { readonly at: string; readonly error: Error } | undefined;
  const passing = async (step: string) => {
    if (step === breaks?.at) throw breaks.error;
  };
  const inst = await open(shop, { surroundings: { passing } });
  const request = await approved(inst, MAIL);
  breaks = { at: "plan.captured", error: new Error("broken off") };
  await expect(further(inst, request)).rejects.toThrow("broken off");
  expect(await viewRequest(inst, request)).toMatchObject({ state: "approved", further: [] });
  breaks = { at: "store.journalled", error: new ConnectorError("connector.unreachable", "shop", "gone") };
  expect((await runRequest(inst, request)).stores).toMatchObject([{ state: "started" }]);
  breaks = undefined;
  expect(await further(inst, request)).toMatchObject({ kind: "refused", reason: "running" });
  expect(await entriesOf(inst, "request.named-further")).toEqual([]);
  // Found out and done; what the other address leads to is then a matter of its own.
  expect((await runRequest(inst, request)).state).toBe("done");
  expect(left()).toEqual({ people: [2, 3], letters: [1, 2] });
});
