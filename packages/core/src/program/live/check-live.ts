// What only the stores themselves can tell of a program: tables and columns that are not there, not mapped, or do not fit.
import { excerptOf, type Finding, type FindingLevel, sortFindings } from "../finding.ts";
import type { Program, SourcePlace, StoreRule } from "../program.ts";
import { member } from "../record.ts";
import { checkColumns, checkDottedFields } from "./columns.ts";
import { checkForeignKeys, checkUnnamedTables } from "./foreign-keys.ts";
import { checkKeepDates } from "./keep-dates.ts";
import { checkMapping } from "./mapping.ts";
import type { LiveStore } from "./store-shape.ts";
import { checkStrategies } from "./strategies.ts";
import { checkWithdrawn } from "./withdrawn-columns.ts";

/** Something that a live store showed. */
export interface LiveDraft {
  readonly code: string;
  readonly level: FindingLevel;
  readonly place: SourcePlace;
  readonly says: string;
  readonly expected?: string | undefined;
  readonly write?: string | undefined;
}

/** A store of the program beside what it is made of today. */
export interface LiveContext {
  readonly program: Program;
  readonly rule: StoreRule;
  readonly live: LiveStore;
  readonly report: (draft: LiveDraft) => void;
}

const CHECKS: readonly ((context: LiveContext) => void)[] = [
  checkRole,
  checkPassedOver,
  checkColumns,
  checkDottedFields,
  checkMapping,
  checkForeignKeys,
  checkUnnamedTables,
  checkStrategies,
  checkWithdrawn,
  checkKeepDates,
];

/** Compares a program with its stores. `texts` are the program's files, for the lines of the findings. */
export function checkLive(
  program: Program,
  stores: readonly LiveStore[],
  texts?: ReadonlyMap<string, string>,
): readonly Finding[] {
  const findings: Finding[] = [];
  const report = ({ code, level, place, says, expected, write }: LiveDraft) => {
    const text = texts?.get(place.file);
    findings.push({
      code,
      level,
      place,
      says,
      expected,
      write,
      excerpt: text === undefined ? undefined : excerptOf(text, place),
    });
  };
  for (const live of stores) {
    const rule = member(program.stores, live.store);
    if (rule) for (const check of CHECKS) check({ program, rule, live, report });
  }
  return sortFindings(findings);
}

/** Files that nothing of the program speaks of. */
function checkPassedOver({ rule, live, report }: LiveContext): void {
  for (const says of live.passedOver ?? [])
    report({
      code: "unnamed",
      level: "warning",
      place: rule.place,
      says: `in store \`${rule.id}\` ${says}`,
      expected: "a dataset with a `match` that they fit",
    });
}

const ROLE: Readonly<Record<string, string>> = {
  owner: "owns tables of the store: it can do more than Troth needs",
  superuser: "is a superuser: nothing limits what it can do",
  bypassrls: "passes by row-level security",
};

/** Troth asks for the least that it needs. */
function checkRole({ rule, live, report }: LiveContext): void {
  for (const warning of live.role.warnings) {
    const says = `the role \`${live.role.name}\` ${ROLE[warning] ?? warning}`;
    report({
      code: "role",
      level: "warning",
      place: rule.place,
      says,
      expected: `the rights that \`troth grants ${rule.id}\` prints`,
    });
  }
}
