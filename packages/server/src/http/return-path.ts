import type { PageAt } from "./pages-of.ts";

const SAFE = /^(\/[A-Za-z0-9_~-][A-Za-z0-9._~-]*)+$/;

/**
 * A path to come back to after signing in, if it is one of ours below `base`; else undefined. Nothing but plain segments
 * passes: no second slash, no backslash, no scheme, no query, so that it cannot lead to another place.
 */
export function returnPath(text: string | undefined, base: string): string | undefined {
  if (text === undefined || text.length > 200 || !SAFE.test(text)) return undefined;
  return text === base || text.startsWith(`${base}/`) ? text : undefined;
}

/** Where a page that asks for a sign-in is to come back to: itself, or for a posted form the page that holds the form. */
export const backFrom = (method: string, path: string, pageAt: PageAt): string | undefined =>
  method === "GET" || method === "HEAD" ? path : pageAt(path);
