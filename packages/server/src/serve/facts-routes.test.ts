// Facts and states over real HTTP, as a backend of the organization speaks to them.
import { request } from "node:http";
import { text } from "node:stream/consumers";
import { readPersonState, subjectHash } from "@troth/core/facts";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type ServedWorkshop, serveWorkshop } from "../../../../test/support/served-workshop.ts";
import { makeBackendKey, makeStoreKey, revokeBackendKeys } from "../apps/index.ts";

let served: ServedWorkshop;
let key: string;
beforeAll(async () => {
  served = await serveWorkshop();
  key = await makeBackendKey(served.server.inst, { name: "shop", by: "officer" });
});
afterAll(() => served.close());

const bearer = (token = key) => ({ authorization: `Bearer ${token}`, "content-type": "application/json" });
const post = (path: string, body: unknown, token = key) =>
  fetch(`${served.base}${path}`, {
    method: "POST",
    body: typeof body === "string" ? body : JSON.stringify(body),
    headers: bearer(token),
  });
/** `fetch` fails where the answer comes before all is sent; this sends on and reads it. */
const sendWhole = (path: string, body: string): Promise<{ status: number | undefined; type: string | undefined; body: string }> =>
  new Promise((resolve, reject) => {
    const headers = { ...bearer(), "content-length": Buffer.byteLength(body) };
    const call = request(`${served.base}${path}`, { method: "POST", headers }, async (answer) => {
      const { statusCode: status, headers } = answer;
      resolve({ status, type: headers["content-type"], body: await text(answer) });
    });
    call.on("error", reject).end(body);
  });
let seen = 0;
const fact = (more: Record<string, unknown>) => ({ id: `r${++seen}`, at: "2026-01-02T00:00:00Z", origin: "app", ...more });
const tell = async (...facts: Record<string, unknown>[]) => {
  const answer = await post("/v1/facts", { facts });
  if (answer.status !== 200) throw new Error(await answer.text());
  return (await answer.json()) as Token;
};
interface Line {
  s: string;
  k: string;
  v: number;
  state: Record<string, unknown> | null;
}
interface Token {
  accepted: number;
  token: { program: string; position: number; subjects: Line[] };
}

const snapshot = async (): Promise<Record<string, never>[]> => {
  const answer = await fetch(`${served.base}/v1/state/snapshot`, { headers: bearer() });
  expect(answer.headers.get("content-type")).toBe("application/x-ndjson");
  return (await answer.text())
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line));
};

interface Event {
  id: number | undefined;
  event: string;
  data: Record<string, unknown>;
}

/** Follows the feed until `enough` of its events came; gives them. */
async function follow(after: number, enough: (events: readonly Event[]) => boolean, meanwhile?: () => Promise<unknown>) {
  const stop = new AbortController();
  const answer = await fetch(`${served.base}/v1/state/feed?after=${after}`, { headers: bearer(), signal: stop.signal });
  expect(answer.status).toBe(200);
  const events: Event[] = [];
  let text = "";
  const acting = meanwhile?.();
  const decoder = new TextDecoder();
  for await (const chunk of answer.body as unknown as AsyncIterable<Uint8Array>) {
    text += decoder.decode(chunk, { stream: true });
    const blocks = text.split("\n\n");
    text = blocks.pop() ?? "";
    for (const block of blocks) {
      const fields = new Map(
        block.split("\n").map((line) => [line.slice(0, line.indexOf(":")), line.slice(line.indexOf(":") + 2)]),
      );
      const id = fields.get("id");
      events.push({
        id: id === undefined ? undefined : Number(id),
        event: fields.get("event") ?? "",
        data: JSON.parse(fields.get("data") ?? ""),
      });
    }
    if (enough(events)) break;
  }
  stop.abort();
  await acting;
  return events;
}

test("only a backend's own key opens the doors, until it is revoked", async () => {
  const store = await makeStoreKey(served.server.inst, { store: "shop", by: "officer" });
  const old = await makeBackendKey(served.server.inst, { name: "old", by: "officer" });
  const body = { subjects: [{ person: "x" }] };
  expect((await post("/v1/state/subject", body, old)).status).toBe(200);
  await revokeBackendKeys(served.server.inst, { name: "old", by: "officer", butNewest: false });
  for (const token of [old, store, `troth_app_${"x".repeat(43)}`]) {
    const answer = await post("/v1/state/subject", body, token);
    expect(answer.status).toBe(401);
    expect(answer.headers.get("content-type")).toBe("application/problem+json");
    expect(((await answer.json()) as { detail: string }).detail).toContain("troth app key");
  }
  expect((await fetch(`${served.base}/v1/state/snapshot`)).status).toBe(401);
});

