import {
  type Captured,
  type CapturedRow,
  type DatasetPlan,
  elementsOf,
  type Lead,
  type PlanFinding,
  type PlanStep,
  type StorePlan,
  type StoreWork,
  type SubjectIdentifier,
  settleAccess,
  withoutPaths,
} from "@troth/core/subject-graph";
import type { Connector, ReadSession, Value } from "../connectors/index.ts";
import { captureRows } from "./capture-rows.ts";
import { type CopiedFile, fileGone, fileOf, isCopiedFile, isFileColumn } from "./copy-files.ts";
import { changesSince, identifiersOf } from "./erase-rows.ts";

/** One piece of a copy, in order: a dataset begins, its rows, it ends. */
export type CopyPart =
  | {
      readonly kind: "dataset";
      readonly dataset: string;
      readonly link: "owned" | "shared";
      readonly fields: Readonly<Record<string, CopyField>>;
    }
  | {
      readonly kind: "row";
      /** A file is to be read before `write` returns. */
      readonly values: Readonly<Record<string, Value | CopiedFile>>;
      /** Columns of this row alone that are held back: nobody has reviewed this text, or it changed since. */
      readonly held: readonly string[];
    }
  | { readonly kind: "mention"; readonly dataset: string; readonly rows: number; readonly columns: readonly string[] };

/** What a field is, and whether it is shown. */
export interface CopyField {
  readonly categories: readonly string[];
  readonly derived: boolean;
  readonly shown: boolean;
  /** Why it is not shown, for people and for programs. */
  readonly because: string | undefined;
  readonly withheld: "secret" | "unreviewed" | "unmapped" | undefined;
}

/** What staff have decided about texts of rows that are shared; without it they are held back. */
export interface TextReview {
  /** Whether anything was decided about a column. One without a decision is not even read. */
  has(dataset: string, column: string): boolean;
  /** What may be shown of one text: itself, itself redacted, or nothing. */
  shown(at: ReviewedText): Promise<Value | undefined>;
}

/** One text of a shared row, and where it stands. */
export interface ReviewedText {
  readonly dataset: string;
  readonly column: string;
  readonly key: readonly Value[];
  readonly value: Value;
}

/** Nothing was written: what a copy would hold is not what was approved. */
export class CopyChanged extends Error {
  readonly because: readonly string[];
  constructor(because: readonly string[]) {
    super("what would be copied is not what was approved");
    this.because = because;
  }
}

export interface CopyCounts {
  readonly work: StoreWork;
  readonly rows: number;
  /** Columns that were held back, with the reason, in words. */
  readonly withheld: readonly string[];
  /** What its rows say of other stores'. */
  readonly leads: readonly Lead[];
  /** The person's identifiers, those of their rows among them. */
  readonly identifiers: readonly SubjectIdentifier[];
}

const BATCH_KEYS = 500;

/** Rows that are in memory at a time: a row may hold a file. */
const BATCH_ROWS = 50;

/**
 * Copies what a store holds about a person, part by part, to `write`: only the keys are held in memory, never the rows.
 * All of it comes from one snapshot.
 *
 * @throws CopyChanged if rows or findings are not those that were approved.
 */
export function copyRows(
  at: {
    readonly connector: Connector;
    readonly plan: StorePlan;
    readonly subject: readonly SubjectIdentifier[];
    /** What other stores' rows say of this one's. */
    readonly arrived?: readonly Lead[];
    readonly approved: readonly PlanStep[];
    readonly known?: readonly PlanFinding[];
    readonly review?: TextReview;
  },
  write: (part: CopyPart) => Promise<void>,
): Promise<CopyCounts> {
  return at.connector.read(async (session) => {
    const captured = await captureRows(session, at.plan, at.subject, { arrived: at.arrived });
    const work = settleAccess(at.plan, captured);
    const changes = changesSince(work, at);
    if (changes.length > 0) throw new CopyChanged(changes);
    const withheld: string[] = [];
    let rows = 0;
    for (const dataset of captured.rows.keys()) {
      for (const link of ["owned", "shared"] as const)
        rows += await copyDataset({ ...at, session, captured, dataset, link, withheld, write });
      await writeMention(captured, dataset, write);
    }
    const identifiers = identifiersOf(at.plan, captured, at.subject);
    return { work, rows, withheld, leads: captured.leads, identifiers };
  });
}

