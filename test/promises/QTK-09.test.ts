import { afterAll, beforeAll, expect, test } from "vitest";
import { describeInBrowser } from "../support/browser.ts";
import { EU, openTaggedSite, type TaggedSite, type Visitor } from "./support/tagged-site.ts";

/** What each use leaves on a new page. */
const USES: Readonly<Record<string, string>> = {
  "Remember how it looks": "cookie looks www.fernhill.localhost",
  "Count visits": "count.localhost/count.js",
  "Chat with us": "natter.localhost/chat.js",
  "Adverts elsewhere": "parade.localhost/retarget.js",
  "Count what adverts bring": "parade.localhost/won.gif",
};
const answers = (no?: string) => Object.fromEntries(Object.keys(USES).map((use) => [use, use !== no]));
const left = async (visitor: Visitor) => {
  const all = [...(await visitor.stored()), ...visitor.asked()];
  return Object.values(USES).filter((one) => all.includes(one));
};

describeInBrowser("in a browser", () => {
  let tagged: TaggedSite;
  beforeAll(async () => {
    tagged = await openTaggedSite();
  });
  afterAll(() => tagged.close());

  test("each of five uses can be turned down, and the other four go on", async () => {
    const visitor = await tagged.visit({ place: EU });
    await visitor.choose("Choose", answers());
    for (const [use, leaves] of Object.entries(USES)) {
      await visitor.choose("Privacy choices", answers(use));
      visitor.forget();
      await visitor.go("/books");
      expect(await left(visitor)).toEqual(Object.values(USES).filter((one) => one !== leaves));
    }
  });

  test("what is needed is said, and offers no answer that would not be one", async () => {
    const { page, press } = await tagged.visit({ place: EU });
    await press("Choose");
    const needed = page.getByRole("group", { name: "Needed for the site" });
    await needed.getByText("Always on").waitFor();
    expect(await needed.getByRole("radio").count()).toBe(0);
    await needed.locator("summary").click();
    expect(await needed.getByRole("checkbox").count()).toBe(0);
    expect(await needed.locator("code").allInnerTexts()).toEqual(["session", "troth_choice", "troth_pending"]);
  });
});
