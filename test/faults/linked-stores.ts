// The shop on each kind of server, reached over a link that can be cut; and what a request for Ada comes to there, uncut.
import { onTestFinished } from "vitest";
import { recordTold, runRequest } from "../../packages/server/src/requests/index.ts";
import { type Inst, open } from "../attack/support.ts";
import { testPostgres } from "../support/databases.ts";
import { testMariadb } from "../support/mariadb.ts";
import { takeApproved, type Workshop } from "../support/workshop.ts";
import { type FlakyLink, openFlakyLink } from "./flaky-link.ts";
import { makeMariadbWorkshop, makePostgresWorkshop } from "./ground.ts";
import { readStore } from "./read-store.ts";

/** A kind of store, and how it is known there what became of a transaction. */
export interface Linked {
  readonly name: string;
  readonly kind: "postgres" | "mariadb";
  readonly journal: boolean;
  readonly knownBy: "transaction-status" | "journal-row" | "read-back";
}

/** The kinds for which there are servers. */
export const LINKED: readonly Linked[] = [
  ...(testPostgres === undefined
    ? []
    : [{ name: "PostgreSQL", kind: "postgres", journal: true, knownBy: "transaction-status" } as const]),
  ...(testMariadb === undefined
    ? []
    : ([
        { name: "MariaDB", kind: "mariadb", journal: true, knownBy: "journal-row" },
        { name: "MariaDB without a journal", kind: "mariadb", journal: false, knownBy: "read-back" },
      ] as const)),
];

const left = [...(testPostgres === undefined ? ["PostgreSQL"] : []), ...(testMariadb === undefined ? ["MariaDB"] : [])];
/** Goes into a suite's name. */
export const skippedLinks = left.length === 0 ? "" : ` (skipped: no server of ${left.join(", ")})`;

async function makeShop(at: Linked): Promise<{ readonly shop: Workshop; readonly url: string }> {
  const options = at.journal ? "{ timeouts: { lock: 1 } }" : "{ timeouts: { lock: 1 }, journal: false }";
  const editing = (shop: Workshop) => {
    onTestFinished(() => shop.remove());
    shop.edit("url: ${SHOP_DB}\n", `url: \${SHOP_DB}\n    options: ${options}\n`);
    return shop;
  };
  if (at.kind === "postgres") {
    const { shop, store } = await makePostgresWorkshop();
    onTestFinished(() => store.drop());
    return { shop: editing(shop), url: store.url };
  }
  const { shop, store } = await makeMariadbWorkshop();
  onTestFinished(() => store.remove());
  return { shop: editing(shop), url: store.address };
}

/** A shop behind a link, Troth beside it, and a request that is approved. */
export interface LinkedShop {
  /** Around the link: what the store itself holds. */
  readonly url: string;
  readonly link: FlakyLink;
  readonly inst: Inst;
  readonly request: string;
}

/** Makes all of it. `happens` does so once, when the store's act is written down and its COMMIT comes next. */
export async function makeLinkedShop(at: Linked, happens: (link: FlakyLink) => void | Promise<void>): Promise<LinkedShop> {
  const { shop, url } = await makeShop(at);
  const link = await openFlakyLink(url);
  onTestFinished(() => link.close());
  let isDue = true;
  const passing = async (step: string) => {
    if (step !== "store.journalled" || !isDue) return;
    isDue = false;
    await happens(link);
  };
  const inst = await open({ ...shop, env: { SHOP_DB: link.url } }, { surroundings: { passing } });
  return { url, link, inst, request: await takeApproved(inst, "erasure") };
}

/** What the same erasure leaves in a store of this kind where nothing is cut. */
export async function rowsOfUncut(at: Linked): Promise<string> {
  const { url, inst, request } = await makeLinkedShop(at, () => undefined);
  await runRequest(inst, request);
  await recordTold(inst, { request, recipient: "letters" });
  return (await readStore(url)).rows;
}
