import { expect, test } from "vitest";
import { countSigners, isSameSigner } from "./signatures.ts";

const at = "2026-11-22T10:00:00Z";

test("two signatures are two people: one account counts once whatever its role, two accounts of one role count twice", () => {
  const [ines, ines2, tomas] = [
    { role: "officer", at, account: "S-1" },
    { role: "lead", at, account: "S-1" },
    { role: "officer", at, account: "S-2" },
  ] as const;
  expect(countSigners([ines, ines2])).toBe(1);
  expect(countSigners([ines, tomas])).toBe(2);
  expect(countSigners([])).toBe(0);
});

test("at the command line a role is all that is known, so that one role is taken for one person", () => {
  expect(isSameSigner({ role: "officer" }, { role: "officer", account: "S-1" })).toBe(true);
  expect(isSameSigner({ role: "officer", account: "S-1" }, { role: "officer" })).toBe(true);
  expect(isSameSigner({ role: "lead" }, { role: "officer", account: "S-1" })).toBe(false);
  expect(
    countSigners([
      { role: "officer", at },
      { role: "officer", at },
    ]),
  ).toBe(1);
});
