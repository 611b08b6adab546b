import { createHash, createPrivateKey, createPublicKey, sign } from "node:crypto";
import { ed25519 } from "@noble/curves/ed25519.js";
import { describe, expect, it } from "vitest";
import { fromBase64, fromUtf8, toBase64 } from "./bytes.ts";
import { checkpointText, openCheckpoint, parseCheckpoint } from "./checkpoint.ts";
import { EMPTY_ROOT } from "./merkle.ts";
import { formatNote, formatVkey, openNote, parseNote, parseVkey, vkeyOf } from "./note.ts";

// The example key and note of Go's sumdb/note, from which the C2SP text was written.
const PETER = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
const PETER_SEED = fromBase64("AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz")?.slice(1) ?? new Uint8Array();
const ENOCH = "EnochRoot+af0cfe78+ATtqJ7zOtqQtYqOo0CpvDXNlMhV3HeJDpjrASKGLWdop";
const TEXT = "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n";
const PETER_LINE =
  "— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n";
const ENOCH_LINE = "— EnochRoot rwz+eBzmZa0SO3NbfRGzPCpDckykFXSdeX+MNtCOXm2/5n2tiOHp+vAF1aGrQ5ovTG01oOTGwnWLox33WWd1RvMc+QQ=\n";
// The examples of the C2SP texts. Their keys are not published: they show the form only.
const POEM =
  "Ognuno sta solo sul cuor della terra\ntrafitto da un raggio di sole:\n\ned è subito sera.\n\n— quasimodo.example/salvatore NnugSzTjtVAewIS+Z/iJhUPeFDkO/5QQ2i5ddnGITLlC+EhfLW9oJKONrMouFSQU0xMcXxj99ihAQwaqP3ZekRwNtIc=\n";
const SOFA =
  "example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n\n— example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=\n";

const keyOf = (text: string) => {
  const vkey = parseVkey(text);
  if (vkey === undefined) throw new Error("not a vkey");
  return vkey;
};

/** A note made with node:crypto alone, from the words of the C2SP text. */
function noteByHand(name: string, seed: Buffer, text: string): { note: string; vkey: string } {
  const der = Buffer.concat([Buffer.from("302e020100300506032b657004220420", "hex"), seed]);
  const secret = createPrivateKey({ key: der, format: "der", type: "pkcs8" });
  const raw = createPublicKey(secret).export({ format: "der", type: "spki" }).subarray(-32);
  const id = createHash("sha256").update(name).update("\n").update(Buffer.of(1)).update(raw).digest().subarray(0, 4);
  const line = Buffer.concat([id, sign(null, Buffer.from(text), secret)]).toString("base64");
  const key = Buffer.concat([Buffer.of(1), raw]).toString("base64");
  return { note: `${text}\n— ${name} ${line}\n`, vkey: `${name}+${id.toString("hex")}+${key}` };
}

describe("base64 and UTF-8", () => {
  it("writes what node writes, and reads nothing else", () => {
    for (let length = 0; length < 70; length++) {
      const bytes = Uint8Array.from({ length }, (_, i) => (i * 151 + length * 7) & 255);
      const text = Buffer.from(bytes).toString("base64");
      expect(toBase64(bytes)).toBe(text);
      expect(fromBase64(text)).toEqual(bytes);
    }
    for (const bad of ["A", "AA", "AAA", "AA=A", "AB==", "AAB=", "AA==AA==", "A===", "====", "AA-_", "AAAA\n", " AAA"]) {
      expect(fromBase64(bad), bad).toBeUndefined();
    }
  });

  it("takes well-formed UTF-8 only", () => {
    expect(fromUtf8(Buffer.from("è—😀\u0000"))).toBe("è—😀\u0000");
    for (const bad of ["ff", "c0af", "eda080", "f4908080", "e282"])
      expect(fromUtf8(Buffer.from(bad, "hex")), bad).toBeUndefined();
  });
});

describe("vkeys", () => {
  it("reads and writes the example keys", () => {
    for (const text of [PETER, ENOCH]) expect(formatVkey(keyOf(text))).toBe(text);
    expect(keyOf(PETER).publicKey).toEqual(ed25519.getPublicKey(PETER_SEED));
  });

  it("refuses every part of one and every one with a byte changed", () => {
    for (let from = 0; from <= PETER.length; from++) {
      for (let to = from; to <= PETER.length; to++) {
        if (from !== 0 || to !== PETER.length) expect(parseVkey(PETER.slice(from, to))).toBeUndefined();
      }
    }
    for (let i = 0; i < PETER.length; i++) {
      const changed = PETER.slice(0, i) + String.fromCharCode(PETER.charCodeAt(i) + 1) + PETER.slice(i + 1);
      expect(parseVkey(changed), changed).toBeUndefined();
    }
  });

  it("refuses another length, algorithm or name", () => {
    expect(parseVkey("PeterNeumann+cc469956+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TWBADKEY==")).toBeUndefined();
    expect(parseVkey("PeterNeumann+173116ae+ZRpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW")).toBeUndefined();
    for (const name of ["", "a b", "a+b", "a\u00a0b", "a\nb"]) expect(() => vkeyOf(name, new Uint8Array(32))).toThrow(RangeError);
    expect(() => vkeyOf("a", new Uint8Array(31))).toThrow(RangeError);
  });
});

