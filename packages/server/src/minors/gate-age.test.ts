import { afterEach, beforeEach, expect, test } from "vitest";
import { anyLink, makeToldWorkshop, type ToldWorkshop } from "../../../../test/support/told-workshop.ts";
import { answerQuestions } from "../decisions/index.ts";
import { tellFacts } from "../facts/index.ts";
import { gateAge } from "./index.ts";

let shop: ToldWorkshop;
let now: number;
beforeEach(async () => {
  now = Date.parse("2026-03-02T10:00:00Z");
  shop = await makeToldWorkshop("pglite", { now: () => now });
  shop.shop.edit("sign-up: { at: /sign-up,", "sign-up: { at: /sign-up, age: asked, for: [letter],");
  shop.shop.edit(
    "recipients:",
    "  letter: { kind: newsletter, basis: consent, consent: { lasts: 6 months }, data: [contact.email] }\nrecipients:",
  );
  shop.shop.edit("\nretention:", "\nminors: { under: { gdpr: 16 }, then: parent, contact: 3 days }\nretention:");
  await shop.reopen();
});
afterEach(() => shop.close());

const ask = () => gateAge(shop.inst, { person: "kit", point: "sign-up", born: "2016-01-01", language: "en" }, anyLink);
const may = async () =>
  (
    await answerQuestions(shop.inst, [
      { person: "kit", purpose: "letter", data: ["contact.email"], act: "collect", at: "sign-up" },
    ])
  )[0]?.allowed;
const tell = (fact: object) =>
  tellFacts(
    shop.inst,
    { facts: [{ at: new Date(now).toISOString(), origin: "app", person: "kit", ...fact }], by: "key" },
    anyLink,
  );

test("a parent whose yes has lapsed is asked anew: the gate says what decisions do", async () => {
  expect(await ask()).toMatchObject({ kind: "parent", purposes: ["letter"] });
  await tell({ id: "yes", kind: "consented", purpose: "letter", given: true, by: "parent" });
  expect([await ask(), await may()]).toEqual([{ kind: "agreed", purposes: ["letter"] }, true]);
  now = Date.parse("2026-09-03T10:00:00Z");
  expect(await may()).toBe(false);
  expect(await ask()).toMatchObject({ kind: "parent", purposes: ["letter"] });
});

test("whoever was too young once stays it, whatever country they type after; until the application tells when they were born", async () => {
  shop.shop.edit("country: IE", "country: US");
  shop.shop.edit("laws: [gdpr]", "laws: [gdpr, us-states]");
  await shop.reopen();
  const asked = (country: string, born: string) =>
    gateAge(shop.inst, { person: "kit", point: "sign-up", born, country, language: "en" }, anyLink);
  expect(await asked("US", "1990-01-01")).toEqual({ kind: "open" });
  expect(await asked("DE", "2016-01-01")).toMatchObject({ kind: "parent", purposes: ["letter"] });
  for (const country of ["DE", "US"]) expect(await asked(country, "1990-01-01")).toMatchObject({ kind: "parent" });
  now += 1000;
  await tell({ id: "b", kind: "born", day: "1990-01-01" });
  expect(await asked("US", "1990-01-01")).toEqual({ kind: "open" });
});
