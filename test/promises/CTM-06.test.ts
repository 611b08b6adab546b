import { afterAll, beforeAll, expect, test } from "vitest";
import { describeInBrowser } from "../support/browser.ts";
import { EU, openTaggedSite, type TaggedSite, type Visitor } from "./support/tagged-site.ts";

const ALL = ["cookie natter_here www.fernhill.localhost", "database natter-talks", "local natter.talk", "session natter-tab"];
const of = async (visitor: Visitor) => (await visitor.stored()).filter((one) => one.includes("natter") && !one.includes("_id"));

test.skip("a scan of the live site looks into the browser's storage too (part of a later issue)", () => {});

describeInBrowser("in a browser", () => {
  let tagged: TaggedSite;
  beforeAll(async () => {
    tagged = await openTaggedSite();
  });
  afterAll(() => tagged.close());

  test("storage of every kind waits for a yes, when the page's own code writes it too", async () => {
    const visitor = await tagged.visit({ place: EU });
    await visitor.page.evaluate(`{
      localStorage.setItem("natter.talk", "1"); sessionStorage.setItem("natter-tab", "1");
      try { indexedDB.open("natter-talks"); } catch {}
    }`);
    await visitor.settled();
    expect(await of(visitor)).toEqual([]);
    await visitor.choose("Choose", { "Chat with us": true });
    await expect.poll(() => of(visitor)).toEqual(ALL);
  });

  test("a withdrawal clears storage of every kind, and the widget writes nothing any more", async () => {
    const visitor = await tagged.visit({ place: EU });
    await visitor.choose("Choose", { "Chat with us": true });
    await expect.poll(() => of(visitor)).toEqual(ALL);
    await visitor.choose("Privacy choices", { "Chat with us": false });
    await visitor.page.evaluate("natter()");
    // A database that a tag holds open goes with the page.
    expect((await of(visitor)).filter((one) => !one.startsWith("database"))).toEqual([]);
    await visitor.go("/books");
    expect(await of(visitor)).toEqual([]);
  });

  test("each stands on the screen beside the cookies, and one alone can be refused", async () => {
    const visitor = await tagged.visit({ place: EU });
    await visitor.press("Accept all");
    await expect.poll(() => of(visitor)).toEqual(ALL);
    await visitor.choose("Privacy choices", { "natter.talk": false });
    expect(await of(visitor)).toEqual(ALL.filter((one) => one !== "local natter.talk"));
  });
});