interface DatasetCopy {
  readonly connector: Connector;
  readonly session: ReadSession;
  readonly plan: StorePlan;
  readonly captured: Captured;
  readonly dataset: string;
  readonly link: "owned" | "shared";
  readonly withheld: string[];
  readonly review?: TextReview;
  readonly write: (part: CopyPart) => Promise<void>;
}

async function copyDataset(at: DatasetCopy): Promise<number> {
  const { plan, dataset, link } = at;
  const rules = plan.datasets[dataset];
  const rows = [...(at.captured.rows.get(dataset)?.values() ?? [])].filter((row) => row.link === link);
  if (!rules || rows.length === 0) return 0;
  const fields = fieldsOf(at);
  await at.write({ kind: "dataset", dataset, link, fields });
  const shown = shownIn(rules, fields);
  const reviewed = new Set(shown.map((one) => one.name).filter((name) => isReviewed(at, name)));
  const held = new Map<string, number>();
  // The key comes along where a decision is to be found by it.
  const hasFiles = shown.some((one) => isFileColumn(at.connector, one.column));
  const named = [...new Set(shown.map((one) => one.column))].filter((column) => !isFileColumn(at.connector, column));
  const columns = reviewed.size === 0 && !hasFiles ? named : [...named, ...rules.rowKey];
  let changed = 0;
  for (const keys of batches(rows)) {
    if (columns.length === 0) for (const _ of keys) await at.write({ kind: "row", values: {}, held: [] });
    else {
      const query = { dataset, columns, match: { columns: rules.rowKey, values: keys, fold: false } };
      let came = 0;
      for await (const batch of at.session.stream(query, BATCH_ROWS)) {
        for (const row of batch) {
          const part = await rowOf(at, { shown, named, reviewed, row, held });
          await at.write(part);
          if (await hasChanged(at, part)) changed += 1;
        }
        came += batch.length;
      }
      if (at.connector.capabilities.objects && came < keys.length) throw fileGone(plan.store);
    }
  }
  if (changed > 0) at.withheld.push(`${plan.store}/${dataset}.object: ${CHANGED(changed, rows.length)}`);
  for (const [said, count] of held) {
    const { column, why } = JSON.parse(said) as { readonly column: string; readonly why: string };
    at.withheld.push(`${plan.store}/${dataset}.${column}: ${count} of ${rows.length} held back: ${why}`);
  }
  return rows.length;
}

/** A field as a copy names it: the column, or the path into it. */
const nameOf = (one: { readonly column: string; readonly path: readonly string[] }): string =>
  [one.column, ...one.path].join(".");

const CHANGED = (changed: number, rows: number): string =>
  `${changed} of ${rows} changed while they were copied: the copy has each as it was when its reading began`;

/** Whether a file that was just written has another length by now; one that is gone was still copied whole. */
async function hasChanged(at: DatasetCopy, part: CopyPart): Promise<boolean> {
  const file = part.kind === "row" ? Object.values(part.values).find(isCopiedFile) : undefined;
  if (file === undefined) return false;
  const now = await at.session.open?.(at.dataset, [file.path]);
  return now?.size !== file.size;
}

interface ShownField {
  readonly name: string;
  readonly column: string;
  readonly path: readonly string[];
  /** Into a JSON column that is shown whole: what stands there is held back, and a secret wherever it stands. */
  readonly secrets: readonly (readonly string[])[];
  readonly held: readonly (readonly string[])[];
}

const shownIn = (rules: DatasetPlan, fields: Readonly<Record<string, CopyField>>): ShownField[] =>
  rules.copy
    .map((one) => {
      const inside = rules.copy.filter((part) => one.path.length === 0 && part.column === one.column && part.path.length > 0);
      const pathsOf = (why: CopyField["withheld"]) =>
        inside.flatMap((part) => (fields[nameOf(part)]?.withheld === why ? [part.path] : []));
      return { name: nameOf(one), column: one.column, path: one.path, secrets: pathsOf("secret"), held: pathsOf("unreviewed") };
    })
    .filter((one) => fields[one.name]?.shown === true);

/** What stands at a path of a JSON column: the value, or all of them as JSON. */
function valueAt(cell: Value, path: readonly string[]): Value {
  if (path.length === 0) return cell;
  const values = elementsOf(cell, { kind: "json", path });
  return values.length > 1 ? JSON.stringify(values) : (values[0] ?? null);
}

