// No request, cookie or storage entry that is not allowed, ever: in Chromium, on a site with networks on it.
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { type Browser, type BrowserContext, describeInBrowser, lookWith, openBrowser, type Page } from "../support/browser.ts";
import { openSite, type Site } from "./site.ts";

let site: Site;
let browser: Browser;
let context: BrowserContext;
let page: Page;

/** Tags as they stand in a page, held by attribute, and a frame and a picture. */
const TAGS = (port: number): { head: string; body: string } => ({
  head: `<script type="text/plain" data-troth="lumen-tag" data-src="http://lumen.localhost:${port}/tag.js"></script>
<script type="text/plain" data-troth="measure" nonce="n1">window.inline = (window.inline || 0) + 1</script>`,
  body: `<iframe title="A video" data-troth="reel-player" data-src="http://reel.localhost:${port}/embed"></iframe>
<img alt="" data-troth="parade-pixel" data-src="http://parade.localhost:${port}/px.gif">`,
});

/**
 * Everything of the trackers that a browser has, and that networks were asked. A network's own cookies are in its answers: whether
 * the browser takes them is the browser's, whether anything is asked is ours.
 */
async function traces(): Promise<readonly string[]> {
  const cookies = (await context.cookies()).map(({ name, domain }) => `cookie ${name} ${domain}`);
  const stored = await page.evaluate<string[]>(`(async () => [
    ...Object.keys(localStorage).map((key) => "local " + key),
    ...Object.keys(sessionStorage).map((key) => "session " + key),
    ...(await indexedDB.databases()).map(({ name }) => "database " + name),
  ])()`);
  return [...new Set([...cookies, ...stored, ...site.asked.map((one) => `asked ${one.replace(/\?.*/, "")}`)])]
    .filter((one) => !/^cookie (session|troth_choice|\w+_id) |^local troth_pending$/.test(one))
    .sort();
}

const MEASURED = [
  "asked lumen.localhost/collect",
  "asked lumen.localhost/tag.js",
  "cookie _lm .fernhill.localhost",
  "cookie _lm_7QX .fernhill.localhost",
  "cookie _lm_here www.fernhill.localhost",
  "database lumen-replay",
  "local lumen.queue",
  "session lumen-tab",
];
const VIDEOS = ["asked reel.localhost/embed"];

const press = (name: string): Promise<void> => page.getByRole("button", { name, exact: true }).click();
/** Until networks have been asked nothing new for a while. */
const settled = async (): Promise<void> => {
  for (let before = -1; before !== site.asked.length; ) {
    before = site.asked.length;
    await page.waitForTimeout(350);
  }
};
const go = async (path = "/", host?: string): Promise<void> => {
  await page.goto(site.address(path, host));
  await settled();
};

async function chooseBoxes(yes: readonly string[], unchecked: readonly string[] = []): Promise<void> {
  await press("Choose");
  for (const name of yes) await page.getByRole("group", { name }).getByText("Yes").click();
  for (const name of unchecked) {
    const box = page.locator("li", { has: page.locator("code", { hasText: new RegExp(`^${name}$`) }) }).locator("input");
    if (!(await box.isVisible())) await page.locator("details", { has: box }).locator("summary").click();
    await box.uncheck();
  }
  await press("Save");
  await settled();
}