test("a batch is refused with the place of each fault, and one of too many", async () => {
  const answer = await post("/v1/facts", {
    facts: [fact({ person: "zq-person-1", kind: "objected", purpose: "profilling", on: true })],
  });
  expect(answer.status).toBe(400);
  expect(await answer.json()).toMatchObject({
    type: "urn:troth:problem:facts.refused",
    errors: [{ path: "facts[0].purpose", code: "unknown-purpose", advice: expect.stringContaining("`profiling`") }],
  });
  const one = fact({ person: "zq-person-1", kind: "minor", is: true });
  await tell(one);
  expect((await post("/v1/facts", { facts: [{ ...one, is: false }] })).status).toBe(409);
  expect((await post("/v1/facts", { facts: Array.from({ length: 1001 }, () => one) })).status).toBe(400);
});

test("a body of 10 MB is refused with its problem, though every fact in it is sound, and nothing of it is kept", async () => {
  const { db } = served.server.inst.storage;
  const kept = () =>
    Promise.all([db.selectFrom("fact").selectAll().execute(), db.selectFrom("fact_subject").selectAll().execute()]);
  const facts = Array.from({ length: 1_000 }, () => fact({ person: "zq-person-large", kind: "minor", is: true }));
  const text = JSON.stringify({ facts }).padEnd(10 * 1024 * 1024, " ");
  const before = await kept();
  const { status, type, body } = await sendWhole("/v1/facts", text);
  expect([status, type]).toEqual([413, "application/problem+json"]);
  expect(JSON.parse(body)).toMatchObject({ type: "urn:troth:problem:http.too-large", status: 413 });
  expect(await kept()).toEqual(before);
  // It was its size alone: the same facts without the spaces are taken.
  expect(await tell(...facts)).toMatchObject({ accepted: 1_000 });
});

test("a snapshot has every state by its hash, and says how many there are", async () => {
  await tell(
    fact({ person: "zq-person-2", kind: "born", day: "1990-03-04" }),
    fact({ client: "zq-client", kind: "instructed", purpose: "account", on: true }),
  );
  const lines = await snapshot();
  const head = lines[0] as unknown as { kind: string; program: string; hash: { key: string }; position: number };
  expect(head).toMatchObject({
    kind: "head",
    wire: 1,
    program: served.server.inst.program.hash,
    log: served.server.inst.ledger.vkey,
  });
  const subjectKey = new Uint8Array(Buffer.from(head.hash.key, "base64url"));
  const subjects = lines.filter((line) => "s" in line) as unknown as Line[];
  const own = subjects.find((line) => line.s === subjectHash(subjectKey, { kind: "person", id: "zq-person-2" }));
  expect(readPersonState(own?.state ?? {})).toMatchObject({ born: "1990-03-04", minor: false, consents: {} });
  expect(subjects.find((line) => line.k === "client")?.state).toEqual({ instructed: ["account"] });
  expect(lines.filter((line) => line.kind === "notice")).toHaveLength(1);
  expect(lines.at(-1)).toEqual({ kind: "end", notices: 1, subjects: subjects.length, position: head.position });
  // Long enough that no key or hash holds it by chance.
  expect(JSON.stringify(lines)).not.toMatch(/zq-(person|client)/);
});

test("what was worked out from what stands in the states that decisions go by, until it is taken back", async () => {
  const derived = fact({ person: "u_derived", kind: "derived", category: "inference.segment", from: ["usage.search"] });
  const stateOf = ({ token }: Token) => readPersonState(token.subjects[0]?.state ?? {}).derived;
  expect(stateOf(await tell(derived))).toEqual({ "inference.segment": ["usage.search"] });
  expect(stateOf(await tell(fact({ person: "u_derived", kind: "retracted", corrects: derived.id })))).toEqual({});
});

test("the feed goes on after a snapshot, in dense positions, and beats with the server's clock", async () => {
  const before = (await snapshot())[0] as unknown as { position: number };
  const told: Token[] = [];
  const events = await follow(
    before.position,
    (all) => all.filter(({ event }) => event === "state").length >= 3,
    async () => {
      told.push(await tell(fact({ person: "zq-person-3", kind: "opted-out", of: "sale", on: true })));
      told.push(
        await tell(
          fact({ person: "zq-person-4", kind: "minor", is: true }),
          fact({ browser: "zq-person-5", kind: "opted-out", of: "sale", on: true }),
        ),
      );
    },
  );
  const states = events.filter(({ event }) => event === "state");
  expect(states.map(({ id }) => id)).toEqual([1, 2, 3].map((step) => before.position + step));
  expect(states.map(({ data }) => data.s).toSorted()).toEqual(
    told.flatMap(({ token }) => token.subjects.map(({ s }) => s)).toSorted(),
  );
  expect(states.find(({ data }) => data.s === told[0]?.token.subjects[0]?.s)?.data).toEqual(told[0]?.token.subjects[0]);
  const [beat] = events.filter(({ event }) => event === "heartbeat");
  expect(beat).toMatchObject({ id: undefined, data: { position: before.position, program: served.server.inst.program.hash } });
  expect(Math.abs(Number(beat?.data.at) - Date.now())).toBeLessThan(60_000);
  expect(told.at(-1)?.token.position).toBe(before.position + 3);
});

