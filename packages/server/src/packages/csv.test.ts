import fc from "fast-check";
import { expect, test } from "vitest";
import { parseCsv } from "../../../../test/support/parse-csv.ts";
import { csvLine, defused } from "./csv.ts";

const restored = (text: string): string => text.replace(/(^|[;\t\r\n|])([^\S\t\r\n]*)'('*[=+\-@＝＋－＠])/gu, "$1$2$3");
const nasty = fc
  .array(fc.constantFrom("=", "+", "-", "@", "'", '"', ",", ";", "\r\n", "\n", "\t", " ", "1", "a", "é", "＝", "|", "﻿"), {
    maxLength: 12,
  })
  .map((all) => all.join(""));

test("cells come back from a reader of RFC 4180", () => {
  fc.assert(
    fc.property(fc.array(nasty, { minLength: 1 }), (cells) => {
      expect(parseCsv(csvLine(cells, "held"))).toEqual([cells.map(defused)]);
    }),
  );
  expect(csvLine(["a,b", null, 1, true, { base64: "AAEC" }, { heldBack: true }, ""], "[held back]")).toBe(
    '"a,b",,1,true,"AAEC","[held back]",""\r\n',
  );
});

test("no cell begins a formula, not even where a spreadsheet splits at semicolons, tabs or lines", () => {
  fc.assert(
    fc.property(nasty, (text) => {
      if (/^-?\d+$/.test(text)) return;
      for (const piece of defused(text).split(/[;\t\r\n|]/)) expect(piece.trimStart()).not.toMatch(/^[=+\-@＝＋－＠]/);
    }),
  );
  expect(["=1+1", "@SUM(A1)", "+44 20", "-2+3", " =x", "a;=x", "a\n=x"].map(defused)).toEqual([
    "'=1+1",
    "'@SUM(A1)",
    "'+44 20",
    "'-2+3",
    " '=x",
    "a;'=x",
    "a\n'=x",
  ]);
  // Bytes in base64 may look like one.
  expect(csvLine([{ base64: "+A1+A2+B3" }], "held")).toBe('"\'+A1+A2+B3"\r\n');
  expect(["-12.50", "-5", "2026-11-09", "a-b", "it's"].map(defused)).toEqual(["-12.50", "-5", "2026-11-09", "a-b", "it's"]);
});

test("what was defused can be had to the letter", () => {
  fc.assert(
    fc.property(nasty, (text) => restored(defused(text)) === text),
    { numRuns: 1000 },
  );
});
