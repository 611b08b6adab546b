import { nearest, type Program } from "@troth/core/program";
import { type SubjectIdentifier, TENANT } from "@troth/core/subject-graph";
import { parse } from "csv-parse/sync";
import { MOST_PEOPLE, normalized, type SubjectInput } from "../requests/index.ts";
import { UseError } from "./errors.ts";

const LONGEST = 320;
const ADDRESS = /^[^\s@]+@[^\s@]+$/;
const WORD = /^[a-z][a-z-]{0,30}$/;
const EXAMPLE = "`--subject email=someone@company.example`";

/** The kinds of identifier by which a program can find people. */
export function identityKinds(program: Pick<Program, "stores">): readonly string[] {
  const kinds = Object.values(program.stores).flatMap((store) =>
    Object.values(store.datasets).flatMap((dataset) => dataset.identity.map((identity) => identity.kind)),
  );
  const scoped = Object.values(program.stores).some((store) =>
    Object.values(store.datasets).some((dataset) => dataset.tenant !== undefined),
  );
  return [...new Set([...kinds, ...(scoped ? [TENANT] : [])])].sort();
}

/**
 * Reads what stands after `--subject`, each `kind=value`.
 * @throws UseError, which never repeats the value.
 */
export function parseSubject(texts: readonly string[], kinds: readonly string[]): readonly SubjectIdentifier[] {
  if (texts.length === 0) throw new UseError("it is not said whose data", { advice: `write ${EXAMPLE}` });
  const subject = texts.map((text) => parseIdentifier(text, kinds));
  for (const [at, { kind }] of subject.entries()) {
    // Whoever names several accounts says that they are one person's: somebody looked.
    if (kind !== "account" && subject.findIndex((one) => one.kind === kind) !== at) {
      throw new UseError(`there are two subjects of the kind \`${kind}\``, {
        advice: "a request is one person's: take one request for each",
      });
    }
  }
  return subject;
}

/**
 * Reads the people of a batch from CSV, each with their line: its first line names kinds, each other line is a person. Empty
 * cells say nothing.
 * @throws UseError with the line's number, which never repeats a value.
 */
export function parsePeople(text: string, kinds: readonly string[]): Pick<SubjectInput, "subject" | "others" | "lines"> {
  const [first, ...lines] = readCsv(text);
  const head = first?.cells ?? [];
  for (const [at, kind] of head.entries()) {
    if (!kinds.includes(kind)) throw unknownKind(kind, kinds);
    // Whoever names several accounts on a line says that they are one person's: somebody looked.
    if (kind !== "account" && head.indexOf(kind) !== at)
      throw new UseError(`the list names the kind \`${kind}\` twice`, {
        advice: "a line is one person's: give each person a line",
      });
  }
  if (lines.length === 0)
    throw new UseError("the list names nobody", { advice: "its first line names kinds, each other line is a person" });
  if (lines.length > MOST_PEOPLE)
    throw new UseError(`the list names ${lines.length} people; a batch has at most ${MOST_PEOPLE}`, { advice: "divide it" });
  const seen = new Map<string, number>();
  const [subject = [], ...others] = lines.map(({ cells, line }) => {
    const person = personOf(cells, { head, line });
    const name = JSON.stringify(person.map((one) => [one.kind, normalized(one)]));
    const before = seen.get(name);
    if (before !== undefined)
      throw new UseError(`line ${line} is the same person as line ${before}`, { advice: "name each once" });
    seen.set(name, line);
    return person;
  });
  return { subject, others, lines: lines.map(({ line }) => line) };
}

/** Each record with the line on which it ends, as an editor counts. */
function readCsv(text: string): readonly { readonly cells: readonly string[]; readonly line: number }[] {
  // What was written in another encoding reads as other people, whom no store knows.
  if (text.includes("\ufffd")) throw new UseError("the list is not UTF-8 text", { advice: "save it as CSV in UTF-8" });
  try {
    const read = parse(text, { bom: true, skip_empty_lines: true, trim: true, info: true }) as unknown;
    return (read as { record: string[]; info: { lines: number } }[]).map(({ record, info }) => ({
      cells: record,
      line: info.lines,
    }));
  } catch {
    throw new UseError("the list is no CSV whose lines have as many cells as the first", {
      advice: "its first line names kinds, such as `email,account`; each other line is a person",
    });
  }
}

function personOf(
  cells: readonly string[],
  at: { readonly head: readonly string[]; readonly line: number },
): readonly SubjectIdentifier[] {
  const person = cells.flatMap((value, column) => (value === "" ? [] : [{ kind: at.head[column] ?? "", value }]));
  if (person.length === 0) throw new UseError(`line ${at.line} names nobody`, { advice: "take it out" });
  for (const { kind, value } of person) {
    const wrong = faultOf(kind, value);
    if (wrong !== undefined)
      throw new UseError(`line ${at.line}: the value of \`${kind}\` ${wrong}`, { advice: "correct the list" });
  }
  return person;
}

function parseIdentifier(text: string, kinds: readonly string[]): SubjectIdentifier {
  const at = text.indexOf("=");
  if (at < 1) throw new UseError("a subject is written as kind and value, with `=` between", { advice: `write ${EXAMPLE}` });
  const kind = text.slice(0, at);
  const value = text.slice(at + 1);
  if (!kinds.includes(kind)) throw unknownKind(kind, kinds);
  const wrong = faultOf(kind, value);
  if (wrong !== undefined) throw new UseError(`the value of \`${kind}\` ${wrong}`, { advice: `write it as in ${EXAMPLE}` });
  return { kind, value };
}

function unknownKind(kind: string, kinds: readonly string[]): UseError {
  // Whatever does not look like one of our words may be somebody's data.
  const named = WORD.test(kind) ? ` \`${kind}\`` : "";
  const near = named === "" ? undefined : nearest(kind, kinds);
  const known = kinds.length === 0 ? "the program names no identity at all" : `the program finds people by: ${kinds.join(", ")}`;
  return new UseError(`unknown kind of identifier${named}`, { advice: near === undefined ? known : `write ${near}; ${known}` });
}

function faultOf(kind: string, value: string): string | undefined {
  if (value === "") return "is empty";
  if (value.length > LONGEST) return `is longer than ${LONGEST} characters`;
  if (/\p{Cc}/u.test(value)) return "has a control character in it";
  if (value !== value.trim()) return "has blanks at its ends";
  if (kind === "email" && !ADDRESS.test(value)) return "is no mail address";
  return undefined;
}
