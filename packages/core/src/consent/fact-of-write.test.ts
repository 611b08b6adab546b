// What a record says of things that were not on the screen is kept, and lets nothing be done.
import { expect, test } from "vitest";
import { type Fact, factSchema, foldFacts } from "../facts/index.ts";
import { compileProgram } from "../program/index.ts";
import { type ConsentWritten, consentRecord, drawUpBanner, factOfConsent, namesShown } from "./index.ts";

const PROGRAM = `
troth: 1
organization: { name: Fernhill, country: IE, contact: privacy@fernhill.example }
laws: [gdpr, ccpa]
services:
  site: { name: Fernhill, urls: ["https://www.fernhill.example"] }
  blog: { name: Blog, urls: ["https://blog.fernhill.example"] }
subjects: [visitor]
purposes:
  count: { kind: analytics, data: [usage.page-view], basis: consent }
  sold: { kind: sale, data: [device.cookie-id], basis: consent }
  ads: { kind: cross-context-advertising, never: [gdpr], data: [device.cookie-id], basis: consent }
collection: { visits: { from: automatic, takes: [usage.page-view, device.cookie-id] } }
trackers:
  count: { kind: tag, purpose: count, services: [site], loads: ["https://count.example/*"] }
  pixel: { kind: pixel, purpose: ads, services: [site], loads: ["https://ads.example/*"] }
  reads: { kind: tag, purpose: sold, services: [blog], loads: ["https://sold.example/*"] }
`;
const { program, findings } = compileProgram({ file: "troth.yaml", read: () => PROGRAM });
if (program === undefined) throw new Error(findings.map(({ says }) => says).join("\n"));

const namesOf = (service: string) => {
  const asked = { service, language: "en", day: "2026-11-28", script: "s", place: { country: "IE" } };
  const drawn = drawUpBanner(program, asked);
  if (drawn === undefined) throw new Error("no banner");
  return namesShown(drawn.banner);
};
let written = 0;
function read(
  choices: ConsentWritten["choices"],
  of: "site" | "blog" | "nobody",
  { services = ["site"], how = "choose" }: { services?: readonly string[]; how?: ConsentWritten["how"] } = {},
) {
  written += 1;
  const uuid = (at: number) => `6f1a0f57-8f53-4b6f-9c3c-${String(at).padStart(12, "0")}`;
  const text = { service: of, notice: "b".repeat(64), laws: ["gdpr"], language: "en" };
  const done = factOfConsent(
    program as NonNullable<typeof program>,
    {
      ...{ id: uuid(written), browser: uuid(0), shown: "a".repeat(64), choices: { ...choices }, how },
      ...{ language: "en", at: "2026-11-28T12:00:00Z", gpc: false },
    },
    {
      ...{ now: Date.parse("2026-11-28T12:00:00Z") + written, services },
      ...(of === "nobody" ? {} : { text: { ...text, names: namesOf(of) } }),
    },
  );
  if (done.kind === "refused") throw new Error(done.says);
  return done;
}
const stateOf = (...facts: readonly Fact[]) => foldFacts(program, facts);

test("what is never done for a visitor is hidden from them: its purpose and trackers count as not shown", () => {
  expect([...namesOf("site")]).toEqual(["count", "tracker:count"]);
  const { fact, odd } = read({ count: true, ads: true, pixel: true }, "site");
  expect([odd, fact.unshown]).toEqual([["names"], ["ads", "pixel"]]);
  // As what it is: a yes that was sent.
  expect(fact).toMatchObject({ choices: { count: true, ads: true }, trackers: { pixel: true } });
  expect(stateOf(fact).consents).toMatchObject({ count: { given: true } });
  expect(stateOf(fact).consents).not.toHaveProperty("ads");
});

test("a purpose and a tracker of one name are told apart", () => {
  expect(read({ count: true, "tracker:count": false }, "site").fact.unshown).toBeUndefined();
  expect(read({ count: true, "tracker:count": false }, "blog").fact.unshown).toEqual(["count", "tracker:count"]);
});

test("a yes to what was not on the screen ends no objection and no opt-out", () => {
  const no = read({ sold: false, count: false }, "nobody").fact;
  const { fact } = read({ sold: true, count: true }, "site");
  expect(fact.unshown).toEqual(["sold"]);
  expect(fact.optOuts).toBeUndefined();
  expect(stateOf(no, fact)).toMatchObject({ optOuts: ["sale"], consents: { sold: { given: false }, count: { given: true } } });
  expect(Object.keys(stateOf(no, fact).objections)).toEqual(["sold"]);
});

test("a no to it is a no", () => {
  const { fact, odd } = read({ sold: false }, "site");
  expect([odd, fact.unshown]).toEqual([["names"], ["sold"]]);
  expect(stateOf(fact)).toMatchObject({ optOuts: ["sale"], consents: { sold: { given: false } } });
});

