import { consentWrite, signInWrite } from "@troth/core/consent";

/** Where a banner sends its records. */
export const RECORDS = /\/v1\/consents$/;

/** Host, path and query of an address that goes over the network. */
export const addressOf = (url: string): string | undefined => /^(?:https?|wss?):\/\/(?:[^/@]*@)?(.+)$/is.exec(url)?.[1];

/** The host of an address without its port; empty: it has none. */
export const hostOf = (url: string): string => (URL.canParse(url) ? new URL(url).hostname : "");

/** Whether an address is the banner's script, where Troth serves it: asking is no tracking. Others call theirs `banner.js`, too. */
export function isOfBanner(url: string): boolean {
  if (!URL.canParse(url)) return false;
  const { pathname, searchParams } = new URL(url);
  return pathname.endsWith("/banner.js") && searchParams.has("service");
}

/** Whether a request sends a record of the banner's: others have a `/v1/consents`, too, and send something else. */
export function isRecord({ url, body }: { readonly url: string; readonly body: string | null }): boolean {
  if (!RECORDS.test(url) || body === null) return false;
  try {
    const sent = JSON.parse(body);
    return [consentWrite, signInWrite].some((known) => known.safeParse(sent).success);
  } catch {
    return false;
  }
}

/** Addresses of scripts and frames, less those of the banner: it stands before everything that sets something. */
export const addressesOf = (urls: readonly string[]): readonly string[] => [
  ...new Set(urls.filter((url) => !isOfBanner(url)).flatMap((url) => addressOf(url) ?? [])),
];
