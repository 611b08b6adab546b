// An application's process that decides by a real server: over its SDK, over HTTP and at the command line the same, and no yes
// that the truth denies once what is known is too old.
import { randomUUID } from "node:crypto";
import type { Question } from "@troth/core/decisions";
import { connect, connectForFew, type Fact, type FollowEvent, type Troth } from "@troth/sdk";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { makeBackendKey, revokeBackendKeys } from "../../packages/server/src/apps/index.ts";
import { runCommandLine } from "../../packages/server/src/cli/index.ts";
import { startServer } from "../../packages/server/src/serve/index.ts";
import { type ServedWorkshop, serveWorkshop } from "../support/served-workshop.ts";

let served: ServedWorkshop;
let key = "";
let open: Troth[] = [];
let events: FollowEvent[] = [];

beforeAll(async () => {
  served = await serveWorkshop();
  key = await makeBackendKey(served.server.inst, { name: "shop", by: "officer" });
});
afterEach(async () => {
  await Promise.all(open.map((one) => one.close()));
  open = [];
  events = [];
});
afterAll(() => served.close());

async function connected(more: { readonly freshFor?: number; readonly url?: string } = {}): Promise<Troth> {
  const troth = await connect({ url: served.base, key, onEvent: (event) => events.push(event), ...more });
  open.push(troth);
  return troth;
}

const fact = (more: Record<string, unknown>): Fact =>
  ({ id: randomUUID(), at: new Date(Date.now() - 1000).toISOString(), origin: "shop", ...more }) as Fact;
const collected = (person: string) => fact({ kind: "born", person, day: "1990-05-01" });
const objected = (person: string, on = true) =>
  fact({ kind: "objected", person, purpose: "profiling", on, at: new Date().toISOString() });

const profiling = (person: string): Question => ({ person, purpose: "profiling", data: ["inference.profile"] });
const written = async (questions: readonly Question[]) => {
  const answer = await served.post("/v1/decide/batch", JSON.stringify({ questions }), {
    authorization: `Bearer ${key}`,
    "content-type": "application/json",
  });
  expect(answer.status).toBe(200);
  return ((await answer.json()) as { decisions: Record<string, unknown>[] }).decisions;
};

test("one's own facts are decided by at once, and every other connected process follows", async () => {
  const [one, other] = [await connected(), await connected()];
  expect(one.decide(profiling("p-1"))).toMatchObject({ allowed: false, rule: "person-known", doubt: "unknown-person" });
  expect(await one.facts([collected("p-1")])).toMatchObject({ accepted: 1, dropped: [] });
  expect(one.allows(profiling("p-1"))).toBe(true);
  await expect.poll(() => other.allows(profiling("p-1")), { timeout: 90_000 }).toBe(true);
  await other.facts([objected("p-1")]);
  expect(other.decide(profiling("p-1"))).toMatchObject({ allowed: false, rule: "objection" });
  await expect.poll(() => one.decide(profiling("p-1")).rule, { timeout: 90_000 }).toBe("objection");
  await one.facts([objected("p-1", false)]);
  expect(one.allows(profiling("p-1"))).toBe(true);
});

test("the SDK and HTTP agree, whatever is asked", async () => {
  const troth = await connected();
  await troth.facts([collected("p-2"), collected("p-3"), objected("p-3")]);
  const questions = [
    profiling("p-2"),
    profiling("p-3"),
    profiling("nobody"),
    { person: "p-2", purpose: "account", data: ["name"], recipient: "letters" },
    { person: "p-2", purpose: "account", data: ["inference.profile"] },
    { person: "p-2", purpose: "acount", data: ["name"] },
    { person: "p-2", purpose: "account", data: ["name"], recipent: "letters" },
    { person: "p-2", purpose: "account", data: ["name"], form: "hashed" },
    { browser: "b-1", purpose: "account", data: ["name"] },
    { person: "p-2", browser: "b-1", purpose: "profiling", data: ["inference.profile"], signals: ["gpc"] },
    {},
    { person: 7, purpose: [], data: "x" },
  ] as unknown as Question[];
  const overHttp = await written(questions);
  for (const [at, question] of questions.entries()) {
    const { source, until, doubt, ...own } = troth.decide(question);
    expect(overHttp[at], JSON.stringify(question)).toEqual({
      ...own,
      source: { place: source.place ?? null, law: source.law ?? null, article: source.article ?? null },
      doubt: doubt ?? null,
      until: until === undefined ? null : new Date(until).toISOString(),
    });
  }
});

