const CONTROLS = /[\p{Cc}\p{Zl}\p{Zp}]+/gu;
// Marks that turn the direction of what follows: a name with one could make an address read as another.
const TURNS = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;
const LONGEST = 200;

/** A text as one line of a mail's head: without line ends and controls, so that it can begin no header of its own. */
export const oneLine = (text: string): string => text.replace(TURNS, "").replace(CONTROLS, " ").trim().slice(0, LONGEST);

const LOCAL = /^[^\s\p{C}"(),:;<>@[\\\]]{1,64}$/u;
const DOMAIN = /^[\p{L}\p{N}\p{M}-]+(\.[\p{L}\p{N}\p{M}-]+)*$/u;

/** Whether a text is one mail address and nothing else: no name, no second address, no line end, no quoted part. */
export function isAddress(text: string): boolean {
  const [local = "", domain = "", ...more] = text.split("@");
  return more.length === 0 && text.length <= 254 && LOCAL.test(local) && DOMAIN.test(domain);
}

/** The domain of an address, for a Message-ID; a reserved one if the text is no address. */
export function domainOf(address: string): string {
  const domain = address.split("@").at(-1) ?? "";
  return isAddress(address) && /^[a-z0-9.-]+$/i.test(domain) ? domain.toLowerCase() : "troth.invalid";
}
