// The one place where this suite meets the engine: requests as staff take them, on an installation of its own.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openConnector } from "../../packages/server/src/connectors/index.ts";
import { systemSurroundings } from "../../packages/server/src/foundation/index.ts";
import { type Installation, openInstallation } from "../../packages/server/src/installation/index.ts";
import {
  approveRequest,
  type CopyMention,
  findRequest,
  gatherCopy,
  leaveOut,
  type MadePlan,
  previewPlan,
  runRequest,
  setStoreLive,
  takeRequest,
  viewRequest,
} from "../../packages/server/src/requests/index.ts";
import { captureRows } from "../../packages/server/src/subject-graph/index.ts";
import { freshPostgres } from "../support/databases.ts";
import { showAsker } from "../support/show-asker.ts";
import type { Copy, Shop } from "./shops.ts";

/** An identifier of somebody. */
export interface Subject {
  readonly kind: string;
  readonly value: string;
  readonly tenant?: string;
}

/** What the engine says it did: rows. */
export interface Erased {
  readonly deleted: number;
  readonly changed: number;
  /** How often the plan was signed: what is acted on twice is counted twice. */
  readonly acts: number;
}

/** One row of a copy. */
export interface HandedRow {
  readonly dataset: string;
  readonly link: "owned" | "shared";
  readonly values: Readonly<Record<string, unknown>>;
}

/** The key of a row that a copy was made from, or that mentions the person. */
export interface HandedKey {
  readonly dataset: string;
  readonly id: string;
  readonly link: "owned" | "shared" | "mentions";
}

/** A copy, as whoever asks gets it, and what it was made from. */
export interface HandedOver {
  readonly rows: readonly HandedRow[];
  readonly mentions: readonly CopyMention[];
  readonly keys: readonly HandedKey[];
}

/** An installation with a shop's program, for any number of copies of the shop's database. */
export interface Troth {
  readonly erase: (copy: Copy, subject: readonly Subject[], held?: RegExp) => Promise<Erased>;
  /** What somebody is handed over, and the keys of the rows that it was made from. Nothing is changed. */
  readonly handOver: (copy: Copy, subject: readonly Subject[]) => Promise<HandedOver>;
  /** What forbids the approval of a plan to erase somebody: `code dataset.column`. Nothing is changed. */
  readonly refusals: (copy: Copy, subject: readonly Subject[]) => Promise<readonly string[]>;
  readonly close: () => Promise<void>;
}

/** Opens Troth with a shop's program, in a folder of its own. */
export async function openTroth(shop: Shop): Promise<Troth> {
  const home = mkdtempSync(join(tmpdir(), "troth-home-"));
  let now = shop.now;
  const leavesOut = (subject: readonly Subject[]) => shop.leavesOut?.(subject) ?? [];
  const surroundings = { ...systemSurroundings(), now: () => now++ };
  // Where there is a server Troth's own database lies there too: a shop on SQLite shows the embedded one.
  const own = shop.needsPostgres ? await freshPostgres() : undefined;
  const databaseUrl = own && unhurried(own.url);
  const inst = await openInstallation({ home, databaseUrl, programFile: shop.program, env: {}, surroundings });
  for (const store of Object.keys(inst.program.stores)) await setStoreLive(inst, { store, by: "officer" });
  return {
    erase: (copy, subject, held) =>
      onCopy(inst, copy, (at) => erase(at, subject, { refresh: copy.refresh, held, places: leavesOut(subject) })),
    handOver: (copy, subject) => onCopy(inst, copy, (at) => handOver(at, subject, leavesOut(subject))),
    refusals: (copy, subject) => onCopy(inst, copy, (at) => refusals(at, subject)),
    close: async () => {
      await inst.close();
      await own?.drop();
      rmSync(home, { recursive: true, force: true });
    },
  };
}

/** The same installation, with another copy behind its store: an address is all that differs from one person to the next. */
async function onCopy<T>(inst: Installation, copy: Copy, work: (at: Installation) => Promise<T>): Promise<T> {
  const [store] = Object.values(inst.program.stores);
  if (store === undefined) throw new Error("the program has no store");
  const url = copy.file === undefined ? unhurried(copy.url) : copy.url;
  const connector = openConnector({ store: store.id, connector: store.connector, url, options: store.options });
  try {
    return await work({ ...inst, connector: async () => connector });
  } finally {
    await connector.close();
  }
}

