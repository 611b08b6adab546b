import { expect, test } from "vitest";
import { readAddress } from "./address.ts";
import { newCode, readCode } from "./code.ts";

test.each([
  ["ada@workshop.example", "ada@workshop.example"],
  ["  Ada.Lovelace+x@Workshop.Example ", "ada.lovelace+x@workshop.example"],
  ["ada@bücher.example", "ada@bücher.example"],
  ["用户@例子.example", "用户@例子.example"],
  ["o'neil_1-2@a-b.example", "o'neil_1-2@a-b.example"],
  // A Kelvin sign is the letter k: the code goes to the address that owns it, never to this one.
  ["\u212Aate@workshop.example", "kate@workshop.example"],
])("%j is an address", (typed, read) => expect(readAddress(typed)).toBe(read));

test.each([
  "",
  "ada",
  "@workshop.example",
  "ada@",
  "ada@workshop",
  "ada@@workshop.example",
  "ada@a@workshop.example",
  "ada@workshop..example",
  ".ada@workshop.example",
  "ada.@workshop.example",
  "a..da@workshop.example",
  "ada@workshop.example\r\nBcc: eve@evil.example",
  "ada\u0000@workshop.example",
  "ada\u202e@workshop.example",
  "ada lovelace@workshop.example",
  '"ada"@workshop.example',
  "<ada@workshop.example>",
  "ada@workshop.example,eve@evil.example",
  "ada@[127.0.0.1]",
  "ada@xn--.example",
  `${"a".repeat(65)}@workshop.example`,
  `a@${"b".repeat(63)}.${"c".repeat(63)}.${"d".repeat(63)}.${"e".repeat(60)}.example`,
  "a".repeat(1_000_000),
])("%j is none", (typed) => expect(readAddress(typed)).toBeUndefined());

test("a code is eight digits, and high random numbers are thrown away, not folded onto low codes", () => {
  const draws = [Buffer.from("ffffffff", "hex"), Buffer.from("fa56ea00", "hex"), Buffer.from("0000002a", "hex")];
  expect(newCode(() => draws.shift() ?? new Uint8Array(4))).toBe("00000042");
  expect(newCode(() => Buffer.from("fa56e9ff", "hex"))).toBe("99999999");
});

test("a code is read however it is spaced", () => {
  expect(readCode(" 1234 5678\n")).toBe("12345678");
  expect(readCode("1234-5678")).toBe("12345678");
  for (const typed of ["", "1234567", "123456789", "1234567x", "１２３４５６７８"]) expect(readCode(typed)).toBeUndefined();
});
