import { expect, test } from "vitest";
import { checked, openCompany } from "./support/decisions.ts";

const program = (agreement: string) => `
troth: 1
organization: { name: Bracken Events, country: DK, contact: privacy@bracken.example }
laws: [gdpr]
subjects: [guest]
purposes:
  tickets: { kind: service, basis: contract, data: [contact.email] }
recipients:
  printer:
    name: Printer
    country: DK
    for: [tickets]
    receives: [contact.email]
    told: { mail: privacy@printer.example }
    ${agreement}
  police: { name: Police, kind: court, country: DK, for: [tickets], receives: [contact.email], when: court-order }
`;
const WHOLE = "agreement: { kind: dpa, date: 2026-02-01, document: contracts/printer.pdf, ends: 2026-06-30 }";
const guest = { kind: "resides", country: "DK", evidence: "stated" };
const ask = { person: "g1", purpose: "tickets", data: ["contact.email"], recipient: "printer", as: "guest" };

test("a recipient without an agreement on record fails the check, at its line", () => {
  const { program: compiled, findings } = checked(program(""));
  expect(compiled).toBeUndefined();
  expect(findings.filter((finding) => finding.startsWith("error"))).toEqual([
    "error agreement 9: Printer has no agreement on record: nothing is sent to it",
  ]);
});

test("an agreement is its kind, its date and the address of the document: half of one fails", () => {
  for (const part of ["kind: dpa, ", "date: 2026-02-01, ", "document: contracts/printer.pdf, "]) {
    const { program: compiled, findings } = checked(program(WHOLE.replace(part, "")));
    expect({
      part,
      compiled: compiled !== undefined,
      failed: findings.some((finding) => /^error \w+ 15:/.test(finding)),
    }).toEqual({
      part,
      compiled: false,
      failed: true,
    });
  }
});

test("the check refuses an agreement that has ended", () => {
  const { findings } = checked(program(WHOLE.replace("2026-06-30", "2026-05-31")));
  expect(findings).toContain("error agreement 15: the agreement with Printer ended on 2026-05-31");
});

test("data goes while the agreement is in force, and neither before nor after", async () => {
  const company = openCompany(program(WHOLE));
  const on = (day: string) => company.ask(ask, [{ ...guest, at: "2026-01-01T00:00:00Z" }], { now: `${day}T12:00:00Z` });
  expect(await on("2026-01-31")).toBe("no: agreement");
  expect(await on("2026-02-01")).toBe("yes");
  expect(await on("2026-06-30")).toBe("yes");
  expect(await on("2026-07-01")).toBe("no: agreement");
});

test("whoever holds a yes knows when the agreement ends", async () => {
  const { until } = await openCompany(program(WHOLE)).decide(ask, [guest]);
  expect(new Date(until ?? 0).toISOString()).toBe("2026-06-30T21:59:59.000Z");
});
