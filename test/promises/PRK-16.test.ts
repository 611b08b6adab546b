import { expect, test } from "vitest";
import { openCompany } from "./support/decisions.ts";

const host = openCompany(`
troth: 1
organization: { name: Sorrel Hosting, country: DE, contact: privacy@sorrel.example }
laws: [gdpr]
subjects: [customer]
purposes:
  hosting: { kind: service, basis: contract, data: [contact.email, content.text, communication.support, usage.feature] }
  training: { kind: model-training, basis: consent, data: { usage.feature: any, communication.support: anonymous } }
`);
const facts = [
  { kind: "resides", country: "DE", evidence: "stated" },
  { kind: "consented", purpose: "training", given: true, explicit: true, confirmed: true },
];
const train = (...data: readonly string[]) => ({ person: "c1", purpose: "training", data, as: "customer" });

test("a machine is trained on what is listed for it", async () => {
  expect(await host.ask(train("usage.feature"), facts)).toBe("yes");
  expect(await host.ask({ ...train("communication.support"), form: "anonymous" as const }, facts)).toBe("yes");
});

test("and on nothing else, though the company has it and the person agreed", async () => {
  for (const data of ["contact.email", "content.text", "usage.click"]) {
    const answer = await host.decide(train(data), facts);
    expect(answer).toMatchObject({ allowed: false, rule: "data-listed", source: { place: { line: 8 } } });
  }
  expect(await host.ask(train("usage.feature", "content.text"), facts)).toBe("no: data-listed");
  expect(await host.ask(train("usage"), facts)).toBe("no: data-listed");
  expect(await host.ask(train("communication.support"), facts)).toBe("no: form");
});

test("it is a purpose like others: without a yes there is none", async () => {
  expect(await host.ask(train("usage.feature"), facts.slice(0, 1))).toBe("no: consent");
  expect(await host.ask({ ...train("usage.feature"), automated: true }, facts)).toBe("no: automated");
});
