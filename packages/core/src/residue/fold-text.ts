const ONLY_ASCII = /^[\x20-\x7e]*$/;
const ROUNDS = 3;

/** One spelling of many: small letters, composed characters, one space where there are several. */
export function foldText(text: string): string {
  if (ONLY_ASCII.test(text)) return oneSpace(text.toLowerCase());
  return oneSpace(text.toLowerCase().normalize("NFKC").toLowerCase());
}

const oneSpace = (text: string): string => (/\s\s|[^\S ]/.test(text) ? text.replace(/\s+/g, " ") : text);

const ESCAPE = /\\(?:u([0-9a-fA-F]{4})|(.))/gs;
const LETTERS: Readonly<Record<string, string>> = { n: "\n", r: "\r", t: "\t", b: "\b", f: "\f" };

/** Without the escapes of JSON: `\u00e9`, `\/`. */
const unescaped = (text: string): string =>
  text.replace(ESCAPE, (_, hex: string | undefined, letter: string | undefined) =>
    hex === undefined ? (LETTERS[letter ?? ""] ?? letter ?? "") : String.fromCharCode(Number.parseInt(hex, 16)),
  );

/** Without percent-encoding, runs that are no UTF-8 as they stand. */
const percentDecoded = (text: string): string =>
  text.replace(/\+/g, " ").replace(/(?:%[0-9a-fA-F]{2})+/g, (run) => {
    try {
      return decodeURIComponent(run);
    } catch {
      return run;
    }
  });

/**
 * The ways in which a text is read: as it stands; without the escapes of JSON; without percent-encoding; and again, as far
 * as three such wrappings reach. Folded.
 */
export function readingsOf(text: string): readonly string[] {
  const readings = [foldText(text)];
  let seen = [text];
  for (let round = 0; round < ROUNDS; round++) {
    const next = seen.flatMap((one) => [
      ...(one.includes("\\") ? [unescaped(one)] : []),
      ...(/%[0-9a-fA-F]{2}/.test(one) ? [percentDecoded(one)] : []),
    ]);
    seen = [...new Set(next)].filter((one) => !readings.includes(foldText(one)));
    if (seen.length === 0) break;
    readings.push(...seen.map(foldText));
  }
  return readings;
}

/** Digits without what people write between them: `+44 (0) 7700-900 123` has `4407700900123`. */
export const squeezed = (text: string): string => text.replace(/(?<=\d)[\s().\-/]{1,4}(?=\d)/g, "");
