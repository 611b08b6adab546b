// A tracker that is called as a purpose is: what the browser says of the one is said of it alone.
import { expect, test } from "vitest";
import { compileProgram } from "../program/index.ts";
import { cspFor, drawUpBanner, factOfConsent, trackerName, trackerOfName } from "./index.ts";

const PROGRAM = `
troth: 1
organization: { name: Fernhill, country: IE, contact: privacy@fernhill.example }
laws: [gdpr]
services: { site: { name: Fernhill, urls: ["https://www.fernhill.example"] } }
subjects: [visitor]
purposes:
  count: { kind: analytics, data: [usage.page-view], basis: consent }
collection: { visits: { from: automatic, takes: [usage.page-view] } }
trackers:
  count: { kind: tag, purpose: count, loads: ["https://count.example/*"] }
  other: { kind: tag, purpose: count, loads: ["https://other.example/*"] }
`;
const { program } = compileProgram({ file: "troth.yaml", read: () => PROGRAM });
if (program === undefined) throw new Error("bug: no program");

const read = (choices: Readonly<Record<string, boolean>>) =>
  factOfConsent(
    program,
    {
      ...{ id: "6f1a0f57-8f53-4b6f-9c3c-0d7a5f0b0001", browser: "6f1a0f57-8f53-4b6f-9c3c-0d7a5f0b0002", shown: "a".repeat(64) },
      ...{ choices: { ...choices }, how: "choose", language: "en", at: "2026-11-28T12:00:00Z", gpc: false },
    },
    {
      ...{ now: Date.parse("2026-11-28T12:00:00Z"), services: ["site"] },
      text: {
        ...{ service: "site", notice: "b".repeat(64), laws: ["gdpr"], language: "en" },
        names: new Set(["count", "tracker:count", "other"]),
      },
    },
  );

test("each name leads back to its tracker, and no other does", () => {
  const drawn = drawUpBanner(program, { service: "site", language: "en", day: "2026-11-28", script: "s" });
  expect(drawn?.banner.trackers.map(({ id }) => id)).toEqual(["tracker:count", "other"]);
  for (const id of Object.keys(program.trackers)) expect(trackerOfName(program, trackerName(program, id))).toBe(id);
  expect(["count", "tracker:other", "tracker:", "toString"].map((name) => trackerOfName(program, name))).toEqual(
    Array(4).fill(undefined),
  );
});

test("a no to it beside a yes to the purpose is on record as a no", () => {
  const said = read({ count: true, "tracker:count": false, other: true });
  expect(said).toMatchObject({ odd: [], fact: { choices: { count: true }, trackers: { count: false, other: true } } });
  // Of a yes to the purpose alone nothing is said of the tracker; and a name that is none does not hide behind another.
  const alone = read({ count: true, elsewhere: true });
  expect(alone).toMatchObject({ odd: ["names"], fact: { choices: { count: true } } });
  expect(alone.kind === "fact" && alone.fact.trackers).toBeUndefined();
});

test("the policy shuts out what was refused by that name", () => {
  const csp = cspFor(program, { service: "site", choices: { count: true, "tracker:count": false } });
  expect([csp.includes("count.example"), csp.includes("other.example")]).toEqual([false, true]);
});
