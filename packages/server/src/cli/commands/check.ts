import { findNeverCollected } from "@troth/core/discovery";
import { dayOf } from "@troth/core/jurisdictions";
import { drawUpNotice } from "@troth/core/notices";
import { checkLive, type Finding, type Program, sortFindings } from "@troth/core/program";
import type { StoreSchema } from "@troth/core/subject-graph";
import { ConnectorError } from "../../connectors/index.ts";
import { loadProgram } from "../../program/index.ts";
import type { CommandContext } from "../context.ts";
import { inspectStore } from "../inspect-store.ts";
import { counted, seconds } from "../render/figures.ts";
import { renderCheck, renderLacks, renderNotYet, renderSound } from "../render/finding.ts";

/** `troth check`: what is wrong with the program, and where. 0 sound, 1 errors; not readable is thrown. */
export async function check(context: CommandContext, options: { live?: boolean; json?: boolean }): Promise<number> {
  const { screen, programFile } = context;
  const began = performance.now();
  const compiled = loadProgram(programFile, { today: new Date().toISOString().slice(0, 10) });
  const live = options.live && compiled.program ? await liveFindings(context, compiled.program, compiled.texts) : [];
  const findings = sortFindings([...compiled.findings, ...live]);
  const errors = findings.filter((finding) => finding.level === "error").length;
  const time = seconds(performance.now() - began);
  const hash = compiled.program?.hash;
  if (options.json) {
    const warnings = findings.filter((finding) => finding.level === "warning").length;
    screen.json({
      sound: errors === 0,
      program: programFile,
      hash: hash ?? null,
      live: options.live === true,
      errors,
      warnings,
      findings,
      unrun: compiled.program?.unrun ?? [],
      notice: compiled.program === undefined ? [] : lacksOf(compiled.program),
    });
    return errors === 0 ? 0 : 1;
  }
  const told = findings.filter((finding) => finding.level !== "info");
  if (told.length > 0) screen.lines(renderCheck({ findings: told, files: [...compiled.texts.keys()], time }, screen.paint));
  if (errors === 0 && compiled.program) {
    screen.lines([
      ...(told.length > 0 ? [""] : []),
      ...renderSound({ hash: compiled.program.hash, counts: countsOf(compiled.program), time }, screen.paint),
    ]);
  }
  if (compiled.program && compiled.program.unrun.length > 0)
    screen.lines(["", ...renderNotYet(compiled.program.unrun, screen.paint)]);
  if (compiled.program) screen.lines(renderLacks(lacksOf(compiled.program), screen.paint));
  return errors === 0 ? 0 : 1;
}

/** What the notice that the program draws up today should say and does not. */
const lacksOf = (program: Program) =>
  drawUpNotice(program, { recipientsOn: dayOf(new Date().toISOString(), program.zone) }).missing;

const countsOf = (program: Program): string[] => [
  counted(Object.keys(program.purposes).length, "purpose"),
  counted(Object.keys(program.recipients).length, "recipient"),
  counted(Object.keys(program.stores).length, "store"),
  counted(Object.keys(program.promises).length, "promise"),
];

/** What the stores themselves tell of the program; a store that cannot be looked into is a finding too. */
async function liveFindings(
  context: CommandContext,
  program: Program,
  texts: ReadonlyMap<string, string>,
): Promise<readonly Finding[]> {
  const schemas: StoreSchema[] = [];
  const unreached: Finding[] = [];
  for (const { id, byHand } of Object.values(program.stores)) {
    if (byHand !== undefined) continue;
    try {
      schemas.push(await inspectStore(context, program, id));
    } catch (error) {
      if (!(error instanceof ConnectorError)) throw error;
      unreached.push(unreachedStore(program, id, error));
    }
  }
  return [...unreached, ...checkLive(program, schemas, texts), ...schemas.flatMap((schema) => neverFindings(program, schema))];
}

/** What is never collected, and seems to lie in a store that the program does not say it of. */
const neverFindings = (program: Program, schema: StoreSchema): readonly Finding[] =>
  findNeverCollected(program, schema).map(({ dataset, column, category, because }) => ({
    code: "never-collected",
    level: "warning",
    place: program.stores[schema.store]?.datasets[dataset]?.place ?? program.stores[schema.store]?.place,
    says: `\`${schema.store}/${dataset}.${column}\` seems to hold \`${category}\`, which is never collected (${because})`,
    expected: "no such column; or, where it holds something else, what it is",
    write: undefined,
    excerpt: undefined,
  }));

const unreachedStore = (program: Program, id: string, error: ConnectorError): Finding => ({
  code: error.code,
  level: "error",
  place: program.stores[id]?.place,
  says: `store \`${id}\` cannot be compared: ${error.message}`,
  expected: error.advice,
  write: undefined,
  excerpt: undefined,
});
