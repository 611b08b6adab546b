// The scripts of the pages in a real browser: what they show, that nothing is sent, and that the policy lets them run.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Browser, describeInBrowser, lookWith, openBrowser, type Page } from "../../../../test/support/browser.ts";
import { type ServedWorkshop, serveWorkshop } from "../../../../test/support/served-workshop.ts";
import { ada, takeApproved } from "../../../../test/support/workshop.ts";
import { requestReceipt, takeRequest } from "../requests/index.ts";

describeInBrowser("scripts of the pages", () => {
  const folder = mkdtempSync(join(tmpdir(), "troth-scripts-"));
  let served: ServedWorkshop;
  let browser: Browser;
  const broken: string[] = [];

  beforeAll(async () => {
    served = await serveWorkshop();
    browser = await openBrowser();
  });
  afterAll(async () => {
    await browser?.close();
    await served?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  async function open(path: string, more: Parameters<typeof lookWith>[1] & { readonly cookie?: string } = {}): Promise<Page> {
    const context = await lookWith(browser, more);
    if (more.cookie !== undefined) {
      const [name = "", value = ""] = more.cookie.split("=");
      await context.addCookies([{ name, value, url: served.base }]);
    }
    const page = await context.newPage();
    page.on("console", (line) => {
      if (line.type() === "error") broken.push(line.text());
    });
    page.on("pageerror", (error) => broken.push(error.message));
    await page.goto(`${served.base}${path}`);
    return page;
  }

  test("a receipt is verified in the page and sent nowhere; a forged one and a stranger's file are refused in words", async () => {
    const { inst } = served.server;
    const request = await takeApproved(inst, "access");
    const made = await requestReceipt(inst, request);
    const genuine = "file" in made ? made.file : "";
    const forged = join(folder, "forged.json");
    writeFileSync(forged, readFileSync(genuine, "utf8").replace(request, "R-9999"));
    const stranger = join(folder, "stranger.json");
    writeFileSync(stranger, "{}");
    const page = await open("/en/verify");
    const sent: string[] = [];
    // The browser asks for the page's icon when it has time; that says nothing of a file.
    const icon = /^GET \S+\/assets\/icon\.[0-9a-f]+\.svg$/;
    page.on("request", (call) => sent.push(`${call.method()} ${call.url()}`));
    const input = page.locator("input[type=file]");
    await input.setInputFiles(genuine);
    await page.getByText("This receipt is genuine").waitFor();
    expect(await page.locator("[data-fill=request]").textContent()).toBe(request);
    await input.setInputFiles(forged);
    await page.getByText("Something in it was changed after it was signed.").waitFor();
    expect(await page.getByText("This receipt is genuine").isVisible()).toBe(false);
    await input.setInputFiles(stranger);
    await page.getByText("This file is not a receipt of a ledger.").waitFor();
    expect(sent.filter((call) => !icon.test(call))).toEqual([]);
    await page.context().close();
  });

  test("without script the page says how else", async () => {
    const page = await open("/id/verify", { language: "id", script: false });
    expect(await page.locator("noscript").count()).toBe(1);
    expect(await page.locator("input[type=file]").isVisible()).toBe(false);
    expect(await page.getByText("troth verify receipt.json --key log.vkey").isVisible()).toBe(true);
    await page.context().close();
  });

  test("a plan's tree opens, closes and moves by keys", async () => {
    const { inst } = served.server;
    const subject = [{ kind: "email", value: ada.email }];
    const { request } = await takeRequest(inst, { right: "erasure", subject, takenBy: "staff" });
    const page = await open(`/staff/requests/${request}`, { cookie: await served.staffCookie("officer") });
    const store = page.locator("[data-tree] tr[aria-level='1']");
    const first = page.locator("[data-tree] tr[aria-level='2']").first();
    const isFocused = async (at: typeof first) => (await at.and(page.locator(":focus")).count()) === 1;
    await store.focus();
    await page.keyboard.press("ArrowDown");
    expect(await isFocused(first)).toBe(true);
    await page.keyboard.press("ArrowLeft");
    expect(await isFocused(store)).toBe(true);
    await page.keyboard.press("ArrowLeft");
    expect([await store.getAttribute("aria-expanded"), await first.isVisible()]).toEqual(["false", false]);
    await page.keyboard.press("ArrowRight");
    expect([await store.getAttribute("aria-expanded"), await first.isVisible()]).toEqual(["true", true]);
    await page.keyboard.press("End");
    expect(await isFocused(page.locator("[data-tree] tr[aria-level='2']").last())).toBe(true);
    await page.context().close();
  });

  test("a mail is shown shut in, and its links are ours", async () => {
    await served.personCookie();
    const page = await open(served.outbox);
    await page.locator("table a").first().click();
    const frame = page.frameLocator("iframe");
    await frame.locator("body").waitFor();
    expect((await frame.locator("body").textContent())?.length).toBeGreaterThan(50);
    await page.context().close();
  });

  test("nothing was against the policy, and nothing broke", () => {
    expect(broken).toEqual([]);
  });
});
