// Keeps a held state as fresh as the server: snapshot, then the feed, and again from where it was cut.
import { setTimeout as wait } from "node:timers/promises";
import type { FactSubject } from "@troth/core/facts";
import { CallError, type Server, WireError } from "./calls.ts";
import { followFeed } from "./follow-feed.ts";
import { type HeldState, holdState } from "./held-state.ts";
import { meterLag } from "./lag.ts";
import { type OwnWrites, watchOwnWrites } from "./own-writes.ts";
import { readProgram } from "./read-program.ts";
import { readSnapshot } from "./read-snapshot.ts";
import type { WriteToken } from "./wire.ts";

/** What goes on with the connection, for logs and gauges. It never holds an id of anybody. */
export type FollowEvent =
  | { readonly kind: "following"; readonly subjects: number }
  | { readonly kind: "cut"; readonly because: string }
  | { readonly kind: "refused"; readonly because: string };

export interface FollowOptions {
  /** Milliseconds since 1970, by which choices lapse. */
  readonly now: () => number;
  /** A clock that only goes forward, in milliseconds, by which it is told how old what is known is. */
  readonly elapsed: () => number;
  /** In milliseconds. */
  readonly freshFor: number;
  readonly onEvent: (event: FollowEvent) => void;
  readonly signal: AbortSignal;
}

/** A state that is followed. */
export interface Followed {
  readonly state: () => HeldState;
  /**
   * Something is told of these subjects. What is given takes what it came to, or nothing where it failed: it is applied then, and to the
   * state that is being read meanwhile once that is whole, save where something newer has come.
   */
  telling(subjects: readonly FactSubject[]): (token?: WriteToken) => void;
  /** Milliseconds that what is held here may be behind the server. */
  readonly lag: () => number;
  /** Resolves once following has ended. */
  readonly ended: Promise<void>;
}

const FIRST_PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 5_000;

/** Reads the state and follows it. Resolves once it is whole. @throws CallError @throws UnreachableError @throws WireError */
export async function followState(server: Server, options: FollowOptions): Promise<Followed> {
  const meter = meterLag(options.elapsed);
  const tell = (event: FollowEvent): void => {
    try {
      options.onEvent(event);
    } catch (error) {
      // Code of the application: what it throws is said, and following goes on.
      process.emitWarning(error instanceof Error ? error : String(error));
    }
  };
  const own = watchOwnWrites();
  const isStale = (): boolean => meter.lag() > options.freshFor;
  const at: HoldOptions = { now: options.now, elapsed: options.elapsed, isStale, own, signal: options.signal };
  let held = await readWhole(server, at);
  /** Written while the whole state is being read, which may have been told before them. */
  let written: { readonly token: WriteToken; readonly release: () => void }[] | undefined;
  const endReading = (whole?: Whole): void => {
    for (const { token, release } of written ?? []) {
      whole?.state.token(own.newest(token));
      release();
    }
    written = undefined;
  };
  const take = (whole: Whole): void => {
    endReading(whole);
    held = whole;
    meter.saw(whole.at, whole.headAt);
    tell({ kind: "following", subjects: whole.subjects });
  };
  const readAnew = async (): Promise<void> => {
    written = [];
    try {
      take(await readWhole(server, at));
    } catch (error) {
      endReading();
      const { says, refused } = endingOf(error);
      if (!options.signal.aborted) tell({ kind: refused ? "refused" : "cut", because: says });
    }
  };
  take(held);
  const follow = async (): Promise<void> => {
    let pause = FIRST_PAUSE_MS;
    while (!options.signal.aborted) {
      const began = options.elapsed();
      const { says, anew, refused } = await followOnce(server, held.state, { beat: meter.saw, own, signal: options.signal });
      if (options.signal.aborted) return;
      tell({ kind: refused ? "refused" : "cut", because: says });
      if (options.elapsed() - began > LONGEST_PAUSE_MS) pause = FIRST_PAUSE_MS;
      await wait(pause, undefined, { signal: options.signal }).catch(() => undefined);
      pause = Math.min(pause * 2, LONGEST_PAUSE_MS);
      // Until the whole state is here the old one stays, and grows stale.
      if (anew) await readAnew();
    }
  };
  const telling: Followed["telling"] = (subjects) => {
    const { engine } = held.state;
    const release = own.watch(subjects.map(({ kind, id }) => Buffer.from(engine.hashOf(kind, id)).toString("hex")));
    return (token) => {
      if (token !== undefined) held.state.token(own.newest(token));
      if (token !== undefined && written !== undefined) written.push({ token, release });
      else release();
    };
  };
  return { state: () => held.state, telling, lag: meter.lag, ended: follow() };
}

interface HoldOptions {
  readonly now: () => number;
  readonly elapsed: () => number;
  readonly isStale: () => boolean;
  readonly own: OwnWrites;
  readonly signal: AbortSignal;
}

interface Whole {
  readonly state: HeldState;
  readonly subjects: number;
  /** The server's clock when it began to tell, in milliseconds. */
  readonly at: number;
  /** The clock that only goes forward, when that was read: however long the rest took, all of it is as old as that. */
  readonly headAt: number;
}

/** The program and every state under it, or nothing. */
async function readWhole(server: Server, options: HoldOptions): Promise<Whole> {
  const program = await readProgram(server, options.signal);
  let state: HeldState | undefined;
  let subjects = 0;
  let headAt = Number.NEGATIVE_INFINITY;
  const begun = (): HeldState => {
    if (state === undefined) throw new WireError("wire.torn", "the snapshot does not begin with its head");
    return state;
  };
  const head = await readSnapshot(
    server,
    {
      head: (told) => {
        state = holdState(program, told, options);
        headAt = options.elapsed();
      },
      notice: (notice) => begun().notice(notice),
      subject: (line) => {
        subjects += 1;
        options.own.saw(line);
        begun().subject(line);
      },
    },
    options.signal,
  );
  return { state: begun(), subjects, at: head.at, headAt };
}

/** Why following ended: in words, whether the whole state is to be read anew, whether the server refused. */
interface Ending {
  readonly says: string;
  readonly anew: boolean;
  readonly refused: boolean;
}

async function followOnce(
  server: Server,
  state: HeldState,
  { beat, own, signal }: { readonly beat: (at: number) => void; readonly own: OwnWrites; readonly signal: AbortSignal },
): Promise<Ending> {
  try {
    await followFeed(
      server,
      { after: state.position(), advance: state.advance, signal },
      {
        subject: (line) => {
          own.saw(line);
          state.subject(line);
        },
        notice: state.notice,
        program: () => {
          throw new WireError("wire.program", "the server goes by another program now");
        },
        heartbeat: ({ at, program, log }) => {
          if (log !== state.log) throw new WireError("wire.torn", "the server's log is another one");
          if (program !== state.program) throw new WireError("wire.program", "the server goes by another program now");
          beat(at);
        },
      },
    );
    return { says: "the server ended the feed", anew: false, refused: false };
  } catch (error) {
    return endingOf(error);
  }
}

/** Positions that the feed does not have (any more), and what is torn, are answered by the whole state. */
function endingOf(error: unknown): Ending {
  if (error instanceof WireError) return { says: error.message, anew: true, refused: false };
  if (!(error instanceof CallError))
    return { says: error instanceof Error ? error.message : "an error", anew: false, refused: false };
  const gone = error.status === 409 || error.status === 410;
  return { says: error.message, anew: gone, refused: !gone && !error.retry };
}
