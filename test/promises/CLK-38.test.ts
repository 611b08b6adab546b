import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openSite, type Site } from "../banner/site.ts";
import { type Browser, describeInBrowser, lookWith, openBrowser, type Page } from "../support/browser.ts";
import { openCompany } from "./support/decisions.ts";
import { type ServedCompany, serveCompany } from "./support/served-company.ts";
import { PROGRAM } from "./support/tagged-site.ts";

const site = openCompany(`
troth: 1
organization: { name: Dunlin Tasks, country: IE, contact: privacy@dunlin.example }
laws: [gdpr]
subjects: [member]
purposes:
  linking: { basis: consent, data: [device, usage] }
  help: { kind: support, basis: contract, data: [usage, contact.email] }
`);
const beside = { person: "m1", browser: "b1", purpose: "help", data: ["usage.click"], as: "member" };
const home = { kind: "resides", country: "IE", evidence: "stated" };
const link = { kind: "linked", to: "b1", on: true };
const yes = { kind: "consented", purpose: "linking", given: true };

test("a browser is tied to a name once that was allowed, and not before", async () => {
  const tie = { person: "m1", browser: "b1", purpose: "linking", data: ["usage.click"], as: "member" };
  expect(await site.ask(tie, [home])).toBe("no: consent");
  expect(await site.ask(tie, [home, yes])).toBe("yes");
});

test("without that, what a browser did is not used beside a name", async () => {
  expect(await site.ask(beside, [home])).toBe("no: linking");
  expect(await site.ask(beside, [home, link])).toBe("no: linking");
  expect(await site.ask(beside, [home, yes])).toBe("no: linking");
  expect(await site.ask(beside, [home, link, yes])).toBe("yes");
  expect(await site.ask({ ...beside, browser: "b2" }, [home, link, yes])).toBe("no: linking");
});

test("it comes undone at once when the yes is taken back, or the link is cut", async () => {
  const back = { ...yes, given: false, at: "2026-05-01T09:00:00Z" };
  expect(await site.ask(beside, [home, link, yes, back])).toBe("no: linking");
  const cut = { ...link, on: false, at: "2026-05-01T09:00:00Z" };
  expect(await site.ask(beside, [home, link, yes, cut])).toBe("no: linking");
});

test("a yes that the browser gave without a name ties nobody", async () => {
  expect(await site.ask(beside, [home, link, { ...yes, browser: "b1" }])).toBe("no: linking");
});

test("what the person gave themselves needs no link", async () => {
  expect(await site.ask({ ...beside, data: ["contact.email"] }, [home])).toBe("yes");
});

describeInBrowser("in one browser that two people share", () => {
  let site: Site;
  let troth: ServedCompany;
  let browser: Browser;
  let page: Page;
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
    page = await (await lookWith(browser)).newPage();
  });
  afterAll(async () => {
    await browser.close();
    await site.close();
    await troth.close();
  });

  const somebody = async (joins: boolean): Promise<string> => {
    const person = randomUUID();
    const head = () => ({ id: randomUUID(), person, at: new Date().toISOString(), origin: "app" });
    const facts = [
      { ...head(), kind: "resides", country: "DE", evidence: "stated" },
      { ...head(), kind: "consented", purpose: "joining", given: joins },
    ];
    await troth.post("/v1/facts", { facts });
    return person;
  };
  const linksOf = async (person: string): Promise<number> => {
    const { subjects } = await troth.post("/v1/state/subject", { subjects: [{ person }] });
    return (subjects as { state: { linked?: string[] } | null }[])[0]?.state?.linked?.length ?? 0;
  };
  const saidBy = async (person: string, purpose: string): Promise<boolean | undefined> => {
    const { subjects } = await troth.post("/v1/state/subject", { subjects: [{ person }] });
    return (subjects as { state: { consents?: Record<string, { given: boolean }> } }[])[0]?.state.consents?.[purpose]?.given;
  };
  const signIn = async (person: string): Promise<void> => {
    const { token } = await troth.post("/v1/browser-tokens", { person });
    await page.evaluate(`troth.consent.signedIn(${JSON.stringify(token)})`);
  };
  const signOut = () => page.evaluate("troth.consent.signedOut()");
  const choose = (choices: object) => page.evaluate(`troth.consent.set(${JSON.stringify(choices)})`);
  const runs = () => page.evaluate<string>("['looks', 'chat'].filter((id) => troth.consent.isAllowed(id)).join()");
  const pending = () => page.evaluate("localStorage.getItem('troth_pending')");
  const kept = async (): Promise<Record<string, unknown>> => {
    const one = (await page.context().cookies()).find(({ name }) => name === "troth_choice");
    return one === undefined ? {} : JSON.parse(decodeURIComponent(one.value));
  };

  test("what one account chose goes with it: the next one and nobody have the browser's own choice", async () => {
    const [ada, ben] = [await somebody(true), await somebody(false)];
    await page.goto(site.address());
    await choose({ looks: true, chat: false });
    const { b: own } = await kept();
    await signIn(ada);
    expect(await runs()).toBe("looks");
    await choose({ looks: false, chat: true });
    expect(await runs()).toBe("chat");
    await expect.poll(() => linksOf(ada)).toBe(2);
    expect([await saidBy(ada, "looks"), await saidBy(ada, "chat")]).toEqual([false, true]);
    // Before the page says who is there, only what both allow.
    await page.goto(site.address());
    expect(await runs()).toBe("");
    await signIn(ada);
    expect(await runs()).toBe("chat");
    await signIn(ben);
    expect(await runs()).toBe("looks");
    await expect.poll(() => linksOf(ada)).toBe(0);
    await choose({ looks: false, chat: false });
    expect(await runs()).toBe("");
    await expect.poll(pending).toBeNull();
    expect([await linksOf(ben), await saidBy(ben, "looks")]).toEqual([0, undefined]);
    await signOut();
    expect(await runs()).toBe("looks");
    await expect.poll(pending).toBeNull();
    const after = await kept();
    expect([after.b, Object.keys(after).sort().join()]).toEqual([own, "b,c,g,s,u"]);
  });

  test("where only an account chose, nothing of it stays when it goes, and the next one is asked", async () => {
    await page.context().clearCookies();
    await page.goto(site.address());
    const cat = await somebody(true);
    await signIn(cat);
    expect(await kept()).toEqual({});
    await choose({ looks: true, chat: true });
    await expect.poll(() => linksOf(cat)).toBe(1);
    await signOut();
    expect([await runs(), await kept()]).toEqual(["", {}]);
    expect(await page.getByRole("button", { name: "Refuse all", exact: true }).isVisible()).toBe(true);
    await expect.poll(() => linksOf(cat)).toBe(0);
    await expect.poll(pending).toBeNull();
  });
});
