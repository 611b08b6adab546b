// An application with its own cache, in a process of its own, reached by a real server over its channel: erased, killed, resumed.

import type { ChildProcess } from "node:child_process";
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import Database from "libsql";
import { afterEach, beforeEach, expect, test } from "vitest";
import { makeBackendKey, revokeStoreKeys } from "../../packages/server/src/apps/index.ts";
import { setChoices } from "../../packages/server/src/consent/index.ts";
import {
  approveRequest,
  previewPlan,
  recordTold,
  setStoreLive,
  takeRequest,
  viewRequest,
  writeCopy,
} from "../../packages/server/src/requests/index.ts";
import { advanceRequest } from "../../packages/server/src/serve/work-jobs.ts";
import { type AppServer, killApplication, serveApps, startApplication } from "../support/app-server.ts";
import { freePort } from "../support/served.ts";

const PROGRAM = readFileSync(fileURLToPath(new URL("../../examples/reading-room/troth.yaml", import.meta.url)), "utf8");
const mia = { email: "mia.marker@reading-room.example", name: "Mia Marker" };

let apps: AppServer;
let children: ChildProcess[] = [];
let address = "";

beforeEach(async () => {
  apps = await serveApps(PROGRAM);
  await setStoreLive(apps.server.inst, { store: "app", by: "officer" });
});
afterEach(async () => {
  for (const child of children) await killApplication(child);
  children = [];
  await apps.close();
});

async function start(dies = "", more: Readonly<Record<string, string>> = {}): Promise<ChildProcess> {
  const port = await freePort();
  const env = {
    READING_ROOM_DB: join(apps.folder, "room.db"),
    READING_ROOM_CACHE: join(apps.folder, "cache.db"),
    READING_ROOM_DIES: dies,
    TROTH_URL: apps.server.address,
    TROTH_KEY: apps.key,
    PORT: String(port),
    ...more,
  };
  const child = await startApplication("examples/reading-room/server.ts", [], env);
  children.push(child);
  address = `http://127.0.0.1:${port}`;
  return child;
}

const post = async (path: string, body: unknown): Promise<{ id: number }> =>
  (
    await fetch(`${address}${path}`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
    })
  ).json() as Promise<{ id: number }>;

/** Mia with two posts, and somebody else with one; both pages cached. */
async function fill(): Promise<{ mia: number; other: number }> {
  const one = await post("/users", mia);
  const other = await post("/users", { email: "ole@reading-room.example", name: "Ole" });
  await post(`/users/${one.id}/posts`, { body: "first by marker" });
  await post(`/users/${one.id}/posts`, { body: "second by marker" });
  await post(`/users/${other.id}/posts`, { body: "of somebody else" });
  for (const { id } of [one, other]) for (let twice = 0; twice < 2; twice += 1) await fetch(`${address}/users/${id}`);
  return { mia: one.id, other: other.id };
}

function left(): { rows: number; others: number; cached: number } {
  const room = new Database(join(apps.folder, "room.db"));
  const cache = new Database(join(apps.folder, "cache.db"));
  const count = (db: Database.Database, sql: string) => Number((db.prepare(sql).raw().get([]) as unknown[])[0]);
  const answer = {
    rows: count(
      room,
      "select (select count(*) from users where email like 'mia%') + (select count(*) from posts where body like '%marker%')",
    ),
    others: count(
      room,
      "select (select count(*) from users where name = 'Ole') + (select count(*) from posts where body like '%else%')",
    ),
    cached: count(cache, "select count(*) from page where html like '%Marker%'"),
  };
  room.close();
  cache.close();
  return answer;
}

async function approved(right: "access" | "erasure"): Promise<string> {
  const { inst } = apps.server;
  const { request } = await takeRequest(inst, { right, subject: [{ kind: "email", value: mia.email }], takenBy: "staff" });
  const view = await viewRequest(inst, request);
  expect(view.plan?.findings.filter((one) => one.blocks)).toEqual([]);
  const answer = await approveRequest(inst, { request, plan: view.plan?.hash ?? "", as: "officer" });
  expect(answer.kind).toBe("done");
  return request;
}

/** Waits for the server's own queue, and wakes it as the clock would where something stood still. */
async function until(request: string, state: string): Promise<void> {
  const { inst } = apps.server;
  for (const end = Date.now() + 150_000; Date.now() < end; await wait(200)) {
    if ((await viewRequest(inst, request)).state === state) return;
  }
  throw new Error(`not ${state}: ${JSON.stringify((await viewRequest(inst, request)).stores)}`);
}

/** The rows are gone and read back; the network, which may have had the address, is told before the request is done. */
async function erasedAndTold(request: string): Promise<void> {
  const { inst } = apps.server;
  const verified = async () => (await viewRequest(inst, request)).stores[0]?.state === "verified";
  await expect.poll(verified, { timeout: 150_000, interval: 200 }).toBe(true);
  await until(request, "open");
  expect(await recordTold(inst, { request, recipient: "network" })).toMatchObject({ kind: "done", value: { state: "done" } });
}

test("rows and cache go, nobody else's; the receipt says how the application acts", async () => {
  await start();
  await fill();
  expect(left()).toEqual({ rows: 3, others: 2, cached: 1 });
  const request = await approved("erasure");
  await erasedAndTold(request);
  expect(left()).toEqual({ rows: 0, others: 2, cached: 0 });
  const [run] = (await viewRequest(apps.server.inst, request)).stores;
  expect(run).toMatchObject({ store: "app", state: "verified", deleted: 3, outcomeKnownBy: "commit" });
  expect(run?.readBack.join("; ")).toMatch(/told of 1 act.*one transaction, each statement counted/);
});

