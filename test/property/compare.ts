// Holds the engine to the naive engine: every difference, in words.
import { rowId } from "@troth/core/subject-graph";
import type { EngineRun } from "./engine.ts";
import type { NewValue, Verdict } from "./naive.ts";
import { OPEN } from "./open-findings.ts";
import { type Cell, columnOf, type Row, type Table, tableOf, type World } from "./world.ts";

type Rows = ReadonlyMap<string, readonly Row[]>;

/** Findings that stop a plan because of what the data is. Others would be a mistake of the generator's. */
const BY_DATA = ["ambiguous", "others-refer", "kept-parent", "strategy"];

/** What is wrong: nothing, it is hoped. `world` holds the rows as the database had them before. */
export function compare(world: World, verdict: Verdict, run: EngineRun, after: Rows): string[] {
  return [...compareStanding(world, verdict, run), ...compareOutcome(world, verdict, run, after)];
}

/** What is wrong with what was done, however the engine spells the keys of what it found. */
export function compareOutcome(world: World, verdict: Verdict, run: EngineRun, after: Rows): string[] {
  const { readBack, answer } = run;
  return [
    ...compareRefusal(world, verdict, run),
    ...compareOwners(world, verdict, run),
    ...compareRows(world, verdict, { after, acted: answer?.kind === "acted" }),
    ...(readBack && readBack.remaining > 0 ? [`the read-back finds ${readBack.remaining} rows in ${readBack.where}`] : []),
  ];
}

function compareStanding(world: World, verdict: Verdict, { plan, captured }: EngineRun): string[] {
  return world.tables.flatMap((table) => {
    const rowKey = plan.datasets[table.name]?.rowKey ?? [];
    const found = captured.rows.get(table.name);
    const unknown = new Set(found?.keys() ?? []);
    const wrong = table.rows.flatMap((row) => {
      const id = rowId(rowKey.map((name) => row[name] ?? null));
      const engine = found?.get(id)?.link;
      unknown.delete(id);
      const naive = verdict.standing.get(row);
      if (engine !== naive) return [`${table.name} line ${row.line}: the engine says ${engine}, the naive one ${naive}`];
      const [theirs, ours] = [whoseBy(found?.get(id)), whoseIn(verdict, row)];
      return theirs === ours ? [] : [`${table.name} line ${row.line}: the engine says ${theirs}, the naive one ${ours}`];
    });
    return unknown.size > 0 ? [...wrong, `${table.name}: the engine found ${[...unknown]}, which no row is`] : wrong;
  });
}

type CapturedRow = {
  readonly link: string;
  readonly people: readonly number[];
  readonly sharing?: readonly number[] | undefined;
};

/** To whom a row is as much as to anybody, and to whom only in part. */
const whoseBy = (row: CapturedRow | undefined): string => {
  const part = [...(row?.sharing ?? [])].sort();
  return `most ${(row?.people ?? []).filter((one) => !part.includes(one)).sort()} part ${part}`;
};

function whoseIn({ standing, each }: Verdict, row: Row): string {
  const most = standing.get(row);
  const by = (word: string | undefined) =>
    [...each.keys()].filter((person) => word !== undefined && each[person]?.get(row) === word);
  return `most ${by(most)} part ${most === "owned" ? by("shared") : ""}`;
}

function compareRefusal(world: World, verdict: Verdict, { findings, answer }: EngineRun): string[] {
  const blocking = findings.filter((one) => one.blocks);
  const odd = blocking.filter((one) => !BY_DATA.includes(one.code) && !(one.code === "cycle" && hasRing(world)));
  const said = new Set(blocking.filter((one) => BY_DATA.includes(one.code)).map(nameOf));
  const missed = [...verdict.reasons].filter((reason) => !said.has(reason));
  // The engine asks staff about a value that others hold before it knows whether their rows hang on it.
  const invented = [...said].filter(
    (reason) => !verdict.reasons.has(reason) && !(reason === "ambiguous" && verdict.othersHoldValues),
  );
  const isRefused = blocking.length > 0;
  return [
    ...odd.map((one) => `a finding that was not expected: ${one.code} ${one.says}`),
    ...missed.map((reason) => `the engine does not see: ${reason}`),
    ...invented.map((reason) => `the engine refuses without a reason: ${reason}`),
    ...(!isRefused && answer?.kind !== "acted" ? [`nothing blocks, and nothing was done: ${JSON.stringify(answer)}`] : []),
    ...(isRefused && answer?.kind === "acted" ? ["something blocks, and it was done"] : []),
  ];
}

const nameOf = (one: EngineRun["findings"][number]): string =>
  one.code === "ambiguous" ? one.code : `${one.code} ${one.dataset}.${one.column}`;

/** Whether tables whose rows may be deleted must point at each other in a circle. */
function hasRing(world: World): boolean {
  const left = new Set(world.tables.filter((table) => table.named && (table.erasure ?? "delete") === "delete"));
  const mustPoint = (from: Table, to: Table): boolean =>
    from.foreignKeys.some((key) => key.to === to.name && !columnOf(from, key.columns.at(-1) ?? "").nullable);
  for (let grew = true; grew; ) {
    grew = false;
    for (const table of left)
      if (![...left].some((other) => mustPoint(other, table) && (other !== table || restricts(table)))) grew = left.delete(table);
  }
  return left.size > 0;
}
const restricts = (table: Table): boolean =>
  table.foreignKeys.some((key) => key.to === table.name && key.onDelete === "restrict");

