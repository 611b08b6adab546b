// What this process holds of the server's state, and the engine that answers by it.
import { type PagePolicies, pagePolicies } from "@troth/core/consent";
import { type Engine, type NoticeStated, open } from "@troth/core/decisions";
import { readClientState, readPersonState } from "@troth/core/facts";
import type { Program } from "@troth/core/program";
import { WireError } from "./calls.ts";
import type { SnapshotHead, SubjectLine, WriteToken } from "./wire.ts";

/** One state of the server, under one program, with one engine. */
export interface HeldState {
  readonly engine: Engine;
  readonly policies: PagePolicies;
  readonly program: string;
  readonly log: string;
  /** Up to which change of the feed everything is here. */
  readonly position: () => number;
  advance(position: number): void;
  subject(line: SubjectLine): void;
  notice(notice: NoticeStated): void;
  /** What an own write came to: applied now, and not undone by an older line that comes later. */
  token(token: WriteToken): void;
}

const HASHED_BY = "siphash-2-4-128";

/** Of whom it is not known what they were: a hash is one subject's, of whichever kind. */
function letGo(engine: Engine, hash: Uint8Array): void {
  engine.apply({ kind: "person", hash, state: undefined });
  engine.apply({ kind: "client", hash, state: undefined });
}

/** Begins to hold a state. @throws WireError where it was made under another program than `program` */
export function holdState(
  program: Program,
  head: Pick<SnapshotHead, "program" | "log" | "position" | "hash">,
  at: { readonly now: () => number; readonly isStale: () => boolean },
): HeldState {
  if (head.program !== program.hash)
    throw new WireError("wire.program", "the state was made under another program than the one that was read");
  if (head.hash.by !== HASHED_BY)
    throw new WireError("wire.unknown", "the server names people in a way that this version does not know");
  const hashKey = new Uint8Array(Buffer.from(head.hash.key, "base64url"));
  const engine = open({ program, now: at.now, isStale: at.isStale, hashKey, named: "hashes" });
  const notices: Record<string, NoticeStated> = {};
  /** Of own writes that the feed has not come to yet. */
  const written = new Map<string, { readonly v: number; readonly position: number }>();
  let position = head.position;
  const apply = ({ s, k, state }: SubjectLine): void => {
    const hash = new Uint8Array(Buffer.from(s, "hex"));
    if (k === undefined) letGo(engine, hash);
    else if (k === "client") engine.apply({ kind: k, hash, state: state === null ? undefined : readClientState(state) });
    else engine.apply({ kind: k, hash, state: state === null ? undefined : readPersonState(state) });
  };
  return {
    engine,
    policies: pagePolicies(program),
    program: head.program,
    log: head.log,
    position: () => position,
    advance(to) {
      position = to;
      for (const [s, one] of written) if (one.position <= to) written.delete(s);
    },
    subject(line) {
      const own = written.get(line.s);
      if (own === undefined || line.v >= own.v) apply(line);
    },
    notice(notice) {
      notices[notice.version] = notice;
      engine.publish({ ...notices });
    },
    token(token) {
      // A state is the same under any program: where the server goes by another one since, this holds until that is here.
      for (const line of token.subjects) {
        const own = written.get(line.s);
        if (own !== undefined && own.v > line.v) continue;
        apply(line);
        if (token.position > position) written.set(line.s, { v: line.v, position: token.position });
      }
    },
  };
}
