// parse -> include -> expand -> validate the long form -> check -> resolve, freeze and hash.
import { stringify } from "yaml";
import { buildProgram } from "./build/program.ts";
import { CHECKS } from "./checks/index.ts";
import { expandProgram } from "./expand/expand.ts";
import { type Draft, type Finding, sortFindings } from "./finding.ts";
import { type Files, readProgram } from "./include.ts";
import type { Group, View } from "./lookup.ts";
import type { Law, Program } from "./program.ts";
import { isRecord, type Loose } from "./record.ts";
import type { WrittenProgram } from "./schema/program-schema.ts";
import { shapeOf } from "./shape.ts";
import { locateDraft, type Unit } from "./unit.ts";

/** What is compiled: files read by the caller, or data (of `defineProgram`). */
export type CompileInput = (
  | ({ readonly file: string } & Files)
  | { readonly data: WrittenProgram | Loose; readonly file?: string }
) & {
  /** `2026-11-22`: agreements and reviews are judged by it; without it they are not. */
  readonly today?: string;
};

/** The program, unless an error was found, and everything found. */
export interface Compiled {
  readonly program?: Program;
  readonly findings: readonly Finding[];
  /** The text of every file that was read, by name. */
  readonly texts: ReadonlyMap<string, string>;
}

/** Compiles a program. Never throws for what is written in it: what is wrong is a finding. */
export function compileProgram(input: CompileInput): Compiled {
  const [file, files] = "data" in input ? dataAsFile(input.data, input.file) : [input.file, input];
  const reading = readProgram(file, files);
  const findings = [...reading.findings];
  const [main, ...rest] = reading.units;
  if (!main || !reading.whole) return { findings: sortFindings(findings), texts: reading.texts };
  const group = viewGroup(main, rest, findings);
  for (const view of group.views.values()) {
    const report = (draft: Draft) => findings.push(locateDraft(view.unit, draft));
    for (const check of CHECKS) check({ group, view, report, today: input.today });
  }
  const sorted = sortFindings(hideSecrets(unique(findings)));
  const broken = sorted.some((finding) => finding.level === "error");
  return broken
    ? { findings: sorted, texts: reading.texts }
    : { program: buildProgram(group), findings: sorted, texts: reading.texts };
}

/** Data has no lines: its findings point into the YAML that `troth show --yaml` prints of it. */
function dataAsFile(data: unknown, name = "troth.ts as YAML"): [string, Files] {
  const text = stringify(data, { aliasDuplicateObjects: false });
  return [name, { read: (path) => (path === name ? text : undefined) }];
}

function viewGroup(main: Unit, rest: readonly Unit[], findings: Finding[]): Group {
  const top = viewOf(main, [], findings);
  const others = rest.map((unit) => viewOf(unit, top.laws, findings));
  return { top, views: new Map([top, ...others].map((view) => [view.ns, view])) };
}

function viewOf(unit: Unit, groupLaws: readonly Law[], findings: Finding[]): View {
  const raw = expandProgram(unit.written, { laws: groupLaws, alone: unit.ns === "" });
  const { long, drafts } = shapeOf(raw);
  for (const draft of [...drafts, ...missingHead(unit)]) findings.push(locateDraft(unit, draft));
  const laws = Object.keys(long.laws ?? {}) as Law[];
  return { ns: unit.ns, unit, long, raw: isRecord(raw) ? raw : {}, laws: laws.length > 0 ? laws : groupLaws };
}

/** The main program says its version and whose it is; an included one may leave both to its group. */
function missingHead(unit: Unit): readonly Draft[] {
  if (unit.ns !== "") return [];
  const head = { troth: "troth: 1", organization: "organization: { name, country, contact }" };
  return Object.entries(head)
    .filter(([key]) => unit.written[key] === undefined)
    .map(
      ([key, expected]): Draft => ({ code: "shape", level: "error", path: [], says: `the program lacks \`${key}\``, expected }),
    );
}

/** Two checks may meet the same mistake: it is told once. */
function unique(findings: readonly Finding[]): readonly Finding[] {
  const seen = new Set<string>();
  return findings.filter(({ code, place, says }) => {
    const key = `${code} ${place?.file}:${place?.line}:${place?.column} ${says}`;
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}

/** Lines that hold a secret are shown by no finding, whatever it is about. */
function hideSecrets(findings: readonly Finding[]): readonly Finding[] {
  const columns = new Map<string, number>();
  for (const { code, place } of findings) {
    if (code !== "secret-in-file" || !place) continue;
    const line = `${place.file}:${place.line}`;
    columns.set(line, Math.min(place.column, columns.get(line) ?? place.column));
  }
  if (columns.size === 0) return findings;
  return findings.map((finding) => {
    const { excerpt, place } = finding;
    if (!excerpt || !place) return finding;
    if (columns.has(`${place.file}:${excerpt.mark.line}`)) return { ...finding, excerpt: undefined };
    const lines = excerpt.lines.map(({ number, text }) => {
      const column = columns.get(`${place.file}:${number}`);
      return { number, text: column === undefined ? text : `${text.slice(0, column - 1)}...` };
    });
    return { ...finding, excerpt: { ...excerpt, lines } };
  });
}
