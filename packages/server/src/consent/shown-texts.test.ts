import { afterEach, beforeEach, expect, test } from "vitest";
import { eachKind } from "../../../../test/support/storages.ts";
import { makeToldWorkshop, type ToldWorkshop } from "../../../../test/support/told-workshop.ts";
import { noticeOf } from "../installation/index.ts";
import { serveBanner, shownText } from "./index.ts";

eachKind("what was on the screen", (kind) => {
  let shop: ToldWorkshop;
  beforeEach(async () => {
    shop = await makeToldWorkshop(kind);
    shop.shop.edit(
      "subjects: [customer]",
      "subjects: [customer]\nservices: { site: { name: Workshop, urls: [https://www.workshop.example/shop] } }",
    );
    shop.shop.edit(
      "recipients:",
      `  statistics: { kind: analytics, basis: consent, data: [usage] }
trackers:
  _visits: { kind: cookie, party: first, lasts: 1 year, in: site, purpose: statistics }
recipients:`,
    );
    await shop.reopen();
  });
  afterEach(() => shop.close());

  const shown = async (): Promise<string> => {
    const file = await serveBanner(shop.inst, { service: "site", language: "en", gpc: false });
    return /"shown":"([0-9a-f]{64})"/.exec(file?.text ?? "")?.[1] ?? "";
  };

  test("a choice names the notice of its day, though the banner's words were shown under another before", async () => {
    const hash = await shown();
    const before = noticeOf(shop.inst).hash;
    expect(await shownText(shop.inst, hash)).toMatchObject({ notice: before });
    shop.shop.edit("interest: Knowing what sells", "interest: Knowing what sells well");
    await shop.reopen();
    expect(await shown()).toBe(hash);
    expect(noticeOf(shop.inst).hash).not.toBe(before);
    expect(await shownText(shop.inst, hash)).toMatchObject({ notice: noticeOf(shop.inst).hash, service: "site" });
  });
});
