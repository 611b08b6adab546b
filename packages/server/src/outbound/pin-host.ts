import { lookup } from "node:dns/promises";
import { isIP } from "node:net";
import { OutboundError } from "./errors.ts";
import { isPublicAddress } from "./public-address.ts";

/** An address that a host resolved to. */
export interface PinnedAddress {
  readonly address: string;
  readonly family: 4 | 6;
}

/** Resolves a host; the system's unless a test gives another. */
export type ResolveHost = (host: string) => Promise<readonly PinnedAddress[]>;

/** The system's resolver. */
export const systemResolver: ResolveHost = async (host) => {
  const found = await lookup(host, { all: true, verbatim: true });
  return found.map(({ address, family }) => ({ address, family: family === 6 ? 6 : 4 }));
};

/**
 * The addresses that a request may connect to, resolved once: the connection and every redirect use these and ask nobody
 * again, so that a second answer cannot lead elsewhere. One address that is not public refuses the host, unless it is declared.
 */
export async function pinHost(
  host: string,
  how: { readonly declared: boolean; readonly resolve: ResolveHost },
): Promise<readonly PinnedAddress[]> {
  const family = isIP(host);
  const found = family === 0 ? await resolved(host, how.resolve) : [{ address: host, family: family === 6 ? 6 : 4 } as const];
  if (found.length === 0) throw new OutboundError("outbound.unresolved", "the host has no address");
  if (!how.declared && found.some(({ address }) => !isPublicAddress(address))) {
    throw new OutboundError("outbound.private", "the host has an address that is not of the public internet", {
      advice: "a server inside your own network must be declared",
    });
  }
  return found;
}

async function resolved(host: string, resolve: ResolveHost): Promise<readonly PinnedAddress[]> {
  const found = await resolve(host).catch(() => []);
  return found.filter(({ address, family }) => isIP(address) === family);
}
