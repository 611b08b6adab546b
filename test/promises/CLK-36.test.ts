import { beforeAll, expect, test } from "vitest";
import { type Visitor, wordsOf } from "../support/visitor.ts";
import { harbourSubject, openCompany } from "./support/harbour.ts";

const company = openCompany({ roles: ["officer"] });
const QUESTION = "Why does the reminder of last Tuesday know my city?";
const CONCERN = "I left the firm in spring. Nothing of mine should still be with you.";

let person: Visitor;
let question: { page: { text: string }; request: string };
beforeAll(async () => {
  const { ask, visitor } = company();
  person = visitor();
  question = await ask(person, { kind: "question", email: harbourSubject.email, words: QUESTION });
}, 120_000);

const entriesOf = async (request: string): Promise<readonly string[]> => {
  const page = await company().staff("officer").get(`/api/v1/staff/requests/${request}`);
  return (JSON.parse(page.text) as { entries: { kind: string }[] }).entries.map(({ kind }) => kind);
};

test("a question is acknowledged by mail, under its number", async () => {
  const acknowledged = await company()
    .mail(harbourSubject.email)
    .catch(() => undefined);
  expect(acknowledged?.mail.text).toContain(question.request);
  expect(acknowledged?.mail.subject).not.toContain(harbourSubject.name);
  expect(wordsOf(question.page.text)).toContain(QUESTION);
  expect(wordsOf(question.page.text)).toMatch(/answer by \d{1,2} \w+ \d{4}/);
});

test("staff read it as it was written, and the answer reaches the person and is on the ledger", async () => {
  const { mail, staff } = company();
  const seen = await staff("officer").get(`/staff/requests/${question.request}`);
  expect(wordsOf(seen.text)).toContain(QUESTION);
  await staff("officer").send(`/staff/requests/${question.request}/answer`, { answer: "It is the city of your invoices." });
  expect((await mail(harbourSubject.email)).mail.text).toContain(question.request);
  const page = await person.get(`/en/requests/${question.request}`);
  expect(wordsOf(page.text)).toContain("It is the city of your invoices.");
  expect(await entriesOf(question.request)).toEqual(expect.arrayContaining(["request.taken", "question.answered"]));
});

test("a concern becomes the exercise of a right under its own number, with nothing typed again", async () => {
  const { ask, staff } = company();
  const { request } = await ask(person, { kind: "concern", email: harbourSubject.email, words: CONCERN });
  await staff("officer").send(`/staff/requests/${request}/turn`, { right: "erasure" });
  const seen = wordsOf((await staff("officer").get(`/staff/requests/${request}`)).text);
  expect(seen).toContain(CONCERN);
  expect(seen).toContain("contacts");
  expect(await entriesOf(request)).toEqual(expect.arrayContaining(["request.taken", "question.turned", "request.planned"]));
  expect(wordsOf((await person.get(`/en/requests/${request}`)).text)).toContain(CONCERN);
});