test("what the site's own controls asked is marked too, and counts: they showed something else than the banner's text", () => {
  const { fact, odd } = read({ sold: true }, "site", { how: "api" });
  expect([odd, fact.unshown, fact.optOuts]).toEqual([["names"], ["sold"], undefined]);
  expect(stateOf(fact).consents).toMatchObject({ sold: { given: true } });
});

test("of a text that nobody here knows it is not known what it had not: that is said, and its answers count", () => {
  const { fact, odd } = read({ sold: true, count: true }, "nobody");
  expect([odd, fact.unshown]).toEqual([["text"], undefined]);
  expect(stateOf(fact).consents).toMatchObject({ sold: { given: true }, count: { given: true } });
});

test("a text of another service is odd, wherever that is no service of the page's origin; the record names whose it is", () => {
  const other = read({ sold: true }, "blog");
  expect([other.odd, other.fact.origin, other.fact.unshown]).toEqual([["text"], "banner site", undefined]);
  const shared = read({ sold: true }, "blog", { services: ["site", "blog"] });
  expect([shared.odd, shared.fact.origin]).toEqual([[], "banner blog"]);
});

test("the record of consent names the data of its day, whatever the program says of the purpose since", () => {
  const choice = { ...read({ count: true }, "site").fact, notice: "v1" };
  const notices = { v1: { version: "v1", purposes: { count: ["usage.search"] } } };
  const dataOf = (made: typeof choice) =>
    (
      consentRecord(program as NonNullable<typeof program>, { choice: made, earlier: [], notices })["dpv:hasProcess"] as object[]
    )[0];
  expect(dataOf(choice)).toMatchObject({ "dpv:hasPersonalData": ["usage.search"] });
  expect(dataOf({ ...choice, notice: "lost" })).not.toHaveProperty("dpv:hasPersonalData");
});

test("the record of consent calls no yes a consent that was not asked for, nor a no after it a withdrawal", () => {
  const yes = read({ sold: true, count: true }, "site").fact;
  const no = read({ sold: false, count: false }, "site").fact;
  const statuses = (choice: typeof yes, earlier: readonly (typeof yes)[]) => {
    const made = consentRecord(program as NonNullable<typeof program>, { choice, earlier, notices: {} });
    const each = made["dpv:hasProcess"] as { "dpv:hasConsentStatus"?: { "@type": string } }[];
    return each.flatMap((one) => one["dpv:hasConsentStatus"]?.["@type"] ?? []);
  };
  expect(statuses(yes, [])).toEqual(["dpv:ConsentInvalidated", "dpv:ConsentGiven"]);
  expect(statuses(no, [yes])).toEqual(["dpv:ConsentRefused", "dpv:ConsentWithdrawn"]);
});

test("the record of consent says consent of what rests on it or a banner asks for, and of all else whether they object", () => {
  const made = (how: string, choices: Readonly<Record<string, boolean>>) => {
    const { program: other } = compileProgram({
      file: "troth.yaml",
      read: () => `
troth: 1
organization: { name: Fernhill, country: IE, contact: privacy@fernhill.example }
laws: [gdpr]
services: { site: { name: Fernhill, urls: ["https://www.fernhill.example"] } }
purposes:
  count: { kind: analytics, data: [usage.page-view], basis: consent }
  improve: { kind: product-improvement, data: [usage.page-view], basis: legitimate-interest, interest: To see what is read }
  seen: { kind: product-improvement, data: [usage.page-view], basis: legitimate-interest, interest: To see what is seen }
trackers: { seen: { kind: tag, purpose: seen, services: [site], loads: ["https://seen.example/*"] } }
`,
    });
    if (other === undefined) throw new Error("the program does not compile");
    const head = { id: "c", person: "p", at: "2026-11-28T12:00:00Z", origin: "center", kind: "chose" };
    const choice = factSchema.parse({ ...head, choices, how }) as Extract<Fact, { kind: "chose" }>;
    const record = consentRecord(other, { choice, earlier: [], notices: {} });
    const each = record["dpv:hasProcess"] as Record<string, { "@type": string } | undefined>[];
    return each.map((one) => [one["dpv:hasConsentStatus"]?.["@type"], one["dpv:hasStatus"]?.["@type"], one["dpv:hasLegalBasis"]]);
  };
  const consent = ["dpv:ConsentGiven", undefined, undefined];
  const interest = (is: string) => [undefined, `dpv:LegitimateInterest${is}`, ["dpv:LegitimateInterest"]];
  expect(made("preferences", { count: true, improve: true })).toEqual([consent, interest("NotObjected")]);
  expect(made("preferences", { improve: false, seen: true })).toEqual([interest("Objected"), interest("NotObjected")]);
  // On a device a tracker needs a yes, whatever its purpose rests on.
  expect(made("choose", { seen: true, improve: true })).toEqual([consent, interest("NotObjected")]);
});
