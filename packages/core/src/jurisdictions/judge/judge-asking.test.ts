import { expect, test } from "vitest";
import { type LawData, lawBook, type MeasureWord, type RequesterWord, type RightWord, type StakeWord } from "../../laws/index.ts";
import { type Asker, canShow, isNeverVerified, judgeAsking, REQUESTERS, requestersKnown } from "../index.ts";

const lawsOf = (...ids: string[]): readonly LawData[] => lawBook.filter(({ id }) => ids.includes(id));
const at = { receivedAt: "2026-11-18T20:00:00Z", zone: "Europe/Berlin" };
const judged = (laws: readonly string[], more: Partial<Asker> = {}, right: RightWord = "access") =>
  judgeAsking(lawsOf(...laws), { ...at, right }, { requester: "person", shown: [], ...more });
const words = (list: readonly { readonly measure: MeasureWord; readonly onDoubt?: boolean }[]) =>
  list.map(({ measure, onDoubt }) => (onDoubt ? `${measure} on doubt` : measure)).sort();

test("under the GDPR nothing is asked of the person but on a doubt, and money never", () => {
  const { must, may, mustNot, lacking, proven } = judged(["gdpr"]);
  expect([words(must), words(may), words(mustNot)]).toEqual([[], ["more-information on doubt"], ["fee"]]);
  expect([lacking, proven]).toEqual([[], true]);
});

test("whether there is an account is neither guessed nor ignored where a duty hangs on it", () => {
  expect(judged(["ccpa"]).lacking).toEqual([{ kind: "unknown", what: "account" }]);
  expect(judged(["ccpa"], { account: false }).lacking).toEqual([]);
  const { lacking } = judged(["ccpa"], { account: true });
  expect(lacking).toMatchObject([{ kind: "measure", demand: { measure: "sign-in", law: "ccpa", shown: false } }]);
  expect(judged(["ccpa"], { account: true, shown: ["sign-in"] }).lacking).toEqual([]);
});

test("what may be asked by the weight of the data is not asked while its weight is not known", () => {
  const may = (stake?: StakeWord) => words(judged(["ccpa"], { account: false, stake }, "erasure").may);
  expect(may("ordinary")).toEqual(["more-information on doubt", "two-points"]);
  expect(may("sensitive")).toEqual(["declaration", "identity-document on doubt", "more-information on doubt", "three-points"]);
  expect(may()).toEqual(["more-information on doubt"]);
  expect(judged(["ccpa"], { account: false }, "erasure").unknown).toEqual(["stake"]);
  expect(judged(["gdpr"]).unknown).toEqual([]);
});

test("an agent shows one of what a law lets be asked; before it nothing is proven", () => {
  const agent = judged(["ccpa"], { requester: "agent", account: true });
  expect(agent.lacking).toMatchObject([{ kind: "authority" }]);
  expect(agent.proven).toBe(false);
  expect(words(agent.may)).toEqual(["own-confirmation", "own-identity", "signed-permission"]);
  expect(words(agent.mustNot)).toContain("power-of-attorney");
  // The person's identity is not the agent's permission.
  expect(judged(["ccpa"], { requester: "agent", account: true, shown: ["own-identity"] }).proven).toBe(false);
  expect(judged(["ccpa"], { requester: "agent", account: true, shown: ["signed-permission"] }).proven).toBe(true);
  expect(judged(["gdpr"], { requester: "agent" }).may).toMatchObject([{ measure: "more-information", onDoubt: false }]);
});

test("a power of attorney is shown by itself, and nothing of what a simple agent shows is asked beside it", () => {
  const { may, mustNot, lacking } = judged(["ccpa"], { requester: "agent-with-power", account: false });
  expect(words(may)).toEqual(["power-of-attorney"]);
  expect(words(mustNot)).toEqual(["fee", "new-account", "own-confirmation", "own-identity", "signed-permission"]);
  expect(lacking).toMatchObject([{ kind: "authority", oneOf: [{ measure: "power-of-attorney", article: "11 CCR 7063(b)" }] }]);
});

test("a law that has the right for a parent alone says no to everybody else, with its article", () => {
  const agent = judged(["coppa"], { requester: "agent" });
  expect(agent).toMatchObject({ refused: true, proven: false, refusedBy: [{ law: "coppa", verified: true }] });
  expect(agent.refusedBy[0]?.article).toMatch(/^16 CFR 312\.6/);
  expect(judged(["coppa"], { requester: "parent" })).toMatchObject({ refused: false, must: [{ measure: "parent-proof" }] });
  // Another law gives it to them: then that is done, and the no is told.
  expect(judged(["coppa", "ccpa"], { requester: "agent", account: false })).toMatchObject({
    refused: false,
    refusedBy: [{ law: "coppa" }],
  });
});

