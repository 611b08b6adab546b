// Datasets that the identifiers of this very request do not lead to: said, in the way, and decided on record.
import { expect, test } from "vitest";
import {
  leaveOut,
  planRequest,
  previewPlan,
  runRequest,
  takeRequest,
  viewRequest,
  writeCopy,
} from "../../packages/server/src/requests/index.ts";
import { by, cleanUp, type Inst, makeCompany, open, preview, replaceAll, sign } from "../attack/support.ts";

cleanUp();

const SQL = `
create table people (id integer primary key, email text, phone text);
insert into people values (1, 'a@b.example', '5550100200'), (2, 'c@d.example', '5550100300');
create table logs (id integer primary key, device text);
insert into logs values (1, 'dev-1');
create table visits (id integer primary key, account text unique, email text);
insert into visits values (1, 'v-1', 'a@b.example');
create table staff (id integer primary key, login text unique, email text);
insert into staff values (1, 's-1', 'x@y.example');
create table tunes (id integer primary key);
`;

const PEOPLE = `      people:
        is: customer
        identity: { account: id, email: email }
        rest: none
        fields: { email: contact.email }
`;
const LOGS = "      logs: { identity: { device: device }, rest: none, fields: { device: device.id } }\n";
const VISITS = `      visits:
        is: customer
        identity: { number: account }
        rest: none
        fields: { email: contact.email }
`;

const company = (datasets: string) => open(makeCompany({ sql: SQL, datasets }));
const MAIL = by("email", "a@b.example");

const unreachedOf = async (inst: Inst, subject = MAIL) =>
  (await preview(inst, subject)).findings
    .filter((one) => one.code === "unreached")
    .map(({ dataset, blocks }) => `${dataset}${blocks ? " blocks" : ""}`);

async function kindsOf(inst: Inst, request: string): Promise<string[]> {
  return (await viewRequest(inst, request)).entries.map((one) => one.kind);
}

test("people whom no identifier of the request leads to stand in the way; traces are listed", async () => {
  const inst = await company(PEOPLE + LOGS + VISITS);
  expect(await unreachedOf(inst)).toEqual(["logs", "visits blocks"]);
  expect((await preview(inst, MAIL)).canBeApproved).toBe(false);
});

test("one more identifier leads there", async () => {
  const inst = await company(PEOPLE + LOGS + VISITS);
  expect(await unreachedOf(inst, [...MAIL, ...by("number", "v-1"), ...by("device", "dev-1")])).toEqual([]);
});

test("what is found leads on by a link, and nothing is said of it; a mention is no way there", async () => {
  const linked = await company(`${PEOPLE + VISITS}        links: { email: owned by people.email }\n`);
  expect(await unreachedOf(linked)).toEqual([]);
  const mentioned = await company(`${PEOPLE + VISITS}        links: { email: mentions people.email }\n`);
  expect(await unreachedOf(mentioned)).toEqual(["visits blocks"]);
});

test("other kinds of people are listed and stop nothing", async () => {
  const shop = makeCompany({ sql: SQL, datasets: `${PEOPLE}${VISITS.replace("is: customer", "is: employee")}` });
  replaceAll(shop, (text) => text.replace("subjects: [customer]", "subjects: [customer, employee]"));
  const inst = await open(shop);
  expect(await unreachedOf(inst)).toEqual(["visits"]);
});

test("traces that a found row would lead to stand in the way until the request names what it holds", async () => {
  const known = PEOPLE.replace("email: email }", "email: email, device: phone }");
  const inst = await company(known + LOGS);
  expect(await unreachedOf(inst)).toEqual(["logs blocks"]);
});

test("an account number of one dataset is none of another's", async () => {
  const inst = await company(PEOPLE + VISITS.replace("{ number: account }", "{ account: account }"));
  const [finding] = (await preview(inst, MAIL)).findings.filter((one) => one.code === "unreached");
  expect(finding?.says).toBe(
    "visits holds people (customer), known there by account: the request names email, and nothing leads there",
  );
});

test("in a batch, each person is asked for by what names them", async () => {
  const inst = await company(PEOPLE + VISITS);
  const both = [...by("email", "c@d.example"), ...by("number", "v-9")];
  const view = await previewPlan(inst, { right: "erasure", subject: both, others: [MAIL] });
  expect(view.findings.filter((one) => one.code === "unreached").map((one) => one.dataset)).toEqual(["visits"]);
});

test("an erasure is held by what was not looked into, and done once that is left out on record", async () => {
  const inst = await company(PEOPLE + LOGS);
  const { request } = await takeRequest(inst, { right: "erasure", subject: MAIL, takenBy: "staff" });
  await sign(inst, request);
  const held = await runRequest(inst, request);
  expect([held.state, held.because]).toEqual(["open", "not looked into: shop/logs, to which nothing led"]);
  const wrong = await leaveOut(inst, { request, places: ["shop/log"], reason: "not-identifiable", as: "officer" });
  expect(wrong).toMatchObject({ kind: "refused", reason: "place", advice: expect.stringContaining("did you mean shop/logs?") });
  const stranger = await leaveOut(inst, { request, places: ["shop/logs"], reason: "not-identifiable", as: "nobody" });
  expect(stranger).toMatchObject({ kind: "refused", reason: "role" });
  const answer = await leaveOut(inst, { request, places: ["shop/logs"], reason: "not-identifiable", as: "officer" });
  expect(answer).toMatchObject({ kind: "done", value: { state: "done" } });
  expect(await kindsOf(inst, request)).toEqual(expect.arrayContaining(["request.left-out", "request.completed"]));
});

test("people who are left out no longer block, the plan's hash stays, and planning again remembers it", async () => {
  const inst = await company(PEOPLE + VISITS);
  const { request } = await takeRequest(inst, { right: "erasure", subject: MAIL, takenBy: "staff" });
  const before = (await viewRequest(inst, request)).plan;
  await leaveOut(inst, { request, places: ["shop/visits"], reason: "other-people", as: "officer" });
  const { plan } = await viewRequest(inst, request);
  expect([plan?.canBeApproved, plan?.hash]).toEqual([true, before?.hash]);
  expect((await planRequest(inst, request)).canBeApproved).toBe(true);
  expect(plan?.findings.find((one) => one.dataset === "visits")?.says).toBe(
    "left out by officer: shop/visits (this person cannot be among those it is about)",
  );
  await sign(inst, request);
  expect((await runRequest(inst, request)).state).toBe("done");
});

test("a copy says what was not looked into, and is whole once that is left out", async () => {
  const inst = await company(PEOPLE + LOGS);
  const { request } = await takeRequest(inst, { right: "access", subject: MAIL, takenBy: "staff" });
  await sign(inst, request);
  await writeCopy(inst, { request });
  expect((await viewRequest(inst, request)).state).toBe("open");
  await leaveOut(inst, { request, places: ["shop/logs"], reason: "not-identifiable", as: "officer" });
  expect((await runRequest(inst, request)).state).toBe("done");
});

test("tables outside the program are named, by count and names, and stop nothing", async () => {
  const view = await preview(await company(PEOPLE), MAIL);
  const outside = view.findings.find((one) => one.code === "outside");
  expect(outside).toMatchObject({ blocks: false, store: "shop" });
  expect(outside?.says).toBe("4 tables of shop are outside the program, and not looked into: logs, staff, tunes, visits");
});