/** A row that is somebody else's too must not go on one signature. */
function compareOwners(world: World, verdict: Verdict, { findings, plan }: EngineRun): string[] {
  const named = new Set(findings.filter((one) => one.code === "owner-elsewhere").map((one) => `${one.dataset}.${one.column}`));
  if (findings.some((one) => one.code === "ambiguous")) return []; // staff decide
  const leadsToMention = (place: string): boolean =>
    world.tables
      .flatMap((table) => table.links.map((link) => ({ name: `${table.name}.${link.columns[0]}`, targets: link.targets })))
      .some((link) => link.name === place && link.targets.some(({ table }) => plan.datasets[table]?.reach === "mentions"));
  return [...(OPEN.twoTargets ? verdict.onlyOthers : verdict.alsoOthers)]
    .filter((place) => !named.has(place) && !(OPEN.ownersByMention && leadsToMention(place)))
    .map((place) => `somebody else's too, and not said: ${place}`);
}

function compareRows(
  world: World,
  verdict: Verdict,
  { after, acted }: { readonly after: Rows; readonly acted: boolean },
): string[] {
  const pseudonyms = new Map<string, Set<Cell>>();
  const wrong = world.tables.flatMap((table) => {
    const left = new Map((after.get(table.name) ?? []).map((row) => [row.line, row]));
    const each = table.rows.flatMap((row) => {
      const place = `${table.name} line ${row.line}`;
      const now = left.get(row.line ?? "");
      left.delete(row.line ?? "");
      const isToGo = acted && verdict.goes.has(row);
      if (isToGo || now === undefined)
        return isToGo === (now === undefined) ? [] : [`${place} ${isToGo ? "is still there" : "is gone"}`];
      const changes = (acted ? verdict.changes.get(row) : undefined) ?? new Map<string, NewValue>();
      return table.columns.flatMap(({ name }) => {
        const change = changes.get(name);
        const says = compareCell({ was: row[name] ?? null, is: now[name] ?? null, change });
        if (change?.kind === "pseudonym" && !columnOf(table, name).unique && columnOf(table, name).type !== "uuid")
          noted(pseudonyms, whoseIn(verdict, row), shape(now[name] ?? null));
        return says === undefined ? [] : [`${place}: ${name} ${says}`];
      });
    });
    return left.size > 0 ? [...each, `${table.name} has rows that were not there before`] : each;
  });
  return [...wrong, ...severalPseudonyms(pseudonyms)];
}

function noted(all: Map<string, Set<Cell>>, whose: string, pseudonym: Cell): void {
  all.set(whose, (all.get(whose) ?? new Set()).add(pseudonym));
}

/** One person has one pseudonym; two people that are alone in their rows do not have the same. */
function severalPseudonyms(all: ReadonlyMap<string, ReadonlySet<Cell>>): string[] {
  const alone = [...all].filter(([whose]) => /^most \d part $/.test(whose));
  // A row that is as much another's takes the pseudonym of one of them.
  const several = [...all].filter(([whose, each]) => /^most \d part/.test(whose) && each.size > 1);
  const isShared = new Set(alone.flatMap(([, each]) => [...each])).size < alone.length;
  return [
    ...several.map(([whose, each]) => `one person has several pseudonyms: ${whose}: ${[...each]}`),
    ...(isShared ? ["two people have one pseudonym"] : []),
  ];
}

interface CellChange {
  readonly was: Cell;
  readonly is: Cell;
  readonly change: NewValue | undefined;
}

function compareCell({ was, is, change }: CellChange): string | undefined {
  if (change === undefined) return is === was ? undefined : `was ${was}, is ${is}, and should not have changed`;
  if (change.kind === "nothing") return is === null ? undefined : `is ${is} and should be empty`;
  if (change.kind === "json")
    return sorted(JSON.parse(is ?? "null")) === sorted(change.value)
      ? undefined
      : `is ${is} and should be ${JSON.stringify(change.value)}`;
  if (change.kind === "exactly" || change.kind === "text")
    return is === change.value ? undefined : `is ${is} and should be ${change.value}`;
  const looks =
    /^([0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}|erased-[0-9a-f]{12}(@erased\.invalid)?|e-[0-9a-f]+)$/.test(
      is ?? "",
    ) && is !== was;
  return looks ? undefined : `is ${is} and should be a pseudonym`;
}

/** JSON whose members have one order. */
const sorted = (value: unknown): string =>
  JSON.stringify(value, (_, one: unknown) =>
    typeof one === "object" && one !== null && !Array.isArray(one)
      ? Object.fromEntries(Object.entries(one).sort(([a], [b]) => (a < b ? -1 : 1)))
      : one,
  );

/** What two pseudonyms of one person have in common, whatever room their columns have. */
const shape = (cell: Cell): string =>
  (cell ?? "").replace("erased-", "").replace("@erased.invalid", "").replace("e-", "").slice(0, 4);

/** The same company, with its rows as the database prints them. */
export const withRows = (world: World, rows: Rows): World => ({
  ...world,
  tables: world.tables.map((table) => ({ ...table, rows: rows.get(table.name) ?? tableOf(world, table.name).rows })),
});
