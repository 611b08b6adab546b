import { type DatasetRule, type FieldRule, type LinkRule, type Strategy, whyUnfit } from "../program/index.ts";
import type { PlanFinding, PlannedChange, RowAct } from "./plan.ts";
import type { ColumnSchema, DatasetSchema } from "./store-schema.ts";

/** What becomes of the rows of a dataset that an erasure reaches as `owned`. */
export function ownedAct(rule: DatasetRule, dataset: DatasetSchema, findings: PlanFinding[]): RowAct {
  if (rule.erasure === undefined || rule.erasure === "delete") return { kind: "delete" };
  if (rule.erasure === "keep") return { kind: "keep" };
  return { kind: "change", changes: fieldChanges(rule, dataset, findings) };
}

/** Rows that are others' too always stay; only this person's part is changed. */
export function sharedAct(rule: DatasetRule, dataset: DatasetSchema, findings: PlanFinding[]): RowAct {
  if (rule.erasure === "keep") return { kind: "keep" };
  return { kind: "change", changes: fieldChanges(rule, dataset, findings) };
}

/** The changes of a row that stays, field by field. */
export function fieldChanges(rule: DatasetRule, dataset: DatasetSchema, findings: PlanFinding[]): PlannedChange[] {
  return rule.fields.flatMap((field) => {
    const column = dataset.columns.find((one) => one.name === field.column);
    if (!column || field.categories.length === 0) return [];
    if (column.generated && field.erasure === undefined) return []; // the store makes it anew of what is changed
    const strategy = field.erasure ?? fittingDefault(field, column);
    return changeOf({ rule, column, strategy, email: isMailAddress(field), findings });
  });
}

/**
 * The strategy of a field in a row that stays, where the program says none: direct identifiers become a pseudonym
 * (text) or are cleared, free text is redacted, indirect identifiers are cleared, the rest stays.
 */
export function defaultStrategy(field: FieldRule, column: ColumnSchema): Strategy {
  if (field.free) return { kind: "redact" };
  if (field.secret) return { kind: "clear" };
  switch (field.identifies) {
    case "direct":
      return column.family === "text" ? { kind: "pseudonym" } : { kind: "clear" };
    case "indirect":
      return { kind: "clear" };
    case "none":
      return { kind: "keep" };
  }
}

/** The default, or what comes nearest to it of what the column can take. What a program says itself is never exchanged. */
function fittingDefault(field: FieldRule, column: ColumnSchema): Strategy {
  const first = defaultStrategy(field, column);
  if (first.kind === "redact") return first;
  const empty: readonly Strategy[] = column.family === "text" && !column.checked ? [{ kind: "constant", value: "" }] : [];
  return [first, { kind: "clear" } as const, ...empty].find((one) => whyUnfit(column, one) === undefined) ?? first;
}

const isMailAddress = (field: FieldRule): boolean => field.categories.some((id) => id.startsWith("contact.email"));

interface ChangePlace {
  readonly rule: DatasetRule;
  readonly column: ColumnSchema;
  readonly strategy: Strategy;
  readonly email: boolean;
  readonly findings: PlanFinding[];
}

function changeOf(at: ChangePlace): PlannedChange[] {
  const { rule, column, strategy, email, findings } = at;
  const base = { column: column.name, constant: null, email, unique: column.unique, maxLength: column.maxLength };
  const refuse = (says: string, advice: string): PlannedChange[] => {
    findings.push({ code: "strategy", blocks: true, store: rule.store, dataset: rule.name, column: column.name, says, advice });
    return [];
  };
  const name = `${rule.name}.${column.name}`;
  const unfit = whyUnfit(column, strategy);
  if (unfit) return refuse(`\`${strategy.kind}\` does not fit ${name}: ${unfit.why}`, unfit.expected);
  switch (strategy.kind) {
    case "keep":
      return [];
    case "clear":
    case "pseudonym":
      return [{ ...base, strategy: strategy.kind }];
    case "constant":
      return [{ ...base, strategy: "constant", constant: strategy.value }];
    default:
      return refuse(
        `${name} is to be changed by \`${strategy.kind}\`, which nothing runs yet`,
        "use `clear`, `pseudonym` or a constant, or delete the row",
      );
  }
}

/** What becomes of the pointer of a mention: the link's own strategy, else it is cleared. */
export function pointerChanges(at: {
  readonly rule: DatasetRule;
  readonly link: LinkRule;
  readonly dataset: DatasetSchema;
  readonly findings: PlanFinding[];
}): PlannedChange[] {
  const strategy: Strategy = at.link.erasure ?? { kind: "clear" };
  // Of a composite pointer the last part is enough: the parts before it are the row's own, such as its tenant.
  const columns = at.link.erasure === undefined ? at.link.columns.slice(-1) : at.link.columns;
  return columns.flatMap((name) => {
    const column = at.dataset.columns.find((one) => one.name === name);
    if (!column) return [];
    return changeOf({ rule: at.rule, column, strategy, email: false, findings: at.findings });
  });
}
