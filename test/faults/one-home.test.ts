import { expect, test } from "vitest";
import { makeHome } from "../support/storages.ts";
import { makeWorkshop, openWorkshop } from "../support/workshop.ts";
import { bundleChild } from "./bundle-child.ts";
import { live } from "./run-case.ts";

test("a second process on a home is refused, and told which process has it; once that has let go, it works", {
  timeout: 240_000,
}, async () => {
  const { home, remove } = await makeHome();
  const shop = makeWorkshop();
  const child = await bundleChild();
  const place = {
    kind: "sqlite",
    home,
    databaseUrl: undefined,
    programFile: shop.program,
    stores: { shop: `file:${shop.database}` },
  } as const;
  const inst = await openWorkshop(shop, { home });
  try {
    const refused = await live(child.file, place, undefined);
    expect(refused.failed).toBe(`storage.locked: another process, ${process.pid}, uses this folder`);
    expect(refused.passed).toEqual([]);
    expect(await inst.ledger.sequence()).toBeGreaterThan(0);
    await inst.close();
    const { facts, failed } = await live(child.file, place, undefined);
    expect(failed).toBeUndefined();
    expect(facts?.requests.map((one) => one.state)).toEqual(["done"]);
  } finally {
    await inst.close();
    child.remove();
    shop.remove();
    await remove();
  }
});
