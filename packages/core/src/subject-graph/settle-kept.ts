import { cellOf } from "./capture.ts";
import { type CapturedRow, type Cell, lastingKey } from "./captured.ts";
import type { OwnValue } from "./own-values.ts";
import type { Fate, KeptWork, Settling, StayingRows, StoreWork } from "./work.ts";

const distinctOwn = (values: readonly OwnValue[]): OwnValue[] => [
  ...new Map(values.map((value) => [`${value.kind} ${value.text}`, value])).values(),
];

/** The rows that a law keeps, how long, and what is to be done with them then. */
export function keptWork(
  settling: Settling,
): Pick<StoreWork, "kept" | "staying" | "keptRows" | "withoutEnd" | "keptUntil" | "firstKeepEnds"> {
  const { plan, captured } = settling;
  const all: Staying[] = [];
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
    staying: stayingRows(settling, all),
    keptRows: all.length,
    withoutEnd: all.filter(isEndless).length,
    keptUntil: untils.at(-1),
    firstKeepEnds: due[0],
  };
}

interface Staying {
  readonly dataset: string;
  readonly row: CapturedRow;
  readonly fate: Fate;
  readonly ends: boolean;
}

const isEndless = ({ fate, ends }: Staying): boolean => fate.later !== undefined && !ends;

function stayingRows({ plan }: Settling, all: readonly Staying[]): StayingRows[] {
  const groups = new Map<string, StayingRows & { readonly keys: (readonly Cell[])[] }>();
  for (const one of all) {
    const endless = isEndless(one);
    const { dataset, row } = one;
    const name = `${dataset} ${endless}`;
    const group = groups.get(name) ?? { dataset, rowKey: plan.datasets[dataset]?.rowKey ?? [], keys: [], endless };
    groups.set(name, group);
    group.keys.push(row.key);
  }
  return [...groups.values()];
}

interface KeptGroup {
  readonly dataset: string;
  readonly link: KeptWork["link"];
  readonly person: number;
  readonly rows: CapturedRow[];
}

function keptRows(
  settling: Settling,
  all: readonly { readonly dataset: string; readonly row: CapturedRow; readonly fate: Fate }[],
): KeptWork[] {
  const groups = new Map<string, KeptGroup>();
  for (const { dataset, row, fate } of all) {
    if (!fate.later || row.link === "mentions") continue;
    // What is done to a row later is done with its own people's values and pseudonym, whoever was erased with them.
    const name = `${row.link} ${dataset} ${row.people.join()}`;
    const group = groups.get(name) ?? { dataset, link: row.link, person: row.people[0] ?? 0, rows: [] };
    group.rows.push(row);
    groups.set(name, group);
  }
  return [...groups.values()].map(({ dataset, link, person, rows }) => {
    const rules = settling.plan.datasets[dataset];
    const since = rules?.keeps.map((keep) => keep.since) ?? [];
    const dates = rows.map((row) => since.map((column) => cellOf(rules, row, column)));
    const later = rules?.[link];
    const redacts = later?.kind === "change" && later.changes.some((change) => change.strategy === "redact");
    const own = redacts ? { own: distinctOwn(rows.flatMap((row) => settling.own.of(dataset, row.id))) } : {};
    return {
      dataset,
      link,
      rowKey: rules?.rowKey ?? [],
      keys: rows.map((row) => row.key),
      since,
      dates,
      ...(person === 0 ? {} : { person }),
      ...own,
    };
  });
}
