// An identifier that a person names later: added by staff on the request's page, with what they have seen of it.
import { setTimeout as wait } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { askFor, enterCode, sendIdentifyCode } from "../../packages/server/src/asks/index.ts";
import { takeRequest, viewRequest } from "../../packages/server/src/requests/index.ts";
import { axeFindings, type Browser, describeInBrowser, lookWith, openBrowser, overflowOf } from "../support/browser.ts";
import { type Mailbox, openMailbox } from "../support/mailbox.ts";
import { type ServedWorkshop, serveWorkshop } from "../support/served-workshop.ts";
import { ada, makeWorkshop } from "../support/workshop.ts";
import { troth } from "./troth.ts";

const OTHER = "zqx.other@workshop.example";

let served: ServedWorkshop;
let mailbox: Mailbox;
beforeAll(async () => {
  mailbox = await openMailbox();
  served = await serveWorkshop({ env: { TROTH_SMTP_URL: mailbox.url } });
  served.shop.sql(`update customers set email = '${OTHER}' where id = 9`);
});
afterAll(async () => {
  await served?.close();
  await mailbox?.close();
});

async function asked(): Promise<string> {
  const subject = [{ kind: "email", value: ada.email }];
  return (await takeRequest(served.server.inst, { right: "access", subject, takenBy: "staff" })).request;
}
const add = (request: string, fields: Record<string, string>, cookie: string) =>
  served.post(`/staff/requests/${request}/identify`, new URLSearchParams(fields).toString(), { cookie });
const pageOf = async (request: string, cookie: string) => (await served.get(`/staff/requests/${request}`, { cookie })).text();

describe("an identifier that is named later", () => {
  test("is added with what was seen of it; the plan is made anew, and the page says by whom and by what", async () => {
    const { inst } = served.server;
    const [request, officer] = [await asked(), await served.staffCookie("officer")];
    const before = (await viewRequest(inst, request)).plan?.totals.rows ?? 0;
    expect(await pageOf(request, officer)).toContain("Add one that the person named later");
    const fields = { kind: "email", identifier: OTHER, shownBy: "document" };
    for (const [field, value] of [
      ["identifier", "no address"],
      ["shownBy", "a hunch"],
      ["kind", "shoe-size"],
    ] as const)
      expect((await add(request, { ...fields, [field]: value }, officer)).status, field).toBe(422);
    expect((await viewRequest(inst, request)).further).toEqual([]);
    expect((await add(request, fields, officer)).status).toBe(303);
    const view = await viewRequest(inst, request);
    expect(view).toMatchObject({ state: "planned", because: "an identifier was added" });
    expect(view.plan?.totals.rows).toBeGreaterThan(before);
    expect(await pageOf(request, officer)).toMatch(/Email added by officer on .*: a document that names both was seen/);
    // Pressed twice, it is named once.
    expect((await add(request, fields, officer)).status).toBe(409);
    expect((await viewRequest(inst, request)).further).toHaveLength(1);
    const entries = await inst.storage.db
      .selectFrom("entry")
      .select("body")
      .where("kind", "=", "request.named-further")
      .execute();
    expect(entries).toHaveLength(1);
    expect(entries[0]?.body).not.toContain("zqx");
  });
});

/** The next code to an address; mails of other matters may come meanwhile. */
async function codeTo(address: string): Promise<string> {
  for (;;) {
    const { mail, raw } = await mailbox.next(address);
    const [, one, two] = /^\s*(\d{4})\s?(\d{4})\s*$/m.exec(mail.text ?? "") ?? [];
    if (one === undefined) continue;
    // Whoever reads it may be nobody who asked: it does not say for which request.
    expect(raw).not.toContain("R-0");
    return `${one}${two}`;
  }
}

/** A request that somebody makes in the privacy center, with the session of its page. */
async function askedByPage(email: string): Promise<{ request: string; person: string }> {
  const { inst } = served.server;
  const network = inst.surroundings.id().replaceAll("-", "").padStart(64, "0");
  const taken = await askFor(inst, { kind: "access", email, language: "id", network });
  if (taken.kind === "refused") throw new Error(taken.reason);
  const entered = await enterCode(inst, { ask: taken.value.ask, code: await codeTo(email) });
  if (entered.kind === "refused") throw new Error(entered.reason);
  const { request = "", session } = entered.value;
  for (let tries = 0; tries < 1200 && (await viewRequest(inst, request)).plan === undefined; tries += 1) await wait(50);
  return { request, person: `troth_person=${session}` };
}

