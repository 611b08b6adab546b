// Whatever is printed fits a terminal of 80 columns: a law's rules and a decision's rows are as long as their words.
import { lawsOn } from "@troth/core/jurisdictions";
import { lawBook } from "@troth/core/laws";
import { describe, expect, test } from "vitest";
import { articleOf } from "../../requests/index.ts";
import { renderExplanation } from "./explanation.ts";
import { renderChanges, renderLaws } from "./laws.ts";
import { hang, paintFor, WIDTH, widthOf } from "./terminal.ts";

const paint = paintFor({ color: true, utf8: true });
const tooWide = (lines: readonly string[]): readonly string[] => lines.filter((line) => widthOf(line) > WIDTH);

describe("80 columns", () => {
  test("hold every rule of every law, and a change in one with what it touches", () => {
    const rules = lawsOn({ laws: lawBook.map(({ id }) => id), day: "2026-11-29" });
    expect(rules.length).toBeGreaterThan(100);
    expect(tooWide(renderLaws(rules, "2026-11-29", paint))).toEqual([]);
    const touches = ["one", "two", "three", "four"].map((id) => ({ part: "purposes" as const, id: `a-purpose-called-${id}` }));
    const changes = rules.map((rule) => ({ day: "2026-11-29", change: "begins" as const, rule, touches }));
    const window = { since: "2026-01-01", until: "2026-11-29" };
    expect(tooWide(renderChanges(changes as never, window, paint))).toEqual([]);
  });

  test("hold a decision that is explained, with a long question, and the tree goes on below a long row", () => {
    const because =
      "category `nme` is not known: an id of the taxonomy, or of the program's `data`, in any of its included files";
    const row = { rule: "automated", asks: "Is an automated decision declared, with what the law wants for it?", came: "passed" };
    const rows = [row, { ...row, came: "failed", because }, { ...row, came: "not asked" }];
    const decision = { allowed: false, because, source: {}, obligations: [] };
    const question = { purpose: "account", data: Array.from({ length: 20 }, (_, at) => `contact.number-${at}`) };
    const lines = renderExplanation({ decision, went: undefined, rows } as never, question as never, paint);
    expect(tooWide(lines)).toEqual([]);
    expect(lines.filter((line) => line.includes("│")).length).toBeGreaterThan(2);
  });

  test("a short text and what stands behind it share a line", () => {
    expect(hang("✓ ", "right: access", "GDPR Art. 15")).toEqual(["✓ right: access  GDPR Art. 15"]);
  });
});

test("an article says its law once", () => {
  const demand = { measure: "fee", verified: true } as const;
  expect(articleOf({ ...demand, law: "gdpr", article: "GDPR Art. 12(5)" } as never)).toBe("GDPR Art. 12(5)");
  expect(articleOf({ ...demand, law: "ccpa", article: "11 CCR 7061(a)" } as never)).toBe("11 CCR 7061(a), CCPA");
});
