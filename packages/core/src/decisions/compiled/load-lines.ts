// A whole state as lines of JSON: the head, then a change each.
import type { Change } from "./engine.ts";
import { StateError } from "./state-error.ts";

/** What a state says of itself, on its first line. */
interface Head {
  readonly program: string;
  readonly asOf: number | undefined;
}

/**
 * Hands over each change, and gives back up to when the state is complete, where it says so.
 *
 * @throws StateError with the number of the line; what was handed over before it is the caller's to drop.
 */
export function loadLines(
  lines: Iterable<string>,
  checkProgram: (hash: string) => void,
  apply: (change: Change) => void,
): number | undefined {
  let number = 0;
  let head: Head | undefined;
  for (const line of lines) {
    number++;
    if (line === "") continue;
    const value = parse(line, number);
    if (head === undefined) {
      head = readHead(value, number);
      checkProgram(head.program);
      continue;
    }
    const change = readChange(value, number);
    try {
      apply(change);
    } catch (cause) {
      throw wrong(number, "the state of a subject", cause);
    }
  }
  if (head === undefined) throw wrong(number + 1, 'a head such as {"program": <hash>}');
  return head.asOf;
}

function parse(line: string, number: number): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(line);
    if (typeof value === "object" && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
  } catch {
    // The cause would quote the line, which may hold an id.
  }
  throw wrong(number, "an object, as JSON");
}

function readHead({ program, asOf }: Readonly<Record<string, unknown>>, number: number): Head {
  if (typeof program !== "string" || (asOf !== undefined && typeof asOf !== "number"))
    throw wrong(number, 'a head such as {"program": <hash>, "asOf": <milliseconds>}');
  return { program, asOf };
}

const HASH = /^[0-9a-f]{32}$/;

function readChange({ kind, id, hash, state }: Readonly<Record<string, unknown>>, number: number): Change {
  if (kind !== "person" && kind !== "browser" && kind !== "client") throw wrong(number, "`kind`: person, browser or client");
  if (state !== null && typeof state !== "object") throw wrong(number, "`state`: an object, or null");
  const of = { kind, state: state ?? undefined } as Pick<Change, "kind" | "state">;
  if (typeof id === "string" && id !== "" && hash === undefined) return { ...of, id } as Change;
  if (typeof hash !== "string" || !HASH.test(hash)) throw wrong(number, "`id`, or `hash` of 32 digits in hex");
  return { ...of, hash: Uint8Array.from(hash.match(/../g) ?? [], (byte) => Number.parseInt(byte, 16)) } as Change;
}

/** Says the line and what was expected; never what stands there. */
const wrong = (line: number, expected: string, cause?: unknown): StateError =>
  new StateError(`line ${line} of the state cannot be read: expected ${expected}`, {
    place: `line ${line}`,
    advice: "write the state again, under this program",
    cause,
  });
