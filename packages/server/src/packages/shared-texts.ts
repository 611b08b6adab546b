import { type DatasetPlan, type StorePlan, withoutPaths } from "@troth/core/subject-graph";
import type { ReadSession, Row, Value } from "../connectors/index.ts";
import type { Installation } from "../installation/index.ts";
import { type MadePlan, openLeads, openSubject, type RequestRow } from "../requests/index.ts";
import { captureRows } from "../subject-graph/index.ts";

/** One text that is held back, of a row that is shared with others. */
export interface SharedText {
  readonly store: string;
  readonly dataset: string;
  readonly field: string;
  readonly key: readonly Value[];
  readonly text: string;
  /** Other values of the row, which are in the copy anyway. */
  readonly about: readonly { readonly field: string; readonly value: string }[];
}

/** A longer text is not offered to anybody's eyes, and stays held back. */
const MOST_CHARACTERS = 100_000;

/** A value as a text that somebody can look at; undefined for what is none: bytes, and what is too long. */
export function reviewableText(value: Value): string | undefined {
  if (value === null || value instanceof Uint8Array) return undefined;
  const text = String(value);
  return text.length > MOST_CHARACTERS ? undefined : text;
}

const BATCH = 100;
const MOST_ABOUT = 4;
const ABOUT_CHARACTERS = 80;

/**
 * Shows `see` every text that is held back in the shared rows of a request, in the order of the copy, until it returns
 * true. Only keys are held in memory.
 *
 * @throws ConnectorError if a store does not answer: a review of half the texts would look like one of all.
 */
export async function forEachText(
  inst: Installation,
  row: RequestRow,
  see: (text: SharedText) => Promise<boolean | undefined>,
  /** Is told of what is held back too, and is no text that somebody could look at here. */
  unreadable: (texts: number) => void = () => undefined,
): Promise<void> {
  const subject = await openSubject(inst.keys, row);
  const arrived = await openLeads(inst, row);
  for (const plan of (row.plan as unknown as MadePlan).plan.stores) {
    const connector = await inst.connector(plan.store);
    const isEnough = await connector.read(async (session) => {
      const captured = await captureRows(session, plan, subject, { arrived });
      for (const [dataset, rows] of captured.rows) {
        const keys = [...rows.values()].filter((one) => one.link === "shared").map((one) => one.key);
        const isFile = connector.capabilities.objects === true;
        if (await seeDataset({ session, plan, dataset, keys, isFile, see, unreadable })) return true;
      }
      return false;
    });
    if (isEnough) return;
  }
}

interface SharedDataset {
  readonly session: ReadSession;
  readonly plan: StorePlan;
  readonly dataset: string;
  readonly keys: readonly Row[];
  /** Its rows are files: their content is no text to look at. */
  readonly isFile: boolean;
  readonly see: (text: SharedText) => Promise<boolean | undefined>;
  readonly unreadable: (texts: number) => void;
}

/** Columns of a dataset that are held back where its rows are shared, and that are no secrets. */
export const heldColumns = (plan: StorePlan, dataset: string): string[] =>
  (plan.datasets[dataset]?.copy ?? [])
    .filter((one) => one.heldBackWhenShared && !one.secret && one.path.length === 0)
    .map((one) => one.column);

async function seeDataset({ session, plan, dataset, keys, isFile, see, unreadable }: SharedDataset): Promise<boolean> {
  const rules = plan.datasets[dataset];
  const isText = (column: string) => !isFile || column !== "object";
  const all = heldColumns(plan, dataset);
  const held = all.filter(isText);
  if (held.length < all.length) unreadable(keys.length);
  if (!rules || held.length === 0) return false;
  const about = rules.copy
    .filter((one) => !one.heldBackWhenShared && !one.secret && one.path.length === 0)
    .map((one) => one.column)
    .filter(isText)
    .slice(0, MOST_ABOUT);
  const columns = [...rules.rowKey, ...held, ...about];
  for (let from = 0; from < keys.length; from += BATCH) {
    const match = { columns: rules.rowKey, values: keys.slice(from, from + BATCH), fold: false };
    for await (const batch of session.stream({ dataset, columns, match }, BATCH)) {
      for (const row of batch) {
        const shown = row.map((cell, at) => withoutSecrets(rules, columns[at] ?? "", cell));
        const at = { store: plan.store, dataset, key: row.slice(0, rules.rowKey.length), about: aboutOf(about, shown) };
        for (const [nth, field] of held.entries()) {
          const value = shown[rules.rowKey.length + nth] ?? null;
          const text = reviewableText(value);
          if (text === undefined && value !== null) unreadable(1);
          if (text !== undefined && text.trim() !== "" && (await see({ ...at, field, text }))) return true;
        }
      }
    }
  }
  return false;
}

/** A cell as anybody may read it: what is a secret inside it is in no copy, and before nobody's eyes. */
const withoutSecrets = ({ copy }: DatasetPlan, column: string, cell: Value): Value => {
  const secrets = copy.filter((one) => one.column === column && one.path.length > 0 && one.secret).map((one) => one.path);
  return withoutPaths(cell, secrets) ?? null;
};

function aboutOf(about: readonly string[], row: Row): { field: string; value: string }[] {
  const values = row.slice(row.length - about.length);
  return about.flatMap((field, nth) => {
    const text = reviewableText(values[nth] ?? null);
    return text === undefined || text.length > ABOUT_CHARACTERS ? [] : [{ field, value: text }];
  });
}
