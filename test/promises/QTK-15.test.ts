import { expect, test } from "vitest";
import { openCompany } from "./support/decisions.ts";

const sender = openCompany(`
troth: 1
organization: { name: Melati Chat, country: ID, contact: privasi@melati.example }
laws: [id-pdp]
subjects: { contact: processor, customer: controller }
stores:
  main: { connector: postgres, url: "\${DATABASE_URL}", datasets: { firms: { rest: none } } }
clients: { rows: main/firms, name: name, contact: mail, of: [contact], instructions: { messages: always } }
collection:
  book: { from: client, of: [contact], takes: [contact.phone] }
  sign-up: { of: [customer], takes: [contact.phone] }
purposes:
  messages: { kind: communication, basis: instruction, data: [contact.phone], of: [contact] }
  promotion: { basis: consent, data: [contact.phone], of: [customer] }
  news: { kind: newsletter, basis: consent, data: [contact.phone] }
`);
const contact = { kind: "collected", point: "book", categories: ["contact.phone"], of: "bakery" };
const ask = (purpose: string, client?: string) => ({ person: "p1", purpose, data: ["contact.phone"], client });

test("a client's contact hears from that client", async () => {
  expect(await sender.ask(ask("messages", "bakery"), [contact])).toBe("yes");
  expect(await sender.ask(ask("messages"), [contact])).toBe("yes");
});

test("a client's contact hears from no other client", async () => {
  const answer = await sender.decide(ask("messages", "florist"), [contact]);
  expect(answer).toMatchObject({ allowed: false, rule: "instruction" });
  expect(answer.because).toContain("it is not the data of that client");
});

test("a client's contact never hears from us, whatever was agreed to", async () => {
  const agreed = ["promotion", "news"].map((purpose) => ({ kind: "consented", purpose, given: true, confirmed: true }));
  expect(await sender.ask(ask("promotion"), [contact, ...agreed])).toBe("no: instruction");
  expect(await sender.ask(ask("news"), [contact, ...agreed])).toBe("no: instruction");
  const customer = { kind: "collected", point: "sign-up", categories: ["contact.phone"] };
  expect(await sender.ask(ask("promotion"), [customer, ...agreed])).toBe("yes");
});