const UNREVIEWED = "others may be named in it, and nobody has reviewed it yet";
const UNREADABLE = "it is to be JSON with something in it that is not shown, and cannot be read";

// Of a file there is no text that somebody could review.
const isReviewed = (at: DatasetCopy, column: string): boolean =>
  at.link === "shared" &&
  !isFileColumn(at.connector, column) &&
  at.review?.has(at.dataset, column) === true &&
  at.plan.datasets[at.dataset]?.copy.some((one) => nameOf(one) === column && one.heldBackWhenShared) === true;

/** One row of the copy: of a reviewed column, what the decision about this very text lets through. */
async function rowOf(
  at: DatasetCopy,
  from: {
    readonly shown: readonly ShownField[];
    /** The columns of the row, in order; the key comes after them. */
    readonly named: readonly string[];
    readonly reviewed: ReadonlySet<string>;
    readonly row: readonly Value[];
    /** Column and reason, as JSON, and how many. */
    readonly held: Map<string, number>;
  },
): Promise<CopyPart> {
  const { shown, named, reviewed, row } = from;
  const key = row.slice(named.length);
  const values: [string, Value | CopiedFile][] = [];
  const held: string[] = [];
  for (const { name: column, path, ...field } of shown) {
    if (isFileColumn(at.connector, field.column)) {
      values.push([column, await fileOf({ session: at.session, store: at.plan.store, dataset: at.dataset }, key)]);
      continue;
    }
    const wasRead = reviewed.has(column);
    // What somebody has read and released they have read whole, but for secrets, which nobody is shown.
    const out = wasRead ? field.secrets : [...field.secrets, ...field.held];
    const cell = withoutPaths(row[named.indexOf(field.column)] ?? null, out);
    const value = cell === undefined ? undefined : valueAt(cell, path);
    const seen =
      value === undefined || value === null || !wasRead
        ? value
        : await at.review?.shown({ dataset: at.dataset, column, key, value });
    if (seen !== undefined) {
      values.push([column, seen]);
      continue;
    }
    held.push(column);
    const said = JSON.stringify({ column, why: value === undefined ? UNREADABLE : UNREVIEWED });
    from.held.set(said, (from.held.get(said) ?? 0) + 1);
  }
  return { kind: "row", values: Object.fromEntries(values), held };
}

/** What is shown of a dataset: secrets are described, text that nobody reviewed in shared rows and unmapped columns are held back. */
function fieldsOf(at: DatasetCopy): Record<string, CopyField> {
  const { plan, dataset, link, withheld } = at;
  const rules = plan.datasets[dataset];
  const fields: Record<string, CopyField> = {};
  for (const one of rules?.copy ?? []) {
    const name = nameOf(one);
    const why = one.secret
      ? "secret"
      : link === "shared" && one.heldBackWhenShared && !isReviewed(at, name)
        ? "unreviewed"
        : undefined;
    const because = why === "secret" ? "a secret: it is held, and never shown" : why && UNREVIEWED;
    fields[name] = {
      categories: one.categories,
      derived: one.derived,
      shown: why === undefined,
      because,
      withheld: why,
    };
    if (because !== undefined) withheld.push(`${plan.store}/${dataset}.${name}: ${because}`);
  }
  for (const column of rules?.unmapped ?? []) {
    const because = "not mapped: the program does not say what it is";
    fields[column] = { categories: [], derived: false, shown: false, because, withheld: "unmapped" };
    withheld.push(`${plan.store}/${dataset}.${column}: not mapped`);
  }
  return fields;
}

async function writeMention(captured: Captured, dataset: string, write: (part: CopyPart) => Promise<void>): Promise<void> {
  const rows = [...(captured.rows.get(dataset)?.values() ?? [])].filter((row) => row.link === "mentions");
  if (rows.length === 0) return;
  const columns = [...new Set(rows.flatMap((row) => row.mentions.flatMap((edge) => edge.columns)))];
  await write({ kind: "mention", dataset, rows: rows.length, columns });
}

function* batches(rows: readonly CapturedRow[]): Generator<readonly (readonly Value[])[]> {
  for (let from = 0; from < rows.length; from += BATCH_KEYS) yield rows.slice(from, from + BATCH_KEYS).map((row) => row.key);
}
