import fc from "fast-check";
import { expect, test } from "vitest";
import { makePersonTable } from "./person-table.ts";
import { BORN, FLAGS, HEADER, word } from "./record.ts";

/** A record with a section of so many words, each the number that it is told by. */
function recordOf(hash: readonly number[], told: number, length: number): number[] {
  const head = [...hash, length === 0 ? 0 : 1 << BORN, told];
  return length === 0 ? head : [...head, 8, 8 + length, ...Array.from({ length }, () => told)];
}

/** Few homes and few first words, so that people stand in each other's way, and the end of the table is crossed. */
const crowded = (id: number): readonly number[] => [(id % 7) - 2, 1, 2, id];
/** As hashes are: any words, half of them negative. */
const spread = (id: number): readonly number[] => [1, 2, 3, 4].map((part) => Math.imul(id * 4 + part, 0x9e3779b1) ^ (id << 27));

const changes = fc.array(
  fc.record({ id: fc.nat(60), told: fc.nat(1_000_000), length: fc.option(fc.nat(9), { nil: undefined, freq: 4 }) }),
  { maxLength: 400 },
);

test.each([
  ["crowded", crowded],
  ["spread", spread],
] as const)("a table holds what a Map would, of hashes that are %s", (_, hashOf) => {
  fc.assert(
    fc.property(changes, (all) => {
      const table = makePersonTable();
      const right = new Map<number, number>();
      for (const { id, told, length } of all) {
        if (length === undefined) table.remove(Int32Array.from(hashOf(id)));
        else {
          const record = recordOf(hashOf(id), told, length);
          table.put(record, record.length);
        }
        if (length === undefined) right.delete(id);
        else right.set(id, told);
      }
      expect(table.size()).toBe(right.size);
      for (let id = 0; id <= 60; id++) {
        const at = table.find(Int32Array.from(hashOf(id)));
        expect(at === 0 ? undefined : word(table.words, at + 5)).toBe(right.get(id));
      }
    }),
  );
});

test("who is taken out leaves no word behind, nor does what somebody was before", () => {
  const table = makePersonTable();
  const told = 123_456_789;
  const put = (length: number, what: number) => {
    const record = recordOf([5, 1, 2, 3], what, length);
    table.put(record, record.length);
  };
  put(5, told);
  put(2, 1);
  put(9, told);
  put(9, 1);
  expect(table.words.includes(told)).toBe(false);
  put(9, told);
  table.remove(Int32Array.from([5, 1, 2, 3]));
  expect(table.words.every((one) => one === 0)).toBe(true);
});

test("changes without end take no memory without end, and lose nobody", () => {
  const table = makePersonTable();
  for (let round = 0; round < 300; round++) {
    for (let id = 0; id < 100; id++) {
      // Longer each time, so that the place before is of no use.
      const record = recordOf([id * 7, id, id, id], round, round % 40);
      table.put(record, record.length);
    }
  }
  expect(table.bytes()).toBeLessThan(2_000_000);
  expect(table.size()).toBe(100);
  for (let id = 0; id < 100; id++) {
    const at = table.find(Int32Array.from([id * 7, id, id, id]));
    expect(word(table.words, at + FLAGS + 1)).toBe(299);
  }
  expect(HEADER).toBe(6);
});
