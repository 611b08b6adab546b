/** What `bench/<name>/bench.ts` exports as `run`: above 1, a ratio says that we are cheaper than the peer. */
export interface BenchResult {
  /** By peer: its cost divided by ours, in the same run. */
  readonly ratios: Readonly<Record<string, number>>;
  /** Whatever else was measured; names end in their unit. */
  readonly figures: Readonly<Record<string, number | Readonly<Record<string, number>>>>;
  /** Ratio or figure -> where we mean to be: `>= 0.67`, `<= 300`. A target that is missed fails the bench. */
  readonly targets?: Readonly<Record<string, string>>;
  /** What must be known to read the figures; printed below the table. */
  readonly notes?: readonly string[];
}

/** A target, and whether what was measured keeps it. */
export interface Verdict {
  readonly name: string;
  readonly target: string;
  readonly value: number;
  readonly kept: boolean;
}

/** Holds what was measured against its targets. A target of nothing that was measured is a mistake of the bench. */
export function verdicts({ ratios, figures, targets = {} }: BenchResult): readonly Verdict[] {
  return Object.entries(targets).map(([name, target]) => {
    const [, sign, number] = /^(<=|>=|<|>) (\d+(?:\.\d+)?)$/.exec(target) ?? [];
    const value = ratios[name] ?? figures[name];
    if (typeof value !== "number" || number === undefined) throw new Error(`no measure, or no target: ${name} ${target}`);
    const aim = Number(number);
    const kept = { "<=": value <= aim, ">=": value >= aim, "<": value < aim, ">": value > aim }[sign as "<="];
    return { name, target, value, kept };
  });
}
