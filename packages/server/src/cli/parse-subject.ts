import { nearest, type Program } from "@troth/core/program";
import type { SubjectIdentifier } from "@troth/core/subject-graph";
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
  return [...new Set(kinds)].sort();
}

/**
 * Reads what stands after `--subject`, each `kind=value`.
 * @throws UseError, which never repeats the value.
 */
export function parseSubject(texts: readonly string[], kinds: readonly string[]): readonly SubjectIdentifier[] {
  if (texts.length === 0) throw new UseError("it is not said whose data", { advice: `write ${EXAMPLE}` });
  const subject = texts.map((text) => parseIdentifier(text, kinds));
  for (const [at, { kind }] of subject.entries()) {
    if (subject.findIndex((one) => one.kind === kind) !== at) {
      throw new UseError(`there are two subjects of the kind \`${kind}\``, {
        advice: "a request is one person's: take one request for each",
      });
    }
  }
  return subject;
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
