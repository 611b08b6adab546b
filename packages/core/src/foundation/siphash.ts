// SipHash-2-4 with 128 bits, of a text in UTF-8: under what name a person is kept in memory.
import { SIPHASH_MODULE } from "./siphash-module.ts";

/** How many bytes the key of a hash has. */
export const HASH_KEY_BYTES = 16;

/** Writes the hash of a text, as four words, into `out`. */
export type Hasher = (text: string, out: Int32Array) => void;

/** Hashes a message of so many bytes that lies in its memory (siphash.wat says where, and the key and the hash). */
export interface Rounds {
  readonly words: Int32Array;
  readonly bytes: Uint8Array;
  readonly hash: (length: number) => void;
}

/** Where the hash lies, in words, and where the message. */
const HASH = 4;
const MESSAGE = 8;
const MESSAGE_BYTES = MESSAGE * 4;
/** A unit of a text takes three bytes at the most, and the last word of eight is whole. */
const roomFor = ({ length }: string): number => MESSAGE_BYTES + length * 3 + 8;

/**
 * A hasher under a key. Two different texts never have the same bytes: half of a surrogate pair is written as it stands.
 *
 * @source SipHash: a fast short-input PRF (Aumasson, Bernstein), and its reference implementation for 128 bits
 */
export function hasherOf(key: Uint8Array, rounds: Rounds = sharedRounds()): Hasher {
  const view = new DataView(key.buffer, key.byteOffset, key.byteLength);
  const [k0 = 0, k1 = 0, k2 = 0, k3 = 0] = [0, 4, 8, 12].map((at) => view.getInt32(at, true));
  return (text, out) => {
    const { words, bytes, hash } = roomFor(text) <= rounds.bytes.length ? rounds : writtenRounds(roomFor(text));
    // Engines with other keys use the same memory.
    words[0] = k0;
    words[1] = k1;
    words[2] = k2;
    words[3] = k3;
    const length = writeAscii(text, words, bytes);
    hash(length < 0 ? writeUtf8(text, bytes) : length);
    out[0] = words[HASH] ?? 0;
    out[1] = words[HASH + 1] ?? 0;
    out[2] = words[HASH + 2] ?? 0;
    out[3] = words[HASH + 3] ?? 0;
  };
}

let shared: Rounds | undefined;

/** Those of a process: in WebAssembly, where numbers have 64 bits, or else written out. */
function sharedRounds(): Rounds {
  shared ??= assembledRounds() ?? writtenRounds(WRITTEN_ROOM);
  return shared;
}

/** In bytes: longer texts take a memory of their own. */
const WRITTEN_ROOM = 1 << 12;

/** In WebAssembly; undefined where it may not run (`--jitless`, a policy of the page). */
export function assembledRounds(): Rounds | undefined {
  const { WebAssembly } = globalThis as unknown as MayAssemble;
  if (WebAssembly === undefined) return undefined;
  const bytes = Uint8Array.from(SIPHASH_MODULE.match(/../g) ?? [], (byte) => Number.parseInt(byte, 16));
  try {
    const { memory, hash } = new WebAssembly.Instance(new WebAssembly.Module(bytes)).exports;
    return { words: new Int32Array(memory.buffer), bytes: new Uint8Array(memory.buffer), hash };
  } catch {
    return undefined;
  }
}

/** What of WebAssembly is used: the language's own types do not know it. */
interface MayAssemble {
  readonly WebAssembly?: {
    readonly Module: new (bytes: Uint8Array) => object;
    readonly Instance: new (
      module: object,
    ) => { readonly exports: { readonly memory: { readonly buffer: ArrayBuffer }; readonly hash: (length: number) => void } };
  };
}

/** In JavaScript, in a memory of so many bytes. */
export function writtenRounds(room: number): Rounds {
  const words = new Int32Array(Math.ceil(room / 4));
  return { words, bytes: new Uint8Array(words.buffer), hash: (length) => sip(words, length) };
}

/** Writes a text of ASCII alone; gives its length, and -1 where it is none. */
function writeAscii(text: string, words: Int32Array, bytes: Uint8Array): number {
  const { length } = text;
  endMessage(words, length);
  let all = 0;
  for (let at = 0; at < length; at++) {
    const code = text.charCodeAt(at);
    bytes[MESSAGE_BYTES + at] = code;
    all |= code;
  }
  return all > 0x7f ? -1 : length;
}

/** Nothing but 0 in the last word of eight bytes, before the rest of the message is written into it. */
function endMessage(words: Int32Array, length: number): void {
  const last = MESSAGE + (length >> 3) * 2;
  words[last] = 0;
  words[last + 1] = 0;
}

