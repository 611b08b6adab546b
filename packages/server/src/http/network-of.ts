import ipaddr from "ipaddr.js";

/** Where nobody knows whence a call came: all such calls share one budget. */
const UNKNOWN = "unknown";

/**
 * The network a call came from: an IPv4 /24, an IPv6 /48. The header is believed only for as many proxies as we are told
 * stand before us: the address that the outermost of them saw. Whatever a caller wrote further left is a claim.
 */
export function networkOf(at: {
  /** Of the connection itself. */
  readonly peer: string | undefined;
  /** `X-Forwarded-For` as it came. */
  readonly forwarded: string | undefined;
  /** How many proxies of ours stand before us; 0: the header is not read. */
  readonly trustProxy: number;
}): string {
  const { peer, forwarded, trustProxy } = at;
  if (trustProxy === 0 || forwarded === undefined) return rangeOf(peer);
  const seen = forwarded.split(",").map((part) => part.trim());
  return rangeOf(seen.at(-trustProxy) ?? seen[0]);
}

function rangeOf(text: string | undefined): string {
  // A port may stand behind it: `203.0.113.5:4711`, `[2001:db8::1]:4711`.
  const bare = (text ?? "").replace(/^\[([^\]]*)\](:\d+)?$/, "$1").replace(/^(\d+\.\d+\.\d+\.\d+):\d+$/, "$1");
  if (!ipaddr.isValid(bare)) return UNKNOWN;
  const address = ipaddr.process(bare);
  const [bits, kind] = address.kind() === "ipv4" ? ([24, ipaddr.IPv4] as const) : ([48, ipaddr.IPv6] as const);
  return `${kind.networkAddressFromCIDR(`${address.toString()}/${bits}`).toString()}/${bits}`;
}

/** Whether an address is this machine's own. */
export function isLoopback(address: string | undefined): boolean {
  if (address === undefined || !ipaddr.isValid(address)) return false;
  return ipaddr.process(address).range() === "loopback";
}
