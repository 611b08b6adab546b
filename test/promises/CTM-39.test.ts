import { beforeAll, expect, test } from "vitest";
import { wordsOf } from "../support/visitor.ts";
import { harbourSubject, openCompany } from "./support/harbour.ts";

const company = openCompany({ roles: ["officer"] });
/** What is left, and the day with its law. */
const ANSWERED_BY = /(\d+ (hours|days) left|today).*\d{1,2} \w+ \d{4}.*(GDPR|UU PDP)/;
const BY_POST = "By post: which of my letters have you kept?";

let taken: { path: string; text: string };
beforeAll(async () => {
  const officer = company().staff("officer");
  taken = await officer.send("/staff/requests/new", {
    right: "access",
    came: "letter",
    received: new Date().toISOString().slice(0, 10),
    email: harbourSubject.email,
    language: "en",
    words: BY_POST,
  });
}, 120_000);

test("what came by letter is recorded by staff with the day on which it came, and has a day for its answer", () => {
  expect(taken.path).toMatch(/^\/staff\/requests\/R-\d{4}/);
  const words = wordsOf(taken.text);
  expect(words).toContain(BY_POST);
  expect(words).toMatch(ANSWERED_BY);
});

test("what is asked in the privacy center has the same day by the same law, and the person sees it", async () => {
  const { ask, visitor } = company();
  const person = visitor();
  const { page } = await ask(person, { kind: "access", email: "somebody.else@elsewhere.example" });
  expect(wordsOf(page.text)).toMatch(ANSWERED_BY);
});

test("whoever the stores do not know is answered too", async () => {
  const { ask, visitor } = company();
  const { page, request } = await ask(visitor(), {
    kind: "question",
    email: "nobody@nowhere.example",
    words: "Do you hold anything about me?",
  });
  expect(page.path).toBe(`/en/requests/${request}`);
});
