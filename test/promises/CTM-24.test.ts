import { expect, test } from "vitest";
import { checked, openCompany } from "./support/decisions.ts";

const HEAD = `
troth: 1
organization: { name: Fennel Loans, country: NL, contact: privacy@fennel.example }
laws: [gdpr]
subjects: [applicant]
`;
const LENDING =
  "  lending: { kind: automated-decision, basis: contract, data: [finance.income], automated: { effect: legal, logic: Income against debts, safeguards: [human-review, own-view, contest] } }\n";
const declared = openCompany(
  `${HEAD}purposes:\n${LENDING}  sorting: { kind: service, basis: contract, data: [finance.income] }\n`,
);
const ask = (purpose: string, automated?: boolean) => ({
  person: "a1",
  purpose,
  data: ["finance.income"],
  automated,
  as: "applicant",
});
const home = { kind: "resides", country: "NL", evidence: "stated" };

test("a decision by machine that the program does not declare fails the check", () => {
  const bare = LENDING.replace(/, automated: .*\} \}/, " }");
  const { program, findings } = checked(`${HEAD}purposes:\n${bare}`);
  expect(program).toBeUndefined();
  expect(findings).toContain("error safeguards 7: `lending` decides by machine and names no safeguards");
});

test("one that is declared without its safeguards fails too", () => {
  const { program, findings } = checked(`${HEAD}purposes:\n${LENDING.replace("[human-review, own-view, contest]", "[]")}`);
  expect(program).toBeUndefined();
  expect(findings.some((finding) => finding.startsWith("error safeguards 7:"))).toBe(true);
});

test("a machine decides where that is declared, and owes the person the safeguards", async () => {
  expect(await declared.decide(ask("lending", true), [home])).toMatchObject({
    allowed: true,
    obligations: [{ kind: "safeguards", safeguards: ["human-review", "own-view", "contest"] }],
  });
  expect(await declared.ask(ask("sorting", true), [home])).toBe("no: automated");
  expect(await declared.ask(ask("sorting"), [home])).toBe("yes");
});

test("on a ground that Article 22 does not take it decides nothing, and the check lists it", async () => {
  const text = `${HEAD}purposes:\n${LENDING.replace("basis: contract", "basis: legitimate-interest, interest: Fewer bad debts")}`;
  expect(await openCompany(text).decide(ask("lending", true), [home])).toMatchObject({
    allowed: false,
    rule: "automated",
    source: { law: "gdpr", article: "GDPR Art. 22(1)-(2)" },
  });
  expect(
    checked(text).findings.some((finding) => finding.startsWith("warning law-conflict 7: `lending` decides by machine")),
  ).toBe(true);
});

test("where the program says that no machine decides, none does", async () => {
  const never = `${HEAD}purposes:\n  automated-decision: never\n  sorting: { kind: service, basis: contract, data: [finance.income] }\n`;
  expect(await openCompany(never).ask(ask("automated-decision", true), [home])).toBe("no: purpose-never");
  const both = `${never}${LENDING.replace("kind: automated-decision", "kind: fraud-prevention")}`;
  const { program, findings } = checked(both);
  expect(program).toBeUndefined();
  expect(findings).toContain(
    "error contradiction 9: `lending` is decided by a machine, and troth.yaml:7:3 says `automated-decision: never`",
  );
});
