import { cellOf } from "./capture.ts";
import type { CapturedRow } from "./captured.ts";
import type { Fate, KeptWork, Settling, StoreWork } from "./work.ts";

/** A row address such as `@ctid` means nothing after its transaction: rows known by it alone cannot be found again. */
export const lastingKey = (rowKey: readonly string[]): boolean =>
  rowKey.length > 0 && !rowKey.some((name) => name.startsWith("@"));

/** The rows that a law keeps, how long, and what is to be done with them then. */
export function keptWork(
  settling: Settling,
): Pick<StoreWork, "kept" | "keptRows" | "withoutEnd" | "keptUntil" | "firstKeepEnds"> {
  const { plan, captured } = settling;
  const all: { readonly dataset: string; readonly row: CapturedRow; readonly fate: Fate; readonly ends: boolean }[] = [];
  for (const [dataset, fates] of settling.fates) {
    const hasKey = lastingKey(plan.datasets[dataset]?.rowKey ?? []);
    for (const [id, fate] of fates) {
      const row = captured.rows.get(dataset)?.get(id);
      if (row && fate.keep) all.push({ dataset, row, fate, ends: hasKey && fate.until !== undefined });
    }
  }
  const untils = all.flatMap(({ fate }) => fate.until ?? []).sort();
  const due = all.flatMap(({ fate, ends }) => (fate.later && ends && fate.until !== undefined ? [fate.until] : [])).sort();
  return {
    kept: keptRows(settling, all),
    keptRows: all.length,
    withoutEnd: all.filter(({ fate, ends }) => fate.later !== undefined && !ends).length,
    keptUntil: untils.at(-1),
    firstKeepEnds: due[0],
  };
}

function keptRows(
  settling: Settling,
  all: readonly { readonly dataset: string; readonly row: CapturedRow; readonly fate: Fate }[],
): KeptWork[] {
  const groups = new Map<string, { readonly dataset: string; readonly link: KeptWork["link"]; readonly rows: CapturedRow[] }>();
  for (const { dataset, row, fate } of all) {
    if (!fate.later || row.link === "mentions") continue;
    const name = `${row.link} ${dataset}`;
    const group = groups.get(name) ?? { dataset, link: row.link, rows: [] };
    group.rows.push(row);
    groups.set(name, group);
  }
  return [...groups.values()].map(({ dataset, link, rows }) => {
    const rules = settling.plan.datasets[dataset];
    const since = rules?.keeps.map((keep) => keep.since) ?? [];
    const dates = rows.map((row) => since.map((column) => cellOf(rules, row, column)));
    return { dataset, link, rowKey: rules?.rowKey ?? [], keys: rows.map((row) => row.key), since, dates };
  });
}
