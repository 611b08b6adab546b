import { expect, test } from "vitest";
import { openCompany } from "./support/decisions.ts";

const firm = openCompany(`
troth: 1
organization: { name: Sedge Consulting, country: US, contact: privacy@sedge.example }
laws: [gdpr]
subjects: [lead]
collection:
  question: { of: [lead], takes: [contact.email] }
purposes:
  inquiry: { basis: contract, data: [contact.email] }
  survey: { basis: legitimate-interest, interest: To hear what people think, data: [contact.email] }
`);
const notices = {
  spring: { inquiry: ["contact.email"] },
  summer: { inquiry: ["contact.email"], survey: ["contact.email"] },
};
const ask = (purpose: string) => ({ person: "l1", purpose, data: ["contact.email"] });
const taken = (notice?: string, at = "2026-03-01T09:00:00Z") => ({
  kind: "collected",
  point: "question",
  categories: ["contact.email"],
  ...(notice ? { notice } : {}),
  at,
});
const yes = { kind: "consented", purpose: "survey", given: true, notice: "summer", at: "2026-04-01T09:00:00Z" };

test("data lives under the notice that it came in under", async () => {
  expect(await firm.ask(ask("inquiry"), [taken("spring")], { notices })).toBe("yes");
  expect(await firm.ask(ask("survey"), [taken("spring")], { notices })).toBe("no: notice");
  expect(await firm.ask(ask("survey"), [taken("summer")], { notices })).toBe("yes");
  expect((await firm.decide(ask("survey"), [taken("spring")], { notices })).because).toContain("the notice spring did not state");
});

test("a new use waits until the person agrees, and a look at the new notice is no agreement", async () => {
  const looked = { kind: "shown", notice: "summer", at: "2026-04-01T09:00:00Z" };
  expect(await firm.ask(ask("survey"), [taken("spring"), looked], { notices })).toBe("no: notice");
  expect(await firm.ask(ask("survey"), [taken("spring"), yes], { notices })).toBe("yes");
  const back = { ...yes, given: false, at: "2026-05-01T09:00:00Z" };
  expect(await firm.ask(ask("survey"), [taken("spring"), yes, back], { notices })).toBe("no: notice");
});

test("a yes to the older notice is none to what came with the newer one", async () => {
  const early = { ...yes, notice: "spring" };
  expect(await firm.ask(ask("survey"), [taken("spring"), early], { notices })).toBe("no: notice");
  expect(await firm.ask(ask("survey"), [taken("spring"), early, { ...yes, at: "2026-05-01T09:00:00Z" }], { notices })).toBe(
    "yes",
  );
});

test("data without a stamp may have come in under any notice", async () => {
  const unknown = await firm.decide(ask("survey"), [taken()], { notices });
  expect(unknown).toMatchObject({ allowed: false, rule: "notice", doubt: "unknown-notice" });
});

test("of data that came in twice the older notice holds too", async () => {
  expect(await firm.ask(ask("survey"), [taken("spring"), taken("summer", "2026-05-01T09:00:00Z")], { notices })).toBe(
    "no: notice",
  );
});
