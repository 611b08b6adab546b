const MOST = 100;
const MAIL_ADDRESS = /[^\s/@?&=;]+(@|%40)[^\s/@?&=;]+\.[^\s/@?&=;]+/gi;

/** A name or address of the page's making, fit to be kept: short, and without what looks like a mail address. */
export function showName(text: string): string {
  const bare = text.replace(MAIL_ADDRESS, "<address>");
  const letters = [...bare];
  return letters.length > MOST ? `${letters.slice(0, MOST).join("")}…` : bare;
}

/** Host and path of an address: what stands in a query may be somebody's. */
export const withoutQuery = (address: string): string => showName(address.replace(/[?#].*$/s, ""));

/** `www.example.com:8080/a` is on `www.example.com`. */
export const hostOf = (address: string): string => address.replace(/[/?#].*$/s, "").replace(/:\d+$/, "");

/** Whether a host is a domain, or below it. */
export const isWithin = (host: string, domain: string): boolean => host === domain || host.endsWith(`.${domain}`);
