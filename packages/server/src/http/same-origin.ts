import { isLoopback } from "./network-of.ts";

/** Host of an address, with its port if it is not the scheme's own. */
const hostOf = (address: string): string | undefined => (URL.canParse(address) ? new URL(address).host.toLowerCase() : undefined);

function isOwnMachine(host: string): boolean {
  const name = host.replace(/:\d+$/, "").replace(/^\[|\]$/g, "");
  return name === "localhost" || isLoopback(name);
}

/** Whether a call names us: the public address, or this machine. A page elsewhere whose name leads here is not ours. */
export const isOurHost = (host: string, address: string): boolean =>
  host.toLowerCase() === hostOf(address) || isOwnMachine(host.toLowerCase());

/**
 * Whether a call that changes something comes from a page of ours. Browsers say where it comes from in `Origin`, newer
 * ones in `Sec-Fetch-Site` too: each that is there must say us, and one must be there. `host` is known to be ours.
 */
export function isFromUs(call: {
  readonly origin: string | undefined;
  readonly site: string | undefined;
  readonly host: string;
  readonly address: string;
}): boolean {
  const { origin, site, host, address } = call;
  if (origin === undefined && site === undefined) return false;
  if (site !== undefined && site !== "same-origin" && site !== "none") return false;
  if (origin === undefined) return true;
  const from = hostOf(origin);
  // The address to the letter: a page of the same name over http may be anybody's who is on the way.
  if (origin === new URL(address).origin) return true;
  return from !== undefined && from === host.toLowerCase() && isOwnMachine(from);
}
