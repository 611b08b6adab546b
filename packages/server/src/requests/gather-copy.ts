import { after, type RequestState } from "@troth/core/requests";
import type { SubjectIdentifier } from "@troth/core/subject-graph";
import { ConnectorError } from "../connectors/index.ts";
import { accountsOf } from "../facts/index.ts";
import type { Installation } from "../installation/index.ts";
import type { Tx } from "../storage/index.ts";
import { CopyChanged, type CopyPart, copyRows, type TextReview } from "../subject-graph/index.ts";
import { deleteTaskFiles } from "../tasks/index.ts";
import { copyContents } from "./contents-of-request.ts";
import type { CopyRecord } from "./copy-record.ts";
import { copyTask } from "./copy-task.ts";
import { copyDisclosures } from "./disclosures-of-request.ts";
import { copyFacts } from "./facts-of-request.ts";
import { forgetPerson, forgetWhenDone } from "./forget-person.ts";
import { openLeads, saysMore } from "./leads.ts";
import type { MadePlan } from "./make-view.ts";
import { changeRequest, type RequestRow } from "./store.ts";
import { openSubject } from "./subject.ts";

/** A dataset, its rows: what a copy is written from, in order. */
export type CopyPiece = Exclude<CopyPart, { kind: "mention" }>;

/** Where a copy is written to. */
export interface CopySink {
  /** Takes the next piece of a store. */
  write(store: string, piece: CopyPiece): Promise<void>;
  /**
   * Takes out again what came of a store that failed before its end.
   *
   * INVARIANT (whole or missing): a copy has all that it says of a store, or says that nothing of it is there.
   */
  drop(store: string): Promise<void>;
}

/** Rows of others that point at the person. */
export interface CopyMention {
  readonly store: string;
  readonly dataset: string;
  readonly rows: number;
  readonly columns: readonly string[];
}

/** What a copy came to, beside its rows. */
export interface GatheredCopy {
  readonly rows: number;
  /** What was held back, with the reason. */
  readonly withheld: readonly string[];
  /** What keeps the copy from being whole. */
  readonly missing: readonly string[];
  /** Of that, the stores that did not answer: they may answer later. */
  readonly away: readonly string[];
  readonly mentions: readonly CopyMention[];
  /** Datasets, by `store/dataset`, that staff left out since nothing tells whose rows they are. */
  readonly unidentified: readonly string[];
}

/**
 * Reads what every store of the approved plan holds, once, and hands it on piece by piece. Of a store that fails midway
 * nothing is kept.
 *
 * @throws CopyChanged if it is not what was approved; RequestError `requests.forgotten`.
 */
export async function gatherCopy(
  inst: Installation,
  row: RequestRow,
  sink: CopySink,
  review?: (store: string) => TextReview,
): Promise<GatheredCopy> {
  const made = row.plan as unknown as MadePlan;
  const subject = await openSubject(inst.keys, row);
  const leads = await openLeads(inst, row);
  let rows = 0;
  const withheld: string[] = [];
  const missing = made.view.findings
    .filter((one) => ["unreachable", "unmapped", "unreached"].includes(one.code))
    .map((one) => one.says);
  const away: string[] = [];
  const mentions: CopyMention[] = [];
  const ofRows: SubjectIdentifier[] = [];
  const write: CopySink["write"] = (store, piece) => sink.write(store, piece);
  for (const plan of made.plan.stores) {
    const { store } = plan;
    try {
      const connector = await inst.connector(store);
      const approved = made.view.stores.find((one) => one.store === store)?.steps ?? [];
      const reviewed = review === undefined ? {} : { review: review(store) };
      const from = { connector, plan, subject, arrived: leads, approved, known: made.view.findings, ...reviewed };
      const mentioned: CopyMention[] = [];
      const counts = await copyRows(from, async (part) => {
        if (part.kind === "mention") mentioned.push({ store, dataset: part.dataset, rows: part.rows, columns: part.columns });
        else await write(store, part);
      });
      if (saysMore(leads, counts.leads)) throw new CopyChanged([`${store}: rows came that lead to another store`]);
      rows += counts.rows;
      ofRows.push(...counts.identifiers);
      withheld.push(...counts.withheld);
      mentions.push(...mentioned);
    } catch (error) {
      if (!(error instanceof ConnectorError)) throw error;
      await sink.drop(store);
      missing.push(`store ${store}: ${error.message}`);
      away.push(store);
    }
  }
  for (const task of made.plan.byHand ?? []) {
    const copied = await copyTask(inst, { row, task }, async (part) => {
      if (part.kind !== "mention") await write(task.store, part);
    });
    if ("rows" in copied) rows += copied.rows;
    else {
      missing.push(`store ${task.store}: ${copied.missing}`);
      away.push(task.store);
    }
  }
  rows += await copyFacts(inst, { named: subject, ofRows }, write);
  const accounts = accountsOf(inst, subject, ofRows);
  rows += await copyContents(inst, accounts, write);
  rows += await copyDisclosures(inst, accounts, write);
  const unidentified = (made.leftOut ?? [])
    .filter((one) => one.reason === "not-identifiable")
    .map((one) => `${one.store}/${one.dataset}`);
  return { rows, withheld, missing, away, mentions, unidentified };
}

/**
 * Records a copy that was made: the request is done, or open with what the copy still lacks. `also` adds to the same
 * transaction what goes with it.
 */
export async function recordCopy(
  inst: Installation,
  row: RequestRow,
  copy: GatheredCopy & Pick<CopyRecord, "until">,
  also: (tx: Tx, complete: boolean) => Promise<void> = async () => undefined,
): Promise<void> {
  const at = new Date(inst.surroundings.now()).toISOString();
  const complete = copy.missing.length === 0;
  const { rows, withheld, away } = copy;
  const until = copy.until === undefined ? {} : { until: copy.until };
  await inst.storage.transaction(async (tx) => {
    const body = { request: row.id, rows, withheld: withheld.length, missing: copy.missing.length, ...until };
    await inst.ledger.append(tx, { kind: "copy.made", body });
    const executing = after(row.state as RequestState, "execute");
    const state = executing && after(executing, complete ? "complete" : "hold");
    if (state !== undefined) {
      await changeRequest(tx, row, {
        state,
        plan: { ...(row.plan as unknown as MadePlan), copy: { rows, withheld, away, ...until } },
        because: complete ? null : copy.missing.join("; "),
        closed_at: complete ? at : null,
      });
    }
    await also(tx, complete && state !== undefined);
    if (complete && state !== undefined) {
      // The copy holds them now.
      await deleteTaskFiles(tx, row.id);
      await inst.ledger.append(tx, {
        kind: "request.completed",
        body: { request: row.id, right: row.right, plan: row.plan_hash, rows },
      });
      await forgetWhenDone(inst, tx, { request: row.id, person: row.person_id });
    }
  });
  await inst.ledger.sequence();
  await forgetPerson(inst, row.person_id);
}

/** Why no copy of a request can be made as it stands; undefined if it can, or has been. */
export function whyNoCopy(row: RequestRow): { readonly says: string; readonly advice: string } | undefined {
  if (row.right !== "access")
    return {
      says: `request ${row.id} is ${row.right === "erasure" ? "an" : "a"} ${row.right}: it has no copy`,
      advice: "`troth request access` asks for one",
    };
  if (["approved", "executing", "open", "done"].includes(row.state)) return undefined;
  return {
    says: `request ${row.id} is ${row.state}: a copy is made once it is approved`,
    advice: `\`troth approve ${row.id} --plan <hash> --as <role>\``,
  };
}
