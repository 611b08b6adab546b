import { expect, test } from "vitest";
import { compileProgram } from "../program/index.ts";
import {
  checkFact,
  dropCategories,
  type Fact,
  factsOfRow,
  NO_STATE,
  readingsOf,
  readPersonState,
  subjectHash,
  withHashes,
  writeState,
} from "./index.ts";

const TEXT = `troth: 1
organization: { name: Oak, country: IE, contact: privacy@oak.example }
laws: [gdpr]
subjects: [owner, guest]
data:
  mails: { is: content.text, only: [account] }
  letters: { is: content.text }
  location.precise: never
collection:
  mailbox: { from: integration, takes: [contact.email], scopes: { read: [mails], shops: [commerce] } }
  form: { at: /form, takes: [contact, letters], since: users.made }
purposes:
  account: { basis: contract, data: [contact, content, commerce, mails, letters] }
recipients:
  courier: { name: Courier, country: IE, for: [account], receives: [contact], when: parcel-ordered, agreement: { kind: dpa, date: 2026-01-01, document: a.pdf } }
  printer: { name: Printer, country: IE, for: [account], receives: [contact], agreement: { kind: dpa, date: 2026-01-01, document: b.pdf } }
stores:
  main:
    connector: sqlite
    url: x.db
    datasets:
      users:
        is: owner
        identity: { account: id }
        fields: { email: { is: contact.email, at: form }, country: contact.country, made: none }
        rest: none
      notes: { links: { user_id: owned by users }, fields: { region: contact.country }, rest: none }
`;
const compiled = compileProgram({ file: "troth.yaml", read: () => TEXT, match: () => [] });
if (!compiled.program) throw new Error(compiled.findings.map(({ says }) => says).join("; "));
const { program } = compiled;

const collected = (point: string, ...categories: string[]): Extract<Fact, { kind: "collected" }> => ({
  ...{ id: "f", person: "p", at: "2026-01-01T00:00:00Z", origin: "app", kind: "collected", point, categories },
});

test("an own kind of data is not what another of the same category is", () => {
  const kept = (...categories: string[]) => dropCategories(program, collected("form", ...categories), undefined).kept;
  expect(kept("letters", "mails", "content.text", "contact.phone", "contact")).toEqual([
    "letters",
    "content.text",
    "contact.phone",
    "contact",
  ]);
});

test("what a scope lets in asks for it; what the person gave there does not", () => {
  const fact = collected("mailbox", "contact.email", "mails", "commerce.order", "location.precise");
  const because = (granted?: readonly string[]) =>
    dropCategories(program, fact, granted).dropped.map((one) => `${one.because}: ${one.categories}`);
  expect(because()).toEqual(["outside-scopes: mails,commerce.order", "never-collected: location.precise"]);
  expect(because(["read"])).toEqual(["outside-scopes: commerce.order", "never-collected: location.precise"]);
  expect(because(["read", "shops"])).toEqual(["never-collected: location.precise"]);
});

test("a fact may be five minutes ahead of our clock", () => {
  const at = Date.parse("2026-01-01T00:00:00Z");
  const codes = (now: number) => checkFact(program, collected("form", "contact"), now).map(({ code }) => code);
  expect([codes(at), codes(at - 300_000), codes(at - 300_001)]).toEqual([[], [], ["future"]]);
});

test("an occasion is one that a recipient waits for, and ends after it begins", () => {
  const faults = (more: Readonly<Record<string, unknown>>) => {
    const fact = { id: "f", person: "p", at: "2026-01-01T00:00:00Z", origin: "app", kind: "occasion", ...more } as Fact;
    return checkFact(program, fact, Date.parse("2026-01-02T00:00:00Z"));
  };
  const codes = (more: Readonly<Record<string, unknown>>) => faults(more).map(({ field, code }) => `${field} ${code}`);
  expect(codes({ event: "parcel-ordered" })).toEqual([]);
  expect(codes({ event: "parcel-ordered", recipient: "courier", ends: "2026-01-01T00:00:01Z" })).toEqual([]);
  const [near] = faults({ event: "parcel-order" });
  expect(near).toMatchObject({ field: "event", code: "unknown-event" });
  expect(near?.advice).toBe("`parcel-ordered` is near; expected `parcel-ordered`");
  expect(JSON.stringify(faults({ event: "bride@zqx.example" }))).not.toContain("zqx");
  expect(codes({ event: "parcel-ordered", recipient: "printer" })).toEqual(["recipient unknown-event"]);
  expect(codes({ event: "parcel-ordered", recipient: "coureer" })).toEqual(["recipient unknown-recipient"]);
  expect(codes({ event: "parcel-ordered", ends: "2026-01-01T00:00:00Z" })).toEqual(["ends shape"]);
});

