// What an account said elsewhere, in a browser on which its person signs in: a no holds there from then on, a yes is asked for.
import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type ServedCompany, serveCompany } from "../promises/support/served-company.ts";
import { PROGRAM } from "../promises/support/tagged-site.ts";
import { type Browser, describeInBrowser, lookWith, openBrowser, type Page } from "../support/browser.ts";
import { openSite, type Site } from "./site.ts";

describeInBrowser("whoever chose elsewhere, and signs in", () => {
  let site: Site;
  let troth: ServedCompany;
  let browser: Browser;
  beforeAll(async () => {
    site = await openSite({
      program: PROGRAM.replace("  devices:", "  joining: { kind: linking, basis: consent, data: [usage.page-view] }\n  devices:"),
      serve: async (text) => {
        troth = await serveCompany(text);
        return troth.address;
      },
    });
    site.show({ place: { country: "DE" } });
    browser = await openBrowser();
  });
  afterAll(async () => {
    await browser.close();
    await site.close();
    await troth.close();
  });

  const tell = (person: string, ...facts: readonly object[]) =>
    troth.post("/v1/facts", {
      facts: facts.map((fact) => ({ id: randomUUID(), person, at: new Date().toISOString(), origin: "app", ...fact })),
    });
  const home = { kind: "resides", country: "DE", evidence: "stated" };
  const said = (purpose: string, given: boolean, more: object = {}) => ({ kind: "consented", purpose, given, ...more });
  const somebody = async (...facts: readonly object[]): Promise<string> => {
    const person = randomUUID();
    await tell(person, home, ...facts);
    return person;
  };
  const tokenOf = async (person: string): Promise<string> => (await troth.post("/v1/browser-tokens", { person })).token as string;
  const open = async (page?: Page): Promise<Page> => {
    const tab = page ?? (await (await lookWith(browser)).newPage());
    await tab.goto(site.address());
    return tab;
  };
  const signIn = async (page: Page, person: string): Promise<void> => {
    await page.evaluate(`troth.consent.signedIn(${JSON.stringify(await tokenOf(person))})`);
  };
  const runs = (page: Page) => page.evaluate<string>("['looks', 'chat'].filter((id) => troth.consent.isAllowed(id)).join()");
  const isAsked = (page: Page) =>
    page.evaluate<boolean>("document.querySelector('troth-banner').shadowRoot.querySelector('section') !== null");
  const choose = (page: Page, choices: object) => page.evaluate(`troth.consent.set(${JSON.stringify(choices)})`);

  test("their no goes before the browser's own yes, at once and on the next page, and goes when they go", async () => {
    const ada = await somebody(said("looks", false));
    const page = await open();
    await choose(page, { looks: true, chat: true });
    expect(await runs(page)).toBe("looks,chat");
    const told = page.evaluate("new Promise((done) => troth.consent.on(({ withdrawn }) => done(withdrawn.join())))");
    await signIn(page, ada);
    expect(await told).toContain("looks");
    expect(await runs(page)).toBe("chat");
    // Before the next page says who is there, it may be them.
    await open(page);
    expect(await runs(page)).toBe("chat");
    await page.evaluate("troth.consent.signedOut()");
    expect(await runs(page)).toBe("looks,chat");
  });

  test("who said no to all is not asked again, who said no to one is, and nothing is kept for it", async () => {
    const page = await open();
    const asked = ["looks", "counting", "recognition", "chat", "retargeting", "conversions", "devices", "following"];
    const noTo = (ids: readonly string[], more: object = {}) => somebody(...ids.map((id) => said(id, false, more)));
    const [all, one, long] = [await noTo(asked), await noTo(["looks"]), await noTo(asked, { at: "2025-01-02T09:00:00Z" })];
    expect(await isAsked(page)).toBe(true);
    await signIn(page, all);
    expect(await isAsked(page)).toBe(false);
    expect((await page.context().cookies()).filter(({ name }) => name === "troth_choice")).toEqual([]);
    await signIn(page, one);
    expect(await isAsked(page)).toBe(true);
    // A no that is older than answers are remembered still holds, and may be asked about.
    await signIn(page, long);
    expect([await isAsked(page), await runs(page)]).toEqual([true, ""]);
  });

  test("a yes that was given elsewhere is asked for here", async () => {
    const ben = await somebody(said("looks", true), said("chat", true));
    const page = await open();
    await signIn(page, ben);
    expect([await isAsked(page), await runs(page)]).toEqual([true, ""]);
  });

  test("what they choose here is their newest word, here at once and elsewhere with the next token", async () => {
    const cat = await somebody(said("joining", true), said("looks", false), said("chat", false));
    const page = await open();
    await signIn(page, cat);
    await choose(page, { looks: true, chat: false });
    expect(await runs(page)).toBe("looks");
    await expect.poll(async () => (await tokenOf(cat)).split(".").length).toBe(3);
    await expect.poll(async () => decodeURIComponent((await tokenOf(cat)).split(".")[2] ?? "")).not.toContain("looks");
    await open(page);
    await signIn(page, cat);
    expect(await runs(page)).toBe("looks");
  });

  test("a tracker that they refused by itself is refused in their other browsers, until a yes to all of its purpose", async () => {
    const dan = await somebody(said("joining", true));
    const talks = (page: Page) =>
      page.evaluate("['chat', 'natter-tag', 'natter.talk'].filter((id) => troth.consent.isAllowed(id)).join()");
    const page = await open();
    await signIn(page, dan);
    await choose(page, { looks: true, chat: true, "natter.talk": false });
    await expect.poll(async () => decodeURIComponent((await tokenOf(dan)).split(".")[2] ?? "")).toContain("natter.talk");
    const other = await open();
    await choose(other, { looks: true, chat: true });
    expect(await talks(other)).toBe("chat,natter-tag,natter.talk");
    await signIn(other, dan);
    expect(await talks(other)).toBe("chat,natter-tag");
    await open(other);
    expect(await talks(other)).toBe("chat,natter-tag");
    await signIn(other, dan);
    await choose(other, { looks: true, chat: true });
    expect(await talks(other)).toBe("chat,natter-tag,natter.talk");
    await expect.poll(async () => (await tokenOf(dan)).split(".").length).toBe(2);
  });

  test("a refusal before the page says who is here holds for them too, and the focus stays on the answer it was on", async () => {
    const eve = await somebody();
    const page = await open();
    await signIn(page, eve);
    await choose(page, { looks: true, chat: true });
    await open(page);
    await choose(page, { looks: false });
    await signIn(page, eve);
    expect(await runs(page)).toBe("chat");
    const fresh = await open();
    const refuse = fresh.getByRole("button", { name: "Refuse all", exact: true });
    await refuse.focus();
    await signIn(fresh, await somebody());
    expect(await fresh.evaluate("document.querySelector('troth-banner').shadowRoot.activeElement.textContent")).toBe(
      "Refuse all",
    );
  });

  test("what stands in the place of a token's third part is nothing", async () => {
    const page = await open();
    await choose(page, { looks: true, chat: true });
    for (const third of ["", "%%%", "null", "bnVsbA", "%7B%22looks%22%3A"])
      await page.evaluate(
        `troth.consent.signedIn(${JSON.stringify(`${(await tokenOf(randomUUID())).split(".").join(".")}.${third}`)})`,
      );
    expect(await runs(page)).toBe("looks,chat");
  });
});
