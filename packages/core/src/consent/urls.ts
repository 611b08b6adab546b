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