test("a state is written without what is nothing, and read whole", () => {
  const state = {
    ...NO_STATE,
    minor: true,
    consents: { account: { given: false, at: 1, explicit: false, confirmed: false, by: "person" } },
  } as const;
  expect(writeState(NO_STATE)).toEqual({});
  expect(Object.keys(writeState(state))).toEqual(["minor", "consents"]);
  expect(readPersonState(JSON.parse(JSON.stringify(writeState(state))))).toEqual(state);
});

test("a hash is of kind and id under the key, and hides clients and browsers in what is folded", () => {
  const key = new Uint8Array(16).fill(7);
  const hash = subjectHash(key, { kind: "person", id: "1" });
  expect(hash).toMatch(/^[0-9a-f]{32}$/);
  expect(subjectHash(key, { kind: "browser", id: "1" })).not.toBe(hash);
  expect(subjectHash(new Uint8Array(16), { kind: "person", id: "1" })).not.toBe(hash);
  expect(withHashes(key, { ...collected("form", "contact"), of: "acme" })).toMatchObject({
    of: subjectHash(key, { kind: "client", id: "acme" }),
  });
});

const NOON_OF_JUNE = Date.parse("2026-06-01T12:00:00.000Z");

test("days of rows are read as stores print them, and none that does not exist", () => {
  const [users] = readingsOf(program, "main");
  if (!users) throw new Error("users are not read");
  const dayOf = (made: string | number | null) =>
    factsOfRow(users, { id: 1, email: "a", made }, NOON_OF_JUNE).facts.find(({ fact }) => fact.kind === "collected")?.fact.at;
  const noon = "2024-05-01T12:00:00.000Z";
  for (const made of [
    "2024-05-01 12:00:00",
    "2024-05-01T12:00:00Z",
    "2024-05-01 14:00:00+02",
    "2024-05-01 12:00:00.000+00:00",
    1714564800,
    "1714564800000",
  ])
    expect(dayOf(made), String(made)).toBe(noon);
  expect(dayOf("2024-05-01")).toBe("2024-05-01T00:00:00.000Z");
  // A day without signs is none of a clock; and before anybody's time a store says that there is none.
  for (const made of ["2024-02-30", "yesterday", "", null, "202405011000", "20240501100000", "0001-01-01", "0000-00-00"])
    expect(dayOf(made), String(made)).toBeUndefined();
});

test("a dataset that is led to by an account's key tells of that account", () => {
  const readings = readingsOf(program, "main");
  expect(readings.map(({ dataset, person }) => `${dataset} ${person}`)).toEqual(["users id", "notes user_id"]);
  const [, notes] = readings;
  const facts = notes && factsOfRow(notes, { user_id: 9, region: "ie" }, NOON_OF_JUNE).facts;
  expect(facts?.map(({ fact }) => fact)).toMatchObject([{ person: "9", kind: "resides", country: "IE" }]);
});

const usersReading = () => {
  const [users] = readingsOf(program, "main");
  if (!users) throw new Error("users are not read");
  return users;
};

test("whoever is another kind of people by now is that one alone; stores print a truth value in their own ways", () => {
  const users = { ...usersReading(), is: { owner: { admin: [false] }, guest: { admin: [true] } } };
  const told = (admin: string | number | boolean) => {
    const { facts, cleared } = factsOfRow(users, { id: 1, email: "a", made: "2024-05-01", admin }, NOON_OF_JUNE);
    const collections = facts.filter(({ fact }) => fact.kind === "collected");
    return { as: collections.map(({ fact }) => "as" in fact && fact.as), base: collections[0]?.base, cleared };
  };
  for (const no of [false, 0, "0", "f", "false"]) expect(told(no).as, String(no)).toEqual(["owner"]);
  for (const yes of [true, 1, "1", "t", "true"]) expect(told(yes).as, String(yes)).toEqual(["guest"]);
  expect(told(true).cleared.map(({ base }) => base)).toContain(told(false).base);
  expect(told(true).cleared.map(({ base }) => base)).not.toContain(told(true).base);
});

test("a column of JSON is filled where something stands at the path", () => {
  const users = usersReading();
  const fields = [{ column: "profile", path: ["phones", "mobile"], categories: ["contact.phone"] }];
  const reading = { ...users, points: users.points.map((point) => ({ ...point, fields })) };
  const isTold = (profile: string | Uint8Array | null) =>
    factsOfRow(reading, { id: 1, made: "2024-05-01", profile }, NOON_OF_JUNE).facts.some(({ fact }) => fact.kind === "collected");
  for (const full of ['{"phones":{"mobile":"1"}}', '{"phones":[{"home":"1"},{"mobile":0}]}'])
    expect(isTold(full), full).toBe(true);
  for (const none of [
    "{}",
    '{"phones":{"mobile":null}}',
    '{"phones":{"mobile":""}}',
    '{"phones":[]}',
    "[1",
    "",
    null,
    new Uint8Array([1]),
  ])
    expect(isTold(none), String(none)).toBe(false);
});
