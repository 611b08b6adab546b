// How many codes are sent. An address is limited so that nobody can bury somebody in mail or guess at length; a network so
// that nobody can make us a source of mail. What one network can take is half of what an address has, so that a third
// party who uses up theirs takes nothing from the person, who asks from elsewhere. Where two use up all of it, the person asks
// through the link that each of those mails ends with, whose codes count apart (docs/decisions/0122).

/** How often within an hour and a day. */
export interface Allowance {
  readonly hour: number;
  readonly day: number;
}

/** To one address, asked for from one network: one, one that got lost, and one more. */
export const CODES_PER_ADDRESS_AND_NETWORK: Allowance = { hour: 3, day: 10 };

/** To one address from everywhere: twice that. With five tries a code, 100 guesses a day among 100,000,000. */
export const CODES_PER_ADDRESS: Allowance = { hour: 6, day: 20 };

/** Asked for from one network: an office or a village behind one address, not a list of addresses. */
export const CODES_PER_NETWORK: Allowance = { hour: 30, day: 200 };

/** Codes within the last hour and day. */
export type Counted = Allowance;

/** Whether another would be one too many. */
export const isUsedUp = (counted: Counted, allowed: Allowance): boolean =>
  counted.hour >= allowed.hour || counted.day >= allowed.day;
