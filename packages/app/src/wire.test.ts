import { expect, test } from "vitest";
import { fromWire, toWire } from "./wire.ts";

test("bytes go over the wire to the byte, in whichever form a driver gives them", () => {
  const bytes = new Uint8Array([0, 1, 254, 255]);
  const apart = new Uint8Array([9, ...bytes, 9]).subarray(1, 5);
  for (const form of [bytes, apart, Buffer.from(bytes), bytes.buffer]) expect(fromWire(toWire(form))).toEqual(bytes);
});

test("what a double would change, or JSON does not have, becomes a text", () => {
  expect([2n ** 60n, 7n, Number.NaN, new Date(0), undefined].map(toWire)).toEqual([
    "1152921504606846976",
    7,
    "NaN",
    "1970-01-01T00:00:00.000Z",
    null,
  ]);
});
