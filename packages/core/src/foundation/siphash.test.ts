import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { siphashModule } from "../../../../tools/build-siphash.mjs";
import { assembledRounds, hasherOf, type Rounds, writtenRounds } from "./siphash.ts";

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

/** Where there is no WebAssembly this throws, and the suite fails: it would have shown nothing of half of it. */
function assembled(): Rounds {
  const rounds = assembledRounds();
  if (rounds === undefined) throw new Error("this process has no WebAssembly");
  return rounds;
}

const WAYS = { "in WebAssembly": assembled(), "in JavaScript": writtenRounds(64) };

function hex(text: string, key = KEY, rounds?: Rounds): string {
  const out = new Int32Array(4);
  hasherOf(key, rounds)(text, out);
  return Buffer.from(out.buffer).toString("hex");
}

const bytes = (length: number): string => String.fromCharCode(...Array.from({ length }, (_, at) => at));

describe.each(Object.entries(WAYS))("%s", (_, rounds) => {
  test.each(Object.entries(VECTORS))("the reference vector of %s bytes", (length, hash) => {
    expect(hex(bytes(Number(length)), KEY, rounds)).toBe(hash);
  });

  test("a longer text, and a key that is part of a larger buffer", () => {
    const larger = Uint8Array.from([9, 9, 9, 9, ...KEY, 9]);
    expect(hex(bytes(9), larger.subarray(4, 20), rounds)).toBe(VECTORS[9]);
    expect(hex("x".repeat(5000), KEY, rounds)).not.toBe(hex("x".repeat(5001), KEY, rounds));
  });

  test("what was hashed before leaves no trace, nor does another key", () => {
    const hash = hasherOf(KEY, rounds);
    const out = new Int32Array(4);
    hash("用户用户用户用户用户", out);
    hasherOf(new Uint8Array(16), rounds)("somebody else", out);
    hash(bytes(5), out);
    expect(Buffer.from(out.buffer).toString("hex")).toBe(VECTORS[5]);
  });
});

test("both ways give the same hash of any text, as long as their memory or longer", () => {
  const { "in WebAssembly": one, "in JavaScript": other } = WAYS;
  const text = fc.oneof(fc.string({ unit: "binary", maxLength: 40 }), fc.string({ unit: "binary-ascii", maxLength: 40 }));
  fc.assert(
    fc.property(text, (id) => hex(id, KEY, one) === hex(id, KEY, other)),
    { numRuns: 2_000 },
  );
  for (const length of [2, 3, 7, 8, 9, 10, 1_000, 21_830, 21_832, 21_833, 30_000])
    for (const letter of ["x", "用"]) expect(hex(letter.repeat(length), KEY, one)).toBe(hex(letter.repeat(length), KEY, other));
});

test("siphash-module.ts is what siphash.wat says today", async () => {
  expect(readFileSync(new URL("./siphash-module.ts", import.meta.url), "utf8")).toBe(await siphashModule());
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
