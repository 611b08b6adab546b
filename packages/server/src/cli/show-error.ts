import { TrothError } from "@troth/core/foundation";
import { describeError } from "../foundation/index.ts";
import { padEnd, printable, wrap } from "./render/terminal.ts";
import type { Screen } from "./screen.ts";

/** Faults of the command line or of a file that it names: nothing was done. */
const WRONG_USE =
  /^(cli\.use|cli\.file|program\.unreadable|program\.secret-missing|requests\.unknown|storage\.bad-url|storage\.newer|serve\.environment|scan\.(library|browser|address)|mail\.(smtp-url|from))$/;

/** Prints an error on stderr: what, where, what to do. Gives the exit status. Never a stack trace, never a value. */
export function showError(error: unknown, screen: Screen, env: Readonly<Record<string, string | undefined>>): number {
  const debug = env.TROTH_DEBUG ? debugLines(error) : [];
  if (!(error instanceof TrothError)) {
    const { class: name, state } = describeError(error);
    const kind = [name, state].filter((part) => typeof part === "string").join(", ");
    const says = `something in Troth went wrong${kind === "" ? "" : ` (${kind})`}: this is a bug`;
    screen.errors([
      ...errorLines(screen, { says, place: undefined, advice: "with TROTH_DEBUG=1 it says where; no value is shown" }),
      ...debug,
    ]);
    return 1;
  }
  screen.errors([...errorLines(screen, { says: error.message, place: error.place, advice: error.advice }), ...debug]);
  return WRONG_USE.test(error.code) ? 2 : 1;
}

/** The lines of an error or of a refusal. */
export function errorLines(
  screen: Pick<Screen, "errorPaint">,
  error: { readonly says: string; readonly place?: string | undefined; readonly advice?: string | undefined },
): string[] {
  const paint = screen.errorPaint;
  const [first = "", ...rest] = wrap(printable(error.says), 77);
  const below = (text: string): string[] => wrap(printable(text), 77).map((line) => `  ${line}`);
  return [
    `${paint.mark("broken")} ${first}`,
    ...rest.map((line) => `  ${line}`),
    ...(error.place === undefined ? [] : below(error.place).map(paint.dim)),
    ...(error.advice === undefined ? [] : below(error.advice)),
  ];
}

/** Codes and places in our code, of the error and of what caused it; never a message, which may hold a row. */
function debugLines(error: unknown): string[] {
  const lines: string[] = [];
  for (let one: unknown = error, depth = 0; one !== undefined && depth < 5; depth++) {
    for (const [name, fact] of Object.entries(describeError(one))) {
      if (fact !== undefined && fact !== null) lines.push(`  ${padEnd(name, 8)}${printable(String(fact))}`);
    }
    if (one instanceof Error) lines.push(...placesOf(one));
    one = one instanceof Error ? one.cause : undefined;
  }
  return lines;
}

const placesOf = (error: Error): string[] =>
  (error.stack ?? "")
    .split("\n")
    .filter((line) => /^\s+at /.test(line))
    .slice(0, 12)
    .map((line) => `    ${line.trim()}`);
