import { XMLParser } from "fast-xml-parser";
import { isRecord } from "../values.ts";

const parser = new XMLParser({
  ignoreAttributes: true,
  // Keys are what they are: no number, and with every space.
  parseTagValue: false,
  trimValues: false,
  isArray: (name) => ["Contents", "Version", "DeleteMarker", "Upload"].includes(name),
});

/** The one element of an answer, as a record; an answer that is none of that is empty. */
export function elementIn(text: string, name: string): Readonly<Record<string, unknown>> | undefined {
  let read: unknown;
  try {
    read = parser.parse(text);
  } catch {
    return undefined;
  }
  const found = isRecord(read) ? read[name] : undefined;
  // An element without anything in it is a text.
  return isRecord(found) ? found : found === undefined ? undefined : {};
}

/** A text of an element. */
export const textIn = (element: Readonly<Record<string, unknown>>, name: string): string =>
  typeof element[name] === "string" ? element[name] : "";

/** Elements of one name. */
export const listIn = (
  element: Readonly<Record<string, unknown>>,
  name: string,
): readonly Readonly<Record<string, unknown>>[] => {
  const found = element[name];
  return Array.isArray(found) ? found.filter(isRecord) : [];
};

/** The code of an error, if it is one: its other words may hold keys. */
export function codeIn(text: string): string {
  const code = textIn(elementIn(text, "Error") ?? {}, "Code");
  return /^[A-Za-z0-9.]{1,60}$/.test(code) ? code : "";
}
