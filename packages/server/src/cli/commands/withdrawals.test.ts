// What a terminal says of texts that were taken back.
import { afterEach, beforeEach, expect, test } from "vitest";
import { type Shop, sqliteShop } from "../../../../../test/support/engine-shops.ts";
import {
  GALLERY,
  type Gallery,
  LIGHT,
  openGallery,
  programOfGallery,
  QUIET,
  shownIn,
} from "../../../../../test/support/praise-wall.ts";

let shop: Shop;
let at: Gallery;
beforeEach(async () => {
  shop = await sqliteShop(GALLERY);
  at = await openGallery(programOfGallery("sqlite", { withdrawn: "{ hidden: true }" }), { url: shop.url });
});
afterEach(async () => {
  await at.close();
  await shop.close();
});

test("it lists what waits, takes off what can be, and takes somebody's word", async () => {
  const light = await at.approve("ada", LIGHT);
  const quiet = await at.approve("ada", QUIET);
  await at.withdraw("ada", light);
  await at.withdraw("ada", quiet);
  const listed = await at.run("withdrawals");
  expect(listed.status).toBe(1);
  expect(listed.printed).toContain(light);
  expect(listed.printed.replace(/\s+/g, " ")).toMatch(
    /What visitors say of us, in main\/praise, taken back .*: the dataset main\/praise has no column hidden/,
  );
  expect(listed.printed).not.toMatch(/zqxmark|quiet|\bada\b/i);
  expect(JSON.parse((await at.run("withdrawals", "--json")).printed)).toMatchObject({
    done: 0,
    withdrawals: [{ id: light }, { id: quiet }],
  });
  const status = await at.run("status");
  expect(status.printed.replace(/\s+/g, " ")).toContain(
    "2 texts are not off yet, though the approval was taken back: `troth withdrawals` tells why",
  );
  const settle = (word: string, by: string, as: string) => at.run("withdrawal", light, word, "--known-by", by, "--as", as);
  for (const [word, by, as, says] of [
    ["gone", "rows", "officer", "write `off` once it is"],
    ["off", "hearsay", "officer", "one of: rows, log, keeper"],
    ["off", "rows", "owner", "role"],
  ] as const)
    expect(await settle(word, by, as)).toMatchObject({ status: 2, printed: expect.stringContaining(says) });
  expect(await settle("off", "rows", "officer")).toEqual({ status: 0, printed: "✓ recorded: the text is off\n" });
  expect(await settle("off", "rows", "officer")).toMatchObject({
    status: 2,
    printed: expect.stringContaining("no such text that waits"),
  });
  await shop.sql("alter table praise add column hidden boolean not null default false");
  expect(await at.run("withdrawals")).toEqual({ status: 0, printed: "✓ 1 text taken off now\n" });
  expect(await at.run("withdrawals")).toEqual({ status: 0, printed: "every text whose approval was taken back is off\n" });
  expect(await shop.sql("select id from praise where hidden order by id")).toEqual([{ id: 3 }]);
  expect(await shownIn(shop)).toContain("1 shown front");
});