/** Nobody pulls the plug here: COMMIT need not wait for the disk. What survives a crash is shown by `test/faults`. */
function unhurried(url: string): string {
  const without = new URL(url);
  if (!without.protocol.startsWith("postgres")) return url;
  without.searchParams.set("options", "-c synchronous_commit=off");
  return without.href.replaceAll("+", "%20");
}

/** Takes a request and has its plan signed, as staff would, who decide what it need not look into. @throws why it cannot be approved */
async function approved(
  at: Installation,
  right: "access" | "erasure",
  { subject, places }: { readonly subject: readonly Subject[]; readonly places: readonly string[] },
): Promise<string> {
  const { request } = await takeRequest(at, { right, subject, takenBy: "officer" });
  if (places.length > 0) {
    const answer = await leaveOut(at, { request, places, reason: "other-people", as: "officer" });
    if (answer.kind === "refused") throw new Error(`not left out: ${answer.says}`);
  }
  await sign(at, request);
  return request;
}

async function sign(at: Installation, request: string): Promise<void> {
  const { plan } = await viewRequest(at, request);
  if (plan === undefined) throw new Error("the request has no plan");
  await showAsker(at, request);
  for (const role of ["officer", "deputy"]) {
    if ((await viewRequest(at, request)).state !== "planned") break;
    const answer = await approveRequest(at, { request, plan: plan.hash, as: role });
    if (answer.kind === "refused") throw new Error(`not approved: ${answer.says}`);
  }
}

const MOST_ROUNDS = 5;

/** Erases somebody as staff would: taken, approved, run. @throws what the request says if it is not done at the end */
export async function erase(
  at: Installation,
  subject: readonly Subject[],
  {
    refresh,
    held,
    places = [],
  }: { readonly refresh?: Copy["refresh"]; readonly held?: RegExp | undefined; readonly places?: readonly string[] } = {},
): Promise<Erased> {
  const request = await approved(at, "erasure", { subject, places });
  let acts = 1;
  let done = await runRequest(at, request);
  // A trigger may have copied what was erased, a view may hold it still: the read-back finds it, and staff do what it says.
  for (let round = 1; round < MOST_ROUNDS && done.state === "open"; round += 1) {
    await refresh?.();
    done = await runRequest(at, request);
    if (done.state !== "planned") continue;
    await sign(at, request);
    acts += 1;
    done = await runRequest(at, request);
  }
  await forgetStore(at);
  const asExpected = held === undefined ? done.state === "done" : done.state === "open" && held.test(done.because ?? "");
  if (!asExpected) throw new Error(`the request is ${done.state}: ${done.because}`);
  return {
    deleted: done.stores.reduce((sum, store) => sum + store.deleted, 0),
    changed: done.stores.reduce((sum, store) => sum + store.changed, 0),
    acts,
  };
}

/** The next copy is no backup of this one: what was done here is not looked for there. */
async function forgetStore(at: Installation): Promise<void> {
  await at.storage.db.updateTable("store_run").set({ transaction: null }).execute();
  await at.storage.db.deleteFrom("store_mark").execute();
}

/** Gathers a copy as a request for access would: taken, approved, read. */
async function handOver(at: Installation, subject: readonly Subject[], places: readonly string[]): Promise<HandedOver> {
  const request = await approved(at, "access", { subject, places });
  const row = await findRequest(at.storage.db, request);
  if (row === undefined) throw new Error("no such request");
  const rows: HandedRow[] = [];
  let part: { readonly dataset: string; readonly link: "owned" | "shared" } | undefined;
  const { mentions } = await gatherCopy(at, row, {
    async write(_, piece) {
      if (piece.kind === "dataset") part = piece;
      else if (part !== undefined) rows.push({ dataset: part.dataset, link: part.link, values: piece.values });
    },
    async drop(store) {
      throw new Error(`store ${store} failed`);
    },
  });
  const keys: HandedKey[] = [];
  for (const plan of (row.plan as unknown as MadePlan).plan.stores) {
    const connector = await at.connector(plan.store);
    const captured = await connector.read((session) => captureRows(session, plan, subject));
    for (const [dataset, found] of captured.rows)
      for (const { key, link } of found.values()) keys.push({ dataset, id: key.map(String).join(","), link });
  }
  await forgetStore(at);
  return { rows, mentions, keys };
}

async function refusals(at: Installation, subject: readonly Subject[]): Promise<readonly string[]> {
  const plan = await previewPlan(at, { right: "erasure", subject });
  return plan.findings
    .filter((finding) => finding.blocks)
    .map((finding) => `${finding.code} ${finding.dataset}.${finding.column}`);
}
