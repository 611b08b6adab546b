// npm run bench -- <name> [--json] [--rows <number>] [--people <number>] [--megabytes <number>]
import { existsSync, readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { type BenchResult, type Verdict, verdicts } from "./bench.ts";
import { describeMachine } from "./machine.ts";

const folder = fileURLToPath(new URL(".", import.meta.url));

function benches(): readonly string[] {
  return readdirSync(folder).filter((name) => existsSync(`${folder}${name}/bench.ts`));
}

function table(rows: readonly (readonly [string, string])[]): string {
  const width = Math.max(...rows.map(([name]) => name.length));
  const figures = Math.max(...rows.map(([, value]) => value.length));
  return rows.map(([name, value]) => `${name.padEnd(width)}  ${value.padStart(figures)}`).join("\n");
}

const shown = (value: number): string => value.toLocaleString("en-US", { maximumSignificantDigits: 4 });

/** Sizes of a bench, and the variable of the environment that says the same. */
const SIZES = { rows: "TROTH_BENCH_ROWS", people: "TROTH_BENCH_PEOPLE", megabytes: "TROTH_BENCH_COPY_MB" } as const;

async function main(): Promise<number> {
  const size = { type: "string" } as const;
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { json: { type: "boolean", default: false }, rows: size, people: size, megabytes: size },
  });
  const [name] = positionals;
  if (!name || !benches().includes(name)) {
    process.stderr.write(`${name ? `there is no bench \`${name}\`` : "name a bench"}: ${benches().join(", ")}\n`);
    return 2;
  }
  for (const [option, variable] of Object.entries(SIZES)) {
    const value = values[option as keyof typeof SIZES];
    if (value === undefined) continue;
    if (!/^[1-9]\d{0,11}$/.test(value)) {
      process.stderr.write(`--${option} takes a whole number, as in --${option} 10000000\n`);
      return 2;
    }
    process.env[variable] = value;
  }
  // The bench reads its sizes as it is loaded.
  const { run } = (await import(`./${name}/bench.ts`)) as { readonly run: () => Promise<BenchResult> };
  const result = await run();
  const judged = verdicts(result);
  if (values.json) {
    const { ratios, figures, targets = {} } = result;
    const missed = judged.filter((one) => !one.kept).map((one) => one.name);
    process.stdout.write(`${JSON.stringify({ bench: name, ratios, targets, missed, figures, machine: describeMachine() })}\n`);
  } else print(name, result, judged);
  return judged.every((one) => one.kept) ? 0 : 1;
}

function print(name: string, { ratios, figures, notes = [] }: BenchResult, judged: readonly Verdict[]): void {
  const rows: (readonly [string, string])[] = [
    ...Object.entries(ratios).map(([peer, ratio]) => [`${peer} / ours`, shown(ratio)] as const),
    ...Object.entries(figures).flatMap(([figure, value]) =>
      typeof value === "number"
        ? [[figure, shown(value)] as const]
        : Object.entries(value).map(([at, each]) => [`${figure} ${at}`, shown(each)] as const),
    ),
  ];
  const { cpu, cores, memoryGb, node } = describeMachine();
  const below = [...notes, `${cpu}, ${cores} cores, ${memoryGb} GB, Node ${node}`];
  const targets = judged.map(
    (one) => `target ${one.kept ? "kept" : "MISSED"}: ${one.name} ${one.target}, it is ${shown(one.value)}`,
  );
  process.stdout.write(
    `${[name, table(rows), ...(targets.length > 0 ? [targets.join("\n")] : []), below.join("\n")].join("\n\n")}\n`,
  );
}

process.exitCode = await main();
