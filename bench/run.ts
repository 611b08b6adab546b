// npm run bench -- <name> [--json]
import { existsSync, readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import type { BenchResult } from "./bench.ts";
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

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({ allowPositionals: true, options: { json: { type: "boolean", default: false } } });
  const [name] = positionals;
  if (!name || !benches().includes(name)) {
    process.stderr.write(`${name ? `there is no bench \`${name}\`` : "name a bench"}: ${benches().join(", ")}\n`);
    return 2;
  }
  const { run } = (await import(`./${name}/bench.ts`)) as { readonly run: () => Promise<BenchResult> };
  const { ratios, figures, notes = [] } = await run();
  const machine = describeMachine();
  if (values.json) {
    process.stdout.write(`${JSON.stringify({ bench: name, ratios, figures, machine })}\n`);
    return 0;
  }
  const rows: (readonly [string, string])[] = [
    ...Object.entries(ratios).map(([peer, ratio]) => [`${peer} / ours`, shown(ratio)] as const),
    ...Object.entries(figures).map(([figure, value]) => [figure, shown(value)] as const),
  ];
  const { cpu, cores, memoryGb, node } = machine;
  const below = [...notes, `${cpu}, ${cores} cores, ${memoryGb} GB, Node ${node}`];
  process.stdout.write(`${name}\n\n${table(rows)}\n\n${below.join("\n")}\n`);
  return 0;
}

process.exitCode = await main();