describe("a code for it", () => {
  const LATER = "c8@workshop.example";

  test("staff have it sent, it comes by mail, is entered on the person's page, and the plan is made by it", async () => {
    const { inst } = served.server;
    const { request, person } = await askedByPage("c20@workshop.example");
    const officer = await served.staffCookie("officer");
    const before = (await viewRequest(inst, request)).plan?.totals.rows ?? 0;
    expect((await add(request, { kind: "account", identifier: "8", shownBy: "code" }, officer)).status).toBe(422);
    expect((await add(request, { kind: "email", identifier: LATER, shownBy: "code" }, officer)).status).toBe(303);
    expect(await pageOf(request, officer)).toContain("a code was sent to one more mail address");
    expect((await viewRequest(inst, request)).plan?.totals.rows).toBe(before);
    const code = await codeTo(LATER);
    const body = new URLSearchParams({ code }).toString();
    const entered = await served.post(`/id/requests/${request}/address`, body, { cookie: person });
    expect([entered.status, entered.headers.get("location")]).toEqual([303, `/id/requests/${request}?told=address`]);
    expect((await viewRequest(inst, request)).plan?.totals.rows).toBeGreaterThan(before);
    expect(await pageOf(request, officer)).toMatch(/Email added by officer on .*: the code that was sent to it was entered/);
  });
});

test("the command line adds it as well, and shows what stands", { timeout: 120_000 }, () => {
  const shop = makeWorkshop();
  onTestFinished(() => shop.remove());
  const run = (...args: readonly string[]) => troth({ cwd: shop.folder, env: { ...shop.env, TROTH_HOME: shop.home } }, ...args);
  expect(run("request", "access", "--subject", `email=${ada.email}`).stdout).toContain("taken as R-0001");
  const added = run("identify", "R-0001", "--subject", "account=1", "--shown-by", "record", "--as", "officer");
  expect(added).toMatchObject({ status: 0, stderr: "" });
  expect(added.stdout).toContain("R-0001 names one account more: a record of theirs holds it");
  const again = run("identify", "R-0001", "--subject", "account=1", "--shown-by", "record", "--as", "officer");
  expect(again.status).toBe(1);
  expect(again.stderr).toContain("request R-0001 names it already");
});

describeInBrowser("its form", () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await openBrowser();
  });
  afterAll(() => browser.close());

  test.each([{ width: 1280 }, { width: 320, dark: true }])("is sound at %o, open and with what was wrong", async (looking) => {
    const request = await asked();
    const context = await lookWith(browser, looking);
    const [name = "", value = ""] = (await served.staffCookie("officer")).split("=");
    await context.addCookies([{ name, value, url: served.base }]);
    const page = await context.newPage();
    await page.goto(`${served.base}/staff/requests/${request}`);
    await page.getByText("Add one that the person named later").click();
    expect(await axeFindings(page)).toEqual([]);
    expect(await overflowOf(page)).toBe(0);
    await page.getByRole("button", { name: "Add it, on record" }).click();
    await page.getByText("Choose what it is.").first().waitFor();
    expect(await axeFindings(page)).toEqual([]);
    expect(await overflowOf(page)).toBe(0);
    await context.close();
  });

  test.each([{ width: 1280 }, { width: 320, dark: true }])(
    "and the code's, for staff and in both languages for the person, are sound at %o",
    { timeout: 300_000 },
    async (looking) => {
      const { inst } = served.server;
      const nth = looking.width === 320 ? 1 : 2;
      const { request, person } = await askedByPage(`c2${nth}@workshop.example`);
      const email = `c1${nth}@workshop.example`;
      expect((await sendIdentifyCode(inst, { request, email, as: "officer" })).kind).toBe("done");
      const context = await lookWith(browser, looking);
      for (const cookie of [person, await served.staffCookie("officer")]) {
        const [name = "", value = ""] = cookie.split("=");
        await context.addCookies([{ name, value, url: served.base }]);
      }
      const page = await context.newPage();
      const sound = async (file: string) => {
        expect(await axeFindings(page)).toEqual([]);
        expect(await overflowOf(page)).toBe(0);
        if (process.env.TROTH_TEST_SHOTS)
          await page.screenshot({ path: `${process.env.TROTH_TEST_SHOTS}/${file}-${looking.width}.png`, fullPage: true });
      };
      for (const language of ["en", "id"]) {
        await page.goto(`${served.base}/${language}/requests/${request}`);
        await page.locator("#address").waitFor();
        await sound(`address-${language}`);
      }
      await page.locator("input[name=code]").press("Enter");
      await page.getByText("Masukkan delapan angka dari surel").first().waitFor();
      await sound("address-wrong");
      await page.goto(`${served.base}/staff/requests/${request}`);
      await page.getByText("a code is waited for").first().waitFor();
      await page.getByRole("button", { name: "Do it, on record" }).click();
      await page.getByText("Choose what is to become of it.").first().waitFor();
      await sound("staff");
      await context.close();
    },
  );
});
