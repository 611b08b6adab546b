import type { Context } from "hono";
import { getCookie } from "hono/cookie";

/** Whose session a cookie names. */
export type CookieKind = "person" | "staff";

const isHttps = (address: string): boolean => address.startsWith("https:");

/** The name of a session's cookie. `__Host-`: a browser takes it from this host alone, and only over https. */
export const cookieName = (address: string, kind: CookieKind): string => `${isHttps(address) ? "__Host-" : ""}troth_${kind}`;

const attributes = (address: string, kind: CookieKind): string =>
  `Path=/; HttpOnly; SameSite=${kind === "staff" ? "Strict" : "Lax"}${isHttps(address) ? "; Secure" : ""}`;

/** `Set-Cookie` that gives a session. It ends with the browser at the latest; when, the server says. */
export const sessionCookie = (address: string, kind: CookieKind, token: string): string =>
  `${cookieName(address, kind)}=${token}; ${attributes(address, kind)}`;

/** `Set-Cookie` that takes a session away. */
export const endedCookie = (address: string, kind: CookieKind): string =>
  `${cookieName(address, kind)}=; Max-Age=0; ${attributes(address, kind)}`;

/** The token that a call brings, if it has the form of one. */
export function tokenOf(c: Context, address: string, kind: CookieKind): string | undefined {
  const token = getCookie(c, cookieName(address, kind));
  return token !== undefined && /^[A-Za-z0-9_-]{16,200}$/.test(token) ? token : undefined;
}
