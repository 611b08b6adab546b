import { existsSync } from "node:fs";
import { connect } from "node:net";
import { setTimeout as wait } from "node:timers/promises";
import { afterEach, describe, expect, test } from "vitest";
import { freshPostgres, skippedWithoutPostgres, testPostgres } from "../../../../test/support/databases.ts";
import { type ServedWorkshop, serveWorkshop } from "../../../../test/support/served-workshop.ts";
import { ada, makeWorkshop, openWorkshop, takeApproved } from "../../../../test/support/workshop.ts";
import { askFor } from "../asks/index.ts";
import { systemSurroundings } from "../foundation/index.ts";
import { ListenError, listen } from "../http/index.ts";
import { approveRequest, takeRequest, viewRequest } from "../requests/index.ts";
import { EnvironmentError, readEnvironment, startServer } from "./index.ts";
import { startTicking } from "./tick.ts";

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

const serve = async (more: Parameters<typeof serveWorkshop>[0] = {}): Promise<ServedWorkshop> => {
  const served = await serveWorkshop(more);
  closing.push(() => served.close());
  return served;
};

const subject = [{ kind: "email", value: ada.email as string }];

/** Asks again until something holds. */
async function until<T>(look: () => Promise<T>, holds: (value: T) => boolean): Promise<T> {
  for (let tries = 0; ; tries++) {
    const value = await look();
    if (holds(value) || tries > 300) return value;
    await wait(50);
  }
}

describe("the environment", () => {
  test.each([
    ["TROTH_LISTEN", "4620"],
    ["TROTH_LISTEN", "127.0.0.1:99999"],
    ["TROTH_ADDRESS", "privacy.example.com"],
    ["TROTH_ADDRESS", "http://privacy.example.com"],
    ["TROTH_ADDRESS", "https://privacy.example.com/privacy"],
    ["TROTH_ADDRESS", "https://user:zqxmark@privacy.example.com"],
    ["TROTH_DATABASE_URL", "mysql://zqxmark@db/troth"],
    ["TROTH_SMTP_URL", "http://zqxmark@mail.example"],
    ["TROTH_MAIL_FROM", "Zqxmark <a@b.example>"],
    ["TROTH_TRUST_PROXY", "yes"],
    ["TROTH_LOG", "loud"],
    ["TROTH_MASTER_KEY_FILE", "key"],
    ["TROTH_MASTER_KEY_FIEL", "/etc/troth/key"],
  ])("%s that is not right is said by its name, with what was expected, and never its value", (name, value) => {
    const read = () => readEnvironment({ [name]: value });
    expect(read).toThrow(EnvironmentError);
    expect(read).toThrow(`\`${name}\``);
    expect(read).not.toThrow(/zqxmark/i);
  });

  test("says all that is wrong at once", () => {
    expect(() => readEnvironment({ TROTH_LOG: "loud", TROTH_LISTEN: "x" })).toThrow(/TROTH_LISTEN.*TROTH_LOG/);
  });

  test("wants to know where the public finds what other machines can reach", () => {
    expect(() => readEnvironment({ TROTH_LISTEN: "0.0.0.0:4620" })).toThrow("TROTH_ADDRESS");
    expect(readEnvironment({ TROTH_LISTEN: ":4620", TROTH_ADDRESS: "https://privacy.example.com" }).listen.host).toBe("0.0.0.0");
    expect(readEnvironment({ TROTH_LISTEN: "[::1]:80" }).listen).toEqual({ host: "::1", port: 80 });
    expect(readEnvironment({ TROTH_LISTEN: "" }).listen).toEqual({ host: "127.0.0.1", port: 4620 });
  });
});

