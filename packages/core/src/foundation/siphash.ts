// SipHash-2-4 with 128 bits, of a text in UTF-8: under what name a person is kept in memory.

/** How many bytes the key of a hash has. */
export const HASH_KEY_BYTES = 16;

/** Writes the hash of a text, as four words, into `out`. */
export type Hasher = (text: string, out: Int32Array) => void;

/**
 * A hasher under a key. Two different texts never have the same bytes: half of a surrogate pair is written as it stands.
 *
 * @source SipHash: a fast short-input PRF (Aumasson, Bernstein), and its reference implementation for 128 bits
 */
export function hasherOf(key: Uint8Array): Hasher {
  const view = new DataView(key.buffer, key.byteOffset, key.byteLength);
  const keys = Int32Array.from([0, 4, 8, 12], (at) => view.getInt32(at, true));
  let block = new Int32Array(64);
  return (text, out) => {
    // Three bytes for a unit at the most, and the last block.
    if (block.length * 4 < text.length * 3 + 16) block = new Int32Array(text.length + 64);
    const length = writeAscii(text, block);
    sip(keys, block, length < 0 ? writeUtf8(text, block) : length, out);
  };
}

/** Packs a text of ASCII alone into words; -1 where it is none. */
function writeAscii(text: string, block: Int32Array): number {
  const length = text.length;
  let word = 0;
  let all = 0;
  let at = 0;
  for (; at < length; at++) {
    const code = text.charCodeAt(at);
    all |= code;
    word |= code << ((at & 3) << 3);
    if ((at & 3) === 3) {
      block[at >> 2] = word;
      word = 0;
    }
  }
  if (all > 0x7f) return -1;
  endBlock(block, at, word);
  return length;
}

/** The last word, and what is left of its block of eight bytes. */
function endBlock(block: Int32Array, length: number, word: number): void {
  const index = length >> 2;
  block[index] = word;
  if ((index & 1) === 0) block[index + 1] = 0;
}

function writeUtf8(text: string, block: Int32Array): number {
  const bytes = new Uint8Array(block.buffer);
  let length = 0;
  const put = (byte: number) => {
    bytes[length++] = byte;
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
  bytes.fill(0, length, (length | 7) + 1);
  return length;
}

/** Four numbers of 64 bits, as pairs of words: `l` the low one, `h` the high one. Written out, since a call a step would be the cost. */
// biome-ignore lint/complexity/noExcessiveLinesPerFunction: a call for each step would cost more than the steps
function sip(keys: Int32Array, block: Int32Array, length: number, out: Int32Array): void {
  const k0l = keys[0] ?? 0;
  const k0h = keys[1] ?? 0;
  const k1l = keys[2] ?? 0;
  const k1h = keys[3] ?? 0;
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
        ml = block[round] ?? 0;
        mh = block[round + 1] ?? 0;
        if (round === taken - 2) mh |= length << 24;
        v3l ^= ml;
        v3h ^= mh;
      }
    } else if (round === taken) v2l ^= 0xee;
    else if (round === taken + 4) {
      out[0] = v0l ^ v1l ^ v2l ^ v3l;
      out[1] = v0h ^ v1h ^ v2h ^ v3h;
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
  out[2] = v0l ^ v1l ^ v2l ^ v3l;
  out[3] = v0h ^ v1h ^ v2h ^ v3h;
}
