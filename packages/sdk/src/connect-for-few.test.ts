// Whoever looks people up as they are asked about: nothing older than it may be, nothing newer undone.
import { createServer, type Server as HttpServer } from "node:http";
import type { AddressInfo } from "node:net";
import { subjectHash } from "@troth/core/facts";
import { compileProgram, type Program } from "@troth/core/program";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { HeldState } from "./held-state.ts";
import { connectForFew } from "./index.ts";
import { keepLookedUp } from "./looked-up.ts";

const programOf = (more: string): Program =>
  compileProgram({
    file: "troth.yaml",
    read: () => `
troth: 1
organization: { name: Larkspur, country: NL, contact: privacy@larkspur.example }
laws: [gdpr]
purposes: { newsletter: { basis: consent, data: [contact.email] }${more} }
`,
  }).program as Program;
const PROGRAM = programOf("");
const KEY = new Uint8Array(16).fill(7);
const line = (id: string, v: number, given: boolean | null, kind: "person" | "browser" = "person") => ({
  s: subjectHash(KEY, { kind, id }),
  k: kind,
  v,
  state: given === null ? null : { consents: { newsletter: { given, at: 1, explicit: false, confirmed: false, by: "person" } } },
});
const CONSENT = {
  id: "f1",
  person: "a",
  at: "2026-01-01T00:00:00Z",
  origin: "app",
  kind: "consented",
  purpose: "newsletter",
  given: false,
} as const;
const ASKED = { person: "a", purpose: "newsletter", data: ["contact.email"] };

let http: HttpServer;
let url = "";
let program = PROGRAM;
let token: object = {};
/** A write is answered once this is so. */
let answering: Promise<void> | undefined;
/** What a look-up finds, in turn; the last one again and again. */
let found: (() => Promise<readonly object[]>)[] = [];
const now =
  (...lines: readonly object[]) =>
  async () =>
    lines;

beforeEach(async () => {
  program = PROGRAM;
  answering = undefined;
  http = createServer(async (request, out) => {
    if (request.url === "/v1/program") return void out.end(JSON.stringify({ hash: program.hash, program }));
    if (request.url === "/v1/facts") await answering;
    if (request.url === "/v1/facts") return void out.end(JSON.stringify({ accepted: 1, repeated: 0, dropped: [], token }));
    let text = "";
    for await (const part of request) text += part;
    const subjects = text.includes("of nobody") ? [] : await ((found.length > 1 ? found.shift() : found[0]) ?? now())();
    const head = { program: program.hash, log: "log", position: 1, at: Date.now(), notices: [], subjects };
    out.end(JSON.stringify({ ...head, hash: { by: "siphash-2-4-128", key: Buffer.from(KEY).toString("base64url") } }));
  });
  await new Promise<void>((ready) => http.listen(0, "127.0.0.1", ready));
  url = `http://127.0.0.1:${(http.address() as AddressInfo).port}`;
});
afterEach(async () => {
  http.closeAllConnections();
  await new Promise((done) => http.close(done));
});

test("an own write is not undone by a look-up that began before it", async () => {
  let settle: (lines: readonly object[]) => void = () => undefined;
  found = [() => new Promise((done) => (settle = done))];
  const few = await connectForFew({ url, key: "k" });
  token = { program: PROGRAM.hash, position: 2, subjects: [line("a", 2, false)] };
  const asked = few.ask(ASKED);
  await few.facts([CONSENT]);
  expect(few.decide(ASKED).allowed).toBe(false);
  settle([line("a", 1, true)]);
  expect((await asked).allowed).toBe(false);
  expect(few.decide(ASKED).allowed).toBe(false);
});

test("somebody who was erased elsewhere is unknown at the next look-up, whatever was written before", async () => {
  found = [now(line("a", 0, null))];
  const few = await connectForFew({ url, key: "k", freshFor: 50 });
  token = { program: PROGRAM.hash, position: 2, subjects: [line("a", 2, true)] };
  await few.facts([{ ...CONSENT, given: true }]);
  expect(few.decide(ASKED).allowed).toBe(true);
  await new Promise((done) => setTimeout(done, 80));
  expect(await few.ask(ASKED)).toMatchObject({ allowed: false, rule: "person-known" });
});

test("a no that was told elsewhere counts within a second, unless another time is asked for", async () => {
  found = [now(line("a", 1, true)), now(line("a", 2, false))];
  const few = await connectForFew({ url, key: "k" });
  expect((await few.ask(ASKED)).allowed).toBe(true);
  await new Promise((done) => setTimeout(done, 1_000));
  expect(few.decide(ASKED)).toMatchObject({ allowed: false });
  expect(await few.ask(ASKED)).toMatchObject({ allowed: false, rule: "consent" });
});

