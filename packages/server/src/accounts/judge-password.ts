import { type Answer, done, no } from "./answer.ts";

/** Fewer can be tried out; more are no safer, and cost to hash. In characters. */
export const PASSWORD_CHARACTERS = { least: 12, most: 200 } as const;

/** What most guessers try first, and what is left of a password without them must still be long enough to be one. */
const OBVIOUS = [
  "password",
  "passwort",
  "kata sandi",
  "katasandi",
  "qwertyuiop",
  "qwerty",
  "letmein",
  "welcome",
  "admin",
  "iloveyou",
  "troth",
];
const RUNS = ["abcdefghijklmnopqrstuvwxyz", "01234567890123456789", "09876543210987654321", "qwertyuiopasdfghjklzxcvbnm"];
const LEAST_REST = 5;
const LEAST_DIFFERENT = 5;

/** Whether a password may be used: long enough, and none that anybody would try first. */
export function judgePassword(password: string, about: readonly string[]): Answer<void> {
  const { least, most } = PASSWORD_CHARACTERS;
  const length = [...password].length;
  if (length < least)
    return no("short", `a password has at least ${least} characters`, "four or five words that do not belong together are good");
  if (length > most) return no("long", `a password has at most ${most} characters`);
  if (isObvious(password, about))
    return no(
      "obvious",
      "this password is among the first that anybody would try",
      "take words that have nothing to do with you or this place",
    );
  return done(undefined);
}

function isObvious(password: string, about: readonly string[]): boolean {
  const plain = password.normalize("NFKC").toLowerCase();
  if (new Set(plain).size < LEAST_DIFFERENT) return true;
  const known = [...OBVIOUS, ...about.map((one) => one.toLowerCase())].filter((one) => one.length > 2);
  const rest = known.reduce((left, one) => left.replaceAll(one, ""), plain);
  if (rest !== plain && [...rest].length < LEAST_REST) return true;
  const letters = plain.replaceAll(/[^\p{L}\p{N}]/gu, "");
  return letters === "" ? false : RUNS.some((run) => run.includes(letters)) || isRepeated(letters);
}

/** `correctcorrect`: one short piece, again and again. */
function isRepeated(text: string): boolean {
  for (let size = 1; size <= Math.min(6, text.length / 2); size += 1)
    if (
      text ===
      text
        .slice(0, size)
        .repeat(Math.ceil(text.length / size))
        .slice(0, text.length)
    )
      return true;
  return false;
}
