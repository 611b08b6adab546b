import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import {
  branch,
  dataCategories,
  dataCategory,
  longestMatch,
  purposeKind,
  purposeKinds,
  strongestIdentification,
} from "./index.ts";

test("taxonomy.data.ts is what taxonomy.yaml says today", () => {
  const tool = new URL("../../../../tools/make-taxonomy.mjs", import.meta.url).pathname;
  const made = execFileSync(process.execPath, [tool, "--print"], { encoding: "utf8" });
  expect(readFileSync(new URL("./taxonomy.data.ts", import.meta.url), "utf8") === made, "run node tools/make-taxonomy.mjs").toBe(
    true,
  );
});

test("every category has its place in each law and vocabulary", () => {
  for (const [id, category] of Object.entries(dataCategories)) {
    expect(category.id).toBe(id);
    expect(id).toMatch(/^[a-z]+(\.[a-z0-9-]+)+$/);
    expect(["direct", "indirect", "none"]).toContain(category.identifies);
    expect(["specific", "general"]).toContain(category.idPdp);
    for (const letter of category.ccpa) expect(letter).toMatch(/^[A-L]$/);
    for (const text of [category.label.en, category.label.id, category.means, category.fides, category.dpv, category.value]) {
      expect(text, id).toBeTruthy();
    }
    expect(category.sensitive, id).toBe(category.ccpa.includes("L"));
  }
  for (const kind of Object.values(purposeKinds)) expect(kind.bases.length, kind.id).toBeGreaterThan(0);
});

test("credentials are never disclosed, a name may be", () => {
  expect(dataCategory("auth.password")?.secret).toBe(true);
  expect(dataCategory("name.full")?.secret).toBe(false);
  expect(dataCategory("toString")).toBeUndefined();
});

test("a branch is its leaves, with or without the star, and no other's", () => {
  expect(branch("usage.*").map((category) => category.id)).toEqual(branch("usage").map((category) => category.id));
  expect(branch("contact").length).toBeGreaterThan(5);
  expect(branch("contact.email").map((category) => category.id)).toEqual(["contact.email"]);
  expect(branch("contac")).toEqual([]);
});

test("where two rules meet the longest wins", () => {
  expect(longestMatch("contact.email", ["contact", "contact.email", "name"])).toBe("contact.email");
  expect(longestMatch("contact.phone", ["contact.*", "contact.email"])).toBe("contact.*");
  expect(longestMatch("name.full", ["contact"])).toBeUndefined();
});

test("a renamed kind is found under its old id", () => {
  expect(purposeKind("personalisation")?.id).toBe("personalization");
});

test("the strongest identification holds", () => {
  expect(strongestIdentification(["contact.city", "contact.email"])).toBe("direct");
  expect(strongestIdentification(["contact.city"])).toBe("indirect");
  expect(strongestIdentification([])).toBe("none");
});
