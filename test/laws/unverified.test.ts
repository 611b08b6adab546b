// What nobody has read in its text refuses nobody, keeps nothing and costs nothing: every path of every law.
import { type Asked, judge, judgeTogether } from "@troth/core/jurisdictions";
import { type ExclusionRule, type LawData, lawBook, type RequesterWord, type RightWord, RULE_LISTS } from "@troth/core/laws";
import { describe, expect, test } from "vitest";

const laws: readonly LawData[] = lawBook;

/** A law of which nobody has read anything but the rights. */
function unread(law: LawData): LawData {
  const lists = RULE_LISTS.filter((list) => list !== "rights").map((list) => [
    list,
    law[list].map((rule) => ({ ...rule, verified: false })),
  ]);
  return { ...law, ...Object.fromEntries(lists) };
}

const REQUESTERS: readonly RequesterWord[] = ["person", "agent", "agent-with-power", "parent", "guardian", "heir"];
const WHO: readonly (ExclusionRule["who"] | undefined)[] = [
  undefined,
  "b2b",
  "personnel",
  "exempt-data",
  "household",
  "deceased",
  "unidentifiable",
];
const EARLIER = ["2026-03-02", "2026-05-04", "2026-07-06", "2026-09-07"].map((day) => `${day}T12:00:00Z`);

/** Every right by everybody and about everybody; and every right with every ground. Whom it is about is asked before any ground. */
function* pathsOf(law: LawData): Generator<Asked> {
  const rights = [...new Set<RightWord>(law.rights.map(({ right }) => right))];
  const states = [undefined, ...new Set(law.rights.flatMap(({ state }) => (state === undefined ? [] : [state])))];
  const common = { receivedAt: "2027-02-01T12:00:00Z", zone: "Europe/Berlin", earlier: EARLIER };
  for (const right of rights)
    for (const state of states) {
      const at: Asked = { ...common, right, ...(state === undefined ? {} : { state }) };
      for (const requester of REQUESTERS)
        for (const who of WHO) yield { ...at, requester, ...(who === undefined ? {} : { who }) };
      for (const ground of new Set(law.grounds.map((rule) => rule.ground))) yield { ...at, grounds: [ground] };
    }
}

describe.each(laws.map((law) => [law.id, law] as const))("%s", (_, law) => {
  test("unread, it declines nothing, keeps nothing, charges nothing, and leaves nobody out", () => {
    const nothing = unread(law);
    let paths = 0;
    const wrong = new Set<string>();
    for (const asked of pathsOf(law)) {
      paths += 1;
      const { outcome, right } = judge(nothing, asked);
      const why = "none" in right ? right.none : outcome;
      if (!["do", "none-in-this-law", "not-in-force", "not-on-this-basis"].includes(why) && !isParents(law, asked))
        wrong.add(`${asked.right} by ${asked.requester}, ${asked.who ?? "anybody"}, ${asked.grounds ?? "no ground"}: ${why}`);
    }
    expect(paths).toBeGreaterThan(40);
    expect([...wrong]).toEqual([]);
  });

  test("as it is, whatever is declined, kept or charged rests on a rule that was read", () => {
    for (const asked of pathsOf(law)) {
      const { outcome, grounds, frequency } = judge(law, asked);
      if (outcome === "do" || outcome === "no-right") continue;
      expect([...grounds, ...(frequency === undefined ? [] : [frequency])].some(({ verified }) => verified)).toBe(true);
    }
  });
});

/** A parent's right is no child's own, whoever has read the text. */
const isParents = (law: LawData, { right, requester }: Asked): boolean =>
  law.rights.filter((rule) => rule.right === right).every(({ of }) => of === "parent") &&
  requester !== "parent" &&
  requester !== "guardian";

test("a clock that nobody has read is marked so", () => {
  const { clocks } = judgeTogether(
    laws.filter(({ id }) => id === "us-states"),
    { right: "access", state: "Iowa", receivedAt: "2026-11-18T20:00:00Z", zone: "America/Chicago" },
  );
  expect(clocks.find(({ act }) => act === "answer")).toMatchObject({ state: "Iowa", verified: false });
});
