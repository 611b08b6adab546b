// A part of it waits for the issue of service providers: data of a client goes to that client.
import { denialsOf } from "@troth/core/jurisdictions";
import { drawUpNotice } from "@troth/core/notices";
import { expect, test } from "vitest";
import { checked, openCompany } from "./support/decisions.ts";

const program = (subjects: string, laws = "[ccpa, us-states]") => `
troth: 1
organization: { name: Quill and Ledger, country: US, contact: privacy@quill.example }
laws: ${laws}
subjects:
  reader:
${subjects}
collection:
  desk: { of: [reader], takes: [contact.email] }
purposes:
  lending: { kind: service, basis: contract, data: [contact.email] }
`;
const buyer = program("  buyer: { excluded: { us-states: b2b } }");
const clerk = program("  clerk: { excluded: { ccpa: personnel } }");
const elsewhere = program("  trainee: { excluded: { ccpa: other-notice }, notice: https://quill.example/trainees }");
const told = (text: string, day: string) => drawUpNotice(openCompany(text).program, { recipientsOn: day }).subjects[1]?.excluded;
const grounds = (receivedAt: string) =>
  denialsOf({ laws: ["ccpa"], right: "access", receivedAt, zone: "America/Los_Angeles" })
    .choices.filter(({ kind }) => kind === "left-out")
    .map(({ id }) => id);

test("the check names the line that relies on an exclusion of California's that ended, and its article", () => {
  const found = checked(clerk).findings.filter((one) => one.includes("exclusion-ended"));
  expect(found).toHaveLength(1);
  expect(found[0]).toMatch(/^warning exclusion-ended 7: .*`personnel` ended on 2023-01-01 \(Cal\. Civ\. Code 1798\.145\(m\)/);
  expect(checked(buyer).findings.join()).not.toContain("exclusion");
});

test("on the day of the request the law's last day decides: until it nobody is answered, from the next day everybody", () => {
  expect(grounds("2022-12-31T20:00:00Z")).toEqual(expect.arrayContaining(["b2b", "personnel"]));
  expect(grounds("2023-01-02T08:00:00Z")).not.toEqual(expect.arrayContaining(["personnel"]));
  expect(grounds("2023-01-02T08:00:00Z")).not.toEqual(expect.arrayContaining(["b2b"]));
});

test("the notice tells an exclusion that holds with its article, and one that ended no longer", () => {
  expect(told(buyer, "2026-06-01")).toEqual([{ law: "us-states", why: "b2b", article: "Va. Code 59.1-575" }]);
  expect(told(clerk, "2022-12-31")).toMatchObject([{ law: "ccpa", why: "personnel" }]);
  expect(told(clerk, "2023-01-01")).toBeUndefined();
});

test("an exclusion that a law has not, or that nobody has read, takes nothing from anybody and is named", () => {
  const none = program("  buyer: { excluded: { gdpr: b2b } }", "[gdpr]");
  expect(checked(none).findings.join("\n")).toMatch(/warning exclusion-ended 7: .*GDPR has no exclusion `b2b`/);
  expect(told(none, "2026-06-01")).toBeUndefined();
});

test("whoever another notice covers is sent to it, and the check fails where there is none", () => {
  expect(told(elsewhere, "2026-06-01")).toEqual([{ law: "ccpa", why: "other-notice" }]);
  const lost = program("  trainee: { excluded: { ccpa: other-notice } }");
  expect(checked(lost).program).toBeUndefined();
  expect(checked(lost).findings.join("\n")).toMatch(/error no-notice 7: another notice is said to cover `trainee`/);
});
