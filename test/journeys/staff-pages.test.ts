// Every page of the staff as a browser shows it: axe without findings, nothing wider than a phone, no call refused; and a passkey.
import { afterAll, beforeAll, expect, test } from "vitest";
import { useLink } from "../../packages/server/src/accounts/index.ts";
import { harbourSubject } from "../../packages/server/src/example/index.ts";
import { approveRequest, recordRequest, runRequest, viewRequest } from "../../packages/server/src/requests/index.ts";
import {
  axeFindings,
  type Browser,
  type BrowserContext,
  describeInBrowser,
  looksOf,
  lookWith,
  openBrowser,
  overflowOf,
  overlapsOf,
  type Page,
} from "../support/browser.ts";
import { type OpenCompany, openCompany } from "../support/open-company.ts";
import { SAMPLE } from "../support/sample.ts";
import { freePort } from "../support/served.ts";
import { untilPlanned } from "../support/until-planned.ts";

const PASSWORD = "a long sentence about tea and rain";
const DAY_MS = 86_400_000;

describeInBrowser(`the staff's pages${SAMPLE}`, () => {
  let company: OpenCompany;
  let browser: Browser;
  let session = "";
  const requests: Record<string, string> = {};
  const at = (path: string) => `${company.server.address}${path}`;

  beforeAll(async () => {
    const port = await freePort();
    company = await openCompany({
      coolingOff: "1 day",
      env: { TROTH_LISTEN: `127.0.0.1:${port}`, TROTH_ADDRESS: `http://localhost:${port}` },
    });
    browser = await openBrowser();
    const { inst } = company.server;
    const asker = { hash: "a".repeat(64), contact: { email: harbourSubject.email }, language: "en" as const };
    const record = async (right: "access" | "erasure" | "question", account?: string) => {
      const subject =
        account === undefined ? { kind: "email", value: harbourSubject.email } : { kind: "account", value: account };
      const words = "A few words,\nin two lines.";
      const { request } = await recordRequest(inst, {
        right,
        subject: [subject],
        takenBy: "person",
        verified: true,
        asker,
        words,
      });
      if (right !== "question") await untilPlanned(inst, request);
      return request;
    };
    const approve = async (request: string) => {
      const { plan } = await viewRequest(inst, request);
      await approveRequest(inst, { request, plan: plan?.hash ?? "", as: "officer" });
    };
    requests.planned = await record("erasure");
    requests.access = await record("access");
    requests.question = await record("question");
    requests.open = await record("erasure", "8");
    await approve(requests.open);
    company.wait(2 * DAY_MS);
    await runRequest(inst, requests.open);
    requests.cooling = await record("erasure", "6");
    await approve(requests.cooling);
    const used = await useLink(inst, (await company.invite("officer")).split("/").at(-1) ?? "");
    if (used.kind === "done") session = used.value.session;
  });
  afterAll(async () => {
    await browser?.close();
    await company?.close();
  });

  /** Looks at a page wide and light, then narrow and dark; gives what is wrong with it. */
  async function lookAt(path: string, act?: (page: Page) => Promise<unknown>, signedIn = true): Promise<readonly string[]> {
    const wrong: string[] = [];
    for (const looking of looksOf(path)) {
      const context = await lookWith(browser, looking);
      if (signedIn) await context.addCookies([{ name: "troth_staff", value: session, url: at("/") }]);
      const page = await context.newPage();
      page.on("console", (message) => {
        if (/Content Security Policy|Refused to/.test(message.text())) wrong.push(message.text());
      });
      await page.goto(at(path));
      await act?.(page);
      wrong.push(...(await axeFindings(page)).map((one) => `${looking.width}: ${one}`));
      const over = await overflowOf(page);
      if (over > 0) wrong.push(`${looking.width}: ${over} px wider than the window`);
      wrong.push(...(await overlapsOf(page)).map((one) => `${looking.width}: on one another: ${one}`));
      await context.close();
    }
    return wrong;
  }

  test.each([
    "/staff/account",
    "/staff/accounts",
    "/staff/requests",
    "/staff/requests?tab=person",
    "/staff/requests?tab=closed&find=999",
    "/staff/requests/new",
  ])("%s", async (path) => {
    expect(await lookAt(path)).toEqual([]);
  });

  test.each(["planned", "access", "question", "cooling", "open"])("a request that is %s", async (name) => {
    expect(await lookAt(`/staff/requests/${requests[name]}`)).toEqual([]);
  });

  test("the texts of a copy", async () => {
    expect(await lookAt(`/staff/requests/${requests.access}/copy`)).toEqual([]);
  });

  test("a day that is entered by keyboard shows where one is", async () => {
    const context = await lookWith(browser);
    await context.addCookies([{ name: "troth_staff", value: session, url: at("/") }]);
    const page = await context.newPage();
    await page.goto(at("/staff/requests/new"));
    await page.locator("#came").focus();
    // Month, day, year, and what opens the calendar.
    for (const part of [1, 2, 3, 4]) {
      await page.keyboard.press("Tab");
      const ring = await page.evaluate("[document.activeElement.id, getComputedStyle(document.activeElement).outlineStyle]");
      expect([part, ring]).toEqual([part, ["received", "solid"]]);
    }
    await context.close();
  });

  test("before signing in, and with what is wrong", async () => {
    expect(await lookAt("/staff/sign-in", undefined, false)).toEqual([]);
    expect(await lookAt(`/staff/link/${"x".repeat(43)}`, undefined, false)).toEqual([]);
    const press = (selector: string) => async (page: Page) => {
      await page.locator(selector).first().click();
      await page.waitForLoadState();
      expect(await page.locator('[role="alert"], main h1').first().isVisible()).toBe(true);
    };
    expect(await lookAt("/staff/sign-in", press("#by-password button"), false)).toEqual([]);
    expect(await lookAt(`/staff/link/${"x".repeat(43)}`, press("main form button"), false)).toEqual([]);
    expect(await lookAt(`/staff/requests/${requests.planned}`, press("#approve button"))).toEqual([]);
    expect(await lookAt("/staff/requests/new", press("#request button"))).toEqual([]);
  });

  test("a passkey is added, and signs in, under the page's own rules", async () => {
    const context: BrowserContext = await lookWith(browser);
    const page = await context.newPage();
    const device = await context.newCDPSession(page);
    await device.send("WebAuthn.enable");
    const options = {
      protocol: "ctap2",
      transport: "internal",
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    } as const;
    await device.send("WebAuthn.addVirtualAuthenticator", { options });
    await page.goto(at(await company.invite("officer")));
    await page.locator("#use button").click();
    await page.waitForURL(/\/staff\/account$/);
    await page.locator("#name").fill("Ines Moreau");
    await page.locator("#password").fill(PASSWORD);
    await page.getByRole("button", { name: "Set it" }).click();
    await page.waitForURL(/done=password/);
    await page.getByRole("button", { name: "Add a passkey" }).click();
    await page.getByText("Passkey 1, added").waitFor();
    await page.getByRole("button", { name: "Sign out", exact: true }).click();
    await page.waitForURL(/\/staff\/sign-in$/);
    await page.getByRole("button", { name: "Sign in with a passkey" }).click();
    await page.waitForURL(/\/staff\/requests$/);
    expect(await page.getByText("Ines Moreau").first().isVisible()).toBe(true);
    await context.close();
  });
});
