import { expect, test } from "vitest";
import { factSchema, foldFacts } from "../facts/index.ts";
import { compileProgram } from "../program/index.ts";
import { mayCarry } from "./index.ts";

const { program } = compileProgram({
  file: "troth.yaml",
  read: () => `
troth: 1
organization: { name: Larkspur, country: NL, contact: privacy@larkspur.example }
laws: [gdpr]
purposes:
  opens: { kind: analytics, basis: legitimate-interest, interest: To see what is read, consent: { lasts: 6 months }, data: [usage.mail-interaction] }
trackers:
  opened: { kind: pixel, party: third, purpose: opens, in: mail, domain: beacon.example }
`,
});
if (program === undefined) throw new Error("the program does not compile");
const [tracker] = Object.values(program.trackers);

const carried = (day: string, given?: boolean, more: readonly object[] = []): boolean => {
  const head = { id: "f", person: "a", at: "2026-01-10T09:00:00Z", origin: "app" };
  const said = { kind: "consented", purpose: "opens", given, by: "person" };
  const facts = (given === undefined ? [] : [said, ...more]).map((one, at) =>
    factSchema.parse({ ...head, id: `f${at}`, ...one }),
  );
  const account = facts.length === 0 ? undefined : foldFacts(program, facts);
  return tracker !== undefined && mayCarry(program, tracker, { chooser: { account, gpc: false }, day });
};

test("a pixel goes along while the yes that the law of devices wants stands, whatever its purpose rests on", () => {
  expect([carried("2026-02-01"), carried("2026-02-01", false), carried("2026-02-01", true)]).toEqual([false, false, true]);
  expect([carried("2026-07-10", true), carried("2026-07-12", true)]).toEqual([true, false]);
});

test("a child's own yes is none where the law of devices wants a consent, though the purpose rests on another basis; a parent's is", () => {
  const born = (day: string) => ({ kind: "born", day });
  expect(carried("2026-02-01", true, [born("1990-05-01")])).toBe(true);
  expect(carried("2026-02-01", true, [born("2014-05-01")])).toBe(false);
  expect(carried("2026-02-01", true, [{ kind: "minor", is: true }])).toBe(false);
  const agreed = { kind: "consented", purpose: "opens", given: true, by: "parent", at: "2026-01-11T09:00:00Z" };
  expect(carried("2026-02-01", true, [born("2014-05-01"), agreed])).toBe(true);
});
