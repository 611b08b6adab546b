import { expect, test } from "vitest";
import { readAsked, recordAsked } from "./asked-questions.ts";
import type { Question } from "./question.ts";

const ASKED: Question = { person: "u_42", purpose: "newsletter", data: ["contact.email"] };
const shapesOf = (...questions: readonly Question[]) => {
  const recorder = recordAsked(10, 0);
  for (const question of questions) recorder.see(question, "allowed");
  return recorder.record();
};

test("of a place nothing but the country and the region is kept, and what a list is written down as is not the caller's to say", () => {
  const place = { country: "NL", ip: "203.0.113.77", city: "Delft" };
  const data = Object.assign(["contact.email"], { toJSON: () => "zqxmark" });
  const record = shapesOf({ ...ASKED, place, data } as Question, { ...ASKED, place: { country: "NL" } });
  expect(record.shapes).toEqual([
    { question: { purpose: "newsletter", data: ["contact.email"], place: { country: "NL" } }, times: 2 },
  ]);
  expect(readAsked(JSON.stringify(record))).toEqual({ record });
});

test("what throws when it is looked at is counted, and hinders nobody", () => {
  const throws = Object.defineProperty({ ...ASKED }, "form", {
    get() {
      throw new Error("no");
    },
  }) as Question;
  expect(shapesOf(throws, { ...ASKED, place: 7n } as unknown as Question)).toMatchObject({ unknown: 1, shapes: [{ times: 1 }] });
});
