import { renameSync } from "node:fs";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { Installation } from "../../packages/server/src/installation/index.ts";
import { approveRequest, type RequestView, runRequest, viewRequest } from "../../packages/server/src/requests/index.ts";
import { makeHome, testPostgres } from "../support/storages.ts";
import { makeWorkshop, openWorkshop, takeApproved, type Workshop } from "../support/workshop.ts";
import { type FlakyLink, openFlakyLink } from "./flaky-link.ts";
import { makePostgresWorkshop } from "./ground.ts";
import { type Database, query } from "./postgres.ts";
import { readStore } from "./read-store.ts";

vi.setConfig({ testTimeout: 180_000 });

let home: Awaited<ReturnType<typeof makeHome>>;
let shop: Workshop;
let inst: Installation | undefined;

beforeEach(async () => {
  home = await makeHome();
});
afterEach(async () => {
  await inst?.close();
  inst = undefined;
  shop.remove();
  await home.remove();
});

/** Opens Troth, with something that happens once, at a step. */
async function openWith(step: string, happens: () => Promise<void> | void): Promise<Installation> {
  let isDue = true;
  const passing = async (at: string) => {
    if (!isDue || at !== step) return;
    isDue = false;
    await happens();
  };
  inst = await openWorkshop(shop, { home: home.home, surroundings: { passing } });
  return inst;
}

const erasures = (view: RequestView): number => view.entries.filter((entry) => entry.kind === "store.erased").length;

/** Taken up again, the request is erased and read back, and one entry says so. */
async function expectEndedRight(at: Installation, request: string): Promise<RequestView> {
  const view = await runRequest(at, request);
  expect(view).toMatchObject({ state: "open", because: "not told yet: letters" });
  expect(view.stores[0]).toMatchObject({ state: "verified", deleted: 15, changed: 6, remaining: 0 });
  expect(erasures(view)).toBe(1);
  expect((await at.ledger.fsck()).problems).toEqual([]);
  return view;
}

describe("a SQLite file that is moved away halfway", () => {
  const move = (from: string, to: string) => renameSync(from, to);
  for (const step of ["store.captured", "store.committed", "verify.settled"]) {
    test(`at ${step}: the request says so, stays open, and ends right once the file is back`, async () => {
      shop = makeWorkshop();
      const away = `${shop.database}.away`;
      const at = await openWith(step, () => move(shop.database, away));
      const request = await takeApproved(at, "erasure");
      const view = await runRequest(at, request);
      expect(view.state).toBe("open");
      expect(view.because).toMatch(/shop.*(there is no database file|cannot be)/);
      move(away, shop.database);
      await expectEndedRight(at, request);
      expect(await readStore(shop.database)).toMatchObject({ marked: false, acts: 1 });
    });
  }
});

const skipped = testPostgres === undefined ? " (skipped: TROTH_TEST_POSTGRES is not set)" : "";
describe.skipIf(testPostgres === undefined)(`a PostgreSQL store that goes away halfway${skipped}`, () => {
  let store: Database;
  let link: FlakyLink | undefined;
  beforeEach(async () => {
    const made = await makePostgresWorkshop();
    store = made.store;
    link = await openFlakyLink(store.url);
    shop = { ...made.shop, env: { SHOP_DB: link.url } };
  });
  afterEach(async () => {
    await inst?.close();
    inst = undefined;
    await link?.close();
    await store.drop();
  });
  const stateOf = () => readStore(store.url);

  test("its sessions ended in the middle of the transaction: nothing is done, it is said, and then done once", async () => {
    const end =
      "select pg_terminate_backend(pid, 5000) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()";
    const at = await openWith("store.changed", async () => void (await query(store.url, end)));
    const request = await takeApproved(at, "erasure");
    const before = await stateOf();
    const view = await runRequest(at, request);
    expect(view.because).toContain("shop");
    expect(view.stores[0]).toMatchObject({ state: "failed", because: expect.stringMatching(/^the server cannot be reached/) });
    expect(await stateOf()).toEqual(before);
    expect(erasures(view)).toBe(0);
    await expectEndedRight(at, request);
    expect((await stateOf()).marked).toBe(false);
  });
});

describe("a schema that changes after the approval", () => {
  test("where the plan touches it, the plan comes back and nothing is done; signed anew, it is", async () => {
    shop = makeWorkshop();
    const at = await openWith("never", () => undefined);
    const request = await takeApproved(at, "erasure");
    shop.sql("alter table messages add column mood text");
    const before = await readStore(shop.database);
    const view = await runRequest(at, request);
    expect(view).toMatchObject({ state: "planned", because: "the schema of shop has changed since this was approved" });
    expect(view.approvals).toEqual([]);
    expect(await readStore(shop.database)).toEqual(before);
    const answer = await approveRequest(at, { request, plan: view.plan?.hash ?? "", as: "officer" });
    expect(answer.kind).toBe("done");
    await expectEndedRight(at, request);
  });

  test("elsewhere, it hinders nobody", async () => {
    shop = makeWorkshop();
    const at = await openWith("never", () => undefined);
    const request = await takeApproved(at, "erasure");
    shop.sql("alter table stock add column shelf text; create table visits (id integer primary key)");
    await expectEndedRight(at, request);
  });

  test("between the last look and the lock: the statement that meets it is refused, or the plan comes back", async () => {
    shop = makeWorkshop();
    const at = await openWith("run.started", () => void shop.sql("alter table messages rename column body to said"));
    const request = await takeApproved(at, "erasure");
    const view = await runRequest(at, request);
    const after = await viewRequest(at, request);
    // A row that goes whole may go; what may not happen is silence.
    expect(after.because).toBeTruthy();
    expect(["open", "planned"]).toContain(view.state);
  });
});