test("a change that a crash left without a place gets one, and whoever asks for what is not there is told to begin anew", async () => {
  const { inst } = served.server;
  const told = await tell(fact({ person: "zq-person-6", kind: "minor", is: true }));
  // As a crash between the commit and the sequencing leaves it.
  const { s } = told.token.subjects[0] as Line;
  const left = { position: null, kind: "state" as const, about: s, at: new Date().toISOString() };
  await inst.storage.db.insertInto("fact_change").values(left).execute();
  const [event] = (await follow(told.token.position, (all) => all.some((one) => one.event === "state"))).filter(
    (one) => one.event === "state",
  );
  expect(event).toMatchObject({ id: told.token.position + 1, data: { s } });
  const ahead = await fetch(`${served.base}/v1/state/feed?after=999999`, { headers: bearer() });
  expect([ahead.status, ((await ahead.json()) as { type: string }).type]).toEqual([409, "urn:troth:problem:facts.feed-ahead"]);
  await inst.storage.db.updateTable("fact_feed").set({ pruned: "2" }).execute();
  const pruned = await fetch(`${served.base}/v1/state/feed?after=1`, { headers: bearer() });
  expect([pruned.status, ((await pruned.json()) as { type: string }).type]).toEqual([410, "urn:troth:problem:facts.feed-pruned"]);
  expect((await fetch(`${served.base}/v1/state/feed`, { headers: bearer() })).status).toBe(400);
});

test("a feed ends once its key is revoked, and tells nothing of what comes after", async () => {
  const { inst } = served.server;
  const old = await makeBackendKey(inst, { name: "follower", by: "officer" });
  const { token } = await tell(fact({ person: "followed", kind: "minor", is: true }));
  const feed = await fetch(`${served.base}/v1/state/feed?after=${token.position}`, { headers: bearer(old) });
  expect(feed.status).toBe(200);
  const all = feed.text();
  await new Promise((resolve) => setTimeout(resolve, 500));
  await revokeBackendKeys(inst, { name: "follower", by: "officer", butNewest: false });
  await new Promise((resolve) => setTimeout(resolve, 6_000));
  await tell(fact({ person: "followed", kind: "minor", is: false }));
  const events = (await all).match(/^event: .*$/gm);
  expect(events).toEqual(["event: heartbeat"]);
}, 20_000);

test("a few are looked up by the application's own ids, which stand in no address", async () => {
  await tell(fact({ person: "zq-person-7", kind: "minor", is: true }));
  const answer = await post("/v1/state/subject", { subjects: [{ person: "nobody" }, { person: "zq-person-7" }] });
  const body = (await answer.json()) as { subjects: Line[]; hash: { key: string }; notices: unknown[] };
  expect(body.subjects.map(({ state }) => state)).toEqual([null, { minor: true }]);
  expect(body.notices).toHaveLength(1);
  const both = await post("/v1/state/subject", { subjects: [{ person: "a", browser: "b" }] });
  expect(both.status).toBe(400);
});

test("half a character is no text: two ids that differ in one would be the same once written", async () => {
  const body = (person: string) =>
    `{"facts":[{"id":"half","person":"${person}","at":"2026-01-02T00:00:00Z","origin":"app","kind":"shown","notice":"v1"}]}`;
  for (const half of ["\\ud800", "a\\uDFFFb", "\\ude00\\ud83d"]) {
    for (const [path, sent] of [
      ["/v1/facts", body(half)],
      ["/v1/decide", `{"person":"${half}","purpose":"account","data":["name"]}`],
      ["/v1/choice-links", `{"links":[{"person":"${half}"}]}`],
      ["/v1/decide", `{"person":"p","purpose":"account","data":["name"],"${half}":1}`],
    ] as const) {
      const answer = await post(path, sent);
      expect([answer.status, ((await answer.json()) as { detail: string }).detail]).toEqual([
        400,
        expect.stringContaining("half a character"),
      ]);
    }
  }
  expect((await post("/v1/facts", body("\\ud83d\\ude00"))).status).toBe(200);
});

test("nobody is born on a day that has not come", async () => {
  const born = (days: number) => new Date(Date.now() + days * 24 * 60 * 60_000).toISOString().slice(0, 10);
  const answer = await post("/v1/facts", { facts: [fact({ person: "tomorrow", kind: "born", day: born(3) })] });
  expect(answer.status).toBe(400);
  expect(await answer.json()).toMatchObject({ errors: [{ path: "facts[0].day", code: "future" }] });
  expect((await post("/v1/facts", { facts: [fact({ person: "today", kind: "born", day: born(0) })] })).status).toBe(200);
});
