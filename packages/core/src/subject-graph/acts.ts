import {
  coarsenessOf,
  type DatasetRule,
  type FieldRule,
  type LinkRule,
  type Strategy,
  type Within,
  whyUnfit,
} from "../program/index.ts";
import type { PlanFinding, PlannedChange, RowAct } from "./plan.ts";
import type { ColumnSchema, DatasetSchema } from "./store-schema.ts";

/** What becomes of the rows of a dataset that an erasure reaches as `owned`. */
export function ownedAct(rule: DatasetRule, dataset: DatasetSchema, findings: PlanFinding[]): RowAct {
  if (rule.erasure === undefined || rule.erasure === "delete") return { kind: "delete" };
  if (rule.erasure === "keep") return { kind: "keep" };
  return { kind: "change", changes: fieldChanges(rule, dataset, findings) };
}

/**
 * Rows that are others' too always stay; only this person's part is changed. Where somebody else wrote the row (`hasOwner`),
 * that is their own values inside it: what the program says of a field is said of the owner's erasure.
 */
export function sharedAct(
  rule: DatasetRule,
  dataset: DatasetSchema,
  at: { readonly findings: PlanFinding[]; readonly hasOwner: boolean },
): RowAct {
  if (rule.erasure === "keep") return { kind: "keep" };
  const changes = fieldChanges(rule, dataset, at.findings).map((change) => ownPart(rule, change));
  const isOwn = (change: PlannedChange) => change.strategy === "redact" || change.ownOnly === true;
  return { kind: "change", changes: at.hasOwner ? changes.filter(isOwn) : changes };
}

/** Where the program says nothing of a name in a row that is others' too, only this person's is changed. */
function ownPart(rule: DatasetRule, change: PlannedChange): PlannedChange {
  const field = rule.fields.find((one) => one.column === change.column && one.path.join() === (change.path ?? []).join());
  const isName = change.strategy === "pseudonym" && field?.erasure === undefined && field?.identifies === "direct";
  return isName ? { ...change, ownOnly: true } : change;
}

/** The changes of a row that stays, field by field. */
export function fieldChanges(rule: DatasetRule, dataset: DatasetSchema, findings: PlanFinding[]): PlannedChange[] {
  return rule.fields.flatMap((field) => {
    const whole = dataset.columns.find((one) => one.name === field.column);
    if (!whole || field.categories.length === 0) return [];
    if (whole.generated && field.erasure === undefined) return []; // the store makes it anew of what is changed
    const column = field.path.length === 0 ? whole : insideColumn(whole);
    const strategy = field.erasure ?? fittingDefault(field, column, dataset);
    const changes = changeOf({ rule, dataset, column, strategy, email: isMailAddress(field), findings });
    return field.path.length === 0 ? changes : changes.map((change) => ({ ...change, path: field.path }));
  });
}

/** What stands at a path of a JSON column: a text without limits. */
const insideColumn = (column: ColumnSchema): ColumnSchema => ({
  ...{ name: column.name, type: "text", family: "text", generated: false, indexed: false },
  ...{ nullable: true, maxLength: null, unique: false, checked: false },
});

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
function fittingDefault(field: FieldRule, column: ColumnSchema, dataset: DatasetSchema): Strategy {
  const first = defaultStrategy(field, column);
  const empty: readonly Strategy[] = column.family === "text" && !column.checked ? [{ kind: "constant", value: "" }] : [];
  return [first, { kind: "clear" } as const, ...empty].find((one) => whyUnfit(column, one, dataset) === undefined) ?? first;
}

const isMailAddress = (field: FieldRule): boolean => field.categories.some((id) => id.startsWith("contact.email"));

interface ChangePlace {
  readonly rule: DatasetRule;
  readonly dataset: DatasetSchema;
  readonly column: ColumnSchema;
  readonly strategy: Strategy;
  readonly email: boolean;
  readonly findings: PlanFinding[];
}

