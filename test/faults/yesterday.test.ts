import { cpSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { verifyReceipt } from "@troth/core/ledger";
import { afterEach, beforeEach, expect, test } from "vitest";
import { systemSurroundings } from "../../packages/server/src/foundation/index.ts";
import { openInstallation } from "../../packages/server/src/installation/index.ts";
import { openKeys } from "../../packages/server/src/keys/index.ts";
import { forkLedger } from "../../packages/server/src/ledger/index.ts";
import {
  forgetAtEpochEnd,
  recordTold,
  requestReceipt,
  resumeAll,
  runRequest,
  takeRequest,
  viewRequest,
} from "../../packages/server/src/requests/index.ts";
import { backup, homePaths, openStorage, restore } from "../../packages/server/src/storage/index.ts";
import { eachKind, makePlace } from "../support/storages.ts";
import { ada, makeWorkshop, openWorkshop, takeApproved, type Workshop } from "../support/workshop.ts";

const surroundings = systemSurroundings();
const other = [{ kind: "email", value: "c3@workshop.example" }];

eachKind("yesterday restored", (kind) => {
  let today: Awaited<ReturnType<typeof makePlace>>;
  let restored: Awaited<ReturnType<typeof makePlace>>;
  let shop: Workshop;
  beforeEach(async () => {
    [today, restored] = [await makePlace(kind), await makePlace(kind)];
    rmSync(homePaths(restored.home).database, { recursive: true, force: true });
    shop = makeWorkshop();
  });
  afterEach(async () => {
    shop.remove();
    for (const place of [today, restored]) await place.remove();
  });

  /** A backup, and after it an erasure with all that follows. Gives the receipt of the erasure, and what stands. */
  async function liveToday() {
    const inst = await openWorkshop(shop, today);
    const request = await takeApproved(inst, "erasure");
    const others = await takeApproved(inst, "erasure", other);
    const file = join(shop.folder, "yesterday.backup");
    await backup(inst.storage, file, surroundings);
    await runRequest(inst, request);
    await recordTold(inst, { request, recipient: "letters" });
    expect(await forgetAtEpochEnd(inst, { evenIfYoung: true })).toBe(1);
    const receipt = await requestReceipt(inst, request);
    const bytes = "file" in receipt ? readFileSync(receipt.file) : Buffer.alloc(0);
    await inst.close();
    return { file, request, others, receipt: bytes, vkey: inst.ledger.vkey };
  }

  /** Yesterday's database, and beside it what no backup holds: today's keys and the published checkpoint. */
  async function restoreYesterday(file: string): Promise<void> {
    await restore(file, restored);
    const [from, to] = [homePaths(today.home), homePaths(restored.home)];
    mkdirSync(restored.home, { recursive: true });
    cpSync(from.keys, to.keys, { recursive: true });
    cpSync(from.checkpoint, to.checkpoint);
  }

  const place = () => ({ ...restored, programFile: shop.program, env: shop.env, surroundings });

  test("nobody is un-forgotten, nobody is locked out, the fork is refused until it is explained", {
    timeout: 240_000,
  }, async () => {
    const was = await liveToday();
    await restoreYesterday(was.file);
    await expect(openInstallation(place())).rejects.toMatchObject({ code: "ledger.rolled-back" });

    const storage = await openStorage({ ...restored, surroundings });
    const paths = homePaths(restored.home);
    const keys = await openKeys({ folder: paths.keys, masterKeyFile: undefined, surroundings });
    const parts = { storage, keys, surroundings, checkpointFile: paths.checkpoint, origin: "workshop.example/troth" };
    const log = await forkLedger({ ...parts, because: "the disk failed, and yesterday's backup was restored" });
    await storage.close();
    expect(log.vkey).not.toBe(was.vkey);

    const inst = await openInstallation(place());
    try {
      const stands = await viewRequest(inst, was.request);
      expect(stands.state).toBe("approved"); // as yesterday
      // Whoever comes back is a new person: the old one's key is not made again.
      const again = await takeRequest(inst, {
        right: "erasure",
        subject: [{ kind: "email", value: ada.email }],
        takenBy: "staff",
      });
      const people = await inst.storage.db.selectFrom("privacy_request").select(["id", "person_id"]).execute();
      const personOf = (id: string) => people.find((row) => row.id === id)?.person_id ?? "";
      expect(personOf(again.request)).not.toBe(personOf(was.request));
      expect(await inst.keys.has({ person: personOf(was.request) })).toBe(false);

      await resumeAll(inst);
      const forgotten = await viewRequest(inst, was.request);
      expect(forgotten).toMatchObject({ state: "approved", because: expect.stringContaining("has been forgotten") });
      const others = await viewRequest(inst, was.others);
      expect(others.stores[0]).toMatchObject({ state: "verified", remaining: 0 });
      expect(shop.sql("select count(*) as n from customers where id in (1, 3)")).toEqual([{ n: 0 }]);
      expect(await inst.ledger.fsck()).toMatchObject({ problems: [] });
      expect(verifyReceipt(was.receipt, was.vkey).ok).toBe(true);
      expect(verifyReceipt(was.receipt, inst.ledger.vkey).ok).toBe(false);
    } finally {
      await inst.close();
    }
  });
});