describe("signed notes", () => {
  it("signs the example note byte for byte", () => {
    const vkey = keyOf(PETER);
    const signature = ed25519.sign(new TextEncoder().encode(TEXT), PETER_SEED);
    expect(formatNote({ text: TEXT, signatures: [{ ...vkey, signature }] })).toBe(`${TEXT}\n${PETER_LINE}`);
  });

  it("opens a note by a known key and ignores the others", () => {
    const note = `${TEXT}\n${PETER_LINE}${ENOCH_LINE}`;
    expect(openNote(note, keyOf(PETER))).toMatchObject({ ok: true, text: TEXT });
    expect(openNote(note, keyOf(ENOCH))).toMatchObject({ ok: true, text: TEXT });
    expect(openNote(`${TEXT}\n${ENOCH_LINE}`, keyOf(PETER))).toEqual({ ok: false, because: "notSignedByKey" });
    expect(openNote(`x${TEXT}\n${PETER_LINE}${ENOCH_LINE}`, keyOf(PETER))).toEqual({ ok: false, because: "signatureWrong" });
    expect(openNote(`${TEXT}\n${PETER_LINE}${PETER_LINE.replace("BwJnAM=", "BwJnQM=")}`, keyOf(PETER)).ok).toBe(false);
  });

  it("takes the example of the C2SP text apart at its last empty line", () => {
    const parsed = parseNote(POEM);
    expect(parsed?.text).toBe("Ognuno sta solo sul cuor della terra\ntrafitto da un raggio di sole:\n\ned è subito sera.\n");
    expect(parsed?.signatures.map(({ name, signature }) => [name, signature.length])).toEqual([
      ["quasimodo.example/salvatore", 64],
    ]);
    expect(formatNote(parsed ?? { text: "", signatures: [] })).toBe(POEM);
  });

  it("refuses what is not a note", () => {
    const bad = [
      TEXT,
      `${TEXT}\n`,
      `${TEXT}\n${PETER_LINE.slice(0, -1)}`,
      `\u0001${TEXT}\n${PETER_LINE}`,
      `${TEXT.replace("\n", "\r\n")}\n${PETER_LINE}`,
      `${TEXT}\n${PETER_LINE.replace("PeterNeumann", "Bad Name")}`,
      `${TEXT}\n${PETER_LINE.replace("—", "-")}`,
      `${TEXT}\n${PETER_LINE}Unexpected line.\n`,
      `${TEXT}\n${PETER_LINE}\n`,
      `${TEXT}\n— PeterNeumann x08goA==\n`.replace("x08goA==", "x08gow=="),
      `${TEXT}\n${PETER_LINE.repeat(101)}`,
    ];
    for (const note of bad) expect(openNote(note, keyOf(PETER)), note).toEqual({ ok: false, because: "notANote" });
    expect(openNote(`${TEXT}\n${PETER_LINE.repeat(16)}`, keyOf(PETER)).ok).toBe(true);
  });
});

describe("checkpoints", () => {
  it("reads the example of the C2SP text and writes it again", () => {
    const parsed = parseNote(SOFA);
    const checkpoint = parseCheckpoint(parsed?.text ?? "");
    expect(checkpoint).toMatchObject({ origin: "example.com/behind-the-sofa", size: 20852163 });
    if (checkpoint !== undefined) expect(checkpointText(checkpoint)).toBe(parsed?.text);
  });

  it("verifies one that node:crypto signed", () => {
    const text = checkpointText({ origin: "troth.example/log", size: 3, root: new Uint8Array(32).fill(9) });
    const { note, vkey } = noteByHand("troth.example/log", Buffer.alloc(32, 7), text);
    expect(openCheckpoint(note, keyOf(vkey))).toMatchObject({ ok: true, checkpoint: { origin: "troth.example/log", size: 3 } });
    expect(openCheckpoint(note.replace("\n3\n", "\n4\n"), keyOf(vkey))).toEqual({ ok: false, because: "signatureWrong" });
    const other = noteByHand("troth.example/other", Buffer.alloc(32, 7), text);
    expect(openCheckpoint(other.note, keyOf(other.vkey))).toEqual({ ok: false, because: "otherLog" });
  });

  it("refuses any other form", () => {
    const root = toBase64(new Uint8Array(32).fill(9));
    const bad = [
      `o\n3\n${root}`,
      `o\n03\n${root}\n`,
      `o\n-3\n${root}\n`,
      `o\n3 \n${root}\n`,
      `o\n9007199254740993\n${root}\n`,
      `\n3\n${root}\n`,
      `o\n3\n${root.slice(0, -4)}\n`,
      `o\n3\n${root}\n\nmore\n`,
      `o\n3\n`,
      `o\n0\n${root}\n`,
    ];
    for (const text of bad) expect(parseCheckpoint(text), text).toBeUndefined();
    expect(parseCheckpoint(`o\n0\n${toBase64(EMPTY_ROOT)}\n`)?.size).toBe(0);
    expect(parseCheckpoint(`o\n3\n${root}\nextension\n`)?.size).toBe(3);
  });
});