test("a no that nobody has read refuses nobody", () => {
  const unread = lawsOf("coppa").map((law) => ({ ...law, rights: law.rights.map((rule) => ({ ...rule, verified: false })) }));
  const { refused, refusedBy } = judgeAsking(unread, { ...at, right: "access" }, { requester: "agent", shown: [] });
  expect([refused, refusedBy.length]).toEqual([false, 1]);
});

test("a duty that nobody has read keeps nobody from what they ask", () => {
  const unread = lawsOf("ccpa").map((law) => ({
    ...law,
    verification: law.verification.map((rule) => ({ ...rule, verified: false })),
  }));
  const { must, lacking } = judgeAsking(unread, { ...at, right: "access" }, { requester: "person", account: true, shown: [] });
  expect([words(must), lacking]).toEqual([["sign-in"], []]);
});

test("two laws that disagree: what one forbids is not asked though the other allows it", () => {
  const allows = (law: LawData, id: string, demand: "may" | "must-not") => ({
    ...law,
    id,
    verification: [
      {
        ...{ article: `${id} 1`, since: "2020-01-01", verified: true, evidence: "made up" },
        ...{ rights: ["access" as const], requesters: ["person" as const], measures: { "identity-document": demand } },
      },
    ],
  });
  const [gdpr] = lawsOf("gdpr");
  if (gdpr === undefined) throw new Error("no GDPR");
  const laws = [allows(gdpr, "one", "may"), allows(gdpr, "two", "must-not")];
  const { may, mustNot } = judgeAsking(laws, { ...at, right: "access" }, { requester: "person", shown: [] });
  expect([may, mustNot]).toMatchObject([[], [{ law: "two", article: "two 1" }]]);
});

test("who can ask for another is who could show it", () => {
  const known = (...ids: string[]) => requestersKnown(lawsOf(...ids), { ...at, right: "erasure" });
  expect(known("ccpa")).toEqual(["agent", "agent-with-power", "parent", "guardian"]);
  expect(known("coppa")).toEqual(["parent", "guardian"]);
  expect(known("lgpd")).toEqual(["agent-with-power"]);
  expect(known("gdpr")).toEqual(["agent", "agent-with-power", "parent", "guardian"]);
  // The Act says nothing of anybody who asks for another.
  expect(known("id-pdp")).toEqual([]);
  expect(known()).toEqual([]);
  expect(canShow(judged(["id-pdp"], { requester: "agent" }))).toBe(false);
  expect(judged(["id-pdp"], { requester: "agent" })).toMatchObject({ lacking: [{ kind: "authority", oneOf: [] }] });
});

test("nothing is ever asked of whoever opts out, limits, or objects to marketing, under any law, whoever they are", () => {
  const never: readonly (readonly [RightWord, boolean])[] = [
    ["opt-out", false],
    ["limit", false],
    ["automated-opt-out", false],
    ["objection", true],
  ];
  let asked = 0;
  for (const [right, marketing] of never) {
    expect(isNeverVerified({ right, marketing })).toBe(true);
    for (const law of lawBook as readonly LawData[]) {
      // A law that has a duty to verify them would be followed; none has, and a new one is to be looked at.
      for (const rule of law.verification)
        if (rule.rights.includes(right) && right !== "objection") expect(Object.values(rule.measures)).not.toContain("must");
      for (const requester of REQUESTERS as readonly RequesterWord[])
        for (const account of [undefined, false, true])
          for (const stake of [undefined, "ordinary", "sensitive"] as const) {
            const { must, may } = judgeAsking([law], { ...at, right, marketing }, { requester, account, stake, shown: [] });
            if (requester === "person") expect([law.id, right, must, may]).toEqual([law.id, right, [], []]);
            asked += law.verification.some((rule) => rule.rights.includes(right)) ? 1 : 0;
          }
    }
  }
  // Virginia's and Texas's data let more be asked on a doubt: the cells above are not empty by themselves.
  expect(asked).toBeGreaterThan(100);
  expect(isNeverVerified({ right: "objection" })).toBe(false);
});