test("a caller that holds few people looks them up, keeps them for a while, and knows nobody else", async () => {
  const writer = await connected();
  await writer.facts([collected("p-6")]);
  const few = await connectForFew({ url: served.base, key, freshFor: 1_500 });
  expect(few.decide(profiling("p-6"))).toMatchObject({ rule: "person-known", doubt: "unknown-person" });
  expect((await few.ask(profiling("p-6"))).allowed).toBe(true);
  expect(few.decide(profiling("p-6")).allowed).toBe(true);
  expect((await few.ask(profiling("nobody"))).doubt).toBe("unknown-person");
  await writer.facts([objected("p-6")]);
  // Kept until it is too old; then nothing is known, until somebody asks again.
  await expect.poll(() => few.decide(profiling("p-6")).rule, { timeout: 90_000 }).toBe("person-known");
  expect((await few.ask(profiling("p-6"))).rule).toBe("objection");
  await few.facts([objected("p-6", false)]);
  expect(few.decide(profiling("p-6")).allowed).toBe(true);
});

test("whoever was looked up first and is known anew keeps nobody else from growing too old", async () => {
  const writer = await connected();
  await writer.facts([collected("p-7"), collected("p-8")]);
  const few = await connectForFew({ url: served.base, key, freshFor: 3_000 });
  await few.ask(profiling("p-7"));
  await few.ask(profiling("p-8"));
  const known = () => few.decide(profiling("p-8")).rule;
  const again = async () => {
    await few.facts([collected("p-7")]);
    return known();
  };
  await expect.poll(again, { timeout: 90_000, interval: 500 }).toBe("person-known");
});

test("a program that is told and a snapshot of it are of one hash; a revoked key is refused", async () => {
  const troth = await connected();
  expect(troth.program()).toBe(served.server.inst.program.hash);
  const other = await makeBackendKey(served.server.inst, { name: "other", by: "officer" });
  await revokeBackendKeys(served.server.inst, { name: "other", by: "officer", butNewest: false });
  await expect(connect({ url: served.base, key: other })).rejects.toMatchObject({ name: "CallError", status: 401 });
  await expect(connect({ url: "http://127.0.0.1:9", key })).rejects.toMatchObject({ code: "server.unreachable" });
});

test("a server that is gone: what is known grows stale and is denied; back again, it is followed", async () => {
  const lone = await serveWorkshop();
  const own = await makeBackendKey(lone.server.inst, { name: "shop", by: "officer" });
  const troth = await connect({ url: lone.base, key: own, freshFor: 6_000, onEvent: (event) => events.push(event) });
  open.push(troth);
  await troth.facts([collected("p-4")]);
  expect(troth.allows(profiling("p-4"))).toBe(true);
  const { port } = lone.server;
  await lone.server.close();
  await expect.poll(() => troth.decide(profiling("p-4")).rule, { timeout: 90_000 }).toBe("fresh");
  expect(troth.lag()).toBeGreaterThan(5_000);
  await expect(troth.facts([objected("p-4")])).rejects.toMatchObject({ code: "server.unreachable" });
  const again = await startServer({
    home: lone.shop.home,
    programFile: lone.shop.program,
    env: { ...lone.shop.env, TROTH_LISTEN: `127.0.0.1:${port}` },
  });
  try {
    await expect.poll(() => troth.decide(profiling("p-4")).rule, { timeout: 90_000 }).toBe("allowed");
    expect(events.map(({ kind }) => kind)).toContain("cut");
  } finally {
    await troth.close();
    await again.close();
    lone.shop.remove();
  }
});

