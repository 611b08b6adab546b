import type { Installation } from "../installation/index.ts";
import type { Tx } from "../storage/index.ts";
import type { SubjectWork } from "./add-facts.ts";
import { groundOf, type SubjectLine } from "./states.ts";
import { changeStates, insertFacts } from "./store.ts";
import type { DroppedAt } from "./tell-facts.ts";

/** What a batch came to. */
export interface RecordedFacts {
  readonly outcome: { readonly accepted: number; readonly repeated: number; readonly dropped: readonly DroppedAt[] };
  readonly lines: readonly SubjectLine[];
}

/** Writes a batch down: facts, states, changes and their ledger entry, in the transaction that has the subjects locked. */
export async function recordFacts(
  inst: Installation,
  tx: Tx,
  at: { readonly works: readonly SubjectWork[]; readonly by: string },
): Promise<RecordedFacts> {
  const { works, by } = at;
  const now = new Date(inst.surroundings.now()).toISOString();
  const changed = works.filter(({ rows }) => rows.length > 0);
  const facts = changed.flatMap(({ rows }) => rows);
  const ground = groundOf(inst.program);
  const states = changed.map(({ subject, sealed }) => ({ hash: subject.hash, state: sealed, ground }));
  const versions = await changeStates(tx, { rows: states, now });
  const versionOf = ({ subject }: SubjectWork): string => versions.get(subject.hash) ?? subject.version;
  const dropped = works.flatMap((work) => work.dropped);
  const fresh = dropped.filter(({ isNew }) => isNew);
  if (facts.length > 0) {
    const entry = await inst.ledger.append(tx, {
      kind: "facts.told",
      body: {
        ...{ by, facts: facts.length, subjects: changed.length, commitments: facts.map(({ commitment }) => commitment) },
        ...(fresh.length === 0 ? {} : { dropped: countDropped(fresh) }),
      },
    });
    await insertFacts(
      tx,
      facts.map((fact) => ({ ...fact, entry })),
    );
  }
  const violations = fresh.filter(({ because }) => because === "never-collected");
  if (violations.length > 0)
    await inst.ledger.append(tx, { kind: "facts.violation", body: { by, collected: countDropped(violations) } });
  return {
    outcome: {
      accepted: facts.length - works.reduce((all, { added }) => all + added, 0),
      repeated: works.reduce((all, { repeated }) => all + repeated, 0),
      dropped: dropped
        .map(({ index, categories, because }) => ({ index, categories, because }))
        .toSorted((a, b) => a.index - b.index),
    },
    lines: works.map((work) => ({
      ...{ s: work.subject.hash, k: work.subject.kind, v: Number(versionOf(work)), state: toldState(work) },
    })),
  };
}

/** What was told before may be told again while its subject is being erased: that goes on, whatever the facts come to. */
const toldState = ({ subject, state }: SubjectWork): SubjectLine["state"] =>
  subject.erasing === null || state === null ? state : { ...state, beingErased: true };

/** What was not taken in, by names of the program and how often. */
function countDropped(dropped: SubjectWork["dropped"]): readonly Readonly<Record<string, string | number>>[] {
  const counts = new Map<string, { point: string; category: string; because: string; facts: number }>();
  for (const { point, categories, because } of dropped) {
    for (const category of categories) {
      const key = `${because} ${point} ${category}`;
      const one = counts.get(key) ?? { point, category, because, facts: 0 };
      one.facts += 1;
      counts.set(key, one);
    }
  }
  return [...counts.values()];
}
