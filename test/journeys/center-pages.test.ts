// Every page of the privacy center as a browser shows it: axe without findings, nothing wider than a phone, no call refused.
import { serve } from "@hono/node-server";
import { afterAll, beforeAll, expect, test } from "vitest";
import { choiceToken, setChoices } from "../../packages/server/src/consent/index.ts";
import { answerQuestion, denyRequest, planRequest, withdrawRequest } from "../../packages/server/src/requests/index.ts";
import {
  axeFindings,
  type Browser,
  describeInBrowser,
  looksOf,
  lookWith,
  openBrowser,
  overflowOf,
  type Page,
} from "../support/browser.ts";
import { type Center, openCenter } from "../support/center.ts";
import { SAMPLE } from "../support/sample.ts";
import { freePort } from "../support/served.ts";
import { ada } from "../support/workshop.ts";

describeInBrowser(`the privacy center's pages${SAMPLE}`, () => {
  let center: Center;
  let browser: Browser;
  let base: string;
  let cookie: string;
  let server: ReturnType<typeof serve>;
  /** Pages of requests, by the state that they are in. */
  const requests: Record<string, string> = {};
  /** Tokens of links: to all choices, and out of one kind of mail. */
  let choices = "";
  let leave = "";
  let leavePart = "";

  beforeAll(async () => {
    center = await openCenter([
      ["cooling-off: none", "cooling-off: 24 hours"],
      ["data: [inference] }", "data: [inference], channels: [email, sms], topics: { offers: { en: Offers, id: Penawaran } } }"],
    ]);
    const { inst } = center;
    const port = await freePort();
    base = `http://127.0.0.1:${port}`;
    server = serve({ fetch: center.app.fetch, port, hostname: "127.0.0.1" });
    browser = await openBrowser();
    const make = async (kind: "access" | "erasure" | "question", words?: string) => {
      const entered = await center.enter(ada.email, { kind, ...(words === undefined ? {} : { words }) });
      cookie = entered.cookie;
      return entered.request;
    };
    requests.answered = await make("question", "Why do you know where I live?");
    await answerQuestion(inst, { request: requests.answered, account: "S-1", text: "You had a parcel sent there." });
    requests.denied = await make("erasure");
    await denyRequest(inst, { request: requests.denied, ground: "unidentifiable", because: "It was not yours to ask." });
    requests.withdrawn = await make("access");
    await withdrawRequest(inst, requests.withdrawn);
    requests.planned = await make("erasure");
    await planRequest(inst, requests.planned);
    requests.received = await make("access");
    const linking = { mayLink: () => undefined };
    for (const yes of [true, false])
      await setChoices(
        inst,
        {
          person: "1",
          choices: { profiling: yes },
          channels: { profiling: { sms: yes } },
          how: "preferences",
          language: "en",
          gpc: false,
        },
        linking,
      );
    choices = choiceToken(inst, { person: "1" });
    leave = choiceToken(inst, { person: "1", purpose: "profiling" });
    leavePart = choiceToken(inst, { person: "1", purpose: "profiling", topic: "offers" });
  });
  afterAll(async () => {
    await browser?.close();
    server?.close();
    await center?.close();
  });

  /** Looks at a page wide and light, then narrow and dark, where words are longer there alone; gives what is wrong with it. */
  async function lookAt(path: string, act?: (page: Page) => Promise<unknown>, signedIn = true): Promise<readonly string[]> {
    const wrong: string[] = [];
    const phone = { width: 320, dark: true };
    for (const looking of path.startsWith("/id") ? [phone] : looksOf(path)) {
      const context = await lookWith(browser, looking);
      const [name = "", value = ""] = cookie.split("=");
      if (signedIn) await context.addCookies([{ name, value, url: base }]);
      const page = await context.newPage();
      page.on("console", (message) => {
        if (/Content Security Policy|Refused to/.test(message.text())) wrong.push(message.text());
      });
      await page.goto(`${base}${path}`);
      await act?.(page);
      wrong.push(...(await axeFindings(page)).map((one) => `${looking.width}: ${one}`));
      const over = await overflowOf(page);
      if (over > 0) wrong.push(`${looking.width}: ${over} px wider than the window`);
      await context.close();
    }
    return wrong;
  }

  const submit = (selector: string) => async (page: Page) => {
    await page.locator(selector).first().click();
    await page.waitForLoadState();
  };

  for (const language of ["en", "id"] as const) {
    for (const path of ["", "/notice", "/ask", "/requests", "/verify", "/code/A-00000000-0000-4000-8000-000000000000", "/none"])
      test(`/${language}${path}`, async () => expect(await lookAt(`/${language}${path}`)).toEqual([]));
    for (const state of ["answered", "denied", "withdrawn", "planned", "received"])
      test(`/${language}/requests, ${state}`, async () =>
        expect(await lookAt(`/${language}/requests/${requests[state]}`)).toEqual([]));
    test(`/${language}/requests, before a code`, async () =>
      expect(await lookAt(`/${language}/requests`, undefined, false)).toEqual([]));
    test(`/${language}/ask, refused`, async () =>
      expect(await lookAt(`/${language}/ask`, submit("main form button"))).toEqual([]));
    test(`/${language}/choices, with what was said before`, async () =>
      expect(await lookAt(`/${language}/choices/${choices}`, undefined, false)).toEqual([]));
    test(`/${language}/choices, by the way out of a kind of mail`, async () =>
      expect(await lookAt(`/${language}/choices/${leave}`, undefined, false)).toEqual([]));
    test(`/${language}/choices, saved`, async () =>
      expect(await lookAt(`/${language}/choices/${choices}`, submit("main form button"), false)).toEqual([]));
    test(`/${language}/requests, taken back once`, async () =>
      expect(await lookAt(`/${language}/requests/${requests.received}`, submit("form[action$='/stop'] button"))).toEqual([]));
  }

  test("choices that were saved, without script: loaded again nothing is sent, and gone back to they are as they hold", async () => {
    const context = await lookWith(browser, { script: false });
    const page = await context.newPage();
    const posts: string[] = [];
    page.on("request", (call) => call.method() === "POST" && posts.push(call.url()));
    await page.goto(`${base}/en/choices/${choiceToken(center.inst, { person: "2" })}`);
    const answer = (value: string) => page.locator(`input[name='choice.profiling'][value=${value}]`);
    expect(await answer("no").isChecked()).toBe(false);
    await answer("no").check();
    await submit("main form button")(page);
    await page.reload();
    expect([await page.locator("[role=status]").innerText(), posts.length]).toEqual(["Saved. It holds from now on.", 1]);
    await answer("yes").check();
    await page.goBack();
    expect([await answer("no").isChecked(), await page.getByText("No holds.").count(), posts.length]).toEqual([true, 1, 1]);
    await context.close();
  });

  test("the way out of a kind of mail, asked and taken", async () => {
    expect(await lookAt(`/leave/${leave}`, undefined, false)).toEqual([]);
    expect(await lookAt(`/leave/${leave}`, submit("main form button"), false)).toEqual([]);
    expect(await lookAt(`/leave/${leavePart}`, undefined, false)).toEqual([]);
    expect(await lookAt(`/leave/${leavePart}`, submit("main form button[name=whole]"), false)).toEqual([]);
  });

  test("where colors are forced, the open section alone is marked", async () => {
    const context = await browser.newContext({ forcedColors: "active" });
    const page = await context.newPage();
    await page.goto(`${base}/en/ask`);
    const lines = (await page.evaluate(`[...document.querySelectorAll(".top nav a")].map((link) => {
      const { borderBottomColor } = getComputedStyle(link);
      return [link.hasAttribute("aria-current"), borderBottomColor !== getComputedStyle(document.body).backgroundColor];
    })`)) as readonly (readonly [current: boolean, seen: boolean])[];
    expect(lines.filter(([current, seen]) => current !== seen)).toEqual([]);
    expect(lines.filter(([current]) => current).length).toBe(1);
    await context.close();
  });

  test("a receipt that is pasted verifies in the page, with a key of one's own too, and nothing is sent", async () => {
    const receipt = await (await center.bytes(`/en/requests/${requests.planned}/receipt`, cookie)).text();
    const context = await lookWith(browser);
    const page = await context.newPage();
    await page.goto(`${base}/en/verify`);
    const calls: string[] = [];
    page.on("request", (call) => calls.push(call.url()));
    const sees = (answer: "ok" | "bad") => page.locator(`[data-answer=${answer}]`).waitFor({ state: "visible" });
    await page.locator("#receipt-text").fill(`${receipt}\n`);
    await sees("ok");
    await page.locator("#receipt-key").fill("other.example/troth+00000000+AAAA");
    await sees("bad");
    await page.locator("#receipt-key").fill(center.inst.ledger.vkey);
    await sees("ok");
    await page.locator("#receipt-text").fill(receipt.replace(requests.planned ?? "", "R-9999"));
    await sees("bad");
    // A choice's receipt has what it commits to beside it: shown, and refused where it was changed.
    const chosen = await (await center.bytes(`/en/choices/${choices}/receipts/1`)).text();
    await page.locator("#receipt-text").fill(chosen);
    await sees("ok");
    expect(await page.locator("[data-fill=opened]").textContent()).toContain('"profiling":true');
    await page.locator("#receipt-text").fill(chosen.replace('profiling\\":true', 'profiling\\":false'));
    await sees("bad");
    // The page's own drawing may still be on its way.
    expect(calls.filter((url) => !url.startsWith(`${base}/assets/`))).toEqual([]);
    await context.close();
  });
});
