// Records by the hash of an id: open addressing over typed arrays, and one arena that all records lie in.
import { HEADER, lengthOf, word } from "./record.ts";
import { StateError } from "./state-error.ts";

/** Hash -> record. `words` is another array after a change: it is read anew each time. */
export interface PersonTable {
  words: Int32Array;
  /** The record of a hash; 0 where there is none. */
  readonly find: (hash: Int32Array) => number;
  /** Puts a record (its first four words are the hash) in the place of the one before, if any. */
  readonly put: (record: ArrayLike<number>, length: number) => void;
  /** Takes a record out, and its words with it. */
  readonly remove: (hash: Int32Array) => void;
  readonly size: () => number;
  readonly bytes: () => number;
}

const FIRST_SLOTS = 16;
const FIRST_WORDS = 256;
/** A place in it must fit into a slot. */
const MOST_WORDS = 2 ** 31;
/** Fuller than this, and looking takes long. */
const FULLEST = 0.8;
const GROWTH = 1.5;
/** Below so many words what lies dead between records is left there. */
const WORTH_COMPACTING = 1 << 16;

/**
 * A table without a record. A slot is one word, 0 where it is free: where the record is, and above that (from the bit `above` on) as
 * much of the hash as has room. Whose record it is not is mostly seen without reading one, and the slots, which are read in an order by
 * chance, are small enough to stay near the processor.
 */
export function makePersonTable(): PersonTable {
  let slots = new Int32Array(FIRST_SLOTS);
  let mask = FIRST_SLOTS - 1;
  let above = bitsFor(FIRST_WORDS);
  let size = 0;
  // 0 stands for no record.
  let used = 1;
  let dead = 0;

  const recordIn = (held: number): number => held & ((1 << above) - 1);
  /** What stands in the slot of a record whose hash has this second word: the first word leads to the slot. */
  const slotFor = (record: number, second: number): number => record | (second << above);

  function slotOf(hash: ArrayLike<number>): number {
    const { words } = table;
    const sought = slotFor(0, hash[1] ?? 0) >>> above;
    for (let slot = (hash[0] ?? 0) & mask; ; slot = (slot + 1) & mask) {
      const held = word(slots, slot);
      if (held === 0 || (held >>> above === sought && isOf(words, recordIn(held), hash))) return slot;
    }
  }

  function put(record: ArrayLike<number>, length: number): void {
    if (size + 1 > slots.length * FULLEST) growSlots();
    const slot = slotOf(record);
    const before = recordIn(word(slots, slot));
    const lengthBefore = before === 0 ? 0 : lengthOf(table.words, before);
    let at = before;
    if (length > lengthBefore) {
      at = reserve(length);
      slots[slot] = slotFor(at, record[1] ?? 0);
    }
    if (before === 0) size++;
    if (lengthBefore > 0) {
      table.words.fill(0, before, before + lengthBefore);
      dead += lengthBefore - (at === before ? length : 0);
    }
    for (let index = 0; index < length; index++) table.words[at + index] = record[index] ?? 0;
    compactIfWorthIt();
  }

  function remove(hash: Int32Array): void {
    let free = slotOf(hash);
    const record = recordIn(word(slots, free));
    if (record === 0) return;
    const length = lengthOf(table.words, record);
    // Whoever stands behind because this slot was taken moves up.
    for (let slot = (free + 1) & mask; word(slots, slot) !== 0; slot = (slot + 1) & mask) {
      const home = word(table.words, recordIn(word(slots, slot))) & mask;
      if (((slot - home) & mask) < ((slot - free) & mask)) continue;
      slots[free] = word(slots, slot);
      free = slot;
    }
    slots[free] = 0;
    table.words.fill(0, record, record + length);
    dead += length;
    size--;
    compactIfWorthIt();
  }

  function growSlots(): void {
    const before = slots;
    slots = new Int32Array(before.length * 2);
    mask = slots.length - 1;
    for (const held of before) {
      if (held === 0) continue;
      let slot = word(table.words, recordIn(held)) & mask;
      while (word(slots, slot) !== 0) slot = (slot + 1) & mask;
      slots[slot] = held;
    }
  }

  function reserve(length: number): number {
    const at = used;
    if (at + length > table.words.length)
      moveTo(Math.max(at + length, Math.min(table.words.length * GROWTH, MOST_WORDS)), table.words);
    used += length;
    return at;
  }

  /** Takes a larger arena, and makes room in each slot for a place in it. */
  function moveTo(length: number, words: Int32Array): void {
    if (length > MOST_WORDS)
      throw new StateError("more is known of people than one engine holds", { advice: "hold fewer people in each process" });
    const larger = new Int32Array(Math.ceil(length));
    larger.set(words);
    const bits = bitsFor(larger.length);
    if (bits !== above)
      for (let slot = 0; slot < slots.length; slot++) {
        const record = recordIn(word(slots, slot));
        if (record !== 0) slots[slot] = record | (word(words, record + 1) << bits);
      }
    above = bits;
    table.words = larger;
  }

  function compactIfWorthIt(): void {
    if (dead < WORTH_COMPACTING || dead * 2 < used) return;
    const compact = new Int32Array(Math.ceil((used - dead) * GROWTH) + HEADER);
    const bits = bitsFor(compact.length);
    let end = 1;
    for (let slot = 0; slot < slots.length; slot++) {
      const record = recordIn(word(slots, slot));
      if (record === 0) continue;
      const length = lengthOf(table.words, record);
      compact.set(table.words.subarray(record, record + length), end);
      slots[slot] = end | (word(compact, end + 1) << bits);
      end += length;
    }
    above = bits;
    table.words = compact;
    used = end;
    dead = 0;
  }

  const table: PersonTable = {
    words: new Int32Array(FIRST_WORDS),
    find: (hash) => recordIn(word(slots, slotOf(hash))),
    put,
    remove,
    size: () => size,
    bytes: () => slots.byteLength + table.words.byteLength,
  };
  return table;
}

/** How many bits a place in so many words takes. */
const bitsFor = (words: number): number => 32 - Math.clz32(words - 1);

const isOf = (words: Int32Array, record: number, hash: ArrayLike<number>): boolean =>
  words[record] === hash[0] && words[record + 1] === hash[1] && words[record + 2] === hash[2] && words[record + 3] === hash[3];