describe("a start", () => {
  test("with a port that is taken makes nothing", async () => {
    const shop = makeWorkshop();
    closing.push(async () => shop.remove());
    const other = await listen({ fetch: () => new Response() }, { host: "127.0.0.1", port: 0 });
    closing.push(() => other.close(0));
    const started = startServer({
      home: shop.home,
      programFile: shop.program,
      env: { ...shop.env, TROTH_LISTEN: `127.0.0.1:${other.port}` },
    });
    await expect(started).rejects.toThrow(ListenError);
    expect(existsSync(shop.home)).toBe(false);
  });

  test("without a secret that the program names says which, and for which store", async () => {
    const shop = makeWorkshop();
    closing.push(async () => shop.remove());
    const started = startServer({ home: shop.home, programFile: shop.program, env: { TROTH_LISTEN: "127.0.0.1:0" } });
    await expect(started).rejects.toThrow("SHOP_DB");
    await expect(started).rejects.toMatchObject({ place: expect.stringContaining("store `shop`") });
  });

  test("goes on with what was begun before it", async () => {
    const first = await serveWorkshop();
    closing.push(async () => first.shop.remove());
    const { shop } = first;
    await first.server.close();
    // Approved while nothing served: as after a crash, only the database knows.
    const inst = await openWorkshop(shop);
    const request = await takeApproved(inst, "erasure");
    await inst.close();
    const second = await startServer({
      home: shop.home,
      programFile: shop.program,
      env: { ...shop.env, TROTH_LISTEN: "127.0.0.1:0" },
    });
    closing.push(async () => void (await second.close()));
    // Its recipient is still to be told, by hand: so far, and no further.
    const view = await until(
      () => viewRequest(second.inst, request),
      (one) => one.state === "open" || one.state === "done",
    );
    expect(view.stores.map((store) => store.state)).toEqual(["verified"]);
    expect(shop.sql(`select count(*) as n from customers where email = '${ada.email}'`)).toEqual([{ n: 0 }]);
  });
});

describe("readiness", () => {
  test("is there when all is, and health always", async () => {
    const { get, server } = await serve();
    expect(await (await get("/readyz")).json()).toEqual({
      ready: true,
      database: true,
      ledger: true,
      outbox: true,
      restored: [],
      stopping: false,
    });
    expect((await get("/healthz", { host: "10.0.0.7:4620" })).status).toBe(200);
    const about = (await (await get("/.well-known/troth.json")).json()) as { log: { vkey: string }; address: string };
    expect(about).toMatchObject({ log: { vkey: server.inst.ledger.vkey }, address: server.address });
  });

  test("is gone while mail waits for a server too long", async () => {
    let now = Date.parse("2026-11-23T09:00:00Z");
    // Nothing listens there: every mail is delayed.
    const shopEnv = { TROTH_SMTP_URL: "smtp://127.0.0.1:9", TROTH_LISTEN: "127.0.0.1:0" };
    const shop = makeWorkshop();
    closing.push(async () => shop.remove());
    const server = await startServer({
      home: shop.home,
      programFile: shop.program,
      env: { ...shop.env, ...shopEnv },
      surroundings: { ...systemSurroundings(), now: () => now },
    });
    closing.push(async () => void (await server.close()));
    await askFor(server.inst, { kind: "access", email: ada.email, language: "en", network: "ab".repeat(32) });
    const ready = () => fetch(`${server.address}/readyz`);
    expect((await ready()).status).toBe(200);
    now += 16 * 60_000;
    const late = await ready();
    expect([late.status, await late.json()]).toEqual([503, expect.objectContaining({ outbox: false, database: true })]);
  });
});

test("stopping is seen first, then what is under way is finished, and nobody who says nothing holds it up", async () => {
  const served = await serve({ drainMs: 500 });
  const { get, server } = served;
  const { request } = await takeRequest(server.inst, { right: "erasure", subject, takenBy: "staff" });
  const cookie = await served.staffCookie("officer");
  const silent = connect(server.port, "127.0.0.1").on("error", () => undefined);
  const stream = await get(`/staff/requests/${request}/progress`, { cookie });
  expect(stream.headers.get("content-type")).toContain("text/event-stream");
  const streamed = stream.text().catch(() => "cut off");
  const closed = server.close();
  expect((await get("/readyz")).status).toBe(503);
  const underWay = get("/staff/requests", { cookie });
  expect((await underWay).status).toBe(200);
  await Promise.all([closed, streamed]);
  await expect(get("/healthz")).rejects.toThrow();
  silent.destroy();
});

