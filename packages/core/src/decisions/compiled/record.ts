// How what is known of somebody lies in memory: a few words. What is not known takes none.
//
//   0-3  the hash of the id
//   4    flags, and which sections there are
//   5    the context: as what they are known, and where they live (contexts.ts)
//   6..  where each section begins, counted from the record, and where the record ends; only where there is a section
//   ..   the sections

export const FLAGS = 4;
export const CONTEXT = 5;
export const DIRECTORY = 6;
/** The length of a record without a section. */
export const HEADER = 6;

/** Flags that are a fact by themselves. */
export const ERASED = 1;
export const STOPPED = 1 << 1;
export const MINOR = 1 << 2;
export const OUT_OF_SALE = 1 << 3;
export const OUT_OF_SHARING = 1 << 4;
export const OUT_OF_PROFILING = 1 << 5;
export const LIMITED = 1 << 6;
/** Of a question, never of a record: nobody of this id is known. */
export const UNKNOWN = 1 << 7;
/** Not known to be older than any child, when the engine was opened (zone-days.ts). */
export const YOUNG = 1 << 8;
/** It is a browser's. */
export const BROWSER = 1 << 9;

/** Sections by their bit of the flags; a number's high half is a section's `f` where a moment stands: two words of a float. */
export const BORN = 12;
/** The ground, and when (2). */
export const RESTRICTED = 13;
/** Country. */
export const RESIDENCES = 14;
/** Client. */
export const CLIENTS = 15;
/** The four words of a browser's hash. */
export const LINKED = 16;
/** Purpose and bits, when (2), notice (origins.ts). */
export const CONSENTS = 17;
/** The same of purposes whose consent ends, and when that is (2). */
export const ENDING = 18;
/** Purpose, when (2). */
export const OBJECTIONS = 19;
/** Recipient and bits. */
export const RECIPIENTS = 20;
/** Recipient, and who switched it on. */
export const ENABLED = 21;
/** Grant (origins.ts). */
export const GRANTS = 22;
/** Event, the recipient it is for and whether it ends, when (2), until when (2). */
export const OCCASIONS = 23;
/** Origin (origins.ts), when (2). */
export const COLLECTED = 24;
/** Purpose and whether it was given, the eight words of the text's hash, until when it stands (2). */
export const APPROVALS = 25;

/** Purpose and refused channels, refused topics as bits (parts.ts). */
export const PARTS = 26;

/** Words of an entry of each section, by `section - BORN`. */
export const SIZES: readonly number[] = [1, 3, 1, 1, 4, 4, 6, 3, 1, 1, 1, 6, 3, 11, 2];
export const SECTIONS = SIZES.length;
const ALL_SECTIONS = ((1 << SECTIONS) - 1) << BORN;

/** Below the id of a purpose or recipient in its entry. */
export const ID_SHIFT = 8;
/** Bits of a choice. */
export const GIVEN = 1;
export const EXPLICIT = 2;
export const CONFIRMED = 4;
export const BY_PERSON = 8;
export const BY_PARENT = 16;
/** A yes to just this purpose, of somebody who was out of it as a whole by then. */
export const DESPITE_SALE = 32;
export const DESPITE_SHARING = 64;
/** Such a yes with the signal of their browser in view. */
export const AGAINST_SIGNAL = 128;
/** Where in a choice its notice lies, and when it ends. */
export const UNDER = 3;
export const ENDS = 4;
/** Bits of who switched something on. */
export const ENABLERS = { person: 1, workspace: 2, client: 4 } as const;

export const word = (words: Int32Array, at: number): number => words[at] ?? 0;

/** The flags of a record; of none (0), none. */
export const flagsOf = (words: Int32Array, record: number): number => (record === 0 ? 0 : word(words, record + FLAGS));

/** Where a section begins; of a section that is not there, where it would. */
export function startOf(words: Int32Array, record: number, section: number): number {
  const before = flagsOf(words, record) & ALL_SECTIONS & ((1 << section) - 1);
  return record + word(words, record + DIRECTORY + countBits(before));
}

/** Where a section ends; the same where it is not there. */
export function endOf(words: Int32Array, record: number, section: number): number {
  const upTo = flagsOf(words, record) & ALL_SECTIONS & ((2 << section) - 1);
  return record + word(words, record + DIRECTORY + countBits(upTo));
}

export const hasSection = (words: Int32Array, record: number, section: number): boolean =>
  (flagsOf(words, record) & (1 << section)) !== 0;

/** How many words a record takes. */
export function lengthOf(words: Int32Array, record: number): number {
  const sections = flagsOf(words, record) & ALL_SECTIONS;
  return sections === 0 ? HEADER : word(words, record + DIRECTORY + countBits(sections));
}

/** Few enough to be looked through one by one. */
const FEW = 8;

/** The entry of a purpose or recipient in a section that is sorted by them; 0 where there is none. */
export function entryOf(words: Int32Array, record: number, section: number, id: number): number {
  const flags = flagsOf(words, record);
  const bit = 1 << section;
  if ((flags & bit) === 0) return 0;
  const size = SIZES[section - BORN] ?? 1;
  const at = record + DIRECTORY + countBits(flags & ALL_SECTIONS & (bit - 1));
  let low = record + word(words, at);
  let high = record + word(words, at + 1);
  while (high - low > FEW * size) {
    const middle = low + (((high - low) / size) >> 1) * size;
    if (word(words, middle) >> ID_SHIFT <= id) low = middle;
    else high = middle;
  }
  for (let entry = low; entry < high; entry += size) if (word(words, entry) >> ID_SHIFT === id) return entry;
  return 0;
}

const halves = new Int32Array(4);
const whole = new Float64Array(halves.buffer);

/** A moment that stands in two words, in milliseconds. */
export function momentAt(words: Int32Array, at: number): number {
  halves[0] = word(words, at);
  halves[1] = word(words, at + 1);
  return whole[0] ?? 0;
}

/** Whether a moment of a record is after another. A moment that is handed back may cost an object: two are compared where they lie. */
export function isAfter(words: Int32Array, one: number, other: number): boolean {
  halves[0] = word(words, one);
  halves[1] = word(words, one + 1);
  halves[2] = word(words, other);
  halves[3] = word(words, other + 1);
  return (whole[0] ?? 0) > (whole[1] ?? 0);
}

/** The two words of a moment. */
export function pushMoment(words: number[], moment: number): void {
  whole[0] = moment;
  words.push(halves[0] ?? 0, halves[1] ?? 0);
}

function countBits(bits: number): number {
  let count = bits - ((bits >>> 1) & 0x55555555);
  count = (count & 0x33333333) + ((count >>> 2) & 0x33333333);
  return (((count + (count >>> 4)) & 0x0f0f0f0f) * 0x01010101) >>> 24;
}
