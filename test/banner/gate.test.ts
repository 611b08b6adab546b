// No request, cookie or storage entry that is not allowed, ever: in Chromium, on a site with networks on it.
import { expect, test } from "vitest";
import { chooseBoxes, context, describeOnSite, go, MEASURED, page, press, settled, site, traces, VIDEOS } from "./gate-page.ts";

describeOnSite("the gate", () => {
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
});
