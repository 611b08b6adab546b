import type { TrackerRule } from "../program/index.ts";

/**
 * The requests of a tracker, as host and path. A third party's domain stands for all of it: whatever is sent there carries its cookies.
 * A pattern of a path alone is on any host.
 */
export function matchedRequests({ loads, party, domain }: Pick<TrackerRule, "loads" | "party" | "domain">): readonly string[] {
  const own = party === "third" && domain !== undefined ? domainPatterns(domain.replace(/^\./, "")) : [];
  return [...new Set([...loads.map(withoutScheme), ...own])];
}

const domainPatterns = (domain: string): readonly string[] => [`${domain}/*`, `*.${domain}/*`];

function withoutScheme(pattern: string): string {
  const bare = pattern.replace(/^(https?:)?\/\//, "");
  if (bare.startsWith("/")) return `*${bare}`;
  return bare.includes("/") ? bare : `${bare}/*`;
}

/** Whether an address, as host and path, is one of a pattern with `*` for a part that varies. Takes no longer than the address is long. */
export function matchesRequest(pattern: string, address: string): boolean {
  const [head = "", ...rest] = pattern.split("*");
  const tail = rest.pop();
  if (tail === undefined) return pattern === address;
  if (!address.startsWith(head) || !address.endsWith(tail) || address.length < head.length + tail.length) return false;
  let from = head.length;
  for (const part of rest) {
    const found = address.indexOf(part, from);
    if (found === -1) return false;
    from = found + part.length;
  }
  return from <= address.length - tail.length;
}
