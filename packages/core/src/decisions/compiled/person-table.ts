// Records by the hash of an id: open addressing over typed arrays, and one arena that all records lie in.
import { HEADER, lengthOf, word } from "./record.ts";

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
/** Fuller than this, and looking takes long. */
const FULLEST = 0.7;
const GROWTH = 1.5;
/** Below so many words what lies dead between records is left there. */
const WORTH_COMPACTING = 1 << 16;

/** A table without a record. A slot is two words: where the record is (0: the slot is free), and the first word of its hash. */
export function makePersonTable(): PersonTable {
  let slots = new Int32Array(FIRST_SLOTS * 2);
  let mask = FIRST_SLOTS - 1;
  let size = 0;
  // 0 stands for no record.
  let used = 1;
  let dead = 0;

  function slotOf(hash: ArrayLike<number>): number {
    const { words } = table;
    const tag = hash[0] ?? 0;
    for (let slot = tag & mask; ; slot = (slot + 1) & mask) {
      const record = word(slots, slot * 2);
      if (record === 0) return slot;
      if (word(slots, slot * 2 + 1) === tag && isOf(words, record, hash)) return slot;
    }
  }

  function put(record: ArrayLike<number>, length: number): void {
    if (size + 1 > (mask + 1) * FULLEST) growSlots();
    const slot = slotOf(record);
    const before = word(slots, slot * 2);
    const lengthBefore = before === 0 ? 0 : lengthOf(table.words, before);
    if (before === 0) size++;
    let at = before;
    if (length > lengthBefore) {
      at = reserve(length);
      slots[slot * 2] = at;
      slots[slot * 2 + 1] = record[0] ?? 0;
    }
    if (lengthBefore > 0) {
      table.words.fill(0, before, before + lengthBefore);
      dead += lengthBefore - (at === before ? length : 0);
    }
    for (let index = 0; index < length; index++) table.words[at + index] = record[index] ?? 0;
    compactIfWorthIt();
  }

  function remove(hash: Int32Array): void {
    let free = slotOf(hash);
    const record = word(slots, free * 2);
    if (record === 0) return;
    const length = lengthOf(table.words, record);
    table.words.fill(0, record, record + length);
    dead += length;
    size--;
    // Whoever stands behind because this slot was taken moves up.
    for (let slot = (free + 1) & mask; word(slots, slot * 2) !== 0; slot = (slot + 1) & mask) {
      const home = word(slots, slot * 2 + 1) & mask;
      if (((slot - home) & mask) < ((slot - free) & mask)) continue;
      slots[free * 2] = word(slots, slot * 2);
      slots[free * 2 + 1] = word(slots, slot * 2 + 1);
      free = slot;
    }
    slots[free * 2] = 0;
    slots[free * 2 + 1] = 0;
    compactIfWorthIt();
  }

  function growSlots(): void {
    const before = slots;
    slots = new Int32Array(before.length * 2);
    mask = mask * 2 + 1;
    for (let at = 0; at < before.length; at += 2) {
      if (word(before, at) === 0) continue;
      let slot = word(before, at + 1) & mask;
      while (word(slots, slot * 2) !== 0) slot = (slot + 1) & mask;
      slots[slot * 2] = word(before, at);
      slots[slot * 2 + 1] = word(before, at + 1);
    }
  }

  function reserve(length: number): number {
    const at = used;
    used += length;
    if (used > table.words.length) {
      const larger = new Int32Array(Math.ceil(Math.max(used, table.words.length * GROWTH)));
      larger.set(table.words);
      table.words = larger;
    }
    return at;
  }

  function compactIfWorthIt(): void {
    if (dead < WORTH_COMPACTING || dead * 2 < used) return;
    const compact = new Int32Array(Math.ceil((used - dead) * GROWTH) + HEADER);
    let end = 1;
    for (let at = 0; at < slots.length; at += 2) {
      const record = word(slots, at);
      if (record === 0) continue;
      const length = lengthOf(table.words, record);
      compact.set(table.words.subarray(record, record + length), end);
      slots[at] = end;
      end += length;
    }
    table.words = compact;
    used = end;
    dead = 0;
  }

  const table: PersonTable = {
    words: new Int32Array(FIRST_WORDS),
    find: (hash) => word(slots, slotOf(hash) * 2),
    put,
    remove,
    size: () => size,
    bytes: () => slots.byteLength + table.words.byteLength,
  };
  return table;
}

const isOf = (words: Int32Array, record: number, hash: ArrayLike<number>): boolean =>
  words[record] === hash[0] && words[record + 1] === hash[1] && words[record + 2] === hash[2] && words[record + 3] === hash[3];