test("a copy comes through the application", async () => {
  await start();
  await fill();
  const request = await approved("access");
  await until(request, "done");
  const written = await writeCopy(apps.server.inst, { request, file: join(apps.folder, "copy.json") });
  expect(written).toMatchObject({ kind: "done", value: { rows: 3 } });
  expect(readFileSync(join(apps.folder, "copy.json"), "utf8")).toContain("second by marker");
});

test("killed inside its transaction: nothing was done, and the next one does it once", async () => {
  const child = await start("in-the-transaction");
  await fill();
  const request = await approved("erasure");
  for (const end = Date.now() + 90_000; child.signalCode === null && Date.now() < end; ) await wait(50);
  expect(child.signalCode).toBe("SIGKILL");
  expect(left()).toEqual({ rows: 3, others: 2, cached: 1 });
  await start();
  await until(request, "open");
  await advanceRequest(apps.server.inst, request);
  await erasedAndTold(request);
  expect(left()).toEqual({ rows: 0, others: 2, cached: 0 });
  expect((await viewRequest(apps.server.inst, request)).stores[0]).toMatchObject({ deleted: 3, state: "verified" });
});

test("killed between its commit and its cache: the outcome is known, and the cache is told", async () => {
  const child = await start("before-the-cache");
  await fill();
  const request = await approved("erasure");
  for (const end = Date.now() + 90_000; child.signalCode === null && Date.now() < end; ) await wait(50);
  expect(left()).toEqual({ rows: 0, others: 2, cached: 1 });
  await start();
  await until(request, "open");
  await advanceRequest(apps.server.inst, request);
  await erasedAndTold(request);
  expect(left()).toEqual({ rows: 0, others: 2, cached: 0 });
  expect((await viewRequest(apps.server.inst, request)).stores[0]).toMatchObject({ deleted: 3, state: "verified" });
});

test("a revoked key pulls nothing, and the plan says that the store is out of reach", async () => {
  await start();
  await fill();
  await revokeStoreKeys(apps.server.inst, { store: "app", by: "officer", butNewest: false });
  // What is waiting already was let in with the key; the next call is not.
  for (const child of children) await killApplication(child);
  await expect(start()).rejects.toThrow(/ended before it was ready/);
  const plan = await previewPlan(apps.server.inst, { right: "erasure", subject: [{ kind: "email", value: mia.email }] });
  expect(plan.canBeApproved).toBe(false);
  expect(plan.findings.map((one) => one.says).join()).toMatch(/store app could not be looked into: no application pulls work/);
});

/** Sends the application what a page of it would. */
const ask = (path: string, body: object) =>
  fetch(`${address}${path}`, { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body) });

test("asks before it mails, exports and offers: whoever agreed, as long as they do, and nobody who is not known", async () => {
  await start("", { TROTH_APP_KEY: await makeBackendKey(apps.server.inst, { name: "reading-room", by: "officer" }) });
  const { id } = await post("/users", mia);
  const other = await post("/users", { email: "bo@reading-room.example", name: "Bo" });
  for (const author of [id, other.id]) await post(`/users/${author}/posts`, { body: `of ${author}` });
  const choose = (on: boolean) => ask(`/users/${id}/newsletter`, { on });
  const sent = async () => ((await post("/newsletter", {})) as unknown as { sent: number[] }).sent;
  const offer = (user: number) => fetch(`${address}/offers`, { headers: { "x-user": String(user) } });
  expect(await sent()).toEqual([]);
  expect((await choose(true)).status).toBe(204);
  expect(await sent()).toEqual([id]);
  expect(await (await fetch(`${address}/insight`)).json()).toEqual([`of ${id}`]);
  expect((await offer(id)).status).toBe(200);
  const refused = await offer(other.id);
  expect([refused.status, await refused.json()]).toEqual([403, expect.objectContaining({ code: "decision.person-known" })]);
  const port = { mayLink: () => undefined };
  const noOffers = { choices: {}, topics: { newsletter: { offers: false } } };
  await setChoices(apps.server.inst, { person: String(id), ...noOffers, how: "preferences", language: "en", gpc: false }, port);
  await expect.poll(async () => (await (await offer(id)).json()) as unknown).toMatchObject({ code: "decision.part-refused" });
  expect(await sent()).toEqual([id]);
  expect((await choose(false)).status).toBe(204);
  expect(await sent()).toEqual([]);
  expect(await (await offer(id)).json()).toMatchObject({ code: "decision.consent" });
});

test("gives a network those who agreed to it, hashed, with a record of each before it is sent, once", async () => {
  await start("", { TROTH_APP_KEY: await makeBackendKey(apps.server.inst, { name: "reading-room", by: "officer" }) });
  const { id } = await post("/users", mia);
  await post("/users", { email: "bo@reading-room.example", name: "Bo" });
  const given = async () => ((await post("/audience", {})) as unknown as { given: string[] }).given;
  const recorded = async () => {
    const { rows } = await apps.server.inst.storage.executeSql(
      "select kind from entry where kind like 'disclosures.%' order by id",
    );
    return rows.map(({ kind }) => kind);
  };
  expect(await given()).toEqual([]);
  const choose = (on: boolean) => ask(`/users/${id}/audience`, { on });
  expect((await choose(true)).status).toBe(204);
  const hashed = [createHash("sha256").update(mia.email).digest("hex")];
  expect(await given()).toEqual(hashed);
  expect(await recorded()).toContain("disclosures.recorded");
  const before = await recorded();
  expect(await given()).toEqual(hashed);
  expect((await recorded()).filter((kind) => kind === "disclosures.recorded")).toEqual(
    before.filter((kind) => kind === "disclosures.recorded"),
  );
  expect((await choose(false)).status).toBe(204);
  expect(await given()).toEqual([]);
});
