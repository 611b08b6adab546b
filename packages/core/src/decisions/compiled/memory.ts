// All that an engine knows of people, browsers and clients, under hashes of their ids.
import { type ClientState, type PersonState, turnHash } from "../../facts/index.ts";
import type { Hasher } from "../../foundation/index.ts";
import type { NoticeStated } from "../question.ts";
import { type Clients, makeClients } from "./clients.ts";
import { type Contexts, makeContexts } from "./contexts.ts";
import { type Interned, internQuestions } from "./intern-question.ts";
import { makeOrigins, type Origins } from "./origins.ts";
import { type Packer, packerOf } from "./pack-state.ts";
import { makePersonTable, type PersonTable } from "./person-table.ts";
import type { ProgramTables } from "./program-tables.ts";
import { type PublishedNotices, publishedNotices } from "./published-notices.ts";
import { BROWSER, flagsOf } from "./record.ts";
import type { Young } from "./young.ts";
import type { DayOf } from "./zone-days.ts";

/** Of whom something is known. */
export type SubjectKind = "person" | "browser" | "client";

/** What is known, and what was made of it. */
export interface Memory {
  readonly contexts: Contexts;
  readonly origins: Origins;
  readonly clients: Clients;
  /** People and browsers. */
  readonly table: PersonTable;
  readonly pack: Packer;
  interned: Interned;
  notices: PublishedNotices;
  browsers: number;
}

/** What never changes while an engine is open. */
export interface MemoryGround {
  readonly tables: ProgramTables;
  readonly hash: Hasher;
  /** What states name clients and linked browsers by. */
  readonly named: "ids" | "hashes";
  readonly dayOf: DayOf;
  readonly young: Young;
}

/** Nothing is known yet but what the notices stated. */
export function makeMemory(
  { tables, hash, named, dayOf, young }: MemoryGround,
  notices: Readonly<Record<string, NoticeStated>>,
): Memory {
  const contexts = makeContexts(tables);
  const origins = makeOrigins(tables);
  const clients = makeClients(tables);
  const scratch = new Int32Array(4);
  const hashOf = (kind: SubjectKind, name: string): Int32Array => {
    if (named === "hashes") return wordsOf(name, scratch);
    hash(name, scratch);
    return turnHash(kind, scratch);
  };
  const clientHash = (name: string): Int32Array => hashOf("client", name);
  const browserHash = (name: string): Int32Array => hashOf("browser", name);
  return {
    contexts,
    origins,
    clients,
    table: makePersonTable(),
    pack: packerOf({ tables, contexts, origins, clients, dayOf, young, clientHash, browserHash }),
    interned: internQuestions(),
    notices: publishedNotices(origins, notices),
    browsers: 0,
  };
}

/** Reads 32 digits in hex into four words. What is none is nobody's. */
function wordsOf(text: string, out: Int32Array): Int32Array {
  const bytes = new Uint8Array(out.buffer, out.byteOffset, 16);
  for (let at = 0; at < 16; at++) bytes[at] = Number.parseInt(text.slice(at * 2, at * 2 + 2), 16);
  return out;
}

/** A change of what is known of somebody: their whole state, or undefined where nothing is to be known of them any more. */
export type StateOf =
  | { readonly kind: "person" | "browser"; readonly state: PersonState | undefined }
  | { readonly kind: "client"; readonly state: ClientState | undefined };

/** Puts a change under the hash of its subject. */
export function setState(memory: Memory, change: StateOf, hash: Int32Array): void {
  if (change.kind === "client") {
    memory.clients.set(hash, change.state);
    return;
  }
  const { table } = memory;
  // By what is kept, and not by what it is called: who is let go may be told by the hash alone.
  const before = isBrowsers(table, hash);
  if (change.state === undefined) table.remove(hash);
  else {
    const { bounds } = memory.origins;
    const isFirst = bounds.length === 0;
    const record = memory.pack(hash, change.state, change.kind === "browser");
    table.put(record, record.length);
    // Plans of a time when nothing was bound do not ask for it.
    if (isFirst && bounds.length > 0) memory.interned = internQuestions();
  }
  memory.browsers += isBrowsers(table, hash) - before;
}

const isBrowsers = (table: PersonTable, hash: Int32Array): 0 | 1 =>
  (flagsOf(table.words, table.find(hash)) & BROWSER) === 0 ? 0 : 1;
