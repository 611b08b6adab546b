// A site with tags of five uses on it, its networks, and Troth as `troth serve` starts it: what a visitor's own browser does there.
import { readFileSync } from "node:fs";
import { openSite, type Shown, type Site } from "../../banner/site.ts";
import { type Browser, type BrowserContext, lookWith, openBrowser, type Page } from "../../support/browser.ts";
import { type ServedCompany, serveCompany } from "./served-company.ts";

export const PROGRAM = readFileSync(new URL("tagged-site.yaml", import.meta.url), "utf8");
export const EU: Shown["place"] = { country: "DE" };
export const CALIFORNIA: Shown["place"] = { country: "US", region: "CA" };

/** What each tag does, by the means of real ones. */
const SCRIPTS = {
  // Heeds Google's consent mode: without a yes it counts, and knows nobody.
  "count.localhost/count.js": `
    const modes = () => [...dataLayer].filter((one) => one[0] === "consent").map((one) => one[2].analytics_storage);
    const collect = () => {
      const known = modes().at(-1) === "granted";
      if (known) { document.cookie = "_ct=1.2;path=/;max-age=999999;domain=fernhill.localhost"; document.cookie = "_ct_7QX=1;path=/;max-age=999999"; }
      navigator.sendBeacon("//" + location.host.replace("www.fernhill", "count") + "/collect?" + (known ? "id" : "nobody"));
    };
    const push = dataLayer.push;
    dataLayer.push = function (...given) { push.apply(this, given); if (given[0][1] === "update") collect(); };
    window.counted = true; window.countAgain = collect; collect();`,
  "natter.localhost/chat.js": `
    window.natter = () => {
      document.cookie = "natter_here=1;path=/";
      localStorage.setItem("natter.talk", "[]");
      sessionStorage.setItem("natter-tab", "1");
      try { indexedDB.open("natter-talks").onupgradeneeded = () => {}; } catch {}
      fetch("//" + location.host.replace("www.fernhill", "natter") + "/hello", { mode: "no-cors" }).catch(() => {});
      fetch("//" + location.host.replace("www.fernhill", "elsewhere") + "/profile", { mode: "no-cors" }).catch(() => {});
    };
    natter();`,
  "parade.localhost/retarget.js": `
    window.retarget = () => { for (const name of ["_pd", "_pd_seen"]) document.cookie = name + "=1;path=/;max-age=9999;domain=fernhill.localhost"; };
    retarget();`,
  "parade.localhost/match.js": "window.matched = true;",
  "parade.localhost/follow.js": "window.followed = true;",
};

/** The tags as they stand in every page. */
function tags(port: number): { readonly head: string; readonly body: string } {
  const tag = (id: string, address: string): string =>
    `<script type="text/plain" data-troth="${id}" data-src="http://${address.replace("/", `:${port}/`)}"></script>`;
  return {
    head: [
      tag("count-tag", "count.localhost/count.js"),
      tag("natter-tag", "natter.localhost/chat.js"),
      tag("retarget-tag", "parade.localhost/retarget.js"),
      tag("device-tag", "parade.localhost/match.js"),
      tag("follow-tag", "parade.localhost/follow.js"),
      `<script type="text/plain" data-troth="looks" nonce="n1">document.cookie = "looks=wide;path=/;max-age=9999"</script>`,
    ].join("\n"),
    body: `<img alt="" data-troth="conversion-tag" data-src="http://parade.localhost:${port}/won.gif?order=1">`,
  };
}

/** One person's browser on the site. */
export interface Visitor {
  readonly page: Page;
  readonly context: BrowserContext;
  press(name: string): Promise<void>;
  /** Opens the second layer by this button, and there says yes and no, by purpose, or by tracker with its code name. */
  choose(by: string, answers: Readonly<Record<string, boolean>>): Promise<void>;
  go(path?: string): Promise<void>;
  /** Whatever was begun has come so far that the site answers behind it. */
  settled(): Promise<void>;
  /** Everything in the browser but the session: `cookie _pd .fernhill.localhost`, `local natter.talk`, `session ...`, `database ...`. */
  stored(): Promise<readonly string[]>;
  /** `host/path` of all that was requested of anybody but the site and Troth; each once, in order of the alphabet. */
  asked(): readonly string[];
  /** Forgets what was asked. */
  forget(): void;
  /** The id that the browser has for Troth. */
  id(): Promise<string>;
}

