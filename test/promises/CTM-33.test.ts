import { afterAll, beforeAll, expect, test } from "vitest";
import { describeInBrowser } from "../support/browser.ts";
import { EU, openTaggedSite, type TaggedSite } from "./support/tagged-site.ts";

const TAGS = {
  "Adverts elsewhere": "parade.localhost/retarget.js",
  "Count what adverts bring": "parade.localhost/won.gif",
  "Match devices": "parade.localhost/match.js",
};

describeInBrowser("in a browser", () => {
  let tagged: TaggedSite;
  beforeAll(async () => {
    tagged = await openTaggedSite();
  });
  afterAll(() => tagged.close());

  test("each of the three is refused on its own, though one provider does all", async () => {
    const visitor = await tagged.visit({ place: EU });
    const answers = (yes?: string) => Object.fromEntries(Object.keys(TAGS).map((use) => [use, use === yes]));
    let by = "Choose";
    for (const [use, tag] of Object.entries(TAGS)) {
      await visitor.choose(by, answers(use));
      visitor.forget();
      await visitor.go("/books");
      expect(visitor.asked()).toEqual([tag]);
      by = "Privacy choices";
    }
  });

  test("a refusal here is enough: the provider's own way out stands beside it, and nobody has to go there", async () => {
    const visitor = await tagged.visit({ place: EU });
    await visitor.press("Choose");
    const group = visitor.page.getByRole("group", { name: "Adverts elsewhere", exact: true });
    await group.locator("summary").click();
    const link = group.getByRole("link", { name: "Opt out at the provider too (not needed)" }).first();
    expect(await link.getAttribute("href")).toBe("https://parade.example/stop");
    await visitor.press("Refuse all");
    await visitor.go("/books");
    expect(visitor.asked()).toEqual([]);
    expect((await visitor.stored()).filter((one) => one.includes("_pd"))).toEqual([]);
  });
});