function writeUtf8(text: string, bytes: Uint8Array): number {
  let end = MESSAGE_BYTES;
  const put = (byte: number) => {
    bytes[end++] = byte;
  };
  for (let at = 0; at < text.length; at++) {
    const code = text.codePointAt(at) ?? 0;
    if (code > 0xffff) at++;
    if (code < 0x80) put(code);
    else if (code < 0x800) {
      put(0xc0 | (code >> 6));
      put(0x80 | (code & 0x3f));
    } else {
      if (code < 0x10000) put(0xe0 | (code >> 12));
      else {
        put(0xf0 | (code >> 18));
        put(0x80 | ((code >> 12) & 0x3f));
      }
      put(0x80 | ((code >> 6) & 0x3f));
      put(0x80 | (code & 0x3f));
    }
  }
  bytes.fill(0, end, (end | 7) + 1);
  return end - MESSAGE_BYTES;
}

/** Four numbers of 64 bits, as pairs of words: `l` the low one, `h` the high one. Written out, since a call a step would be the cost. */
// biome-ignore lint/complexity/noExcessiveLinesPerFunction: a call for each step would cost more than the steps
function sip(words: Int32Array, length: number): void {
  const k0l = words[0] ?? 0;
  const k0h = words[1] ?? 0;
  const k1l = words[2] ?? 0;
  const k1h = words[3] ?? 0;
  let v0l = k0l ^ 0x70736575;
  let v0h = k0h ^ 0x736f6d65;
  let v1l = k1l ^ 0x6e646f6d ^ 0xee;
  let v1h = k1h ^ 0x646f7261;
  let v2l = k0l ^ 0x6e657261;
  let v2h = k0h ^ 0x6c796765;
  let v3l = k1l ^ 0x79746573;
  let v3h = k1h ^ 0x74656462;
  const blocks = (length >> 3) + 1;
  const taken = blocks * 2;
  // Two rounds a block, then twice four for each half of the hash.
  const rounds = taken + 8;
  let ml = 0;
  let mh = 0;
  for (let round = 0; round < rounds; round++) {
    if (round < taken) {
      if ((round & 1) === 0) {
        ml = words[MESSAGE + round] ?? 0;
        mh = words[MESSAGE + round + 1] ?? 0;
        if (round === taken - 2) mh |= length << 24;
        v3l ^= ml;
        v3h ^= mh;
      }
    } else if (round === taken) v2l ^= 0xee;
    else if (round === taken + 4) {
      words[HASH] = v0l ^ v1l ^ v2l ^ v3l;
      words[HASH + 1] = v0h ^ v1h ^ v2h ^ v3h;
      v1l ^= 0xdd;
    }
    // v0 += v1; v1 = rotl(v1, 13) ^ v0; v0 = rotl(v0, 32)
    let low = (v0l + v1l) | 0;
    let high = (v0h + v1h + Number(low >>> 0 < v0l >>> 0)) | 0;
    let swap = ((v1l << 13) | (v1h >>> 19)) ^ low;
    v1h = ((v1h << 13) | (v1l >>> 19)) ^ high;
    v1l = swap;
    v0l = high;
    v0h = low;
    // v2 += v3; v3 = rotl(v3, 16) ^ v2
    low = (v2l + v3l) | 0;
    high = (v2h + v3h + Number(low >>> 0 < v2l >>> 0)) | 0;
    swap = ((v3l << 16) | (v3h >>> 16)) ^ low;
    v3h = ((v3h << 16) | (v3l >>> 16)) ^ high;
    v3l = swap;
    v2l = low;
    v2h = high;
    // v0 += v3; v3 = rotl(v3, 21) ^ v0
    low = (v0l + v3l) | 0;
    high = (v0h + v3h + Number(low >>> 0 < v0l >>> 0)) | 0;
    swap = ((v3l << 21) | (v3h >>> 11)) ^ low;
    v3h = ((v3h << 21) | (v3l >>> 11)) ^ high;
    v3l = swap;
    v0l = low;
    v0h = high;
    // v2 += v1; v1 = rotl(v1, 17) ^ v2; v2 = rotl(v2, 32)
    low = (v2l + v1l) | 0;
    high = (v2h + v1h + Number(low >>> 0 < v2l >>> 0)) | 0;
    swap = ((v1l << 17) | (v1h >>> 15)) ^ low;
    v1h = ((v1h << 17) | (v1l >>> 15)) ^ high;
    v1l = swap;
    v2l = high;
    v2h = low;
    if (round < taken && (round & 1) === 1) {
      v0l ^= ml;
      v0h ^= mh;
    }
  }
  words[HASH + 2] = v0l ^ v1l ^ v2l ^ v3l;
  words[HASH + 3] = v0h ^ v1h ^ v2h ^ v3h;
}