export interface TaggedSite {
  readonly site: Site;
  readonly troth: ServedCompany;
  visit(who?: { readonly place?: Shown["place"]; readonly gpc?: boolean; readonly language?: "en" | "id" }): Promise<Visitor>;
  close(): Promise<void>;
}

/** Starts everything. */
export async function openTaggedSite(): Promise<TaggedSite> {
  let troth: ServedCompany | undefined;
  const serve = async (program: string): Promise<string> => {
    troth = await serveCompany(program);
    return troth.address;
  };
  const site = await openSite({ program: PROGRAM, scripts: SCRIPTS, serve });
  const browser = await openBrowser();
  const contexts: BrowserContext[] = [];
  return {
    site,
    troth: troth as unknown as ServedCompany,
    visit: async ({ place, gpc = false, language = "en" } = {}) => {
      const { head, body } = tags(site.port);
      site.head(head);
      site.body(body);
      site.show({ ...(place === undefined ? {} : { place }), language });
      await contexts.pop()?.close();
      const visitor = await visitorOf(browser, { site, gpc, language });
      contexts.push(visitor.context);
      await visitor.go();
      return visitor;
    },
    close: async () => {
      await browser.close();
      await site.close();
      await troth?.close();
    },
  };
}

interface Visiting {
  readonly site: Site;
  readonly gpc: boolean;
  readonly language: "en" | "id";
}

async function visitorOf(browser: Browser, { site, gpc, language }: Visiting): Promise<Visitor> {
  const context = await lookWith(browser, { language });
  const page = await context.newPage();
  if (gpc) await page.addInitScript("Object.defineProperty(Navigator.prototype, 'globalPrivacyControl', { get: () => true })");
  const asked = new Set<string>();
  context.on("request", (request) => {
    const { hostname, pathname } = new URL(request.url());
    if (hostname !== "127.0.0.1" && !hostname.endsWith("fernhill.localhost") && hostname !== "") asked.add(hostname + pathname);
  });
  const press = (name: string): Promise<void> => page.getByRole("button", { name, exact: true }).click();
  const settled = async (): Promise<void> => {
    for (let turns = 0; turns < 2; turns += 1)
      await page.evaluate(
        "new Promise((done) => setTimeout(done)).then(() => fetch('/site.css')).then((answer) => answer.text())",
      );
  };
  return {
    page,
    context,
    press,
    settled,
    choose: async (by, answers) => {
      await press(by);
      for (const [what, yes] of Object.entries(answers)) {
        const group = page.getByRole("group", { name: what, exact: true });
        if ((await group.count()) > 0) {
          await group
            .getByRole("radio")
            .nth(yes ? 0 : 1)
            .check();
          continue;
        }
        const box = page.locator("li", { has: page.getByText(what, { exact: true }) }).locator("input");
        if (!(await box.isVisible())) await page.locator("details", { has: box }).locator("summary").click();
        await box.setChecked(yes);
      }
      await press("Save");
      await settled();
    },
    go: async (path = "/") => {
      await page.goto(site.address(path));
      await settled();
    },
    stored: async () => {
      const cookies = (await context.cookies()).map(({ name, domain }) => `cookie ${name} ${domain}`);
      const others = await page.evaluate<string[]>(`(async () => [
        ...Object.keys(localStorage).map((key) => "local " + key),
        ...Object.keys(sessionStorage).map((key) => "session " + key),
        ...(await indexedDB.databases()).map(({ name }) => "database " + name),
      ])()`);
      return [...cookies, ...others].sort();
    },
    asked: () => [...asked].sort(),
    forget: () => asked.clear(),
    id: async () => {
      const kept = (await context.cookies()).find(({ name }) => name === "troth_choice");
      return JSON.parse(decodeURIComponent(kept?.value ?? "")).b;
    },
  };
}
