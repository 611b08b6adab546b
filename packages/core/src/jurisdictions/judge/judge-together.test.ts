import { expect, test } from "vitest";
import { lawBook } from "../../laws/index.ts";
import { type Asked, judgeTogether, lawsOfResidence, placesOf, regionsThatDiffer, residenceIn } from "../index.ts";

const lawsOf = (...ids: string[]) => lawBook.filter(({ id }) => ids.includes(id));
const asked = (more: Partial<Asked> = {}): Asked => ({
  right: "access",
  receivedAt: "2026-11-18T20:00:00Z",
  zone: "Europe/Berlin",
  ...more,
});

test("of each act the clock that ends first holds", () => {
  const { clocks, givenBy } = judgeTogether(lawsOf("gdpr", "ccpa", "id-pdp"), asked());
  expect(givenBy).toEqual(["ccpa", "gdpr", "id-pdp"]);
  expect(clocks.find(({ act }) => act === "answer")?.law).toBe("id-pdp");
  expect(clocks.find(({ act }) => act === "confirm")?.law).toBe("ccpa");
});

test("a right that one law alone gives is given", () => {
  const { outcome, givenBy } = judgeTogether(lawsOf("gdpr", "ccpa"), asked({ right: "limit" }));
  expect({ outcome, givenBy }).toEqual({ outcome: "do", givenBy: ["ccpa"] });
  expect(judgeTogether(lawsOf("gdpr"), asked({ right: "limit" }))).toMatchObject({ outcome: "no-right", demands: [] });
});

test("what one law forbids to ask is not asked, whatever another allows", () => {
  const at = asked({ right: "access", doubt: true, account: true });
  const { demands } = judgeTogether(lawsOf("gdpr", "ccpa"), at);
  expect(demands.find(({ measure }) => measure === "more-information")?.demand).toBe("may");
  expect(demands.find(({ measure }) => measure === "sign-in")).toMatchObject({ law: "ccpa", demand: "must" });
  const optOut = judgeTogether(lawsOf("ccpa", "us-states"), { ...at, right: "opt-out" });
  expect(optOut.demands.filter(({ demand }) => demand !== "must-not")).toEqual([]);
});

test("a ground that one law has and another has not refuses nothing", () => {
  const at = asked({ right: "erasure", grounds: ["security"] });
  expect(judgeTogether(lawsOf("ccpa"), at).outcome).toBe("do-in-part");
  expect(judgeTogether(lawsOf("gdpr", "ccpa"), at).outcome).toBe("do");
});

test("a duty to refuse that meets a right of another law is said", () => {
  const at = asked({ grounds: ["safety"] });
  expect(judgeTogether(lawsOf("id-pdp"), at).outcome).toBe("must-decline");
  const { outcome, conflicts } = judgeTogether(lawsOf("gdpr", "id-pdp"), at);
  expect({ outcome, conflicts }).toEqual({ outcome: "do", conflicts: [{ refusedBy: "id-pdp", givenBy: "gdpr" }] });
});

test("of what may not be sooner the later reading binds, and the longest", () => {
  const base = lawsOf("ccpa")[0];
  const rule = base?.clocks.find(({ bound }) => bound === "not-before");
  if (base === undefined || rule === undefined) throw new Error("no such clock");
  const { target } = rule.counting;
  const asDays = (id: string, count: number, dayOfEvent: "in" | "out") => ({
    ...base,
    id,
    clocks: [
      {
        ...rule,
        period: { count, unit: "days" as const },
        counting: { target: { ...target, dayOfEvent: "in" as const }, limit: { ...target, dayOfEvent } },
      },
    ],
  });
  const moments = { [rule.starts]: "2026-11-18T20:00:00Z" };
  // Both have the same earlier reading; the first's later one is a day more.
  const laws = [asDays("two", 30, "in"), asDays("one", 30, "out")];
  expect(judgeTogether(laws, asked({ right: rule.rights?.[0] ?? "opt-out", moments })).clocks).toMatchObject([{ law: "one" }]);
});

test("a country's regions are told apart where a law tells them apart", () => {
  expect([regionsThatDiffer("US"), regionsThatDiffer("DE"), regionsThatDiffer("ZZ")]).toEqual([["CA"], [], []]);
  expect(lawsOfResidence({ country: "US", region: "CA" })).toContain("ccpa");
  expect(lawsOfResidence({ country: "US", region: "TX" })).toEqual(expect.not.arrayContaining(["ccpa"]));
  expect(lawsOfResidence({ country: "US" })).toEqual(expect.arrayContaining(["ccpa", "us-states"]));
});

test("places are those by which the laws of a program differ, and nothing else is one", () => {
  expect(placesOf(["gdpr"])).toEqual([]);
  const places = placesOf(["gdpr", "ccpa", "id-pdp"]);
  expect(places).toEqual(expect.arrayContaining(["DE", "US-CA", "ID", "elsewhere"]));
  expect(places.at(-1)).toBe("elsewhere");
  expect(places).not.toContain("GB");
  expect(residenceIn(["gdpr", "ccpa"], "US-CA")).toEqual({ country: "US", region: "CA" });
  for (const none of ["", "GB", "US-TX", "__proto__", "de"]) expect(residenceIn(["gdpr", "ccpa"], none)).toBeUndefined();
});