test("what took longer to come than it is fresh is not gone by, though others came after it", async () => {
  const late = async () => {
    await new Promise((done) => setTimeout(done, 400));
    return [line("a", 1, true)];
  };
  found = [late, now(line("b", 1, true)), now()];
  const few = await connectForFew({ url, key: "k", freshFor: 250 });
  const asked = few.ask(ASKED);
  await new Promise((done) => setTimeout(done, 300));
  expect((await few.ask({ ...ASKED, person: "b" })).allowed).toBe(true);
  expect(await asked).toMatchObject({ allowed: false, rule: "person-known" });
});

test("a write that is answered under another program begins anew", async () => {
  found = [now(line("a", 1, true))];
  const few = await connectForFew({ url, key: "k" });
  expect((await few.ask(ASKED)).allowed).toBe(true);
  program = programOf(", survey: { basis: consent, data: [contact.email] }");
  token = { program: program.hash, position: 2, subjects: [line("a", 2, false)] };
  expect(few.decide({ ...ASKED, purpose: "survey" }).rule).toBe("known-names");
  await few.facts([CONSENT]);
  expect(few.decide({ ...ASKED, purpose: "survey" }).rule).toBe("consent");
});

describe("what a browser is against counts beside its person's yes", () => {
  const both = { ...ASKED, browser: "shared" };
  const no = line("shared", 1, false, "browser");

  test("though it grew too old while the person was looked up", async () => {
    const slow = async () => {
      await new Promise((done) => setTimeout(done, 150));
      return [line("a", 1, true)];
    };
    found = [now(line("b", 1, true), no), slow, now(line("a", 1, true), no)];
    const few = await connectForFew({ url, key: "k", freshFor: 250 });
    expect(await few.ask({ ...both, person: "b" })).toMatchObject({ allowed: false, rule: "consent" });
    await new Promise((done) => setTimeout(done, 150));
    expect(await few.ask(both)).toMatchObject({ allowed: false, rule: "consent" });
  });

  test("though the program changed while the person was looked up", async () => {
    found = [now(line("b", 1, true), no), now(line("a", 1, true)), now(no)];
    const few = await connectForFew({ url, key: "k" });
    await few.ask({ ...both, person: "b" });
    program = programOf(", survey: { basis: consent, data: [contact.email] }");
    expect(await few.ask(both)).toMatchObject({ allowed: false, rule: "consent" });
  });

  test("and where it was not looked up, nobody knows that there is none", async () => {
    found = [now(line("a", 1, true))];
    const few = await connectForFew({ url, key: "k" });
    expect((await few.ask(ASKED)).allowed).toBe(true);
    expect(few.decide(both)).toMatchObject({ allowed: false, rule: "fresh", doubt: "stale" });
    expect(few.decide(ASKED).allowed).toBe(true);
  });
});

test("of several clients whose people somebody is, none is gone by once it is too old", async () => {
  const client = (id: string, v: number) => ({
    s: subjectHash(KEY, { kind: "client", id }),
    k: "client" as const,
    v,
    state: { instructed: ["campaign"] },
  });
  const applied: (readonly [string, boolean])[] = [];
  const held = {
    subject: ({ s, state }: { s: string; state: unknown }) => void applied.push([s, state !== null]),
  } as unknown as HeldState;
  const known = keepLookedUp(() => held, 1_000, 10);
  const [one, other] = [client("one", 1), client("other", 1)];
  const person = {
    s: subjectHash(KEY, { kind: "person", id: "a" }),
    k: "person" as const,
    v: 1,
    state: { clients: [one.s, other.s] },
  };
  const now = performance.now();
  known.take(one, now - 2_000);
  known.take(other, now - 2_000);
  known.take(person, now);
  expect(known.isKnown(person.s)).toBe(false);
  expect(applied.slice(3)).toEqual([
    [one.s, false],
    [other.s, false],
  ]);
});

test("what a write came to is as old as the write, however late its answer comes", async () => {
  const few = await connectForFew({ url, key: "k", freshFor: 200 });
  token = { program: PROGRAM.hash, position: 2, subjects: [line("a", 2, true)] };
  answering = new Promise((resolve) => setTimeout(resolve, 400));
  found = [now(line("a", 3, false))];
  await few.facts([CONSENT]);
  // It was told elsewhere meanwhile, and nobody here knows.
  expect(few.decide(ASKED).allowed).toBe(false);
  expect((await few.ask(ASKED)).allowed).toBe(false);
});

test("who was written about takes no more room than who was looked up", async () => {
  const held: string[] = [];
  const known = keepLookedUp(
    () =>
      ({
        subject: ({ s, state }: { s: string; state: unknown }) => void (state === null && held.push(s)),
      }) as unknown as HeldState,
    60_000,
    2,
  );
  for (const id of ["a", "b", "c"]) known.take(line(id, 1, true) as Parameters<typeof known.take>[0], performance.now());
  known.forgetOld();
  expect(held).toEqual([line("a", 1, true).s]);
});