/** The command line beside a server that is closed: its answer, and what it printed. */
const commandLine =
  ({ shop }: ServedWorkshop) =>
  async (...args: string[]) => {
    let out = "";
    const outlet = { write: (text: string) => (out += text) };
    const at = ["--home", shop.home, "--program", shop.program];
    const terminal = { stdout: outlet, stderr: outlet, env: { ...shop.env, LANG: "C.UTF-8" }, cwd: shop.folder };
    return { status: await runCommandLine([...args, ...at], terminal), out };
  };

test("once the server is closed, the command line says of each question what the SDK said", async () => {
  const lone = await serveWorkshop();
  const own = await makeBackendKey(lone.server.inst, { name: "shop", by: "officer" });
  const troth = await connect({ url: lone.base, key: own });
  await troth.facts([collected("p-2"), collected("p-3"), objected("p-3")]);
  const account = { person: "p-2", purpose: "account", data: ["name"] };
  const asked: readonly (readonly [Question, ...string[]])[] = [
    [profiling("p-2")],
    [profiling("p-3")],
    [profiling("nobody")],
    [{ ...account, recipient: "letters" }, "--recipient", "letters"],
    [{ ...account, data: ["inference.profile"] }],
    [{ ...account, purpose: "acount" }],
    [{ ...account, form: "hashed" }, "--form", "hashed"],
    [{ ...profiling("p-2"), browser: "b-1", signals: ["gpc"] }, "--browser", "b-1", "--gpc"],
  ];
  const decided = asked.map(([question]) => troth.decide(question));
  await troth.close();
  await lone.server.close();
  const run = commandLine(lone);
  for (const [at, [{ person = "", purpose, data }, ...more]] of asked.entries()) {
    const { allowed, rule, because, doubt, until } = decided[at] ?? expect.fail("nothing was decided");
    const words = ["--person", person, "--purpose", purpose, ...data.flatMap((one) => ["--data", one]), ...more];
    const { status, out } = await run("explain", ...words, "--json");
    const said = JSON.parse(out).decision;
    const same = [said.allowed, said.rule, said.because, said.doubt ?? undefined, said.until ?? undefined];
    expect([status, ...same], words.join(" ")).toEqual([allowed ? 0 : 1, allowed, rule, because, doubt, until]);
  }
  expect(new Set(decided.map(({ allowed }) => allowed))).toEqual(new Set([true, false]));
  lone.shop.remove();
});

test("the command line explains what the SDK decides", async () => {
  const lone = await serveWorkshop();
  const own = await makeBackendKey(lone.server.inst, { name: "shop", by: "officer" });
  const troth = await connect({ url: lone.base, key: own });
  await troth.facts([collected("p-5"), objected("p-5")]);
  const decision = troth.decide(profiling("p-5"));
  await troth.close();
  await lone.server.close();
  const run = commandLine(lone);
  const words = ["explain", "--person", "p-5", "--purpose", "profiling", "--data", "inference.profile"];
  const json = await run(...words, "--json");
  expect(json.status).toBe(1);
  expect(JSON.parse(json.out).decision).toMatchObject({ allowed: false, rule: decision.rule, because: decision.because });
  const tree = await run(...words);
  expect(tree.out).toMatch(/✗ denied {2}the person objected to `profiling`/);
  expect(tree.out).toContain("GDPR Art. 21(1)");
  expect(tree.out).not.toContain("p-5");
  const text = ["explain", "--person", "p-6", "--purpose", "profiling", "--data", "inference.profile", "--content"];
  expect((await run(...text, "no hash")).out).toContain("the hash of the text");
  expect((await run(...text, "a".repeat(64))).out).not.toContain("the hash of the text");
  const what = await run("what-if", lone.shop.program);
  expect([what.status, what.out]).toEqual([0, expect.stringContaining("no answer turns")]);
  lone.shop.remove();
});
