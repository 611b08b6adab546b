import { expect, test } from "vitest";
import { hasherOf } from "./siphash.ts";

const KEY = Uint8Array.from({ length: 16 }, (_, at) => at);

/** Of `vectors.h` of the reference implementation, `vectors_sip128`: the message is 00 01 02 ... of so many bytes. */
const VECTORS: Readonly<Record<number, string>> = {
  0: "a3817f04ba25a8e66df67214c7550293",
  1: "da87c1d86b99af44347659119b22fc45",
  2: "8177228da4a45dc7fca38bdef60affe4",
  3: "9c70b60c5267a94e5f33b6b02985ed51",
  4: "f88164c12d9c8faf7d0f6e7c7bcd5579",
  5: "1368875980776f8854527a07690e9627",
  6: "14eeca338b208613485ea0308fd7a15e",
  7: "a1f1ebbed8dbc153c0b84aa61ff08239",
  8: "3b62a9ba6258f5610f83e264f31497b4",
  9: "264499060ad9baabc47f8b02bb6d71ed",
};

function hex(text: string, key = KEY): string {
  const out = new Int32Array(4);
  hasherOf(key)(text, out);
  return Buffer.from(out.buffer).toString("hex");
}

const bytes = (length: number): string => String.fromCharCode(...Array.from({ length }, (_, at) => at));

test.each(Object.entries(VECTORS))("the reference vector of %s bytes", (length, hash) => {
  expect(hex(bytes(Number(length)))).toBe(hash);
});

test("a longer text, and a key that is part of a larger buffer", () => {
  const larger = Uint8Array.from([9, 9, 9, 9, ...KEY, 9]);
  expect(hex(bytes(9), larger.subarray(4, 20))).toBe(VECTORS[9]);
  expect(hex("x".repeat(5000))).not.toBe(hex("x".repeat(5001)));
});

test("different texts have different hashes, whatever they are made of", () => {
  const texts = [
    "u",
    "ü",
    "ú",
    "u_42",
    "юзер",
    "用户",
    "👩",
    "\ud83d",
    "\udc69",
    "\udc69\ud83d",
    "\ufffd",
    "\0",
    "",
    "Ã¼",
    "ü\0",
    "€".repeat(9),
  ];
  expect(new Set(texts.map((text) => hex(text))).size).toBe(texts.length);
});

test("what was hashed before leaves no trace", () => {
  const hash = hasherOf(KEY);
  const out = new Int32Array(4);
  hash("用户用户用户用户用户", out);
  hash(bytes(5), out);
  expect(Buffer.from(out.buffer).toString("hex")).toBe(VECTORS[5]);
});
