// What the officer has to decide: what the laws say now and did not, and where the stores have left the program.
import { hashOf } from "@troth/core/foundation";
import { dayOf, lawsOn, type SaidRule } from "@troth/core/jurisdictions";
import { checkLive } from "@troth/core/program";
import type { StoreSchema } from "@troth/core/subject-graph";
import type { Installation } from "../installation/index.ts";
import type { Tx } from "../storage/index.ts";
import { inspectStores } from "../subject-graph/index.ts";
import { idOf, type SaidOfDrift, type SaidOfLaw } from "./open-findings.ts";
import { type FindingRow, markGone, putFinding, standingRows } from "./store.ts";

/** What a look came to. */
export interface LookedAt {
  readonly opened: number;
  readonly gone: number;
  /** Stores that could not be looked into, with why: what was found there before still stands. */
  readonly unreachable: Readonly<Record<string, string>>;
}

interface Draft {
  readonly hash: string;
  readonly kind: FindingRow["kind"];
  readonly said: SaidOfLaw | SaidOfDrift;
  /** It was so when the law came into the program: nobody has to decide it. */
  readonly known?: boolean;
}

/** Compares the laws of the program with what was seen of them before, and the stores with the program. Each finding is told once. */
export async function lookForFindings(inst: Installation): Promise<LookedAt> {
  const { storage, program, surroundings } = inst;
  const now = new Date(surroundings.now()).toISOString();
  const laws = await standingRows(storage.db, "law");
  const drifts = await standingRows(storage.db, "drift");
  const { schemas, unreachable } = await inspectStores(program, (store) => inst.connector(store));
  const ofLaw = lawDrafts(lawsOn({ laws: program.laws, day: dayOf(now, program.zone) }), laws, new Set(program.laws));
  const ofStores = driftDrafts(inst, schemas);
  // Of a store that is away nothing is known: what was found there still stands.
  const reached = (row: FindingRow) => !Object.hasOwn(unreachable, (row.said as unknown as SaidOfDrift).store);
  const seen = new Set(ofStores.map(({ hash }) => hash));
  const gone = [...ofLaw.gone, ...drifts.filter((row) => !seen.has(row.hash) && reached(row))];
  const opened = await storage.transaction(async (tx) => {
    const count = await putAll(inst, tx, [...ofLaw.found, ...ofStores], now);
    for (const row of gone) {
      await markGone(tx, { hash: row.hash, now });
      if (row.decided_at === null) await inst.ledger.append(tx, { kind: "finding.gone", body: { finding: idOf(row) } });
    }
    return count;
  });
  await inst.ledger.sequence();
  return { opened, gone: gone.length, unreachable };
}

async function putAll(inst: Installation, tx: Tx, drafts: readonly Draft[], now: string): Promise<number> {
  let opened = 0;
  for (const { hash, kind, said, known = false } of drafts) {
    if (!(await putFinding(tx, { hash, kind, said, now, known })) || known) continue;
    opened += 1;
    const about =
      kind === "law"
        ? { law: (said as SaidOfLaw).law, article: (said as SaidOfLaw).article }
        : { code: (said as SaidOfDrift).code };
    await inst.ledger.append(tx, { kind: "finding.opened", body: { finding: idOf({ hash }), of: kind, ...about } });
  }
  return opened;
}

/**
 * Rules that hold today and were not seen before begin; those that were and do not end. Of a law that the program names for the
 * first time everything is known: to name it was somebody's decision.
 */
function lawDrafts(
  rules: readonly SaidRule[],
  before: readonly FindingRow[],
  named: ReadonlySet<string>,
): { readonly found: readonly Draft[]; readonly gone: readonly FindingRow[] } {
  const said = (row: FindingRow) => row.said as unknown as SaidOfLaw;
  const seen = new Set(before.map((row) => row.hash));
  const seenLaws = new Set(before.map((row) => said(row).law));
  const begun = rules.map((rule) => draftOf(rule, "begins"));
  const now = new Set(begun.map(({ hash }) => hash));
  const ended = before.filter((row) => said(row).change === "begins" && !now.has(row.hash) && named.has(said(row).law));
  return {
    found: [
      ...begun
        .filter(({ hash }) => !seen.has(hash))
        .map((draft) => ({ ...draft, known: !seenLaws.has((draft.said as SaidOfLaw).law) })),
      ...ended.map((row) => draftOf(said(row), "ends")),
    ],
    gone: ended,
  };
}

function draftOf(rule: Omit<SaidOfLaw, "change">, change: SaidOfLaw["change"]): Draft {
  const { law, list, says, article, since, until, verified } = rule;
  const said = { change, law, list, says, article, since, ...(until === undefined ? {} : { until }), verified };
  return { hash: hashOf({ law: said }), kind: "law", said };
}

function driftDrafts({ program }: Installation, schemas: readonly StoreSchema[]): readonly Draft[] {
  return schemas.flatMap((schema) =>
    checkLive(program, [schema], new Map())
      .filter(({ level }) => level !== "info")
      .map(({ code, says, place }): Draft => {
        const said: SaidOfDrift = { store: schema.store, code, says, ...(place === undefined ? {} : { place }) };
        // The same thing is the same finding wherever its line has moved to.
        return { hash: hashOf({ drift: { store: schema.store, code, says } }), kind: "drift", said };
      }),
  );
}
