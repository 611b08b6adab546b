// What the author of a text reads and answers: on the page of a mail's link, and among their choices.
import { afterAll, beforeAll, expect, test } from "vitest";
import { approvedText, approveText, handIn, pageOfText } from "../../../../test/support/approved-text.ts";
import {
  axeFindings,
  type Browser,
  describeInBrowser,
  lookWith,
  openBrowser,
  overflowOf,
} from "../../../../test/support/browser.ts";
import { type ServedWorkshop, serveWorkshop } from "../../../../test/support/served-workshop.ts";
import { choiceToken } from "../consent/index.ts";
import { lapseContents } from "../contents/index.ts";
import { systemSurroundings } from "../foundation/index.ts";
import { carryOutWithdrawals } from "../withdrawals/index.ts";

const PURPOSE = `  publication: { label: What readers say, basis: consent, data: [content.text], consent: { content: shop/messages.body, withdrawn: { published: false }, lasts: 1 year } }\n`;

let served: ServedWorkshop;
let now = Date.parse("2026-11-30T12:00:00Z");
beforeAll(async () => {
  served = await serveWorkshop({ surroundings: { ...systemSurroundings(), now: () => now } }, "", "", [
    ["recipients:", `${PURPOSE}recipients:`],
  ]);
  served.shop.sql("alter table messages add column published boolean not null default 1");
});
afterAll(() => served.close());

test("the page says when it ended and whether the text is off, in either language, and takes a new yes", async () => {
  const { inst } = served.server;
  const text = "hello from 5";
  const asked = await approvedText(inst, "5", text);
  const shown = () => served.shop.sql("select published from messages where body = 'hello from 5'")[0]?.published;
  const read = async (language = "en") =>
    (await (await served.get(pageOfText(inst, asked, language))).text()).replace(/<[^>]+>/g, " ");
  expect(await read()).toContain("You approved this text on 30 November 2026");
  now = Date.parse("2027-12-02T12:00:00Z");
  const over = await read();
  expect(over).toContain("Your approval of this text, given on 30 November 2026 at 12:00, ended on 30 November 2027");
  expect(over).toContain("It is being taken off, and this page says when that is done.");
  expect(over).not.toContain("Take my approval back");
  const choices = await (await served.get(`/en/choices/${choiceToken(inst, { person: "5" })}`)).text();
  expect(choices).toContain("Your approval of this text, given on");
  expect(choices).not.toContain("You approved texts of yours for it.");
  await lapseContents(inst);
  await carryOutWithdrawals(inst);
  expect(shown()).toBe(0);
  expect(await read()).toContain("It was taken off on 2 December 2027");
  expect(await read("id")).toContain("Teks ini diturunkan pada 2 Desember 2027");
  expect(await approveText(inst, asked)).toBe("approved");
  expect(await read()).toContain("You approved this text on 2 December 2027");
});

describeInBrowser("the texts of an author", () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await openBrowser();
  });
  afterAll(() => browser.close());

  const LONG = `Die Schale ist blau.\n\n${"Sie steht jeden Morgen auf dem Tisch. ".repeat(8)}\n${"w".repeat(90)}`;
  const VISITORS = [
    ["6", "en", 1280],
    ["7", "id", 320],
  ] as const;

  test("can be read and answered without script, in either language, on a phone too", async () => {
    const { inst } = served.server;
    for (const [person, language, width] of VISITORS) {
      let one = await handIn(inst, person, LONG, "page");
      const looked = await (await lookWith(browser, { language, width })).newPage();
      const plain = await (await lookWith(browser, { language, width, script: false })).newPage();
      for (const answer of [undefined, "approve", "changed", "approve", "withdraw"] as const) {
        if (answer === "changed") {
          await plain.click("button[value=withdraw]");
          one = await handIn(inst, person, `${LONG} ${width}`, "page");
        } else if (answer !== undefined) await plain.click(`button[value=${answer}]`);
        const page = `${served.base}${pageOfText(inst, one, language)}`;
        await looked.goto(page);
        expect({ answer, axe: await axeFindings(looked), wider: await overflowOf(looked) }).toEqual({
          answer,
          axe: [],
          wider: 0,
        });
        await plain.goto(page);
      }
      expect(await looked.textContent("blockquote")).toBe(`${LONG} ${width}`);
      expect(await plain.locator("button[value=withdraw]").count()).toBe(0);
    }
  });

  test("are taken back among their choices without script, in either language, on a phone too", async () => {
    const { inst } = served.server;
    for (const [person, language, width] of VISITORS) {
      const text = `${person}: ${"w".repeat(90)}`;
      await approvedText(inst, person, text);
      await handIn(inst, person, `${text}!`);
      const path = `${served.base}/${language}/choices/${choiceToken(inst, { person })}`;
      const page = await (await lookWith(browser, { language, width })).newPage();
      await page.goto(path);
      expect({ axe: await axeFindings(page), wider: await overflowOf(page) }).toEqual({ axe: [], wider: 0 });
      const plain = await (await lookWith(browser, { language, width, script: false })).newPage();
      await plain.goto(path);
      await plain.click("button[name=withdraw]");
      expect(await plain.locator("button[name=withdraw]").count()).toBe(0);
      await plain.goto(path);
      expect(await plain.locator("button[name=withdraw]").count()).toBe(0);
    }
  });
});
