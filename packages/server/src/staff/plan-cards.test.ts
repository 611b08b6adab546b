import { expect, test } from "vitest";
import type { PlanView } from "../requests/index.ts";
import { FindingsCard, RemarksCard } from "./plan-cards.tsx";

const finding = (code: string, blocks: boolean) => ({
  ...{ code, blocks, store: "app", dataset: "users", column: undefined },
  ...{ says: `nothing leads to \`users\` by ${code}`, advice: "write `links`" },
});

test("code in what a finding says and advises stands as code, without its backticks", () => {
  const findings = [finding("first", true), finding("second", false), finding("third", false)];
  const plan = { findings } as unknown as PlanView;
  const cards = `${FindingsCard({ plan })}${RemarksCard({ plan })}`;
  expect(cards).toContain("Nothing leads to <code>users</code> by first.");
  expect(cards).toContain("Write <code>links</code>.");
  expect(cards).not.toContain("`");
  // What has the same advice stands together, a sentence each.
  expect(cards).toMatch(/<p>[^;]*by second\.<\/p><p>[^;]*by third\.<\/p>/);
});
