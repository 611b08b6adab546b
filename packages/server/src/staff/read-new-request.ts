import type { Program } from "@troth/core/program";
import type { RequestKind } from "@troth/core/requests";
import type { SubjectIdentifier } from "@troth/core/subject-graph";
import { readAddress } from "../asks/index.ts";
import type { FieldError } from "../pages/index.ts";
import { MESSAGE_CHARACTERS } from "../requests/index.ts";
import type { Language } from "../words/index.ts";
import { type Way, ways } from "./new-request-page.tsx";

/** A request as staff enter it. */
export interface EnteredRequest {
  readonly right: RequestKind;
  readonly came: Way;
  /** The day it came; ISO 8601 in UTC. */
  readonly receivedAt: string | undefined;
  readonly email: string | undefined;
  readonly subject: readonly SubjectIdentifier[];
  readonly language: Language;
  readonly words: string;
}

const LONGEST_IDENTIFIER = 320;
const RIGHTS: readonly RequestKind[] = ["access", "erasure", "question", "concern"];

/** The kinds of identifier, besides the address, by which the program finds people. */
export function otherKinds(program: Pick<Program, "stores">): readonly string[] {
  const all = Object.values(program.stores).flatMap((store) =>
    Object.values(store.datasets).flatMap((dataset) => dataset.identity.map((one) => one.kind)),
  );
  return [...new Set(all)].filter((kind) => kind !== "email" && /^[a-z][a-z-]{0,30}$/.test(kind)).sort();
}

/** Reads the form; everything that is wrong at once. */
export function readNewRequest(
  form: Readonly<Record<string, string>>,
  at: { readonly kinds: readonly string[]; readonly today: string },
): { readonly read: EnteredRequest } | { readonly errors: readonly FieldError[] } {
  const errors: FieldError[] = [];
  const wrong = (field: string, says: string): undefined => void errors.push({ field, says });
  const right = RIGHTS.find((one) => one === form.right) ?? wrong("right", "Choose what is asked.");
  const came = ways.find((one) => one === form.came) ?? wrong("came", "Choose how it came.");
  const received = form.received ?? "";
  if (!isDay(received) || received > at.today)
    wrong("received", "Write the day it came: a day that has been, such as 2026-11-22.");
  const email = readEmail(form, wrong);
  const others = at.kinds.flatMap((kind) => readIdentifier(form, kind, wrong));
  if ((form.email ?? "").trim() === "" && others.length === 0)
    wrong("email", "Write an address, or something else by which their data is found.");
  const words = (form.words ?? "").trim();
  if (words.length > MESSAGE_CHARACTERS) wrong("words", "The words are longer than 5,000 characters.");
  if (words === "" && (right === "question" || right === "concern")) wrong("words", `Write down the ${right}.`);
  if (errors.length > 0 || right === undefined || came === undefined) return { errors };
  const subject = [...(email === undefined ? [] : [{ kind: "email", value: email }]), ...others];
  // Noon in UTC lies on the same day in most zones; today's is now.
  const receivedAt = received === at.today ? undefined : `${received}T12:00:00.000Z`;
  return { read: { right, came, receivedAt, email, subject, language: form.language === "id" ? "id" : "en", words } };
}

type Wrong = (field: string, says: string) => undefined;

function readEmail(form: Readonly<Record<string, string>>, wrong: Wrong): string | undefined {
  const typed = (form.email ?? "").trim();
  if (typed === "") return undefined;
  return readAddress(typed) ?? wrong("email", "This is no mail address: write one such as name@company.example.");
}

function readIdentifier(form: Readonly<Record<string, string>>, kind: string, wrong: Wrong): SubjectIdentifier[] {
  const value = (form[`by-${kind}`] ?? "").trim();
  if (value === "") return [];
  if (value.length > LONGEST_IDENTIFIER || /\p{C}/u.test(value)) {
    wrong(`by-${kind}`, `Write the ${kind} in at most ${LONGEST_IDENTIFIER} characters, without control characters.`);
    return [];
  }
  return [{ kind, value }];
}

function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text) || text < "2000-01-01") return false;
  const day = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text);
}
