import { afterAll, beforeAll, expect, test } from "vitest";
import { describeInBrowser } from "../support/browser.ts";
import { CALIFORNIA, openTaggedSite, type TaggedSite, type Visitor } from "./support/tagged-site.ts";

const LINK = "Do Not Sell or Share My Personal Information";
const shared = (visitor: Visitor) => visitor.asked().filter((one) => one.startsWith("parade"));

describeInBrowser("in a browser", () => {
  let tagged: TaggedSite;
  beforeAll(async () => {
    tagged = await openTaggedSite();
  });
  afterAll(() => tagged.close());
  const decides = async (who: Readonly<Record<string, unknown>>) =>
    (await tagged.troth.post("/v1/decide", {
      ...{ purpose: "retargeting", data: ["device.cookie-id"], as: "visitor", place: CALIFORNIA },
      ...who,
    })) as { allowed: boolean; rule: string };

  test("a link on every page stops it without an account, says so, and holds before the next tag", async () => {
    const visitor = await tagged.visit({ place: CALIFORNIA });
    expect(shared(visitor)).toContain("parade.localhost/retarget.js");
    await visitor.go("/books");
    await visitor.press(LINK);
    await visitor.press("Refuse all");
    const said = () => visitor.page.getByRole("button", { name: `${LINK}. Your opt-out is in effect` }).count();
    await expect.poll(said).toBe(1);
    expect((await visitor.stored()).filter((one) => one.includes("cookie _pd"))).toEqual([]);
    visitor.forget();
    await visitor.go("/");
    expect(shared(visitor)).toEqual([]);
    expect(await said()).toBe(1);
  });

  test("the choice reaches decisions about that browser, in every process that is connected", async () => {
    const backend = await tagged.troth.connect();
    const visitor = await tagged.visit({ place: CALIFORNIA });
    await visitor.press(LINK);
    await visitor.press("Refuse all");
    const browser = await visitor.id();
    const asked = { purpose: "retargeting", data: ["device.cookie-id"], as: "visitor", place: { country: "US", region: "CA" } };
    await expect.poll(() => backend.decide({ ...asked, browser }).rule).toMatch(/opt-out|objection/);
    expect(backend.decide({ ...asked, browser: "another" }).allowed).toBe(true);
    await expect.poll(async () => (await decides({ browser })).rule).toMatch(/opt-out|objection/);
    expect((await decides({ browser })).allowed).toBe(false);
    expect((await decides({ browser: "another" })).allowed).toBe(true);
  });

  test("the browser's signal does the same from the first page on, and is shown as honored", async () => {
    const visitor = await tagged.visit({ place: CALIFORNIA, gpc: true });
    expect(shared(visitor)).toEqual([]);
    expect(visitor.asked()).toContain("natter.localhost/chat.js");
    expect(await visitor.page.getByRole("button", { name: `${LINK}. Opt-out signal honored` }).count()).toBe(1);
    await visitor.press(`${LINK}. Opt-out signal honored`);
    await visitor.press("Accept all");
    await visitor.go("/books");
    expect(shared(visitor)).toEqual([]);
    const browser = await visitor.id();
    await expect.poll(async () => (await decides({ browser })).allowed).toBe(false);
    // Whoever signs in there takes it along.
    expect((await decides({ browser, person: "m1" })).allowed).toBe(false);
  });
});
