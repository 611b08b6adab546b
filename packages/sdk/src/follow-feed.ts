// The change feed: what happened after a position, in its order, as server-sent events.
import type { NoticeStated } from "@troth/core/decisions";
import { createParser, type EventSourceMessage } from "eventsource-parser";
import { callForStream, type Server, UnreachableError, WireError } from "./calls.ts";
import { piecesOf } from "./until-stopped.ts";
import { parseLine, readNotice, readSubjectLine, type SubjectLine } from "./wire.ts";

/** What comes, each with its position; a position that was taken before comes to nothing. */
export interface FeedTaker {
  subject(line: SubjectLine): void;
  notice(notice: NoticeStated): void;
  /** The server goes by another program now. */
  program(hash: string): void;
  /** Everything until `position` has come; the server's clock in milliseconds. */
  heartbeat(beat: { readonly at: number; readonly position: number; readonly program: string; readonly log: string }): void;
}

/**
 * Follows the feed until it is cut or `signal` stops it. Positions are dense: a gap is a lost change, and ends it with an error.
 *
 * @param after the position up to which everything is known; `advance` is told each new one once it was taken
 * @throws CallError @throws UnreachableError where it is cut @throws WireError where something is missing or strange
 */
export async function followFeed(
  server: Server,
  at: { readonly after: number; readonly advance: (position: number) => void; readonly signal: AbortSignal },
  taker: FeedTaker,
): Promise<void> {
  let position = at.after;
  /** Where this was when the last beat told of more. */
  let behindAt: number | undefined;
  const response = await callForStream(server, `/v1/state/feed?after=${position}`, {
    accept: "text/event-stream",
    signal: at.signal,
  });
  const take = ({ event, id, data }: EventSourceMessage): void => {
    if (event === "heartbeat") {
      const isBehind = takeHeartbeat(parseLine(data), position, taker);
      // Changes come in their order, before the beats that count them: what has not come between two of these is lost.
      if (isBehind && behindAt === position)
        throw new WireError("wire.torn", `nothing came after ${position}, and the server is further`);
      behindAt = isBehind ? position : undefined;
      return;
    }
    const next = Number(id);
    if (!Number.isSafeInteger(next)) throw new WireError("wire.unknown", "a change has no position");
    // Sent twice: it is known already.
    if (next <= position) return;
    if (next !== position + 1) throw new WireError("wire.torn", `the feed goes from ${position} to ${next}`);
    takeChange(event, parseLine(data), taker);
    position = next;
    at.advance(position);
  };
  const parser = createParser({
    onEvent: take,
    maxBufferSize: LARGEST_EVENT,
    onError: ({ type }) => {
      if (type === "max-buffer-size-exceeded") throw new WireError("wire.unknown", "an event of the feed does not end");
    },
  });
  const decoder = new TextDecoder();
  try {
    for await (const piece of piecesOf(response, { signal: at.signal, ms: LONGEST_SILENCE_MS }))
      parser.feed(decoder.decode(piece, { stream: true }));
  } catch (error) {
    if (error instanceof WireError || error instanceof UnreachableError) throw error;
    throw new UnreachableError(error);
  }
}

/** Three heartbeats that did not come: a half-open connection says nothing for ever. */
const LONGEST_SILENCE_MS = 15_000;

/** In characters: no state is nearly as large. */
const LARGEST_EVENT = 16 * 1024 * 1024;

function takeChange(event: string | undefined, data: unknown, taker: FeedTaker): void {
  const program = typeof data === "object" && data !== null && "program" in data ? data.program : undefined;
  if (event === "state") taker.subject(readSubjectLine(data));
  else if (event === "notice") taker.notice(readNotice(data));
  else if (event === "program" && typeof program === "string") taker.program(program);
  else throw new WireError("wire.unknown", "the feed holds a change that this version does not know");
}

/** Whether the server is further than what came here. */
function takeHeartbeat(data: unknown, position: number, taker: FeedTaker): boolean {
  const beat = data as Readonly<Record<string, unknown>> | null;
  if (
    typeof beat?.at !== "number" ||
    typeof beat.position !== "number" ||
    typeof beat.program !== "string" ||
    typeof beat.log !== "string"
  )
    throw new WireError("wire.unknown", "a heartbeat is not one");
  // Nothing is as fresh as this beat until all that it counts has come.
  if (beat.position > position) return true;
  taker.heartbeat({ at: beat.at, position: beat.position, program: beat.program, log: beat.log });
  return false;
}
