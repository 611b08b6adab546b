// Sealed bytes against another implementation of XChaCha20-Poly1305, whole in JavaScript: what one seals the other opens.
import { createDecipheriv } from "node:crypto";
import { xchacha20poly1305 } from "@noble/ciphers/chacha.js";
import fc from "fast-check";
import { expect, test, vi } from "vitest";
import { createSealer, keyIdOf, openBytes, SEALED_MAGIC, sealBytes } from "./sealing.ts";

const bytes = (length: number) => fc.uint8Array({ minLength: length, maxLength: length });
const sealings = fc.record({
  key: bytes(32),
  keyId: bytes(16),
  nonce: bytes(24),
  context: fc.string({ unit: "binary", maxLength: 60 }),
  plain: fc.uint8Array({ maxLength: 700 }),
});
const HEAD = SEALED_MAGIC.length + 16 + 24;
const other = ({ key, nonce, context }: { readonly key: Uint8Array; readonly nonce: Uint8Array; readonly context: string }) =>
  xchacha20poly1305(key, nonce, new TextEncoder().encode(context));

test("are what the other seals, behind magic, key id and nonce", () => {
  fc.assert(
    fc.property(sealings, (at) => {
      const sealed = sealBytes(at);
      const head = [...SEALED_MAGIC, ...at.keyId, ...at.nonce];
      expect([...sealed]).toEqual([...head, ...other(at).encrypt(at.plain)]);
      expect(keyIdOf(sealed)).toEqual(at.keyId);
      expect(openBytes(at.key, at.context, sealed)).toEqual(at.plain);
      expect(other(at).decrypt(sealed.subarray(HEAD))).toEqual(at.plain);
    }),
  );
});

test("open under their key, for their context and whole, or not at all", () => {
  const flipped = fc.record({ at: sealings, bit: fc.nat() });
  fc.assert(
    fc.property(flipped, bytes(32), ({ at, bit }, key) => {
      const sealed = sealBytes(at);
      fc.pre(key.some((byte, place) => byte !== at.key[place]));
      expect(openBytes(key, at.context, sealed)).toBeUndefined();
      expect(openBytes(at.key, `${at.context}.`, sealed)).toBeUndefined();
      expect(openBytes(at.key, at.context, sealed.subarray(0, -1))).toBeUndefined();
      const wrong = sealed.slice();
      const place = SEALED_MAGIC.length + 16 + (bit % (sealed.length - SEALED_MAGIC.length - 16));
      wrong[place] = (wrong[place] ?? 0) ^ (1 << (bit % 8));
      expect(openBytes(at.key, at.context, wrong)).toBeUndefined();
    }),
  );
});

test("have a nonce of their own each, and leave the key and the plain bytes as they were", () => {
  let drawn = 0;
  const seal = createSealer((length) => new Uint8Array(length).fill(++drawn));
  const [key, plain] = [new Uint8Array(32).fill(7), new Uint8Array([1, 2, 3])];
  const sealed = [1, 2].map(() => seal(key, new Uint8Array(16), "c", plain));
  expect(sealed.map((one) => one[HEAD - 1])).toEqual([1, 2]);
  expect([...key, ...plain]).toEqual([...new Array(32).fill(7), 1, 2, 3]);
});

test("what was opened lies in one place, which whoever opened it clears; of what does not open nothing is left", () => {
  const { prototype } = createDecipheriv("chacha20-poly1305", new Uint8Array(32), new Uint8Array(12), { authTagLength: 16 })
    .constructor as { readonly prototype: ReturnType<typeof createDecipheriv> };
  const update = vi.spyOn(prototype, "update");
  const at = { key: new Uint8Array(32).fill(7), keyId: new Uint8Array(16), nonce: new Uint8Array(24), context: "c" };
  const sealed = sealBytes({ ...at, plain: new Uint8Array(32).fill(9) });
  openBytes(at.key, "c", sealed)?.fill(0);
  openBytes(at.key, "another", sealed);
  const left = update.mock.results.flatMap(({ value }) => [...(value as unknown as Uint8Array)]);
  update.mockRestore();
  expect(left).toHaveLength(64);
  expect(new Set(left)).toEqual(new Set([0]));
});
