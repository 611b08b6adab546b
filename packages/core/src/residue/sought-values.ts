import { type TellingKind, type TellingValue, tellingKind } from "../subject-graph/index.ts";
import { foldText } from "./fold-text.ts";

/** What is looked for after an erasure: spellings of values that only the person's own rows held. */
export interface SoughtValues {
  /** Each with its spellings, folded. Phone numbers are digits, searched in texts whose digits stand together. */
  readonly values: readonly { readonly kind: TellingKind; readonly spellings: readonly string[] }[];
  /** Categories of which a value was too short or too common to say whose it is, with how many: never a value. */
  readonly leftOut: Readonly<Record<string, number>>;
}

const digitsOf = (text: string): string => text.replace(/\D/g, "");
const FEWEST = { email: 6, phoneDigits: 8, nameLetters: 8, idCharacters: 8, idDigits: 9, idLetters: 12, address: 12 } as const;

/**
 * The rule for what is specific enough:
 *
 * - a mail address: always;
 * - a phone number: 8 digits or more;
 * - a name: two words or more, 8 letters or more together;
 * - a number, a handle, a uuid: 8 characters or more; 9 or more where they are digits alone, 12 where letters alone;
 * - an address: 12 characters or more, with a digit and a letter.
 *
 * Anything else would be found in other people's rows, and is left out by name.
 */
export function soughtValues(telling: readonly TellingValue[]): SoughtValues {
  const values = new Map<string, { readonly kind: TellingKind; readonly spellings: readonly string[] }>();
  const leftOut: Record<string, number> = {};
  for (const { category, value } of telling) {
    const kind = tellingKind(category);
    if (kind === undefined) continue;
    const spellings = spellingsOf(kind, value);
    const [first] = spellings;
    if (first === undefined) leftOut[category] = (leftOut[category] ?? 0) + 1;
    else values.set(`${kind} ${first}`, { kind, spellings });
  }
  return { values: [...values.values()], leftOut };
}

function spellingsOf(kind: TellingKind, value: string): readonly string[] {
  const text = foldText(value).trim();
  switch (kind) {
    case "email":
      return text.length >= FEWEST.email && /^[^@\s]+@[^@\s]+$/.test(text) ? [text] : [];
    case "phone":
      return phoneSpellings(value);
    case "name":
      return nameSpellings(text);
    case "address":
      return text.length >= FEWEST.address && /\d/.test(text) && /\p{L}/u.test(text) ? [text] : [];
    case "id":
      return idSpellings(text);
  }
}

/** Digits; with `00` for `+`; and as written within the country, whose code has one to three digits. */
function phoneSpellings(value: string): readonly string[] {
  const digits = digitsOf(value);
  if (digits.length < FEWEST.phoneDigits) return [];
  if (!value.trim().startsWith("+")) return [digits];
  const within = [1, 2, 3].map((code) => digits.slice(code)).filter((rest) => rest.length >= FEWEST.phoneDigits);
  return [digits, `00${digits}`, ...within.map((rest) => `0${rest}`)];
}

/** `Ada Lovelace`, `Lovelace, Ada`, `Lovelace Ada`. */
function nameSpellings(text: string): readonly string[] {
  const words = text.split(" ").filter((word) => word !== "");
  if (words.length < 2 || text.replace(/\P{L}/gu, "").length < FEWEST.nameLetters) return [];
  const [last = "", before] = [words.at(-1), words.slice(0, -1).join(" ")];
  return [words.join(" "), `${last}, ${before}`, `${last} ${before}`];
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

function idSpellings(text: string): readonly string[] {
  if (UUID.test(text)) return [text, text.replaceAll("-", "")];
  const fewest = /^\d+$/.test(text) ? FEWEST.idDigits : /\d/.test(text) ? FEWEST.idCharacters : FEWEST.idLetters;
  return text.length >= fewest ? [text] : [];
}
