import type { NoticeStated } from "@troth/core/decisions";
import { callForStream, type Server, UnreachableError, WireError } from "./calls.ts";
import { piecesOf } from "./until-stopped.ts";
import { parseLine, readSnapshotLine, type SnapshotHead, type SubjectLine } from "./wire.ts";

/** Takes a snapshot as it comes. */
export interface SnapshotTaker {
  head(head: SnapshotHead): void;
  notice(notice: NoticeStated): void;
  subject(line: SubjectLine): void;
}

/**
 * Reads the whole state of the server, a line at a time; memory does not grow with what is skipped.
 *
 * @returns the head, once the end has come and the counts are right: until then nothing that was taken may be used
 * @throws CallError where the server refuses @throws UnreachableError where it breaks off @throws WireError where it is torn
 */
export async function readSnapshot(server: Server, taker: SnapshotTaker, signal?: AbortSignal): Promise<SnapshotHead> {
  const response = await callForStream(server, "/v1/state/snapshot", { accept: "application/x-ndjson", signal });
  const counter = countLines(taker);
  for await (const text of linesOf(piecesOf(response, { signal, ms: LONGEST_SILENCE_MS }))) counter.take(text);
  return counter.whole();
}

function countLines(taker: SnapshotTaker) {
  let head: SnapshotHead | undefined;
  let ended = false;
  let notices = 0;
  let subjects = 0;
  const torn = (says: string) => new WireError("wire.torn", says);
  const take = (text: string): void => {
    const line = readSnapshotLine(parseLine(text));
    if (ended) throw torn("the snapshot goes on after its end");
    if (!("kind" in line)) {
      if (head === undefined) throw torn("the snapshot does not begin with its head");
      subjects += 1;
      taker.subject(line);
    } else if (line.kind === "head") {
      if (head !== undefined) throw torn("the snapshot has two heads");
      head = line;
      taker.head(line);
    } else if (line.kind === "notice") {
      notices += 1;
      taker.notice({ version: line.version, purposes: line.purposes });
    } else {
      if (line.notices !== notices || line.subjects !== subjects)
        throw torn(
          `the snapshot says ${line.subjects} subjects and ${line.notices} notices, and ${subjects} and ${notices} came`,
        );
      ended = true;
    }
  };
  return {
    take,
    whole(): SnapshotHead {
      if (head === undefined || !ended) throw torn("the snapshot broke off before its end");
      return head;
    },
  };
}

/** A server that reads its states from the disk is not that slow. */
const LONGEST_SILENCE_MS = 60_000;
const LONGEST_LINE = 16 * 1024 * 1024;

/** The lines of an answer, without their ends; a last line without one is torn, and is given too. */
async function* linesOf(pieces: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  let rest = "";
  try {
    for await (const piece of pieces) {
      rest += decoder.decode(piece, { stream: true });
      let from = 0;
      for (let end = rest.indexOf("\n"); end >= 0; end = rest.indexOf("\n", from)) {
        if (end > from) yield rest.slice(from, end);
        from = end + 1;
      }
      rest = rest.slice(from);
      if (rest.length > LONGEST_LINE) throw new WireError("wire.unknown", "a line is longer than any that the server sends");
    }
  } catch (error) {
    if (error instanceof WireError) throw error;
    throw new UnreachableError(error);
  }
  if (rest !== "") yield rest;
}
