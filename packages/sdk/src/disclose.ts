import type { Signal } from "@troth/core/decisions";
import { callForJson, type Server } from "./calls.ts";
import type { Channel, DataForm } from "./human-access.ts";

/** What goes to a recipient, or went. Names are the program's; ids are your own. */
export interface Disclosure {
  /** Yours: the same id twice is the same disclosure, so that a call may be repeated. */
  readonly id: string;
  readonly person: string;
  readonly purpose: string;
  readonly data: readonly string[];
  readonly recipient: string;
  /** As it is, unless given. */
  readonly form?: DataForm;
  /** How many items of such data; one unless given. */
  readonly items?: number;
  readonly at?: Date;
  /** It has happened already: recorded in any case, and named a violation where it should not have. */
  readonly done?: boolean;
  /** The collection point that the data came from, the datasets, and whose client's it is: where a decision asks for them. */
  readonly point?: string;
  readonly from?: readonly string[];
  readonly client?: string;
  /** By which way it reaches the person, and about which of the purpose's topics. Left out, it is denied in doubt of whoever refused one of several. */
  readonly channel?: Channel;
  readonly topic?: string;
  /** Of the request in which it goes: what its browser sends, and where it seems to be. Decided by, and not kept. */
  readonly signals?: readonly Signal[];
  readonly place?: { readonly country: string; readonly region?: string };
}

/** What became of one. Send only what is `allowed`. */
export interface DisclosureAnswer {
  readonly id: string;
  readonly allowed: boolean;
  readonly rule: string;
  readonly because: string;
  /** It is on record as sent. */
  readonly recorded: boolean;
  /** It was told before. Whether it may go is answered by what stands now, unless it has happened. */
  readonly repeated: boolean;
  /** It has happened, and should not have. */
  readonly violation: boolean;
}

/** As many at once as the server takes, and as many bytes: it reads a mebibyte. */
const AT_ONCE = 1_000;
const BYTES_AT_ONCE = 1_000_000;

/**
 * Asks before data goes to a recipient, and records what goes. More than a thousand, or than a megabyte of them, are sent in several calls, each whole or
 * not at all; after an error, send the same again: what was taken is not taken twice.
 *
 * @throws CallError @throws UnreachableError where there is no answer: then send nothing
 */
export async function disclose(server: Server, disclosures: readonly Disclosure[]): Promise<readonly DisclosureAnswer[]> {
  const answers: DisclosureAnswer[] = [];
  for (const some of inCalls(disclosures)) {
    const body = { disclosures: some };
    const { results } = await callForJson<{ readonly results: readonly DisclosureAnswer[] }>(server, "/v1/disclosures", body);
    answers.push(...results);
  }
  return answers;
}

function* inCalls(disclosures: readonly Disclosure[]): Generator<readonly Disclosure[]> {
  let some: Disclosure[] = [];
  let bytes = 0;
  for (const one of disclosures) {
    const size = Buffer.byteLength(JSON.stringify(one)) + 1;
    if (some.length > 0 && (some.length === AT_ONCE || bytes + size > BYTES_AT_ONCE)) {
      yield some;
      some = [];
      bytes = 0;
    }
    some.push(one);
    bytes += size;
  }
  if (some.length > 0) yield some;
}
