// An erasure as people live it: asked in a browser, proved by a code, signed by staff, cooled off, done, and checked by anyone.
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import Sqlite from "libsql";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { harbourSubject } from "../../packages/server/src/example/index.ts";
import {
  axeFindings,
  type Browser,
  type BrowserContext,
  describeInBrowser,
  lookWith,
  openBrowser,
  overflowOf,
  type Page,
} from "../support/browser.ts";
import { codeIn } from "../support/mailbox.ts";
import { type OpenCompany, openCompany } from "../support/open-company.ts";
import { troth } from "./troth.ts";

const DAY_MS = 86_400_000;
const PASSWORD = "a long sentence about tea and rain";

/** The words that a person reads, by language. */
const SAYS = {
  en: { erase: /erase|delete/i, send: /code/i, enter: /continue|go on|enter/i },
  id: { erase: /hapus/i, send: /kode/i, enter: /lanjut|masuk/i },
} as const;

describeInBrowser("an erasure in a real browser", () => {
  let browser: Browser;
  let company: OpenCompany;
  const contexts: BrowserContext[] = [];
  beforeAll(async () => {
    browser = await openBrowser();
  });
  afterAll(() => browser?.close());
  beforeEach(async () => {
    company = await openCompany({ coolingOff: "24 hours" });
  });
  afterEach(async () => {
    for (const context of contexts.splice(0)) await context.close();
    await company.close();
  });

  const open = async (looking: Parameters<typeof lookWith>[1] = {}): Promise<Page> => {
    const context = await lookWith(browser, looking);
    contexts.push(context);
    return context.newPage();
  };
  const at = (path: string) => `${company.server.address}${path}`;

  async function ask(page: Page, language: "en" | "id"): Promise<string> {
    await page.goto(at("/"));
    expect(new URL(page.url()).pathname).toBe(`/${language}`);
    await page.goto(at(`/${language}/ask`));
    await page.locator('input[name="kind"][value="erasure"]').check();
    await page.locator('input[name="email"]').fill(harbourSubject.email);
    await page.getByRole("button", { name: SAYS[language].send }).click();
    await page.waitForURL(/\/code\/A-/);
    const code = codeIn(await company.mailbox.next(harbourSubject.email));
    await page.locator('input[name="code"]').fill(code);
    await page.locator('form[action*="/code/"] button[type="submit"]').first().click();
    await page.waitForURL(/\/requests\/R-\d{4}$/);
    return /R-\d{4}/.exec(page.url())?.[0] ?? "";
  }

  async function signIn(page: Page): Promise<void> {
    await page.goto(at(await company.invite("officer")));
    await page.getByRole("button", { name: /sign in/i }).click();
    await page.locator('input[name="name"]').fill("Ines Moreau");
    await page.locator('input[name="password"]').fill(PASSWORD);
    await page.locator('form[action="/staff/account"] button[type="submit"]').first().click();
    await page.waitForURL(/done=password/);
  }

  async function approve(page: Page, request: string): Promise<void> {
    await page.goto(at(`/staff/requests/${request}`));
    // Pressing too early says what is missing, and signs nothing.
    await page.getByRole("button", { name: "Sign and approve" }).click();
    await page
      .getByText(/error|tick|read the plan/i)
      .first()
      .waitFor();
    await page.locator('input[name="read"]').check();
    await page.getByRole("button", { name: "Sign and approve" }).click();
    await page.getByText("Cooling off").first().waitFor();
  }

  const planned = async (page: Page, request: string): Promise<void> => {
    for (let round = 0; round < 100; round++) {
      await page.goto(at(`/staff/requests/${request}`));
      if ((await page.getByRole("button", { name: "Sign and approve" }).count()) > 0) return;
      await page.waitForTimeout(100);
    }
    throw new Error(`${request} is not planned after ten seconds`);
  };

  const people = (): number => {
    const db = new Sqlite(company.database, { readonly: true });
    const found = db.prepare("select count(*) as n from contacts where email = ?").get(harbourSubject.email) as { n: number };
    db.close();
    return found.n;
  };

  async function journey(looking: {
    readonly language: "en" | "id";
    readonly width?: number;
    readonly script: boolean;
  }): Promise<void> {
    const { language, script } = looking;
    const person = await open(looking);
    const request = await ask(person, language);
    await company.mailbox.next(harbourSubject.email);
    const staff = await open({ script });
    await signIn(staff);
    await planned(staff, request);
    const before = people();
    expect(before).toBeGreaterThan(0);
    await approve(staff, request);
    expect((await company.mailbox.next(harbourSubject.email)).mail.text).toContain(request);
    await person.reload();
    if (script) expect(await axeFindings(person)).toEqual([]);
    expect(await overflowOf(person)).toBeLessThanOrEqual(0);
    expect(people()).toBe(before);
    company.wait(DAY_MS + 60_000);
    for (let round = 0; round < 200 && people() > 0; round++) await person.waitForTimeout(100);
    expect(people()).toBe(0);
    // The sessions are over by that clock; staff sign in by their password, the person by a new code.
    await tellRecipients(request);
    const outcome = await company.mailbox.next(harbourSubject.email);
    expect(outcome.mail.text).toContain(request);
    expect(outcome.mail.subject).not.toContain(harbourSubject.name);
    await enterAgain(person, request, language);
    const file = join(company.folder, `${request}.json`);
    const download = person.waitForEvent("download");
    await person.locator(`a[href$="/requests/${request}/receipt"]`).first().click();
    await (await download).saveAs(file);
    await checkReceipt(person, { file, language, script });
    leavesNothing();
  }

  async function tellRecipients(request: string): Promise<void> {
    const { recordTold, viewRequest } = await import("../../packages/server/src/requests/index.ts");
    for (let round = 0; round < 100; round++) {
      const view = await viewRequest(company.server.inst, request);
      if (view.state === "open") break;
      await new Promise((done) => setTimeout(done, 100));
    }
    const view = await viewRequest(company.server.inst, request);
    for (const { recipient, state } of view.recipients) {
      if (state === "waiting") await recordTold(company.server.inst, { request, recipient });
    }
    expect((await viewRequest(company.server.inst, request)).state).toBe("done");
  }

  async function enterAgain(page: Page, request: string, language: "en" | "id"): Promise<void> {
    await page.goto(at(`/${language}/requests/${request}`));
    await page.locator('input[name="email"]').fill(harbourSubject.email);
    await page.locator('main form button[type="submit"]').first().click();
    await page.locator('input[name="code"]').fill(codeIn(await company.mailbox.next(harbourSubject.email)));
    await page.locator('form[action*="/code/"] button[type="submit"]').first().click();
    await page.waitForURL(new RegExp(`/requests/${request}$`));
  }

  async function checkReceipt(
    page: Page,
    { file, language, script }: { readonly file: string; readonly language: "en" | "id"; readonly script: boolean },
  ): Promise<void> {
    const key = join(company.folder, "log.vkey");
    writeFileSync(key, `${company.server.inst.ledger.vkey}\n`);
    expect(troth({ cwd: company.folder }, "verify", file, "--key", key)).toMatchObject({ status: 0 });
    if (!script) return;
    const sent: string[] = [];
    await page.goto(at(`/${language}/verify`));
    page.on("request", (call) => sent.push(call.method()));
    await page.locator("#receipt").setInputFiles(file);
    await page.locator('[data-answer="ok"]').waitFor({ state: "visible" });
    const forged = join(company.folder, "forged.json");
    writeFileSync(
      forged,
      readFileSync(file, "utf8").replace(
        /R-(\d{3})(\d)/,
        (_, head: string, last: string) => `R-${head}${(Number(last) + 1) % 10}`,
      ),
    );
    await page.locator("#receipt").setInputFiles(forged);
    await page.locator('[data-answer="bad"]').waitFor({ state: "visible" });
    expect(sent.filter((method) => method !== "GET")).toEqual([]);
  }

  /** Nothing that Troth keeps names the person once the key is gone; the address lives on, sealed, in the request's file. */
  function leavesNothing(): void {
    const files = readdirSync(company.home, { recursive: true, encoding: "utf8" }).map((name) => join(company.home, name));
    const holding = files.filter((file) => {
      if (!existsSync(file)) return false;
      try {
        return readFileSync(file).includes(harbourSubject.email);
      } catch {
        return false;
      }
    });
    expect(holding).toEqual([]);
  }

  test("in English, with script", () => journey({ language: "en", script: true }), 180_000);
  test("in English, without script", () => journey({ language: "en", script: false }), 180_000);
  test("in Indonesian, on a phone's width", () => journey({ language: "id", width: 360, script: true }), 180_000);
});
