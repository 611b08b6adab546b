// The one place where this suite meets the engine: requests as staff take them, on an installation of its own.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openConnector } from "../../packages/server/src/connectors/index.ts";
import { systemSurroundings } from "../../packages/server/src/foundation/index.ts";
import { type Installation, openInstallation } from "../../packages/server/src/installation/index.ts";
import {
  approveRequest,
  previewPlan,
  runRequest,
  setStoreLive,
  takeRequest,
  viewRequest,
} from "../../packages/server/src/requests/index.ts";
import { freshPostgres } from "../support/databases.ts";
import type { Copy, Shop } from "./shops.ts";

/** An identifier of somebody. */
export interface Subject {
  readonly kind: string;
  readonly value: string;
}

/** What the engine says it did: rows. */
export interface Erased {
  readonly deleted: number;
  readonly changed: number;
}

/** An installation with a shop's program, for any number of copies of the shop's database. */
export interface Troth {
  readonly erase: (copy: Copy, subject: Subject) => Promise<Erased>;
  /** What forbids the approval of a plan to erase somebody: `code dataset.column`. Nothing is changed. */
  readonly refusals: (copy: Copy, subject: Subject) => Promise<readonly string[]>;
  readonly close: () => Promise<void>;
}

/** Opens Troth with a shop's program, in a folder of its own. */
export async function openTroth(shop: Shop): Promise<Troth> {
  const home = mkdtempSync(join(tmpdir(), "troth-home-"));
  let now = shop.now;
  const surroundings = { ...systemSurroundings(), now: () => now++ };
  // Where there is a server Troth's own database lies there too: a shop on SQLite shows the embedded one.
  const own = shop.needsPostgres ? await freshPostgres() : undefined;
  const databaseUrl = own && unhurried(own.url);
  const inst = await openInstallation({ home, databaseUrl, programFile: shop.program, env: {}, surroundings });
  for (const store of Object.keys(inst.program.stores)) await setStoreLive(inst, { store, by: "officer" });
  return {
    erase: (copy, subject) => onCopy(inst, copy, (at) => erase(at, subject)),
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
  without.searchParams.set("options", "-c synchronous_commit=off");
  return without.href.replaceAll("+", "%20");
}

/** Erases somebody as staff would: taken, approved, run. @throws what the request says if it is not done at the end */
export async function erase(at: Installation, subject: Subject): Promise<Erased> {
  const { request } = await takeRequest(at, { right: "erasure", subject: [subject], takenBy: "officer" });
  const { plan } = await viewRequest(at, request);
  if (plan === undefined) throw new Error("the request has no plan");
  for (const role of ["officer", "deputy"]) {
    if ((await viewRequest(at, request)).state !== "planned") break;
    const answer = await approveRequest(at, { request, plan: plan.hash, as: role });
    if (answer.kind === "refused") throw new Error(`not approved: ${answer.says}`);
  }
  const done = await runRequest(at, request);
  if (done.state !== "done") throw new Error(`the request is ${done.state}: ${done.because}`);
  return {
    deleted: done.stores.reduce((sum, store) => sum + store.deleted, 0),
    changed: done.stores.reduce((sum, store) => sum + store.changed, 0),
  };
}

async function refusals(at: Installation, subject: Subject): Promise<readonly string[]> {
  const plan = await previewPlan(at, { right: "erasure", subject: [subject] });
  return plan.findings
    .filter((finding) => finding.blocks)
    .map((finding) => `${finding.code} ${finding.dataset}.${finding.column}`);
}
