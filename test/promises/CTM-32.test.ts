import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openSite, type Site } from "../banner/site.ts";
import { type Browser, describeInBrowser, lookWith, openBrowser, type Page } from "../support/browser.ts";
import { openCompany } from "./support/decisions.ts";
import { type ServedCompany, serveCompany } from "./support/served-company.ts";
import { PROGRAM } from "./support/tagged-site.ts";

const firm = openCompany(`
troth: 1
organization: { name: Catkin CRM, country: US, contact: privacy@catkin.example }
laws: [gdpr, ccpa]
subjects: [lead]
purposes:
  linking: { basis: consent, data: [usage] }
  follow-up: { kind: direct-marketing, basis: legitimate-interest, interest: To answer whoever asked, data: [usage, contact.email] }
`);
const JOINED = ["usage.page-view", "usage.mail-interaction", "usage.click"];
const ask = (data: string) => ({ person: "l1", browser: "b1", purpose: "follow-up", data: [data], as: "lead" });
const facts = [
  { kind: "resides", country: "SE", evidence: "stated" },
  { kind: "linked", to: "b1", on: true },
];
const yes = { kind: "consented", purpose: "linking", given: true };

test("visits, opens and clicks are joined to a name only where that was allowed", async () => {
  for (const data of JOINED) {
    expect(await firm.ask(ask(data), facts), data).toBe("no: linking");
    expect(await firm.ask(ask(data), [...facts, yes]), data).toBe("yes");
    expect(await firm.ask(ask(data), [...facts, yes, { ...yes, given: false, at: "2026-05-01T09:00:00Z" }]), data).toBe(
      "no: linking",
    );
  }
});

test("an objection to the joining ends it", async () => {
  const objected = { kind: "objected", purpose: "linking", on: true, at: "2026-05-01T09:00:00Z" };
  expect(await firm.ask(ask("usage.click"), [...facts, yes, objected])).toBe("no: linking");
});

test("what was volunteered is used without it", async () => {
  expect(await firm.ask(ask("contact.email"), facts)).toBe("yes");
});

const mailer = openCompany(`
troth: 1
organization: { name: Catkin CRM, country: US, contact: privacy@catkin.example }
laws: [gdpr, ccpa]
subjects: [lead]
collection:
  mail: { at: mail, of: [lead], takes: [usage.mail-interaction, usage.click], for: [mail-opens] }
purposes:
  mail-opens: { kind: analytics, basis: consent, data: [usage.mail-interaction, usage.click] }
  follow-up: { kind: direct-marketing, basis: legitimate-interest, interest: To answer whoever asked, data: [usage, contact.email] }
`);

test("whether a mail may carry what tells of opens and clicks is decided: only where that was permitted", async () => {
  const lives = { kind: "resides", country: "SE", evidence: "stated" };
  const agreed = { kind: "consented", purpose: "mail-opens", given: true };
  for (const data of ["usage.mail-interaction", "usage.click"]) {
    const track = (purpose: string) => ({ person: "l1", purpose, data: [data], act: "collect", at: "mail", as: "lead" }) as const;
    expect(await mailer.ask(track("mail-opens"), [lives]), data).toBe("no: consent");
    // To have been mailed, and to have opened it, is no yes.
    expect(await mailer.ask(track("mail-opens"), [lives, { kind: "shown", notice: "n1" }]), data).toBe("no: consent");
    expect(await mailer.ask(track("mail-opens"), [lives, agreed]), data).toBe("yes");
    expect(
      await mailer.ask(track("mail-opens"), [lives, agreed, { ...agreed, given: false, at: "2026-05-01T09:00:00Z" }]),
      data,
    ).toBe("no: consent");
    // What is permitted for counting opens is not for anything else.
    expect(await mailer.ask(track("follow-up"), [lives, agreed]), data).toBe("no: collection-bound");
  }
});

