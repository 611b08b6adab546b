// What the author of a text reads once their approval has ended by itself.
import { afterAll, beforeAll, expect, test } from "vitest";
import { approvedText, approveText, pageOfText } from "../../../../test/support/approved-text.ts";
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
