// A server that tears, repeats, reorders and lies: nothing is answered yes that what came whole would deny.
import { createServer, type Server as HttpServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { subjectHash } from "@troth/core/facts";
import { compileProgram, type Program } from "@troth/core/program";
import { afterEach, beforeEach, expect, test } from "vitest";
import { collectGarbage } from "../../../test/support/collect-garbage.ts";
import { connect, type FollowEvent, type Troth } from "./index.ts";

const TEXT = `
troth: 1
organization: { name: Larkspur, country: NL, contact: privacy@larkspur.example }
laws: [gdpr]
purposes: { newsletter: { basis: consent, data: [contact.email] } }
`;
const PROGRAM = compileProgram({ file: "troth.yaml", read: () => TEXT }).program as Program;
const KEY = new Uint8Array(16).fill(7);
const hash = (id: string) => subjectHash(KEY, { kind: "person", id });
const choice = (given: boolean) => ({ given, at: 1, explicit: false, confirmed: false, by: "person" });
const line = (id: string, v: number, given: boolean | null) => ({
  s: hash(id),
  k: "person",
  v,
  state: given === null ? null : { consents: { newsletter: choice(given) } },
});
const head = (position: number, program = PROGRAM.hash) => ({
  ...{ kind: "head", wire: 1, program, log: "log", position, at: Date.now() },
  hash: { by: "siphash-2-4-128", key: Buffer.from(KEY).toString("base64url") },
});
const end = (subjects: number, position: number) => ({ kind: "end", notices: 0, subjects, position });
const whole = (position: number, ...lines: readonly object[]) => [head(position), ...lines, end(lines.length, position)];
const beat = (position: number, log = "log") =>
  `event: heartbeat\ndata: ${JSON.stringify({ at: Date.now(), position, program: PROGRAM.hash, log })}\n\n`;
const event = (id: number, data: object) => `id: ${id}\nevent: state\ndata: ${JSON.stringify(data)}\n\n`;

let http: HttpServer;
let url = "";
type Lines = readonly object[] | string;
let snapshots: (Lines | (() => Promise<Lines>))[] = [];
/** What a write comes to. */
let token: object = {};
/** A write is answered once this is so. */
let answering: Promise<void> | undefined;
let feeds: ((out: ServerResponse, after: number) => void)[] = [];
let troth: Troth | undefined;
let seen: FollowEvent[] = [];
/** What the server gives when nothing more was laid out: a feed that stays open and beats. */
const quiet = (out: ServerResponse, after: number) => void out.write(beat(after));

beforeEach(async () => {
  snapshots = [];
  feeds = [];
  seen = [];
  answering = undefined;
  http = createServer(async (request, out) => {
    const path = request.url ?? "";
    if (path === "/v1/program") return void out.end(JSON.stringify({ hash: PROGRAM.hash, program: PROGRAM }));
    if (path === "/v1/state/snapshot") {
      const laid = snapshots.length > 1 ? snapshots.shift() : snapshots[0];
      const next = typeof laid === "function" ? await laid() : laid;
      return void out.end(typeof next === "string" ? next : (next ?? []).map((one) => `${JSON.stringify(one)}\n`).join(""));
    }
    if (path === "/v1/facts") {
      await answering;
      return void out.end(JSON.stringify({ accepted: 1, repeated: 0, dropped: [], token }));
    }
    out.writeHead(200, { "content-type": "text/event-stream" });
    (feeds.shift() ?? quiet)(out, Number(new URL(path, "http://x").searchParams.get("after")));
  });
  await new Promise<void>((ready) => http.listen(0, "127.0.0.1", ready));
  url = `http://127.0.0.1:${(http.address() as AddressInfo).port}`;
});
afterEach(async () => {
  await troth?.close();
  troth = undefined;
  http.closeAllConnections();
  await new Promise((done) => http.close(done));
});

const open = async (freshFor = 60_000): Promise<Troth> => {
  troth = await connect({ url, key: "k", freshFor, onEvent: (one) => seen.push(one) });
  return troth;
};
const allows = (person: string) => troth?.allows({ person, purpose: "newsletter", data: ["contact.email"] });

test.each<readonly [string, readonly object[] | string, string]>([
  ["without its end", [head(1), line("a", 1, true)], "wire.torn"],
  ["with fewer subjects than it says", [head(1), line("a", 1, true), end(2, 1)], "wire.torn"],
  ["with a line that broke off", `${JSON.stringify(head(1))}\n{"s":"00`, "wire.torn"],
  ["without its head", [line("a", 1, true), end(1, 1)], "wire.torn"],
  ["that goes on after its end", [...whole(1), line("a", 1, true)], "wire.torn"],
  ["of another program", [head(1, "0".repeat(64)), end(0, 1)], "wire.program"],
  ["of another wire", [{ ...head(1), wire: 2 }, end(0, 1)], "wire.unknown"],
  ["of what nobody knows", [head(1), { kind: "surprise" }, end(0, 1)], "wire.unknown"],
  ["of a subject that is none", [head(1), { ...line("a", 1, true), s: "zz" }, end(1, 1)], "wire.unknown"],
])("a snapshot %s is refused, and nothing is decided by it", async (_, lines, code) => {
  snapshots = [lines];
  await expect(open()).rejects.toMatchObject({ name: "WireError", code });
});

test("changes come in their order, and what is sent twice changes nothing", async () => {
  snapshots = [whole(1, line("a", 1, true), line("b", 1, true))];
  feeds = [
    (out) =>
      void out.write(event(2, line("a", 2, false)) + event(2, line("a", 1, true)) + event(1, line("b", 0, false)) + beat(2)),
  ];
  await open();
  await expect.poll(() => allows("a")).toBe(false);
  expect(allows("b")).toBe(true);
});

test("a gap is a lost change: the whole state is read anew", async () => {
  snapshots = [whole(1, line("a", 1, true)), whole(5, line("a", 3, false))];
  feeds = [(out) => void out.write(event(4, line("z", 1, true)))];
  await open();
  await expect.poll(() => allows("a"), { timeout: 90_000 }).toBe(false);
  expect(seen.map(({ kind }) => kind)).toEqual(["following", "cut", "following"]);
});

test("another log is another history: the whole state is read anew", async () => {
  snapshots = [whole(9, line("a", 9, true)), [{ ...head(1), log: "restored" }, line("a", 1, false), end(1, 1)]];
  feeds = [(out) => void out.write(beat(9, "restored"))];
  await open();
  await expect.poll(() => allows("a"), { timeout: 90_000 }).toBe(false);
});

test("a change that breaks off is taken when it comes whole, from where the feed was cut", async () => {
  snapshots = [whole(1, line("a", 1, true))];
  const after: number[] = [];
  const tears = (out: ServerResponse, from: number) => {
    after.push(from);
    out.write(event(2, line("b", 1, true)) + event(3, line("a", 2, false)).slice(0, 40));
    out.end();
  };
  const mends = (out: ServerResponse, from: number) => {
    after.push(from);
    out.write(event(3, line("a", 2, false)) + beat(3));
  };
  feeds = [tears, mends];
  await open();
  await expect.poll(() => allows("a"), { timeout: 90_000 }).toBe(false);
  expect([after, allows("b")]).toEqual([[1, 2], true]);
});

test("a server that is further than what came is not fresh: it is denied as too old, and said so", async () => {
  snapshots = [whole(1, line("a", 1, true))];
  feeds = [(out) => void out.write(beat(7))];
  await open(500);
  expect(allows("a")).toBe(true);
  await expect
    .poll(() => troth?.decide({ person: "a", purpose: "newsletter", data: ["contact.email"] }))
    .toMatchObject({
      allowed: false,
      rule: "fresh",
      doubt: "stale",
    });
});

test("what is written while the whole state is read is not undone by it", async () => {
  token = { program: PROGRAM.hash, position: 9, subjects: [line("a", 9, false)] };
  const toldBefore = async () => {
    await troth?.facts([]);
    return whole(5, line("a", 3, true));
  };
  snapshots = [whole(1, line("a", 1, true)), toldBefore];
  feeds = [(out) => void out.write(event(4, line("z", 1, true)))];
  await open();
  expect(allows("a")).toBe(true);
  await expect.poll(() => seen.filter(({ kind }) => kind === "following").length, { timeout: 90_000 }).toBe(2);
  expect(allows("a")).toBe(false);
});

const CONSENT = {
  id: "f1",
  person: "a",
  at: "2026-01-01T00:00:00Z",
  origin: "app",
  kind: "consented",
  purpose: "newsletter",
  given: true,
} as const;

test.each([
  ["by the feed", (tell: () => void) => void setTimeout(tell, 50)],
  ["by a state that was read anew", (tell: () => void) => void setTimeout(tell, 2_000)],
])("an answer to a write that comes after something newer %s undoes nothing", { timeout: 60_000 }, async (how, later) => {
  const out: ServerResponse[] = [];
  feeds = [(one) => void out.push(one)];
  snapshots = [whole(1, line("a", 1, false)), whole(12, line("a", 11, false))];
  await open();
  token = { program: PROGRAM.hash, position: 13, subjects: [line("a", 10, true)] };
  let settle = (): void => undefined;
  answering = new Promise((done) => {
    settle = done;
  });
  const told = troth?.facts([CONSENT]);
  await expect.poll(() => out.length).toBe(1);
  // A gap makes it read the whole state again.
  const change =
    how === "by the feed" ? event(2, line("a", 10, true)) + event(3, line("a", 11, false)) : event(7, line("z", 1, true));
  out[0]?.write(change);
  later(settle);
  await told;
  expect(allows("a")).toBe(false);
});

test("a list is asked about by what is held when each of its rows comes, also after everything was read anew", {
  timeout: 60_000,
}, async () => {
  const out: ServerResponse[] = [];
  feeds = [(one) => void out.push(one)];
  snapshots = [whole(1, line("a", 1, true), line("b", 1, true)), whole(9, line("a", 1, true), line("b", 9, false))];
  await open();
  const rows = troth
    ?.filter(["a", "b"], { purpose: "newsletter", data: ["contact.email"], person: (row) => row })
    [Symbol.iterator]();
  expect(rows?.next().value).toBe("a");
  await expect.poll(() => out.length).toBe(1);
  out[0]?.write(event(7, line("z", 1, true)));
  await expect.poll(() => allows("b"), { timeout: 30_000 }).toBe(false);
  expect(rows?.next().done).toBe(true);
});

test("a state that cannot be read anew is said, and what is written meanwhile is not kept for it", {
  timeout: 60_000,
}, async () => {
  const out: ServerResponse[] = [];
  feeds = [(one) => void out.push(one)];
  snapshots = [whole(1, line("a", 1, false)), "torn", whole(9, line("a", 9, false))];
  await open();
  await expect.poll(() => out.length).toBe(1);
  out[0]?.write(event(7, line("z", 1, true)));
  await expect.poll(() => seen.map(({ kind }) => kind).join(), { timeout: 30_000 }).toMatch(/^following,cut,cut/);
});

test("a clock of this machine that is set back makes nothing fresh", async () => {
  snapshots = [whole(1, line("a", 1, true))];
  feeds = [(out) => void out.write(beat(7))];
  await open(300);
  const real = Date.now;
  Date.now = () => real() - 3_600_000;
  try {
    await expect.poll(() => troth?.decide({ person: "a", purpose: "newsletter", data: ["contact.email"] }).rule).toBe("fresh");
  } finally {
    Date.now = real;
  }
});

test("which kinds of question are asked is counted where that is wanted, and not whom they are about", async () => {
  snapshots = [whole(1, line("a", 1, true))];
  await open();
  expect(allows("a")).toBe(true);
  expect(troth?.asked()).toBeUndefined();
  await troth?.close();
  const recording = await connect({ url, key: "k", record: 2, onEvent: () => undefined });
  troth = recording;
  const asked = { purpose: "newsletter", data: ["contact.email"] };
  for (const person of ["zqx-1", "zqx-2", "zqx-3"]) recording.decide({ person, ...asked });
  expect(recording.allows({ browser: "zqx-4", ...asked, signals: ["gpc"] })).toBe(false);
  expect([...recording.filter(["a"], { ...asked, person: (row) => row })]).toEqual(["a"]);
  recording.decide({ person: "zqx-5", ...asked, form: "hashed" });
  recording.decide({ person: "zqx-6", purpose: "zqx@larkspur.example", data: [] });
  const record = recording.asked();
  expect(record).toMatchObject({ kind: "asked", version: 1, more: 1, unknown: 1 });
  expect(record?.shapes).toEqual([
    { question: asked, times: 4 },
    { question: { ...asked, signals: ["gpc"] }, times: 1 },
  ]);
  expect(JSON.stringify(record)).not.toContain("zqx");
  await expect(connect({ url, key: "k", record: 0 })).rejects.toThrow("1 to 10000");
});

test("who is forgotten is unknown again", async () => {
  snapshots = [whole(1, line("a", 1, true))];
  feeds = [(out) => void out.write(event(2, line("a", 2, null)) + beat(2))];
  await open();
  await expect.poll(() => allows("a")).toBe(false);
  expect(troth?.decide({ person: "a", purpose: "newsletter", data: ["contact.email"] }).doubt).toBe("unknown-person");
});

test("it closes, whatever of its calls was collected as garbage meanwhile", { timeout: 60_000 }, async () => {
  snapshots = [whole(1, line("a", 1, true))];
  let standing = 0;
  feeds = [
    (out, after) => {
      // Without beats it would end by itself, as a feed that is silent.
      const beating = setInterval(() => quiet(out, after), 1_000);
      standing += 1;
      out.on("close", () => {
        clearInterval(beating);
        standing -= 1;
      });
      quiet(out, after);
    },
  ];
  await open();
  await expect.poll(() => standing).toBe(1);
  await collectGarbage();
  await troth?.close();
  await expect.poll(() => standing).toBe(0);
});

test("a change that was lost on the way is missed at the next beat, and the whole state is read anew", async () => {
  snapshots = [whole(1, line("a", 1, true)), whole(2, line("a", 2, false))];
  feeds = [(out) => void out.write(beat(1) + beat(2) + beat(2))];
  await open();
  await expect.poll(() => allows("a"), { timeout: 90_000 }).toBe(false);
  expect(seen).toContainEqual({ kind: "cut", because: expect.stringContaining("nothing came after 1") as string });
});

test("an event that does not end is no event, and is not kept", async () => {
  snapshots = [whole(1, line("a", 1, true)), whole(1, line("a", 1, false))];
  feeds = [
    (out) => {
      const piece = "x".repeat(1024 * 1024);
      out.write("data: ");
      for (let at = 0; at < 20; at++) out.write(piece);
    },
  ];
  await open();
  await expect.poll(() => allows("a"), { timeout: 90_000 }).toBe(false);
  expect(seen).toContainEqual({ kind: "cut", because: "an event of the feed does not end (wire.unknown)" });
});

test("what a log of the application throws ends nothing", async () => {
  snapshots = [whole(1, line("a", 1, true)), whole(2, line("a", 2, false))];
  feeds = [(out) => void out.write(beat(1, "restored"))];
  const warned: string[] = [];
  const hear = ({ message }: Error) => warned.push(message);
  process.on("warning", hear);
  const onEvent = () => {
    throw new Error("the disk is full");
  };
  troth = await connect({ url, key: "k", freshFor: 60_000, onEvent });
  await expect.poll(() => allows("a"), { timeout: 90_000 }).toBe(false);
  process.off("warning", hear);
  expect(warned).toContain("the disk is full");
});

test("it closes at once though the program is being waited for", async () => {
  snapshots = [whole(1, line("a", 1, true))];
  let asked: () => void = () => undefined;
  const isAsked = new Promise<void>((resolve) => {
    asked = resolve;
  });
  let programs = 0;
  const answer: typeof fetch = (input, init) => {
    if (!String(input).endsWith("/v1/program") || ++programs === 1) return fetch(input, init);
    asked();
    return new Promise((_, reject) => init?.signal?.addEventListener("abort", () => reject(new Error("stopped"))));
  };
  feeds = [(out) => void out.write(beat(1, "restored"))];
  const held = await connect({ url, key: "k", freshFor: 60_000, fetch: answer });
  await isAsked;
  const began = performance.now();
  await held.close();
  expect(performance.now() - began).toBeLessThan(10_000);
});
