import { expect, test } from "vitest";
import { openCompany } from "./support/decisions.ts";

const office = openCompany(`
troth: 1
organization: { name: Sawah Payroll, country: ID, contact: privasi@sawah.example }
laws: [id-pdp]
subjects: { employee: processor }
stores:
  main: { connector: postgres, url: "\${DATABASE_URL}", datasets: { employers: { rest: none } } }
clients:
  rows: main/employers
  name: name
  contact: mail
  of: [employee]
  instructions: { payroll: asked, attendance: asked, leave: asked, reimbursement: asked, directory: asked }
data:
  employment.pay: { only: [payroll] }
collection:
  sheet: { from: employer, of: [employee], takes: [employment.pay, employment.attendance, employment.leave, employment.expense] }
purposes:
  payroll: { basis: instruction, data: [employment.pay, employment.attendance], of: [employee] }
  attendance: { kind: personnel, basis: instruction, data: [employment.attendance], of: [employee] }
  leave: { kind: personnel, basis: instruction, data: [employment.leave], of: [employee] }
  reimbursement: { kind: personnel, basis: instruction, data: [employment.expense], of: [employee] }
  directory: { kind: personnel, basis: instruction, data: [employment], of: [employee] }
`);
const EACH = {
  payroll: "employment.pay",
  attendance: "employment.attendance",
  leave: "employment.leave",
  reimbursement: "employment.expense",
};
const held = {
  kind: "collected",
  point: "sheet",
  categories: ["employment.pay", "employment.attendance", "employment.leave", "employment.expense"],
  of: "mill",
};
const word = (purpose: string) => ({ client: "mill", kind: "instructed", purpose, on: true });
const ask = (purpose: string, data: string) => ({ person: "e1", purpose, data: [data] });

test("each of the four is done at the employer's word for it, and not without", async () => {
  for (const [purpose, data] of Object.entries(EACH)) {
    expect(await office.ask(ask(purpose, data), [held])).toBe("no: instruction");
    expect(await office.ask(ask(purpose, data), [held, word(purpose)])).toBe("yes");
    const others = Object.keys(EACH).filter((other) => other !== purpose);
    expect(await office.ask(ask(purpose, data), [held, ...others.map(word)])).toBe("no: instruction");
  }
});

test("pay serves payroll and nothing else, at whoever's word", async () => {
  const words = [...Object.keys(EACH), "directory"].map(word);
  for (const purpose of ["attendance", "leave", "reimbursement", "directory"]) {
    expect(await office.ask(ask(purpose, "employment.pay"), [held, ...words]), purpose).toBe("no: only-for");
  }
  // Asked for with the rest of its branch it is no less pay.
  expect(await office.ask(ask("directory", "employment"), [held, ...words])).toBe("no: only-for");
});
