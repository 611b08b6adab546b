import { type Decision, decideNaively, type Known, type Question } from "@troth/core/decisions";
import { clientStateAt, hashOfSubject, type KnownSubject, stateAt } from "../facts/index.ts";
import type { Installation } from "../installation/index.ts";
import type { Tx } from "../storage/index.ts";
import { type Placed, readKnown } from "./read-known.ts";
import type { DisclosureAsk } from "./sealed-disclosure.ts";
import { holdSubjects } from "./store.ts";

/** A disclosure with what is decided of it, and who its person is. */
export interface JudgedDisclosure {
  readonly index: number;
  readonly ask: DisclosureAsk;
  /** When it happens, or happened: milliseconds since 1970. */
  readonly at: number;
  /** Absent: of them nothing is known. */
  readonly person: Pick<KnownSubject, "hash" | "person"> | undefined;
  readonly decision: Decision;
}

/** So late a moment is as good as now: what changed in between is judged by what stands. */
const NOW_MS = 5_000;

/** A batch decided, or the clients whose states count too and were not held: they are known by their people's states alone. */
export type Judgment =
  | { readonly kind: "judged"; readonly judged: readonly JudgedDisclosure[] }
  | { readonly kind: "clients"; readonly clients: readonly string[] };

/**
 * Decides each disclosure of a batch: by what stands now, and one that has happened by what stood then. In the transaction that
 * records them, with everybody held: what is decided stays so until it is written down, and an opt-out waits for that.
 */
export async function judgeDisclosures(
  inst: Installation,
  tx: Tx,
  at: { readonly asks: readonly DisclosureAsk[]; readonly clients: readonly string[] },
): Promise<Judgment> {
  const questions = at.asks.map(questionOf);
  const named = at.asks.flatMap(({ client }) =>
    client === undefined ? [] : [hashOfSubject(inst, { kind: "client", id: client })],
  );
  const people = at.asks.map(({ person }) => hashOfSubject(inst, { kind: "person", id: person }));
  const hashes = new Set([...people, ...named, ...at.clients]);
  const held = await holdSubjects(tx, [...hashes]);
  const placed = await readKnown(inst, questions, tx);
  const clients = placed.flatMap(({ known }) => known.person?.clients ?? []);
  if (clients.some((client) => !hashes.has(client))) return { kind: "clients", clients };
  const judged: JudgedDisclosure[] = [];
  for (const [index, ask] of at.asks.entries()) {
    const one = placed[index];
    const hash = people[index];
    if (one === undefined || hash === undefined) throw new Error("bug: a disclosure came to nothing");
    const person = held.get(hash);
    const subject = one.known.person === undefined || person === undefined ? undefined : { hash, person };
    judged.push({ index, ask, person: subject, ...(await judge(inst, tx, { ask, placed: one, subject, held })) });
  }
  return { kind: "judged", judged };
}

async function judge(
  inst: Installation,
  tx: Tx,
  one: {
    readonly ask: DisclosureAsk;
    readonly placed: Placed;
    readonly subject: JudgedDisclosure["person"];
    readonly held: ReadonlyMap<string, string>;
  },
): Promise<Pick<JudgedDisclosure, "at" | "decision">> {
  const { ask, placed, subject, held } = one;
  const { question, known } = placed;
  const at = ask.at === undefined ? known.now : Date.parse(ask.at);
  const isPast = ask.done && at < known.now - NOW_MS;
  if (!isPast) return { at, decision: decideNaively(inst.program, question, known) };
  const person = subject && (await stateAt(inst, tx, { ...subject, moment: at }));
  const named = question.client === undefined ? (person?.clients ?? []) : [question.client];
  const clients = await clientsAt(inst, tx, {
    hashes: named.filter((hash) => Object.hasOwn(known.clients, hash)),
    held,
    moment: at,
  });
  return { at, decision: decideNaively(inst.program, question, { ...known, person, clients, now: at }) };
}

/** What stood of clients at a moment. Of one whose key is gone nothing is known any more, then as now. */
async function clientsAt(
  inst: Installation,
  tx: Tx,
  of: { readonly hashes: readonly string[]; readonly held: ReadonlyMap<string, string>; readonly moment: number },
): Promise<Known["clients"]> {
  const found: [string, Known["clients"][string]][] = [];
  for (const hash of of.hashes) {
    const person = of.held.get(hash);
    if (person === undefined || !(await inst.keys.has({ person }))) continue;
    found.push([hash, await clientStateAt(inst, tx, { hash, person, moment: of.moment })]);
  }
  return Object.fromEntries(found);
}

const questionOf = (ask: DisclosureAsk): Question => ({
  ...{ person: ask.person, purpose: ask.purpose, data: ask.data, recipient: ask.recipient, form: ask.form },
  ...{ at: ask.point, from: ask.from, client: ask.client, channel: ask.channel, topic: ask.topic },
  ...{ signals: ask.signals, place: ask.place },
});
