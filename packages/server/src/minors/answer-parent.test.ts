import { afterEach, beforeEach, expect, test } from "vitest";
import { anyLink, makeToldWorkshop, type ToldWorkshop } from "../../../../test/support/told-workshop.ts";
import { knownPeople } from "../facts/index.ts";
import { createSink, deliverMail } from "../mail/index.ts";
import { answerParent, gateAge, withdrawParent } from "./index.ts";

let shop: ToldWorkshop;
beforeEach(async () => {
  shop = await makeToldWorkshop("pglite");
  shop.shop.edit(
    "sign-up: { at: /sign-up,",
    `contest: { at: /contest, age: asked, of: [customer], takes: [contact.email], for: [letter] }
  club: { at: /club, age: asked, of: [customer], takes: [contact.email], for: [letter, games] }
  sign-up: { at: /sign-up,`,
  );
  shop.shop.edit(
    "recipients:",
    `  letter: { label: Our letter, kind: newsletter, basis: consent, data: [contact.email] }
  games: { label: Games, kind: service, basis: consent, data: [contact.email] }
recipients:`,
  );
  shop.shop.edit("\nretention:", "\nminors: { under: { gdpr: 16 }, then: parent, contact: 3 days }\nretention:");
  await shop.reopen();
});
afterEach(() => shop.close());

/** Asks the parent at a point; the token of the mail that they get. */
async function tokenFor(point: string): Promise<string> {
  const asked = { person: "kit", point, born: "2016-01-01", language: "en", parent: "pat@home.example" } as const;
  expect(await gateAge(shop.inst, asked, anyLink)).toMatchObject({ kind: "parent" });
  const sink = createSink();
  await deliverMail(shop.inst, sink, { lanes: 1 });
  return /parents\/([A-Za-z0-9_-]{43})/.exec(sink.mails()[0]?.text.replace(/\s/g, "") ?? "")?.[1] ?? "";
}
const answer = (token: string, agreed: readonly string[]) => answerParent(shop.inst, { token, language: "en", agreed }, anyLink);
const consents = async () =>
  Object.entries([...(await knownPeople(shop.inst, [{ kind: "person", id: "kit" }])).values()][0]?.state.consents ?? {}).map(
    ([id, { given }]) => [id, given],
  );

test("what a parent agreed to is over once they are asked about it again and leave it out, or say no to all", async () => {
  const [contest, club] = [await tokenFor("contest"), await tokenFor("club")];
  expect(await answer(contest, ["letter"])).toBe("agreed");
  expect(await consents()).toEqual([["letter", true]]);
  expect(await answer(club, ["games"])).toBe("agreed");
  expect(Object.fromEntries(await consents())).toEqual({ games: true, letter: false });
});

test("a parent takes back what they agreed to, though the program has one of the purposes no more", async () => {
  await answer(await tokenFor("club"), ["letter", "games"]);
  shop.shop.edit("  games: { label: Games,", "  play: { label: Games,");
  shop.shop.edit("for: [letter, games]", "for: [letter, play]");
  await shop.reopen();
  expect(await withdrawParent(shop.inst, "kit", anyLink)).toBe("done");
  expect(Object.fromEntries(await consents())).toEqual({ games: false, letter: false });
});

test("a no to all takes back what it was about", async () => {
  const [contest, club] = [await tokenFor("contest"), await tokenFor("club")];
  await answer(contest, ["letter"]);
  expect(await answer(club, [])).toBe("declined");
  expect(await consents()).toEqual([["letter", false]]);
});
