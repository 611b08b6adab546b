import { afterAll, beforeAll, expect, test } from "vitest";
import { openSite, PROGRAM, type Site } from "../banner/site.ts";
import { type Browser, describeInBrowser, lookWith, openBrowser, type Page } from "../support/browser.ts";
import { scanSite } from "./support/scan-site.ts";
import { type ServedCompany, serveCompany } from "./support/served-company.ts";

let clokker: ServedCompany;
beforeAll(async () => {
  clokker = await serveCompany(`
troth: 1
organization: { name: Plover Time, country: IE, contact: privacy@plover.example }
laws: [gdpr]
services: { app: { name: Plover, urls: ["https://www.plover.example"] } }
subjects: [member]
purposes:
  news: { kind: newsletter, basis: consent, data: [contact.email] }
  opens: { kind: analytics, basis: legitimate-interest, interest: To see which news is read, data: [usage.mail-interaction] }
trackers:
  opened: { kind: pixel, purpose: opens, in: mail, data: [usage.mail-interaction], loads: ["https://mail.plover.example/o/*"] }
`);
});
afterAll(() => clokker.close());

const LOGO = `<img src="https://www.plover.example/logo.png" width="120" height="40">`;
const LETTER = `<p>News</p>${LOGO}<img src="https://mail.plover.example/o/1.gif"><img src="https://counter.example/c?u=1" width="1" height="1">`;
const filtered = async (person: string) =>
  ((await clokker.post("/v1/mails", { mails: [{ person, html: LETTER }] })).mails as { html: string; found: object[] }[])[0];
const chose = (person: string, id: string, given: boolean, at: string) =>
  clokker.post("/v1/facts", { facts: [{ id, person, at, origin: "app", kind: "consented", purpose: "opens", given }] });
const undeclared = { host: "counter.example", stands: "undeclared", removed: true };
const opened = (stands: string, removed: boolean) => ({ host: "mail.plover.example", tracker: "opened", stands, removed });

test("a mail leaves without a declared pixel until the law's yes is there, whatever the company rests its use on", async () => {
  const home = {
    id: "home",
    person: "one",
    at: "2026-02-01T09:00:00Z",
    origin: "app",
    kind: "resides",
    country: "IE",
    evidence: "stated",
  };
  await clokker.post("/v1/facts", { facts: [home] });
  // The use of what a pixel would tell may go on; that it is put on somebody's device is another question.
  const use = { person: "one", purpose: "opens", data: ["usage.mail-interaction"] };
  expect(await clokker.post("/v1/decide", use)).toMatchObject({ allowed: true });
  expect(await filtered("one")).toEqual({ html: `<p>News</p>${LOGO}`, found: [opened("refused", true), undeclared] });
  await chose("one", "yes", true, "2026-03-01T09:00:00Z");
  expect((await filtered("one"))?.found[0]).toEqual(opened("allowed", false));
  expect((await filtered("one"))?.html).toContain("/o/1.gif");
  await chose("one", "no", false, "2026-04-01T09:00:00Z");
  expect((await filtered("one"))?.html).toBe(`<p>News</p>${LOGO}`);
});

test("a pixel that nobody declared is named and goes, whoever the mail is for; a picture that is seen stays", async () => {
  await chose("two", "yes of two", true, "2026-03-01T09:00:00Z");
  const mail = await filtered("two");
  expect(mail?.html).toBe(`<p>News</p>${LOGO}<img src="https://mail.plover.example/o/1.gif">`);
  expect(mail?.found).toEqual([opened("allowed", false), undeclared]);
});

describeInBrowser("in pages", () => {
  let site: Site;
  let browser: Browser;
  const visit = async (): Promise<Page> => {
    site.asked.length = 0;
    const page = await (await lookWith(browser)).newPage();
    await page.goto(site.address());
    return page;
  };
  const pixels = (): readonly string[] => site.asked.filter((one) => one.startsWith("parade.localhost/px"));
  beforeAll(async () => {
    site = await openSite();
    site.show({ place: { country: "DE" } });
    site.body(`<img alt="" data-troth="parade-pixel" data-src="http://parade.localhost:${site.port}/px1.gif">`);
    browser = await openBrowser();
  });
  afterAll(async () => {
    await browser.close();
    await site.close();
  });

  test("a declared pixel of a page is fetched after a yes, and not before or after a no", async () => {
    const no = await visit();
    await no.getByRole("button", { name: "Refuse all" }).click();
    await no.reload({ waitUntil: "networkidle" });
    expect(pixels()).toEqual([]);
    const yes = await visit();
    // So is one that a script of the page makes.
    await yes.evaluate(`new Image().src = "http://parade.localhost:${site.port}/px2.gif"`);
    await yes.waitForLoadState("networkidle");
    expect(pixels()).toEqual([]);
    const fetched = yes.waitForRequest(/\/px1\.gif$/);
    await yes.getByRole("button", { name: "Accept all" }).click();
    await fetched;
  });

  test("pixels of live pages are found by a scan", async () => {
    const at = (host: string, path: string): string => `${host}.localhost:${site.port}/${path}`;
    site.body(`<img alt="" data-troth="parade-pixel" data-src="http://${at("parade", "px1.gif")}">
      <img alt="" src="http://${at("counter", "c.gif?u=maya@lindqvist.example")}"><img alt="" src="http://${at("opener", "o.gif")}">`);
    // What the page does not hold back, and the program says it does.
    const program = PROGRAM.replaceAll("PORT", String(site.port))
      .replace("https://www.fernhill.example", site.address())
      .concat(
        `  opener: { kind: pixel, party: third, purpose: measure, provider: lumen, loads: ["http://${at("opener", "*")}"] }\n`,
      );
    const records = site.records.length;
    const { findings, stdout } = await scanSite(program, "--country", "DE", "--most", "1");
    const of = (code: string) => findings.filter((one) => one.code === code && one.what.startsWith("pixel"));
    const [counter, ...others] = of("undeclared");
    expect(others).toEqual([]);
    expect(counter).toMatchObject({ what: `pixel ${at("counter", "c.gif")}`, page: at("www.fernhill", "") });
    expect(counter?.visitors).toEqual(["unanswered", "refused", "accepted", "gpc"]);
    expect(of("before-choice")).toMatchObject([
      { what: `pixel ${at("opener", "o.gif")}`, tracker: "opener", visitors: ["unanswered", "refused", "gpc"] },
    ]);
    expect(stdout).not.toContain("maya");
    // The scan's answers are nobody's choice: no record of them goes to Troth.
    expect(site.records).toHaveLength(records);
  });
});
