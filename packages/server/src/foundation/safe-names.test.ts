import fc from "fast-check";
import { expect, test } from "vitest";
import { namesOnce, safeName } from "./safe-names.ts";

const odd = fc.array(
  fc.constantFrom("..", "/", "\\", "\0", ":", "a", "B", "é", "王", " ", "-", ".", "con", "nul.", "\u202e", "%2e"),
  {
    maxLength: 40,
  },
);

test("a name leads nowhere and is taken by every file system", () => {
  fc.assert(
    fc.property(odd, (parts) => {
      const name = safeName(parts.join(""));
      expect(name).toMatch(/^[A-Za-z0-9_][A-Za-z0-9._-]*$/);
      expect(name).not.toMatch(/\.\.|\.$|^(con|nul|prn|aux|com\d|lpt\d)(\.|$)/i);
      expect(name.length).toBeLessThanOrEqual(61);
    }),
  );
  expect(["../../etc/passwd", "", "..", "CON.csv", "Größe (m²)", "public.users"].map(safeName)).toEqual([
    "etc-passwd",
    "data",
    "data",
    "_CON.csv",
    "Gro-e-m2",
    "public.users",
  ]);
});

test("two that come out alike are told apart", () => {
  const once = namesOnce();
  expect([once(["csv", "a b"], ".csv"), once(["csv", "A?b"], ".csv"), once(["csv", "a-b"], ".csv")]).toEqual([
    "csv/a-b.csv",
    "csv/A-b-2.csv",
    "csv/a-b-3.csv",
  ]);
});
