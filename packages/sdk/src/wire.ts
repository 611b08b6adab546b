// What the server sends of its state. Every line is checked before it is taken: a torn or strange one changes nothing.

import type { NoticeStated } from "@troth/core/decisions";
import type { ClientState, PersonState } from "@troth/core/facts";
import { WireError } from "./calls.ts";

/** One subject as it stands: `state: null` where nobody of this id is known any more. */
export interface SubjectLine {
  /** 128 bits as 32 hexadecimal digits: the keyed hash of the id. */
  readonly s: string;
  /** Absent of somebody who is gone: nobody knows it any more. */
  readonly k?: "person" | "browser" | "client" | undefined;
  /** Grows with each change of this subject: an older line never follows a newer one. */
  readonly v: number;
  readonly state: Partial<PersonState> | Partial<ClientState> | null;
}

/** How a snapshot begins. */
export interface SnapshotHead {
  readonly kind: "head";
  readonly wire: 1;
  readonly program: string;
  /** The log that positions count in: another one is another history. */
  readonly log: string;
  readonly position: number;
  /** The server's clock, in milliseconds. */
  readonly at: number;
  readonly hash: { readonly by: string; readonly key: string };
}

/** How it ends: what must have come. */
export interface SnapshotEnd {
  readonly kind: "end";
  readonly notices: number;
  readonly subjects: number;
  readonly position: number;
}

export type SnapshotLine = SnapshotHead | SnapshotEnd | ({ readonly kind: "notice" } & NoticeStated) | SubjectLine;

/** What a call that wrote facts gives back: applied at once, one's own writes are read. */
export interface WriteToken {
  readonly program: string;
  readonly position: number;
  readonly subjects: readonly SubjectLine[];
}

type Loose = Readonly<Record<string, unknown>>;
const isObject = (value: unknown): value is Loose => typeof value === "object" && value !== null && !Array.isArray(value);
const isCount = (value: unknown): value is number => typeof value === "number" && Number.isSafeInteger(value) && value >= 0;

/** Reads a line of JSON. @throws WireError */
export function parseLine(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new WireError("wire.torn", "a line is no whole JSON");
  }
}

/** Reads a subject's line. @throws WireError */
export function readSubjectLine(value: unknown): SubjectLine {
  const right =
    isObject(value) &&
    typeof value.s === "string" &&
    /^[0-9a-f]{32}$/.test(value.s) &&
    (value.k === "person" || value.k === "browser" || value.k === "client" || (value.k === undefined && value.state === null)) &&
    isCount(value.v) &&
    (value.state === null || isObject(value.state));
  if (!right) throw new WireError("wire.unknown", "a subject's line is not one");
  return value as unknown as SubjectLine;
}

/** Reads a line of a snapshot. @throws WireError */
export function readSnapshotLine(value: unknown): SnapshotLine {
  if (!isObject(value)) throw new WireError("wire.unknown", "a line of the snapshot is not one");
  switch (value.kind) {
    case undefined:
      return readSubjectLine(value);
    case "head":
      return readHead(value);
    case "notice":
      return { kind: "notice", ...readNotice(value) };
    case "end":
      if (isCount(value.notices) && isCount(value.subjects) && isCount(value.position)) return value as unknown as SnapshotEnd;
      break;
  }
  throw new WireError("wire.unknown", "a line of the snapshot is of a kind that this version does not know");
}

function readHead(value: Loose): SnapshotHead {
  if (value.wire !== 1) throw new WireError("wire.unknown", "the server speaks another version of the wire");
  const { program, log, position, at, hash } = value;
  const right =
    typeof program === "string" &&
    typeof log === "string" &&
    isCount(position) &&
    typeof at === "number" &&
    isObject(hash) &&
    typeof hash.by === "string" &&
    typeof hash.key === "string";
  if (!right) throw new WireError("wire.unknown", "the head of the snapshot is not one");
  return value as unknown as SnapshotHead;
}

/** Reads a version of the notice. @throws WireError */
export function readNotice(value: unknown): NoticeStated {
  if (!isObject(value) || typeof value.version !== "string" || !isObject(value.purposes))
    throw new WireError("wire.unknown", "a notice is not one");
  return { version: value.version, purposes: value.purposes as NoticeStated["purposes"] };
}

/** Reads what a write gave back. @throws WireError */
export function readToken(value: unknown): WriteToken {
  if (!isObject(value) || typeof value.program !== "string" || !isCount(value.position) || !Array.isArray(value.subjects))
    throw new WireError("wire.unknown", "the token of a write is not one");
  return { program: value.program, position: value.position, subjects: value.subjects.map(readSubjectLine) };
}
