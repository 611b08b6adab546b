// A browser that sends Global Privacy Control, and whoever signs in there: by the banner's script, and on the page of choices.
import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type ServedCompany, serveCompany } from "../promises/support/served-company.ts";
import { PROGRAM } from "../promises/support/tagged-site.ts";
import {
  axeFindings,
  type Browser,
  describeInBrowser,
  lookWith,
  openBrowser,
  overflowOf,
  type Page,
} from "../support/browser.ts";
import { openSite, type Site } from "./site.ts";

const SENDS = "Object.defineProperty(Navigator.prototype, 'globalPrivacyControl', { get: () => true })";

describeInBrowser("a browser that sends the signal", () => {
  let site: Site;
  let troth: ServedCompany;
  let browser: Browser;
  beforeAll(async () => {
    site = await openSite({
      program: PROGRAM,
      serve: async (text) => {
        troth = await serveCompany(text);
        return troth.address;
      },
    });
    site.show({ place: { country: "US", region: "CA" } });
    browser = await openBrowser();
  });
  afterAll(async () => {
    await browser.close();
    await site.close();
    await troth.close();
  });

  const somebody = async (): Promise<string> => {
    const person = randomUUID();
    const head = { id: randomUUID(), person, at: new Date().toISOString(), origin: "app" };
    await troth.post("/v1/facts", { facts: [{ ...head, kind: "resides", country: "US", region: "CA", evidence: "stated" }] });
    return person;
  };
  const outOf = async (person: string): Promise<readonly string[]> => {
    const { subjects } = await troth.post("/v1/state/subject", { subjects: [{ person }] });
    return (subjects as { state: { optOuts?: readonly string[] } | null }[])[0]?.state?.optOuts ?? [];
  };
  const open = async (sends: boolean): Promise<Page> => {
    const page = await (await lookWith(browser)).newPage();
    if (sends) await page.addInitScript(SENDS);
    await page.goto(site.address());
    return page;
  };
  const signIn = async (page: Page, person: string): Promise<void> => {
    const { token } = await troth.post("/v1/browser-tokens", { person });
    await page.evaluate(`troth.consent.signedIn(${JSON.stringify(token)})`);
  };
  const OUT = ["sale", "sharing"];

  test("tells it of whoever signs in there, though nothing was chosen, and keeps nothing for it", async () => {
    const person = await somebody();
    const page = await open(true);
    await signIn(page, person);
    await expect.poll(() => outOf(person)).toEqual(OUT);
    await expect.poll(() => page.evaluate("localStorage.getItem('troth_pending')")).toBeNull();
    expect((await page.context().cookies()).filter(({ name }) => name === "troth_choice")).toEqual([]);
  });

  test("tells it of the next one as well, where something was chosen before", async () => {
    const [ada, ben, cat] = [await somebody(), await somebody(), await somebody()];
    const page = await open(true);
    await page.evaluate("troth.consent.set({ looks: true })");
    for (const person of [ada, ben]) {
      await signIn(page, person);
      await expect.poll(() => outOf(person)).toEqual(OUT);
    }
    const quiet = await open(false);
    await quiet.evaluate("troth.consent.set({ looks: true })");
    await signIn(quiet, cat);
    await expect.poll(() => quiet.evaluate("localStorage.getItem('troth_pending')")).toBeNull();
    expect(await outOf(cat)).toEqual([]);
  });

  test("the page of choices sets it and ends it without script, in either language, on a phone too", async () => {
    for (const [language, width] of [
      ["en", 1280],
      ["id", 320],
    ] as const) {
      const person = await somebody();
      const { links } = await troth.post("/v1/choice-links", { links: [{ person, language }] });
      const address = (links as { url: string }[])[0]?.url ?? "";
      const page = await (await lookWith(browser, { language, width })).newPage();
      const plain = await (await lookWith(browser, { language, width, script: false })).newPage();
      await plain.goto(address);
      for (const out of [OUT, []]) {
        await plain.click("button[name=signal]");
        expect(await outOf(person)).toEqual(out);
        await page.goto(address);
        expect({ axe: await axeFindings(page), wider: await overflowOf(page) }).toEqual({ axe: [], wider: 0 });
      }
    }
  });
});
