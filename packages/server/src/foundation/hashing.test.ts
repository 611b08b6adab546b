import * as core from "@troth/core/foundation";
import fc from "fast-check";
import { expect, test } from "vitest";
import { hashOf, keyedHash } from "./hashing.ts";

test("a keyed hash is the one of core, whatever the key and the text", () => {
  const key = fc.uint8Array({ minLength: 1, maxLength: 100 });
  fc.assert(
    fc.property(key, fc.string({ unit: "binary" }), (of, text) => {
      expect(keyedHash(of, text)).toBe(core.keyedHash(of, text));
    }),
  );
  // Half a character has no bytes of its own.
  expect(keyedHash(new Uint8Array(32), "a\ud800b")).toBe(core.keyedHash(new Uint8Array(32), "a\ud800b"));
});

test("so is the hash of a value", () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      expect(hashOf(value)).toBe(core.hashOf(value));
    }),
  );
});
