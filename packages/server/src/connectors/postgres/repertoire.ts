// Which characters a database can hold that is not kept in UTF-8. A text with another one stands in no row of it; sent as it
// is, the server would refuse the statement, and with it the whole transaction.
import type { Match, StreamQuery } from "../connector.ts";
import { otherLetters } from "../fold.ts";
import type { Query } from "./catalog.ts";

/** The characters of one database, as far as they were asked for. */
export interface Repertoire {
  /** Asks for the characters that a query looks for. To be awaited before its statement is made. */
  readonly learn: (query: Query, asked: Pick<StreamQuery, "match" | "where">) => Promise<void>;
  /** Whether the database can hold a text; what was never asked for is left to the server. */
  readonly holds: (text: string) => boolean;
}

/** Whether the server takes these characters; asked outside of any transaction, which a refusal would end. */
export type TakesCharacters = (characters: string) => Promise<boolean>;

// The one keeps every character, the other bytes that nobody translates.
const WHOLE = new Set(["UTF8", "SQL_ASCII"]);
const ENCODING = "SELECT current_setting('server_encoding')";

/** Of a database that is in UTF-8 nothing is asked but that, once, when something beyond ASCII is first looked for. */
export function repertoireOf(takes: TakesCharacters): Repertoire {
  let isWhole: boolean | undefined;
  const known = new Map<string, boolean>();

  const ask = async (characters: readonly string[]): Promise<void> => {
    if (characters.length === 0) return;
    if (await takes(characters.join(""))) for (const one of characters) known.set(one, true);
    else if (characters.length === 1) known.set(characters[0] ?? "", false);
    else {
      const half = characters.length >> 1;
      await ask(characters.slice(0, half));
      await ask(characters.slice(half));
    }
  };

  return {
    async learn(query, asked) {
      if (isWhole) return;
      const beyond = beyondAscii(asked).filter((one) => !known.has(one));
      if (beyond.length === 0) return;
      isWhole ??= WHOLE.has(String((await query(ENCODING))[0]?.[0]));
      if (!isWhole) await ask(beyond);
    },
    holds: (text) => known.size === 0 || [...text].every((one) => known.get(one) !== false),
  };
}

/** The characters beyond ASCII of what a query looks for, and their other cases. */
function beyondAscii({ match, where }: Pick<StreamQuery, "match" | "where">): readonly string[] {
  const texts = [...textsOf(match), ...Object.values(where ?? {}).flatMap((values) => values.map(String))];
  const wide = texts.filter((text) => /[^\0-\x7f]/.test(text));
  const cases = match?.fold === true ? otherLetters(wide).flat() : [];
  return [...new Set([...wide.join(""), ...cases])].filter((one) => one > "\x7f");
}

const textsOf = (match: Match | undefined): readonly string[] =>
  match?.values.flatMap((row) => row.filter((value) => typeof value === "string")) ?? [];
