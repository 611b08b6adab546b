// Why the program's links are needed: what the declared foreign keys alone find, and what deleting the root row alone does.
import { describe, expect, it } from "vitest";
import { skippedWithoutPostgres, testPostgres } from "../support/databases.ts";
import { seedCrm } from "./crm/seed.ts";
import { crmShop, hasCrm, skippedWithoutCrm } from "./crm/shop.ts";
import { seedHard } from "./hard/seed.ts";
import { hardShop } from "./hard/shop.ts";
import { type KeysAlone, measureKeysAlone } from "./keys-alone.ts";
import type { World } from "./seeded/world.ts";
import type { Shop } from "./shops.ts";

async function measured(world: World, shop: Shop, roots: readonly string[]): Promise<KeysAlone> {
  const copy = await shop.fresh();
  return measureKeysAlone(world, { copy, roots, every: 1 }).finally(copy.drop);
}

describe.skipIf(testPostgres === undefined)(`the declared foreign keys alone${skippedWithoutPostgres}`, () => {
  it.skipIf(!hasCrm)(`find next to nothing of 200 people in Fat Free CRM${skippedWithoutCrm}`, async () => {
    const world = seedCrm();
    expect(await measured(world, crmShop(world), ["users", "contacts", "leads"])).toEqual({
      percentFound: 6.3,
      refused: 0,
      left: [1, 44],
      taken: [0, 0],
    });
  });

  it("find a part of 200 people in the hard schema, and take what must stay", async () => {
    const world = seedHard("postgres");
    expect(await measured(world, hardShop("postgres", world), ["people"])).toEqual({
      percentFound: 25.9,
      refused: 93,
      left: [3, 28],
      taken: [17, 511],
    });
  });
});