function changeOf(at: ChangePlace): PlannedChange[] {
  const { rule, column, strategy, email, findings } = at;
  const base = {
    ...{ column: column.name, constant: null, email, maxLength: column.maxLength },
    unique: column.unique || (column.uniqueBy ?? []).length > 0,
    ...{ family: column.family, nullable: column.nullable },
  };
  const refuse = (says: string, advice: string): PlannedChange[] => {
    findings.push({ code: "strategy", blocks: true, store: rule.store, dataset: rule.name, column: column.name, says, advice });
    return [];
  };
  const name = `${rule.name}.${column.name}`;
  const unfit = whyUnfit(column, strategy, at.dataset);
  if (unfit) return refuse(`\`${strategy.kind}\` does not fit ${name}: ${unfit.why}`, unfit.expected);
  switch (strategy.kind) {
    case "keep":
      return [];
    case "clear":
    case "pseudonym":
      return [{ ...base, strategy: strategy.kind }];
    case "redact":
      return [{ ...base, strategy: strategy.kind }];
    case "constant":
      return [{ ...base, strategy: "constant", constant: strategy.value }];
    case "generalize": {
      const to = coarsenessOf(strategy.to);
      return to ? [{ ...base, strategy: "generalize", to }] : [];
    }
    case "truncate":
      return [{ ...base, strategy: "truncate", length: strategy.length }];
    default:
      return refuse(
        `${name} is to be changed by \`${strategy.kind}\`, which nothing runs for a field`,
        "use `clear`, `redact`, `pseudonym` or a constant, or delete the row",
      );
  }
}

/** What becomes of the pointer of a mention: the link's own strategy, else it is cleared. */
export function pointerChanges(at: {
  readonly rule: DatasetRule;
  readonly link: LinkRule;
  readonly dataset: DatasetSchema;
  readonly findings: PlanFinding[];
  /** The column holds the pointer inside something longer: only that part of it is changed. */
  readonly within?: Within | undefined;
  /** Of a link that leads where a column says: what it must say. */
  readonly type?: string | undefined;
}): PlannedChange[] {
  const strategy: Strategy = at.link.erasure ?? { kind: "clear" };
  if (at.within !== undefined) return elementChange({ ...at, within: at.within, strategy });
  // Of a composite pointer the last part is enough: the parts before it are the row's own, such as its tenant.
  const columns = at.link.erasure === undefined ? at.link.columns.slice(-1) : at.link.columns;
  return columns.flatMap((name) => {
    const column = at.dataset.columns.find((one) => one.name === name);
    if (!column) return [];
    return changeOf({ rule: at.rule, dataset: at.dataset, column, strategy, email: false, findings: at.findings });
  });
}

/** What becomes of a pointer inside a list: taken out, unless the link says otherwise. */
function elementChange(at: {
  readonly rule: DatasetRule;
  readonly link: LinkRule;
  readonly dataset: DatasetSchema;
  readonly within: Within;
  readonly type?: string | undefined;
  readonly strategy: Strategy;
  readonly findings: PlanFinding[];
}): PlannedChange[] {
  const { link, within, strategy, rule, type } = at;
  const column = at.dataset.columns.find((one) => one.name === link.columns[0]);
  if (!column || strategy.kind === "keep") return [];
  const isText = column.family === "text" || column.family === "json" || column.type === "text[]";
  const becomes = strategy.kind === "clear" ? "removed" : strategy.kind;
  if ((becomes !== "removed" && becomes !== "pseudonym" && becomes !== "constant") || (becomes !== "removed" && !isText)) {
    const says = `\`${strategy.kind}\` does not fit what ${rule.name}.${column.name} holds`;
    const advice = "use `clear`, which takes the pointer out, or `keep`";
    at.findings.push({
      code: "strategy",
      blocks: true,
      store: rule.store,
      dataset: rule.name,
      column: column.name,
      says,
      advice,
    });
    return [];
  }
  return [
    {
      ...{ column: column.name, strategy: "element", unique: false, maxLength: column.maxLength, family: column.family },
      constant: strategy.kind === "constant" ? strategy.value : null,
      email: within.kind === "addresses",
      element: { within, fold: link.fold, as: link.as, ...(type === undefined ? {} : { type }), becomes },
    },
  ];
}
