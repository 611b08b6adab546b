import { type Redactor, redactText } from "./redact.ts";

// Of valid JSON: a text, or a number. Everything else is punctuation, `true`, `false` and `null`.
const TOKENS = /"(?:[^"\\]|\\.)*"|-?\d[\d.eE+-]*/g;

/** Whether a text is an object or a list of JSON. */
export function isJsonText(text: string): boolean {
  if (!/^\s*[[{]/.test(text)) return false;
  return isJson(text);
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/**
 * JSON without the person's values, and still JSON: in its texts, and in keys that hold one. A number that is one becomes
 * null. What is not theirs stays byte for byte; a text that is no JSON is redacted as a text.
 */
export function redactJson(json: string, redactor: Redactor): string {
  if (!isJson(json)) return redactText(json, redactor);
  let keys = 0;
  return json.replace(TOKENS, (token: string, at: number) => {
    if (!token.startsWith('"')) return redactText(token, redactor) === token ? token : "null";
    const said = String(JSON.parse(token));
    const left = redactText(said, redactor);
    if (left === said) return token;
    const isKey = /^\s*:/.test(json.slice(at + token.length, at + token.length + 64));
    // Two keys that held values must not become one.
    if (isKey) keys += 1;
    return JSON.stringify(isKey && keys > 1 ? `${left} ${keys}` : left);
  });
}