const LEADS = PROGRAM.replace(
  "  devices:",
  `  joining: { kind: linking, basis: consent, data: [usage.page-view, usage.mail-interaction, usage.click] }
  mail-figures: { kind: analytics, basis: consent, data: [usage.mail-interaction, usage.click] }
  follow-up: { kind: direct-marketing, basis: legitimate-interest, interest: To answer whoever asked, data: [usage.page-view, usage.mail-interaction, usage.click, contact.email] }
  devices:`,
)
  .replace(
    "  lumen:  {",
    `  gauge: { name: Gauge Mail, kind: analytics-provider, country: US, for: [mail-figures], receives: [usage.mail-interaction, usage.click], agreement: { kind: dpa, date: 2026-01-02, document: gauge.pdf } }
  lumen:  {`,
  )
  .replace(
    "  session:        {",
    `  opened: { kind: pixel, party: third, purpose: mail-figures, provider: gauge, in: mail, data: [usage.mail-interaction], loads: ["http://gauge.localhost:PORT/open/*"] }
  session:        {`,
  );

describeInBrowser("by the banner of a site, the site's word on who is signed in, and a mail", () => {
  let site: Site;
  let troth: ServedCompany;
  let browser: Browser;
  let page: Page;
  beforeAll(async () => {
    site = await openSite({
      program: LEADS,
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

  const lead = randomUUID();
  const choose = (choices: object) => page.evaluate(`troth.consent.set(${JSON.stringify(choices)})`);
  /** The browser's id, as the site's server reads it out of the cookie. */
  const visitor = async (): Promise<string> => {
    const one = (await page.context().cookies()).find(({ name }) => name === "troth_choice");
    return (JSON.parse(decodeURIComponent(one?.value ?? "")) as { b: string }).b;
  };
  /** Whether what was observed may be used beside what the lead gave. */
  const joined = async (data: string): Promise<string> => {
    const asked = { person: lead, browser: await visitor(), purpose: "follow-up", data: [data], as: "visitor" };
    const { allowed, rule } = await troth.post("/v1/decide", asked);
    return allowed === true ? "yes" : `no: ${String(rule)}`;
  };
  /** What a mail to the lead makes their mail program ask for, once it is opened. */
  const openMail = async (): Promise<readonly string[]> => {
    const html = `<p>Hello</p><img src="http://gauge.localhost:${site.port}/open/7.gif" width="1" height="1">`;
    const { mails } = await troth.post("/v1/mails", { mails: [{ person: lead, html }] });
    const reader = await (await lookWith(browser)).newPage();
    const before = site.asked.length;
    await reader.setContent((mails as { html: string }[])[0]?.html ?? "", { waitUntil: "load" });
    await reader.context().close();
    return site.asked.slice(before).filter((one) => one.startsWith("gauge."));
  };
  const settled = () => expect.poll(() => page.evaluate("localStorage.getItem('troth_pending')")).toBeNull();

  test("a visit and an opened mail come to a name once its person said so, and part from it when they take that back", async () => {
    const head = { person: lead, origin: "app", at: new Date().toISOString() };
    await troth.post("/v1/facts", {
      facts: [{ ...head, id: "lives", kind: "resides", country: "DE", evidence: "stated" }],
    });
    await page.goto(site.address());
    await choose({ looks: true });
    const { token } = await troth.post("/v1/browser-tokens", { person: lead });
    await page.evaluate(`troth.consent.signedIn(${JSON.stringify(token)})`);
    await settled();
    // To sign in is no yes: what was volunteered is used, what was observed is not.
    expect(await joined("contact.email")).toBe("yes");
    for (const data of JOINED) expect(await joined(data), data).toBe("no: linking");
    expect(await openMail()).toEqual([]);
    await choose({ looks: true, joining: true, "mail-figures": true });
    await settled();
    // A browser that was there before the yes is tied the next time they sign in.
    await page.evaluate("troth.consent.signedOut()");
    await settled();
    const { token: again } = await troth.post("/v1/browser-tokens", { person: lead });
    await page.evaluate(`troth.consent.signedIn(${JSON.stringify(again)})`);
    await settled();
    for (const data of JOINED) expect(await joined(data), data).toBe("yes");
    expect(await openMail()).toEqual(["gauge.localhost/open/7.gif"]);
    await choose({ looks: true, joining: false, "mail-figures": false });
    await settled();
    for (const data of JOINED) expect(await joined(data), data).toBe("no: linking");
    expect(await openMail()).toEqual([]);
    expect(await joined("contact.email")).toBe("yes");
  });
});
