import { expect, test } from "vitest";
import { openCompany } from "./support/decisions.ts";

const bureau = openCompany(`
troth: 1
organization: { name: Heron Studio, country: AT, contact: privacy@heron.example }
laws: [gdpr]
subjects: { guest: processor, customer: controller }
stores:
  main: { connector: postgres, url: "\${DATABASE_URL}", datasets: { firms: { rest: none } } }
clients: { rows: main/firms, name: name, contact: mail, of: [guest], instructions: { hosting: always, mailing: asked } }
collection:
  transfer: { from: client, of: [guest], takes: [contact.email] }
purposes:
  hosting: { kind: crm, basis: instruction, data: [contact.email], of: [guest] }
  mailing: { kind: communication, basis: instruction, data: [contact.email], of: [guest] }
  reporting: { kind: crm, basis: instruction, data: [contact.email], of: [guest] }
  product-improvement: { basis: legitimate-interest, interest: A better product, data: [contact.email] }
`);
const held = { kind: "collected", point: "transfer", categories: ["contact.email"], of: "inn" };
const authorized = { client: "inn", kind: "instructed", purpose: "mailing", on: true };
const ask = (purpose: string) => ({ person: "g1", purpose, data: ["contact.email"] });

test("what the client authorized is done, from then until it takes that back", async () => {
  expect(await bureau.ask(ask("hosting"), [held])).toBe("yes");
  expect(await bureau.ask(ask("mailing"), [held])).toBe("no: instruction");
  expect(await bureau.ask(ask("mailing"), [held, authorized])).toBe("yes");
  const back = { ...authorized, on: false, at: "2026-05-01T09:00:00Z" };
  expect(await bureau.ask(ask("mailing"), [held, authorized, back])).toBe("no: instruction");
});

test("what clients cannot instruct, and what is our own, is denied and named as the client's to authorize", async () => {
  for (const purpose of ["reporting", "product-improvement"]) {
    const { allowed, rule, because, source } = await bureau.decide(ask(purpose), [held, authorized]);
    expect({ allowed, rule }).toEqual({ allowed: false, rule: "instruction" });
    expect(because).toContain(`\`${purpose}\` is the client's to authorize`);
    expect(source).toMatchObject({ law: "gdpr", article: "GDPR Art. 28(3)(a), 29" });
  }
});

test("another client's authorization opens nothing", async () => {
  const other = { ...authorized, client: "spa" };
  expect(await bureau.ask(ask("mailing"), [held, other])).toBe("no: instruction");
  const both = [held, { ...held, of: "spa" }];
  expect(await bureau.ask(ask("mailing"), [...both, other])).toBe("no: instruction");
  expect(await bureau.ask(ask("mailing"), [...both, other, authorized])).toBe("yes");
});

test("where nobody knows whose it is, it is denied", async () => {
  const { of: _, ...unknown } = held;
  expect(await bureau.decide(ask("mailing"), [unknown, authorized])).toMatchObject({ allowed: false, doubt: "unknown-client" });
});