describeInBrowser("the gate", () => {
  beforeAll(async () => {
    site = await openSite();
    browser = await openBrowser();
  });
  afterAll(async () => {
    await browser.close();
    await site.close();
  });
  beforeEach(async () => {
    await context?.close();
    context = await lookWith(browser);
    page = await context.newPage();
    site.asked.length = 0;
    site.records.length = 0;
    site.behave("keeps");
    site.slow(0);
    site.show({ place: { country: "DE" } });
    const { head, body } = TAGS(site.port);
    site.head(head);
    site.body(body);
  });

  test("before a choice there is nothing, not even an id of the browser, and Troth itself stores nothing", async () => {
    await go();
    await go("/books");
    expect(await traces()).toEqual([]);
    expect((await context.cookies()).map(({ name }) => name)).toEqual(["session"]);
    expect(await page.evaluate("localStorage.length")).toBe(0);
    expect(site.records).toEqual([]);
  });

  test("a refusal keeps it so, on the next page and on another subdomain, and is not asked again", async () => {
    await go();
    await press("Refuse all");
    await settled();
    await go("/books");
    await go("/", "app.fernhill.localhost");
    expect(await traces()).toEqual([]);
    expect(await page.getByRole("button", { name: "Refuse all" }).count()).toBe(0);
    expect(site.records).toMatchObject([
      {
        how: "refuse-all",
        choices: { measure: false, videos: false, advertising: false },
        shown: site.banner.shown,
        gpc: false,
        language: "en",
      },
    ]);
  });

  test("a yes lets everything go at once, without a new page, and on the other subdomain too", async () => {
    await go();
    await press("Accept all");
    await settled();
    const all = [...MEASURED, ...VIDEOS, "asked parade.localhost/px.gif"].sort();
    expect(await traces()).toEqual(all);
    expect(await page.evaluate("[window.lumen, window.inline]")).toEqual([1, 1]);
    await go("/", "app.fernhill.localhost");
    expect(await page.evaluate("window.lumen")).toBe(1);
    expect(site.records).toMatchObject([{ how: "accept-all", choices: { measure: true, videos: true, advertising: true } }]);
  });

  test("one purpose alone is let go", async () => {
    await go();
    await chooseBoxes(["Show videos"]);
    expect(await traces()).toEqual(VIDEOS);
    expect(site.records).toMatchObject([{ how: "choose", choices: { measure: false, videos: true, advertising: false } }]);
  });

  test("one cookie alone is refused: the tag runs, and that cookie is not set, by the tag's next writes neither", async () => {
    await go();
    await chooseBoxes(["Measure the site"], ["_lm"]);
    await page.evaluate("lumenLater()");
    await settled();
    expect(await traces()).toEqual(
      [...MEASURED, "asked lumen.localhost/collect.gif"].filter((one) => !one.startsWith("cookie _lm .")).sort(),
    );
    expect(site.records[0]?.choices).toEqual({ measure: true, videos: false, advertising: false, _lm: false });
  });

  test("a withdrawal takes everything away that a script can, on every path and parent domain, and running tags are stopped", async () => {
    await go("/books/2026/list");
    await press("Accept all");
    await settled();
    await page.evaluate(
      "window.heard = []; document.addEventListener('troth:consent', (event) => heard.push(event.detail.withdrawn))",
    );
    await page.getByRole("button", { name: "Privacy choices" }).click();
    await press("Refuse all");
    await settled();
    site.asked.length = 0;
    await page.evaluate("lumenLater()");
    await settled();
    // A database that a tag holds open goes with the page.
    expect((await traces()).filter((one) => one !== "database lumen-replay")).toEqual([]);
    expect(await page.evaluate("heard")).toEqual([
      expect.arrayContaining(["measure", "_lm", "lumen-tag", "videos", "advertising"]),
    ]);
    expect(await page.evaluate("document.querySelector('iframe').src")).toBe("about:blank");
    expect(site.records.map(({ how }) => how)).toEqual(["accept-all", "refuse-all"]);
    await go("/books");
    expect(await traces()).toEqual([]);
    expect(new Set(site.records.map((one) => one.browser)).size).toBe(1);
  });

  test("tags that come in later are held: made by script, by markup, by address alone", async () => {
    site.head("");
    site.body("");
    await go();
    await page.evaluate(`(() => {
      const at = (host, path) => "//" + host + ".localhost:${site.port}" + path;
      const script = document.createElement("script"); script.src = at("lumen", "/tag.js"); document.head.append(script);
      const other = document.createElement("script"); other.setAttribute("src", at("parade", "/tag.js")); document.head.append(other);
      const frame = document.createElement("iframe"); frame.src = at("reel", "/embed"); document.body.append(frame);
      new Image().src = at("parade", "/px.gif");
      new Image().srcset = at("parade", "/px2.gif") + " 2x";
      document.body.insertAdjacentHTML("beforeend", '<img alt="" src="' + at("parade", "/px3.gif") + '"><iframe src="' + at("reel", "/embed") + '"></iframe>');
      const box = document.createElement("div"); document.body.append(box);
      box.innerHTML = '<p>text</p><img alt="" src="' + at("parade", "/px4.gif") + '">';
      document.createElement("div").innerHTML = '<img src="' + at("parade", "/px5.gif") + '">';
      document.createElement("div").appendChild(document.createElement("p")).outerHTML = '<img src="' + at("parade", "/px6.gif") + '">';
      fetch(at("lumen", "/collect"), { mode: "no-cors" }).catch(() => {});
      const asks = new XMLHttpRequest(); asks.open("GET", at("lumen", "/collect")); asks.send();
      navigator.sendBeacon(at("lumen", "/collect"));
      document.cookie = "_lm=1"; document.cookie = " _lm_x = 1;path=/"; localStorage.setItem("lumen.queue", "1");
      try { indexedDB.open("lumen-replay"); } catch {}
      if (window.cookieStore) cookieStore.set("_pd", "1"), cookieStore.set({ name: "_pd", value: "1" });
    })()`);
    await settled();
    expect(await traces()).toEqual([]);
    await press("Accept all");
    await settled();
    expect(site.asked.filter((one) => /tag|embed/.test(one)).sort()).toEqual([
      "lumen.localhost/tag.js",
      "parade.localhost/tag.js",
      "parade.localhost/tag2.js",
      "reel.localhost/embed",
      "reel.localhost/embed",
    ]);
    expect(await page.evaluate("[window.lumen, window.parade]")).toEqual([1, true]);
  });

  test("a script in the page's own text is not run, though nobody marked it", async () => {
    site.body(
      `<script nonce="n1">document.write('<script src="http://parade.localhost:${site.port}/tag.js"><\\/script>')</script>`,
    );
    site.head(`<script src="http://lumen.localhost:${site.port}/tag.js"></script>`);
    await go();
    expect(await page.evaluate("[window.lumen, window.parade]")).toEqual([undefined, undefined]);
    // The browser fetches ahead of the parser what stands in the page's text: docs/banner.md has the policy that stops it.
    expect((await traces()).filter((one) => one !== "asked lumen.localhost/tag.js")).toEqual([]);
  });

  test("what stands in the place of a held video is there as long as it is held, and says how to let it in", async () => {
    const instead = (ids: string, text: string) =>
      `<p data-troth-instead="${ids}">${text} <button data-troth-open>Choose it</button></p>`;
    site.body(instead("videos", "The video waits.") + instead("videos measure", "Both wait."));
    const shown = async () =>
      (await page.locator("[data-troth-instead]:visible").allInnerTexts()).map((text) => text.split(".")[0]);
    await go();
    expect(await shown()).toEqual(["The video waits", "Both wait"]);
    await page.getByRole("button", { name: "Choose it" }).first().click();
    await page.getByRole("group", { name: "Show videos" }).getByText("Yes").click();
    await press("Save");
    expect(await shown()).toEqual(["Both wait"]);
    await go("/books");
    expect(await shown()).toEqual(["Both wait"]);
    await page.evaluate(
      `document.querySelector("main").insertAdjacentHTML("beforeend", '<p data-troth-instead="videos">Late.</p>')`,
    );
    expect(await shown()).toEqual(["Both wait"]);
    await page.evaluate("troth.consent.set({ videos: false })");
    expect((await shown()).sort()).toEqual(["Both wait", "Late", "The video waits"]);
  });

  test("what the site itself stores and loads is left alone", async () => {
    await go();
    const kept = await page.evaluate(`(async () => {
      document.cookie = "theme=dark"; localStorage.setItem("cart", "2"); localStorage.own = "3";
      const image = new Image(); image.src = "/logo.gif"; document.body.append(image);
      image.setAttribute("title", "Logo");
      const answer = await fetch("/site.css");
      return [document.cookie, localStorage.getItem("cart"), localStorage.own, image.src, image.title, answer.status];
    })()`);
    expect(kept).toEqual(["theme=dark", "2", "3", site.address("/logo.gif"), "Logo", 200]);
  });

  test("on a slow network the banner is there, and nothing comes before the answer", async () => {
    site.slow(1200);
    await go();
    expect(await traces()).toEqual([]);
    await press("Accept all");
    await expect.poll(() => page.evaluate("window.lumen"), { timeout: 90_000 }).toBe(1);
  });

  test.each(["down", "refuses", "slow", "lies"] as const)(
    "a server that is %s does not break the page, and the record comes in the end, once",
    async (how) => {
      const errors: string[] = [];
      page.on("pageerror", (error) => errors.push(error.message));
      site.behave(how);
      await go();
      await press("Refuse all");
      await page.waitForTimeout(300);
      expect(await page.getByRole("button", { name: "Privacy choices" }).isVisible()).toBe(true);
      site.behave("keeps");
      await go("/books");
      await page.waitForTimeout(how === "slow" ? 3500 : 300);
      expect(site.records).toHaveLength(1);
      expect(await page.evaluate("localStorage.getItem('troth_pending')")).toBe(null);
      expect(errors).toEqual([]);
    },
  );

  test.each(["a page", "nothing", "elsewhere"] as const)(
    "where %s is answered in the server's place, nothing was kept: the next page sends it again, and it comes once",
    async (how) => {
      site.behave(how);
      await go();
      await press("Refuse all");
      await page.waitForTimeout(300);
      expect(site.records).toEqual([]);
      site.behave("keeps");
      await go("/books");
      await expect.poll(() => page.evaluate("localStorage.getItem('troth_pending')")).toBe(null);
      expect(site.records).toHaveLength(1);
    },
  );

  test("a record that a server does not know comes once another takes it, and before what was chosen after it", async () => {
    site.behave("never");
    await go();
    await press("Accept all");
    await page.waitForTimeout(300);
    site.behave("keeps");
    await page.evaluate("troth.consent.set({ measure: false, videos: false, advertising: false })");
    await expect.poll(() => site.records.map(({ choices }) => choices.measure)).toEqual([true, false]);
  });

  test("a record that Troth never takes does not hold up the choices after it for longer than an hour", async () => {
    site.behave("never");
    await go();
    await press("Accept all");
    await page.waitForTimeout(300);
    await page.clock.setFixedTime(Date.now() + 61 * 60_000);
    await go("/books");
    await expect.poll(() => page.evaluate("localStorage.getItem('troth_pending')")).toBe(null);
    site.behave("keeps");
    await page.evaluate("troth.consent.set({ measure: false, videos: false, advertising: false })");
    await expect.poll(() => site.records.map(({ choices }) => choices.measure)).toEqual([false]);
  });

  test("a server that takes twenty seconds holds nobody up, and what it keeps late is kept once", async () => {
    site.behave("very slow");
    await go();
    await press("Accept all");
    await expect.poll(() => page.evaluate("window.lumen")).toBe(1);
    site.behave("keeps");
    await go("/books");
    await expect.poll(() => page.evaluate("localStorage.getItem('troth_pending')")).toBe(null);
    await page.waitForTimeout(20_000);
    expect(site.records).toHaveLength(1);
  });

  test("a choice after which the page is left at once, for another site, comes all the same", async () => {
    await go();
    const elsewhere = site.address("/embed", "reel.localhost");
    await page.evaluate(
      `troth.consent.set({ measure: false, videos: false, advertising: false }); location.href = ${JSON.stringify(elsewhere)}`,
    );
    await page.waitForURL(elsewhere);
    await expect.poll(() => site.records.map(({ how }) => how)).toEqual(["api"]);
  });

  test("a purpose that has changed is asked for again, and its trackers wait; new words alone ask nobody", async () => {
    await go();
    await press("Accept all");
    await settled();
    site.show({ place: { country: "DE" }, change: (text) => text.replaceAll("Measure the site", "Count visits") });
    await go();
    expect(await page.getByRole("button", { name: "Accept all" }).count()).toBe(0);
    site.show({
      place: { country: "DE" },
      change: (text) =>
        text
          .replace("purpose: measure, provider: lumen, lasts: 13", "purpose: measure, provider: parade, lasts: 13")
          .replace("for: [advertising]", "for: [advertising, measure]"),
    });
    site.asked.length = 0;
    await go();
    expect(await page.getByRole("button", { name: "Accept all" }).isVisible()).toBe(true);
    expect(site.asked.filter((one) => one.startsWith("lumen"))).toEqual([]);
    expect(site.asked.filter((one) => one.startsWith("reel"))).not.toEqual([]);
  });

  test("an answer is over when its time is: a yes no longer holds, a no still does", async () => {
    await go();
    await chooseBoxes(["Show videos"]);
    await page.clock.install({ time: Date.now() + 200 * 86_400_000 });
    site.asked.length = 0;
    await go();
    expect(await page.getByRole("button", { name: "Refuse all" }).isVisible()).toBe(true);
    expect(site.asked).toEqual([]);
  });

  test("more single answers than a cookie holds: a no among them is one to their purpose, and none is lost", async () => {
    const ids = Array.from({ length: 200 }, (_, at) => `_visit_part_${at}`);
    const lines = ids.map((id) => `  ${id}: { purpose: measure, provider: lumen }\n`).join("");
    site.show({ place: { country: "DE" }, change: (text) => text.replace("trackers:\n", `trackers:\n${lines}`) });
    await go();
    const singly = Object.fromEntries(ids.map((id, at) => [id, at % 2 === 0]));
    const choices = { measure: true, videos: true, advertising: false, ...singly };
    await page.evaluate(`troth.consent.set(${JSON.stringify(choices)})`);
    await settled();
    expect(site.records).toMatchObject([{ choices }]);
    for (const path of ["/", "/books"]) {
      site.asked.length = 0;
      await go(path);
      expect(await page.getByRole("button", { name: "Refuse all" }).count()).toBe(0);
      const allowed = await page.evaluate<Record<string, boolean>>("troth.consent.get()");
      expect(allowed).toMatchObject({
        measure: false,
        videos: true,
        advertising: false,
        _visit_part_0: false,
        _visit_part_1: false,
      });
      expect(await traces()).toEqual(VIDEOS);
    }
  });

  test("another tab of the site goes by a refusal at once, starts nothing more, and writes no old yes back", async () => {
    await go();
    await press("Accept all");
    await settled();
    const other = await context.newPage();
    await other.goto(site.address("/books"));
    expect(await other.evaluate("troth.consent.isAllowed('measure')")).toBe(true);
    await page.getByRole("button", { name: "Privacy choices" }).click();
    await page.getByRole("button", { name: "Refuse all", exact: true }).click();
    await expect.poll(() => other.evaluate("troth.consent.isAllowed('measure')")).toBe(false);
    await other.evaluate("troth.consent.signedOut()");
    await other.evaluate("troth.consent.set({ videos: true })");
    site.asked.length = 0;
    await go();
    expect(await page.evaluate("troth.consent.get()")).toMatchObject({ measure: false, videos: true, advertising: false });
    await other.close();
  });

  test("a part of an answer leaves the noes that were said before", async () => {
    await go();
    await press("Refuse all");
    await page.evaluate("troth.consent.set({ videos: true })");
    await go("/books");
    const cookie = (await context.cookies()).find(({ name }) => name === "troth_choice")?.value ?? "";
    expect(JSON.parse(decodeURIComponent(cookie)).c).toEqual({ measure: false, videos: true, advertising: false });
  });

  /** Another site of the domain: it measures by another network beside ours, shows no videos and sells places. */
  const BLOG = (text: string): string =>
    text
      .replace(
        "  videos: { kind",
        "  places: { kind: functionality, label: Places, data: [usage.page-view], basis: consent }\n  videos: { kind",
      )
      .replace("for: [advertising]", "for: [advertising, measure]")
      .replace(
        / {2}reel-player:.*/,
        '  places-tag: { kind: tag, party: third, purpose: places, provider: parade, loads: ["http://parade.localhost/places"] }',
      )
      .replace(/( {2}lumen-replay:.*)/, "$1\n  _pm: { purpose: measure, provider: parade }")
      .replace("for: [advertising, measure]", "for: [advertising, measure, places]");
  const onShop = async (): Promise<void> => {
    site.show({ place: { country: "DE" } });
    site.asked.length = 0;
    await go("/", "shop.fernhill.localhost");
  };
  const onBlog = async (): Promise<void> => {
    site.show({ place: { country: "DE" }, change: BLOG });
    site.head("");
    site.body("");
    await go("/", "blog.fernhill.localhost");
  };
  const isAsked = async (): Promise<boolean> => (await page.getByRole("button", { name: "Refuse all" }).count()) > 0;
  const may = (): Promise<object> => page.evaluate("troth.consent.get()");

  test("sites of one domain that ask different things each ask once: coming back, what was answered there holds", async () => {
    await onShop();
    await chooseBoxes(["Measure the site", "Show videos"]);
    await onBlog();
    expect(await isAsked()).toBe(true);
    // The same name for the purpose, and another network behind it: a yes to the one is none to the other.
    expect(await may()).toMatchObject({ measure: false, places: false, advertising: false });
    await press("Accept all");
    for (const _ of ["back", "and again"]) {
      await onShop();
      expect([await isAsked(), await may()]).toMatchObject([false, { measure: true, videos: true }]);
      await onBlog();
      expect([await isAsked(), await may()]).toMatchObject([false, { measure: true, places: true, advertising: true }]);
    }
  });

  test("a yes to a site's purpose lifts no refusal of another site's of that name", async () => {
    await onShop();
    await press("Refuse all");
    await onBlog();
    await press("Accept all");
    await onShop();
    expect([await isAsked(), await may()]).toMatchObject([false, { measure: false, videos: false }]);
    expect(site.asked).toEqual([]);
  });

  test("a refusal on one holds on the others by its name, for good: a later yes there is none here", async () => {
    await onShop();
    await chooseBoxes(["Measure the site", "Show videos"]);
    await onBlog();
    await press("Refuse all");
    await onShop();
    expect([await isAsked(), await may()]).toMatchObject([false, { measure: false, videos: true, advertising: false }]);
    await onBlog();
    await press("Privacy choices");
    await press("Accept all");
    await onShop();
    expect([await isAsked(), await may()]).toMatchObject([false, { measure: false, videos: true }]);
    expect(site.asked.filter((one) => one.startsWith("lumen"))).toEqual([]);
  });

  test("each site's answer is over at its own time", async () => {
    await onShop();
    await chooseBoxes(["Measure the site", "Show videos"]);
    await page.clock.install({ time: Date.now() + 100 * 86_400_000 });
    await onBlog();
    await press("Accept all");
    await page.clock.setFixedTime(Date.now() + 200 * 86_400_000);
    await onBlog();
    expect([await isAsked(), await may()]).toMatchObject([false, { measure: true, places: true }]);
    await onShop();
    expect([await isAsked(), await may()]).toMatchObject([true, { measure: false, videos: false }]);
  });

  test("however often somebody chooses, a site has one answer in the cookie; where they do not fit, a refusal is lost nowhere", async () => {
    for (const _ of ["once", "twice", "thrice"]) {
      await onShop();
      await page.evaluate("troth.consent.set({ measure: false, videos: true, advertising: false })");
      await onBlog();
      await page.evaluate("troth.consent.set({ measure: true, places: true, advertising: false })");
    }
    const value = (await context.cookies()).find(({ name }) => name === "troth_choice")?.value ?? "";
    const { p } = JSON.parse(decodeURIComponent(value)) as { p: Record<string, unknown> };
    expect([Object.keys(p), p.c]).toEqual([["c", "s", "u", "g"], { measure: false, videos: true, advertising: false }]);
    const ids = Array.from({ length: 200 }, (_, at) => `_visit_part_${at}`);
    const lines = ids.map((id) => `  ${id}: { purpose: measure, provider: lumen }\n`).join("");
    site.show({ place: { country: "DE" }, change: (text) => BLOG(text).replace("trackers:\n", `trackers:\n${lines}`) });
    await go("/", "blog.fernhill.localhost");
    const singly = Object.fromEntries(ids.map((id) => [id, true]));
    await page.evaluate(`troth.consent.set(${JSON.stringify({ measure: true, places: true, advertising: false, ...singly })})`);
    await onShop();
    expect([await isAsked(), await may()]).toMatchObject([true, { measure: false, advertising: false }]);
  });

  test("where local storage takes nothing, a choice is sent all the same", async () => {
    await go();
    await page.evaluate("Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError'); }");
    await press("Refuse all");
    await expect.poll(() => site.records.map(({ how }) => how)).toEqual(["refuse-all"]);
  });

  test("a listener and a network's code that throw stop nothing: the refusal is whole, and others hear of it", async () => {
    await go();
    await press("Accept all");
    await settled();
    await page.evaluate(`(() => {
      window.heard = [];
      troth.consent.on(() => { throw new Error("of the site"); });
      troth.consent.on(({ how }) => heard.push(how));
      dataLayer.push = () => { throw new Error("of the network"); };
    })()`);
    await page.getByRole("button", { name: "Privacy choices" }).click();
    await page.getByRole("button", { name: "Refuse all", exact: true }).click();
    expect(await page.evaluate("heard")).toEqual(["refuse-all"]);
    expect(await page.getByRole("dialog").count()).toBe(0);
    expect((await traces()).filter((one) => one.startsWith("cookie _lm"))).toEqual([]);
  });

  test("markup by other ways is held as well: fragments, parsed documents, shadow trees", async () => {
    await go();
    const pixel = `<img src="http://parade.localhost:${site.port}/px.gif">`;
    await page.evaluate(`((markup) => {
      document.body.append(document.createRange().createContextualFragment(markup));
      document.body.append(new DOMParser().parseFromString(markup, "text/html").querySelector("img"));
      const host = document.createElement("div");
      host.attachShadow({ mode: "open" }).innerHTML = markup;
      document.body.append(host);
      document.body.append(Object.assign(document.createElement("video"), { poster: /"(.*)"/.exec(markup)[1] }));
      document.body.append(Object.assign(document.createElement("input"), { type: "image", src: /"(.*)"/.exec(markup)[1] }));
    })(${JSON.stringify(pixel)})`);
    await settled();
    expect(site.asked.filter((one) => one.startsWith("parade"))).toEqual([]);
  });

  test("each picture of a set is held, however the set is written, and so are links that fetch ahead; they come with a yes", async () => {
    site.head("");
    site.body("");
    await go();
    // The first is for screens that this is not.
    const pixel = `http://parade.localhost:${site.port}/px`;
    await page.evaluate(`((pixel) => {
      const put = (tag, given, set = {}) => {
        const element = Object.assign(document.createElement(tag), set);
        for (const [name, value] of Object.entries(given)) element.setAttribute(name, value);
        document.body.append(element);
      };
      put("img", {}, { srcset: "/own.gif 3x, " + pixel + "1.gif 1x" });
      put("img", { srcset: "/own.gif 3x," + pixel + "2.gif" });
      document.body.insertAdjacentHTML("beforeend", '<img alt="" sizes="9px" srcset="/own.gif 900w,\\n  ' + pixel + '3.gif 9w">');
      document.body.insertAdjacentHTML("beforeend",
        '<picture><source srcset="/own.gif 3x, ' + pixel + '4.gif 1x"><img alt="" src="/own.gif"></picture>');
      put("link", { rel: "preload", as: "image", imagesrcset: "/own.gif 3x, " + pixel + "5.gif 1x" });
      put("link", { rel: "preload", as: "image", href: pixel + "6.gif" });
      put("link", { rel: "prefetch", href: pixel + "7.gif" });
      const link = document.createElement("link");
      Object.assign(link, { rel: "preload", as: "image", imageSrcset: pixel + "8.gif 1x" });
      document.head.append(link);
    })(${JSON.stringify(pixel)})`);
    await settled();
    expect(site.asked).toEqual([]);
    await press("Accept all");
    await settled();
    // The preload by a set is taken once, when it is put in.
    expect(site.asked.toSorted()).toEqual([1, 2, 3, 4, 6, 7].map((at) => `parade.localhost/px${at}.gif`));
  });

  test("what else stands in the cookie is no answer, and breaks nothing", async () => {
    const junk = [
      ...['{"c":{"measure":true},"s":[],"u":9e15}', '{"c":{},"s":"","p":1}', '{"c":{},"s":"","p":{"s":""}}'],
      ...[
        '{"c":{},"s":"","a":{"k":1}}',
        '{"c":{},"s":"","a":{"k":{"c":{},"s":"","p":{"c":{"measure":true}}}}}',
        '{"c":{},"s":"","a":1}',
      ],
    ].map(encodeURIComponent);
    for (const value of ["1", "%", "%7B%7D", "%7B%22c%22%3A1%7D", ...junk]) {
      await context.addCookies([{ name: "troth_choice", value, domain: "www.fernhill.localhost", path: "/" }]);
      await go();
      expect(await page.getByRole("button", { name: "Refuse all" }).isVisible()).toBe(true);
      expect(await traces()).toEqual([]);
    }
  });
});
