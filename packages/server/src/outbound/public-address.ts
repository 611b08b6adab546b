import ipaddr from "ipaddr.js";

/**
 * Whether an IP address is one of the public internet. Everything else is refused: private, loopback, link-local,
 * unique-local, shared (CGNAT), multicast, unspecified, reserved, documentation, and whatever carries an IPv4 address
 * inside an IPv6 one (mapped, compatible, NAT64, 6to4, Teredo), where a private address could hide.
 */
export function isPublicAddress(text: string): boolean {
  if (!ipaddr.isValid(text)) return false;
  const address = ipaddr.parse(text);
  if (address.range() !== "unicast") return false;
  // Global unicast is 2000::/3 alone: the rest of the space is unassigned, or deprecated like ::/96.
  return address instanceof ipaddr.IPv4 || ((address.parts[0] ?? 0) & 0xe000) === 0x2000;
}