test("pages are served while a store's transaction takes its time", async () => {
  const served = await serve();
  const { inst } = served.server;
  served.shop.sql(
    "insert into messages (customer_id, body) with recursive n(i) as (select 1 union all select i + 1 from n where i < 40000) select 1, 'row ' || i from n",
  );
  const { request } = await takeRequest(inst, { right: "erasure", subject, takenBy: "staff" });
  const hash = (await viewRequest(inst, request)).plan?.hash ?? "";
  // So many rows want two who sign.
  for (const as of ["officer", "lead"]) await approveRequest(inst, { request, plan: hash, as });
  let meanwhile = 0;
  let view = await viewRequest(inst, request);
  while (view.state !== "open" && view.state !== "done") {
    expect((await served.get("/en")).status).toBe(200);
    view = await viewRequest(inst, request);
    // Answered after the store had begun and before it was through: a process that waited for it would not get here.
    if (view.stores[0]?.state === "started") meanwhile += 1;
    // One network may ask for ten pages a second, for a minute.
    await wait(100);
  }
  expect(view.stores[0]).toMatchObject({ state: "verified", remaining: 0 });
  expect(meanwhile).toBeGreaterThan(2);
});

describe.skipIf(testPostgres === undefined)(`on a PostgreSQL of its own${skippedWithoutPostgres}`, () => {
  test("a code opens a session, an approved erasure runs by itself, and a second process serves the same", async () => {
    const database = await freshPostgres();
    closing.push(() => database.drop());
    const env = { TROTH_DATABASE_URL: database.url };
    const served = await serve({ env });
    const { inst } = served.server;
    const cookie = await served.personCookie();
    expect((await served.get("/en/requests", { cookie })).status).toBe(200);
    const request = await takeApproved(inst, "erasure");
    const { shop } = served;
    const other = await startServer({
      home: shop.home,
      programFile: shop.program,
      env: { ...shop.env, ...env, TROTH_LISTEN: "127.0.0.1:0" },
    });
    closing.push(async () => void (await other.close()));
    const view = await until(
      () => viewRequest(other.inst, request),
      (one) => one.state === "open" || one.state === "done",
    );
    expect(view.stores.map((store) => [store.state, store.remaining])).toEqual([["verified", 0]]);
    const seen = await fetch(`${other.address}/en/requests`, { headers: { cookie } });
    expect(await seen.text()).toContain("R-0001");
    expect(await (await fetch(`${other.address}/readyz`)).json()).toMatchObject({ ready: true });
    expect((await inst.ledger.fsck()).problems).toEqual([]);
  });
});

describe("what time brings about", () => {
  test("is done in its time, one after another, and a chore that fails keeps no other waiting", async () => {
    let now = 0;
    const done: string[] = [];
    let busy = 0;
    const chore = (name: string, everyMs: number, fails = false) => ({
      name,
      everyMs,
      do: async () => {
        busy += 1;
        expect(busy).toBe(1);
        await wait(1);
        busy -= 1;
        done.push(name);
        if (fails) throw new Error("zqxmark");
      },
    });
    const ticking = startTicking([chore("often", 10), chore("broken", 10, true), chore("seldom", 100), chore("later", 50)], {
      now: () => now,
      beatMs: 1,
      except: ["later"],
    });
    const turns = async (at: number, came: number) => {
      now = at;
      await expect.poll(() => done.length, { timeout: 30_000, interval: 1 }).toBeGreaterThanOrEqual(came);
    };
    await turns(0, 3);
    await turns(10, 5);
    await turns(60, 8);
    await wait(20);
    await ticking.stop();
    expect(done.toSorted()).toEqual(["broken", "broken", "broken", "later", "often", "often", "often", "seldom"]);
    expect(done.slice(0, 3)).toEqual(["often", "broken", "seldom"]);
    now = 1_000;
    await wait(20);
    expect(done).toHaveLength(8);
  });
});
