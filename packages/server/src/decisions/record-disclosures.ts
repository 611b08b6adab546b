import { passingOf, taxonomyOf } from "@troth/core/decisions";
import { dayOf } from "@troth/core/jurisdictions";
import { dataCategory } from "@troth/core/taxonomy";
import type { Installation } from "../installation/index.ts";
import type { Tx } from "../storage/index.ts";
import type { JudgedDisclosure } from "./judge-disclosures.ts";
import { hashOfDisclosureId, hashOfTold, type KeptDisclosure, sealDisclosure } from "./sealed-disclosure.ts";
import { ALL_DATA, ANY_PASSING, addTotals, type DisclosureRow, insertDisclosures, LETTER, type TotalRow } from "./store.ts";

/** Entries of the ledger are bounded: so many refusals, or violations, stand in one. */
const LINES_AN_ENTRY = 100;

interface SealedDisclosure {
  readonly judged: JudgedDisclosure;
  readonly row: DisclosureRow & { readonly commitment: string };
}

/** What a batch left on record. */
export interface RecordedDisclosures {
  /** Ids of what is recorded as sent. */
  readonly recorded: ReadonlySet<string>;
  /** Another server has told one of the ids meanwhile: nothing of the batch may be committed. */
  readonly isLate: boolean;
}

/** Writes down what goes out, what has gone out against the program, and what was refused, in the transaction that judged it. */
export async function recordDisclosures(
  inst: Installation,
  tx: Tx,
  at: { readonly judged: readonly JudgedDisclosure[]; readonly by: string },
): Promise<RecordedDisclosures> {
  const { judged, by } = at;
  const sealed = await sealAll(
    inst,
    judged.filter(({ ask, decision }) => decision.allowed || ask.done),
  );
  const fresh = await insertDisclosures(
    tx,
    sealed.map(({ row }) => row),
  );
  if (fresh.size < sealed.length) return { recorded: new Set(), isLate: true };
  const recorded = new Set(sealed.map(({ judged: one }) => one.ask.id));
  await addTotals(
    tx,
    totalsOf(
      inst,
      judged.filter(({ ask }) => recorded.has(ask.id)),
    ),
  );
  await writeSent(inst, tx, { written: sealed, by });
  // Of somebody of whom nothing is known nothing can be kept; that it happened is said in any case.
  const against = judged.filter(({ ask, decision }) => ask.done && !(decision.allowed && recorded.has(ask.id)));
  await writeLines(inst, tx, { kind: "disclosures.violation", by, judged: against });
  const refused = judged.filter(({ ask, decision }) => !ask.done && !(decision.allowed && recorded.has(ask.id)));
  await writeLines(inst, tx, { kind: "disclosures.refused", by, judged: refused });
  return { recorded, isLate: false };
}

/** Seals each under its person's key; of somebody of whom nothing is known nothing can be kept. */
async function sealAll(inst: Installation, judged: readonly JudgedDisclosure[]): Promise<readonly SealedDisclosure[]> {
  const sealed: SealedDisclosure[] = [];
  const byPerson = new Map<string, JudgedDisclosure[]>();
  for (const one of judged)
    if (one.person !== undefined) byPerson.set(one.person.person, [...(byPerson.get(one.person.person) ?? []), one]);
  for (const [person, own] of byPerson) {
    if (!(await inst.keys.has({ person }))) continue;
    await inst.keys.unlock({ person }, (key) => {
      for (const one of own) {
        const id_hash = hashOfDisclosureId(inst, one.ask.id);
        sealed.push({
          judged: one,
          row: {
            id_hash,
            subject: one.person?.hash ?? "",
            ...sealDisclosure(key, id_hash, keptOf(one, inst.surroundings.now())),
          },
        });
      }
    });
  }
  return sealed;
}

/** A clock that is ahead of ours has not seen it go later than now: whoever is told of an erasure then has heard of it. */
function keptOf({ ask, at, decision }: JudgedDisclosure, now: number): KeptDisclosure {
  const { recipient, purpose, data, form, items } = ask;
  const against = decision.allowed ? {} : { against: decision.rule };
  return {
    recipient,
    purpose,
    data,
    form,
    items,
    at: new Date(Math.min(at, now)).toISOString(),
    ...against,
    told: hashOfTold(ask),
  };
}

/** What a batch adds to the totals of days. */
function totalsOf(inst: Installation, judged: readonly JudgedDisclosure[]): readonly TotalRow[] {
  const { program } = inst;
  const totals = new Map<string, TotalRow>();
  for (const { ask, at } of judged) {
    const day = dayOf(new Date(at).toISOString(), program.zone);
    const { recipient, purpose, form } = ask;
    const add = (passed: string, category: string) => {
      const key = JSON.stringify([day, recipient, purpose, category, passed, form]);
      const had = totals.get(key);
      totals.set(key, {
        ...{ day, recipient, purpose, category, passed, form },
        occasions: String(Number(had?.occasions ?? 0) + 1),
        items: String(Number(had?.items ?? 0) + ask.items),
      });
    };
    const categories = taxonomyOf(program, ask.data);
    add(ANY_PASSING, ALL_DATA);
    for (const passed of passingOf(program, ask)) for (const name of [...categories, ...lettersOf(categories)]) add(passed, name);
  }
  return [...totals].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, total]) => total);
}

/** An occasion counts once for each letter of California's list that was in it, however many kinds of data that are. */
const lettersOf = (categories: readonly string[]): readonly string[] => [
  ...new Set(
    categories.flatMap((category) => {
      const letters = dataCategory(category)?.ccpa ?? [];
      return (letters.length === 0 ? [""] : letters).map((letter) => `${LETTER}${letter}`);
    }),
  ),
];

async function writeSent(
  inst: Installation,
  tx: Tx,
  at: { readonly written: readonly SealedDisclosure[]; readonly by: string },
): Promise<void> {
  const { written, by } = at;
  if (written.length === 0) return;
  const recipients: Record<string, number> = {};
  for (const { judged } of written) recipients[judged.ask.recipient] = (recipients[judged.ask.recipient] ?? 0) + 1;
  const commitments = written.map(({ row }) => row.commitment);
  await inst.ledger.append(tx, {
    kind: "disclosures.recorded",
    body: { by, disclosures: written.length, recipients, commitments },
  });
}

/** One line each: whom, to whom, for what, what, and by which rule not. */
async function writeLines(
  inst: Installation,
  tx: Tx,
  at: {
    readonly kind: "disclosures.violation" | "disclosures.refused";
    readonly by: string;
    readonly judged: readonly JudgedDisclosure[];
  },
): Promise<void> {
  const { kind, by, judged } = at;
  const lines = judged.map(({ ask, decision, person }) => ({
    ...{ recipient: ask.recipient, purpose: ask.purpose, data: ask.data.slice(0, 5), rule: decision.rule },
    ...(person === undefined ? {} : { person: person.person }),
  }));
  for (let from = 0; from < lines.length; from += LINES_AN_ENTRY) {
    const some = lines.slice(from, from + LINES_AN_ENTRY);
    await inst.ledger.append(tx, { kind, body: { by, disclosures: some.length, of: some } });
  }
}
