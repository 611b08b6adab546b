import { expect, test } from "vitest";
import { openCompany } from "./support/decisions.ts";

const desk = openCompany(`
troth: 1
organization: { name: Kembang Desk, country: ID, contact: privasi@kembang.example }
laws: [id-pdp]
subjects: { caller: processor }
stores:
  main: { connector: postgres, url: "\${DATABASE_URL}", datasets: { firms: { rest: none } } }
clients: { rows: main/firms, name: name, contact: mail, of: [caller], instructions: { answering: asked, deleting: asked } }
collection:
  line: { from: client, of: [caller], takes: [contact.phone] }
purposes:
  answering: { kind: crm, basis: instruction, data: [contact.phone], of: [caller] }
  deleting: { kind: crm, basis: instruction, data: [contact.phone], of: [caller] }
  analytics: { basis: legitimate-interest, interest: To see what is used, data: [contact.phone] }
  legal-demand: { basis: legal-duty, duty: court orders, data: [contact.phone] }
`);
const held = { kind: "collected", point: "line", categories: ["contact.phone"], of: "bank" };
const instructed = (purpose: string) => ({ client: "bank", kind: "instructed", purpose, on: true });
const ask = (purpose: string) => ({ person: "c1", purpose, data: ["contact.phone"] });

test("nothing is done with a client's people without that client's word for it", async () => {
  for (const purpose of ["answering", "deleting"]) {
    expect(await desk.ask(ask(purpose), [held])).toBe("no: instruction");
    expect(await desk.ask(ask(purpose), [held, instructed(purpose)])).toBe("yes");
  }
  expect(await desk.ask(ask("deleting"), [held, instructed("answering")])).toBe("no: instruction");
});

test("ends of our own are denied, though the person agreed to them", async () => {
  const agreed = { kind: "consented", purpose: "analytics", given: true, explicit: true };
  for (const purpose of ["analytics", "legal-demand"])
    expect(await desk.ask(ask(purpose), [held, agreed, instructed("answering")])).toBe("no: instruction");
});

test.skip("a request of such a person goes to the client, who decides it (part of a later issue)", () => {});
