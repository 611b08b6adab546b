// What a child's browser is told that their account is against: what every decision about them denies for their age.
import { expect, test } from "vitest";
import { type Fact, factSchema, foldFacts } from "../facts/index.ts";
import { compileProgram } from "../program/index.ts";
import { refusalsOf } from "./index.ts";

const PROGRAM = `
troth: 1
organization: { name: Fernhill, country: US, contact: privacy@fernhill.example }
laws: [gdpr, ccpa]
services: { site: { name: Fernhill, urls: ["https://www.fernhill.example"] } }
subjects: [visitor]
purposes:
  count: { kind: analytics, data: [usage.page-view], basis: { gdpr: consent } }
  ads: { kind: cross-context-advertising, data: [usage.page-view], basis: { gdpr: consent } }
  guard: { kind: security, data: [usage.page-view], basis: { gdpr: legitimate-interest }, interest: Being safe }
collection: { visits: { from: automatic, takes: [usage.page-view] } }
`;
const { program, findings } = compileProgram({ file: "troth.yaml", read: () => PROGRAM });
if (program === undefined) throw new Error(findings.map(({ says }) => says).join("\n"));
const compiled = program;

const NOW = Date.parse("2026-06-01T12:00:00Z");
let ids = 0;
const fact = (more: object): Fact =>
  factSchema.parse({ id: `f${++ids}`, person: "kit", at: "2026-05-01T00:00:00Z", origin: "app", ...more });
const lives = (country: string, region?: string) => fact({ kind: "resides", country, region, evidence: "stated" });
const yes = (purpose: string, by?: "parent") => fact({ kind: "consented", purpose, given: true, by });
const against = (...facts: readonly Fact[]) => Object.keys(refusalsOf(compiled, foldFacts(compiled, facts), NOW)).sort();

const MINOR = () => fact({ kind: "minor", is: true });
const born = (day: string) => fact({ kind: "born", day });

test.each<readonly [says: string, facts: readonly Fact[], against: readonly string[]]>([
  ["a child in Germany, who has said nothing", [lives("DE"), MINOR()], ["ads", "count"]],
  ["or said yes themselves", [lives("DE"), born("2013-01-02"), yes("count")], ["ads", "count"]],
  ["not what a parent agreed to", [lives("DE"), MINOR(), yes("count", "parent")], ["ads"]],
  ["nor anybody who is old enough", [lives("DE"), born("2000-01-02")], []],
  ["in California a sale of whoever is under 13", [lives("US", "CA"), born("2014-01-02"), yes("ads")], ["ads"]],
  ["from 13 on until they agree", [lives("US", "CA"), born("2013-01-02")], ["ads"]],
  ["and then no more", [lives("US", "CA"), born("2013-01-02"), yes("ads")], []],
  [
    "all that collects once a parent has stopped it, but what keeps them safe",
    [lives("US", "CA"), born("2013-01-02"), yes("ads"), fact({ kind: "parent-stopped", on: true })],
    ["ads", "count"],
  ],
])("%s", (_, facts, refused) => {
  expect(against(...facts)).toEqual(refused);
});
