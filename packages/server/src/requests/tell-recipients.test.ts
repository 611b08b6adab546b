// Whom an erasure concerns, by the legal day of the company: recipients come and go with one.
import { compileProgram } from "@troth/core/program";
import { expect, test } from "vitest";
import { recipientsToTell } from "./tell-recipients.ts";

const PROGRAM = `
troth: 1
organization: { name: Kopi, country: ID, contact: privacy@kopi.example }
laws: [id-pdp]
subjects: [guest]
purposes:
  account: { basis: contract, data: [contact.email] }
recipients:
  leaving: { name: Leaving, kind: mail-delivery, country: ID, for: [account], receives: [contact.email], until: 2026-12-01, agreement: { kind: dpa, date: 2024-01-01, document: a.pdf } }
  coming: { name: Coming, kind: mail-delivery, country: ID, for: [account], receives: [contact.email], since: 2026-12-02, agreement: { kind: dpa, date: 2024-01-01, document: b.pdf } }
stores: {}
`;

test.each([
  ["2026-12-01T16:59:00Z", ["leaving"]],
  // In Jakarta the next day has begun.
  ["2026-12-01T17:00:00Z", ["coming"]],
])("those in force on the day that it is where the company stands: %s", (now, told) => {
  const { program, findings } = compileProgram({ file: "troth.yaml", read: () => PROGRAM });
  if (program === undefined) throw new Error(JSON.stringify(findings));
  const plan = { stores: [] } as unknown as Parameters<typeof recipientsToTell>[1]["plan"];
  expect(recipientsToTell(program, { request: "R-1", plan, now }).map(({ recipient }) => recipient)).toEqual(told);
});
