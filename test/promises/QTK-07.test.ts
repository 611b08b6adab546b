import { expect, test } from "vitest";
import { openCompany } from "./support/decisions.ts";

const maker = openCompany(`
troth: 1
organization: { name: Trembesi Suite, country: ID, contact: privasi@trembesi.example }
laws: [id-pdp]
subjects: { contact: processor }
stores:
  main: { connector: postgres, url: "\${DATABASE_URL}", datasets: { firms: { rest: none } } }
clients: { rows: main/firms, name: name, contact: mail, of: [contact], instructions: { improving: asked } }
collection:
  import: { from: client, of: [contact], takes: [communication.chat] }
purposes:
  improving: { kind: product-improvement, basis: instruction, data: [communication.chat], of: { contact: anonymous } }
`);
const held = { kind: "collected", point: "import", categories: ["communication.chat"], of: "bank" };
const word = { client: "bank", kind: "instructed", purpose: "improving", on: true };
const ask = (form?: "hashed" | "pseudonym" | "anonymous" | "aggregated") => ({
  person: "c1",
  purpose: "improving",
  data: ["communication.chat"],
  form,
});

test("raw data of clients betters no product, at the client's word either", async () => {
  expect(await maker.ask(ask(), [held, word])).toBe("no: form");
  const { because } = await maker.decide(ask(), [held, word]);
  expect(because).toContain("in the form anonymous, and not as any");
});

test("neither a hash nor a pseudonym is anonymous", async () => {
  for (const form of ["hashed", "pseudonym"] as const) expect(await maker.ask(ask(form), [held, word])).toBe("no: form");
});

test("anonymous or aggregated it may, and the form is an obligation", async () => {
  for (const form of ["anonymous", "aggregated"] as const) {
    const answer = await maker.decide(ask(form), [held, word]);
    expect(answer).toMatchObject({ allowed: true, obligations: [{ kind: "form", form }] });
  }
});

test("making it anonymous waits for the client's word too", async () => {
  expect(await maker.ask(ask("anonymous"), [held])).toBe("no: instruction");
});
