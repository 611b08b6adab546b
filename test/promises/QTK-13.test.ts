import { setTimeout as wait } from "node:timers/promises";
import { beforeAll, expect, test } from "vitest";
import { wordsOf } from "../support/visitor.ts";
import { accountOf, ledgerOf } from "./support/backend.ts";
import { harbourSubject, openCompany } from "./support/harbour.ts";

const GUARDED = `guarded:
  read-mail:
    act: read
    data: [mailbox]
    roles: [support]
    shown: true
    grounds:
      agreement: { of: items, lasts: 72 hours, agreed: true }
      security: { of: items, lasts: 24 hours }
      law: { of: items }
      aggregated: { form: anonymous }
staff:
  officer: { is: officer }
  support: { is: support, sees: [name] }`;
const company = openCompany({
  roles: ["officer"],
  edits: [
    ["staff:\n  officer: { is: officer }", GUARDED],
    ["\ncollection:", "  mailbox: { is: communication.email-content, reading: read-mail }\n\ncollection:"],
    ["    data: [name, contact, content,", "    data: [mailbox, name, contact, content,"],
  ],
});

const HOURS = 3_600_000;
const AGREED = { kind: "agreed", act: "read-mail", on: true };
const SAM = { id: "sam@harbour.example", role: "support" };

let owner: string;
beforeAll(async () => {
  owner = accountOf(company().served, harbourSubject.email);
  await company().backend.tell(owner, { kind: "collected", point: "sign-up", categories: ["contact.email"] });
}, 120_000);

const ask = async (ground: string, items: readonly string[], more: Readonly<Record<string, unknown>> = {}) =>
  (await company().backend.post("/v1/access", { act: "read-mail", ground, who: SAM, person: owner, items, ...more })).body;
const check = async (token: unknown, items: readonly string[]) =>
  (await company().backend.post("/v1/access/check", { token, who: { id: SAM.id }, person: owner, items })).body;

test("nobody reads without one of the four grounds, nor in another role", async () => {
  for (const ground of ["security", "law", "aggregated"]) expect(await ask(ground, ["m-1"])).toMatchObject({ allowed: true });
  expect(await ask("aggregated", ["m-1"])).toMatchObject({ form: "anonymous" });
  expect(await ask("curiosity", ["m-1"])).toMatchObject({ allowed: false, rule: "known-ground" });
  expect(await ask("security", [])).toMatchObject({ allowed: false, rule: "items" });
  expect(await ask("security", ["m-1"], { who: { id: SAM.id, role: "officer" } })).toMatchObject({
    allowed: false,
    rule: "role",
  });
});

test("an agreement is about the messages that it names, and no other is read by it", async () => {
  expect(await ask("agreement", ["m-1"])).toMatchObject({ allowed: false, rule: "agreement" });
  await company().backend.tell(owner, { ...AGREED, items: ["m-1", "m-2"] });
  expect(await ask("agreement", ["m-1", "m-3"])).toMatchObject({ allowed: false, rule: "agreement" });
  const { token } = await ask("agreement", ["m-1", "m-2"]);
  expect(await check(token, ["m-1"])).toMatchObject({ allowed: true, ground: "agreement" });
  expect(await check(token, ["m-3"])).toMatchObject({ allowed: false, rule: "other-items" });
});

test("an agreement ends at its hour, for who asks and for who holds a token", async () => {
  const { backend } = company();
  await backend.tell(owner, { ...AGREED, items: ["m-old"] }, Date.now() - 73 * HOURS);
  expect(await ask("agreement", ["m-old"])).toMatchObject({ allowed: false, rule: "agreement" });
  const ends = Date.now() + 12_000;
  await backend.tell(owner, { ...AGREED, items: ["m-late"] }, ends - 72 * HOURS);
  const { token, until } = await ask("agreement", ["m-late"]);
  expect(Math.abs(Date.parse(String(until)) - ends)).toBeLessThan(2);
  expect(await check(token, ["m-late"])).toMatchObject({ allowed: true });
  await wait(ends - Date.now() + 100);
  expect(await check(token, ["m-late"])).toMatchObject({ allowed: false });
  expect(await ask("agreement", ["m-late"])).toMatchObject({ allowed: false, rule: "agreement" });
});

test("an agreement that is taken back ends what was given by it", async () => {
  await company().backend.tell(owner, { ...AGREED, items: ["m-5"] });
  const { token } = await ask("agreement", ["m-5"]);
  expect(await check(token, ["m-5"])).toMatchObject({ allowed: true });
  await company().backend.tell(owner, { ...AGREED, items: ["m-5"], on: false });
  expect(await check(token, ["m-5"])).toMatchObject({ allowed: false, rule: "agreement" });
});

test("the owner of the mailbox sees each reading: who by role, why, and how much", async () => {
  const { token } = await ask("law", ["m-7", "m-8", "m-9"]);
  expect(await check(token, ["m-7", "m-8", "m-9"])).toMatchObject({ allowed: true });
  const person = company().visitor();
  const { request } = await company().ask(person, { kind: "access", email: harbourSubject.email });
  const page = await shown(person, `/en/requests/${request}`);
  expect(page).toContain("Who looked at your data");
  expect(page).toContain("3 items were read by somebody in the role support. Why: a duty of law.");
  const other = wordsOf((await person.get(`/id/requests/${request}`)).text);
  expect(other).toContain("3 butir dibaca oleh seseorang dengan peran support. Alasannya: kewajiban hukum.");
  expect(page).not.toContain("m-7");
});

/** The page once the plan behind the request has found the account. */
async function shown(person: { get(path: string): Promise<{ readonly text: string }> }, path: string): Promise<string> {
  for (let round = 0; round < 900; round++) {
    const words = wordsOf((await person.get(path)).text);
    if (words.includes("read by somebody")) return words;
    await wait(100);
  }
  return wordsOf((await person.get(path)).text);
}

test("each reading is on the ledger, and so is each refusal; neither names anybody", async () => {
  const entries = await ledgerOf(company().served);
  const used = entries.filter(({ kind }) => kind === "access.used");
  expect(used.map(({ ground, items }) => `${ground} ${(items as string[]).length}`)).toEqual([
    "agreement 1",
    "agreement 1",
    "agreement 1",
    "law 3",
  ]);
  expect(new Set(used.map(({ who }) => who)).size).toBe(1);
  expect(entries.filter(({ kind }) => kind === "access.refused").length).toBe(10);
  const all = JSON.stringify(entries);
  for (const value of [SAM.id, "m-7", "m-late", harbourSubject.email]) expect(all, value).not.toContain(value);
});
