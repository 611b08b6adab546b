import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { UNRUN } from "../unrun.ts";
import { jsonSchemaOfProgram, longSchema, writtenSchema } from "./program-schema.ts";

test("troth.schema.json is what the schema says today", () => {
  const file = readFileSync(new URL("../../../schema/troth.schema.json", import.meta.url), "utf8");
  const made = `${JSON.stringify(jsonSchemaOfProgram(), null, 2)}\n`;
  expect(file === made, "run node --import tsx --conditions=source tools/make-program-schema.mjs").toBe(true);
});

test("the written form and the long form have the same sections", () => {
  expect(Object.keys(writtenSchema.shape).sort()).toEqual(Object.keys(longSchema.shape).sort());
});

test("every key that nothing runs is a key of the format", () => {
  const text = JSON.stringify(jsonSchemaOfProgram());
  for (const { key } of UNRUN) for (const word of key.split(".")) if (word !== "*") expect(text, key).toContain(`"${word}"`);
});
