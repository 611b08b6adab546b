import type { Captured, CapturedRow, Cell } from "./captured.ts";
import type { DatasetPlan, StorePlan } from "./plan.ts";

/** A value of a person's own row that can tell them from everybody else. */
export interface TellingValue {
  /** The taxonomy's category, or `identity.<kind>` of an identity column. */
  readonly category: string;
  readonly value: string;
}

/** How a value tells whose it is. */
export type TellingKind = "email" | "phone" | "name" | "id" | "address";

const KINDS: Readonly<Record<string, TellingKind>> = {
  "contact.email": "email",
  "contact.email-work": "email",
  "contact.phone": "phone",
  "name.full": "name",
  "name.first": "name",
  "name.last": "name",
  "name.alias": "id",
  "contact.address": "address",
  "contact.street": "address",
  "payment.billing-address": "address",
  "contact.social": "id",
  "contact.messaging": "id",
  "account.id": "id",
  "account.username": "id",
  "payment.token": "id",
  "employment.number": "id",
  "device.id": "id",
  "device.installation-id": "id",
  "device.cookie-id": "id",
  "device.advertising-id": "id",
  "device.push-token": "id",
  "vehicle.plate": "id",
};

/** How values of a category tell whose they are; undefined: they do not, or are texts of their own. */
export function tellingKind(category: string): TellingKind | undefined {
  if (category === "identity.email") return "email";
  if (category === "identity.phone") return "phone";
  // Of an identity column that is no mail address and no phone number: an account's number, a handle.
  return KINDS[category] ?? (category.startsWith("identity.") ? "id" : undefined);
}

/** The columns of a dataset whose values tell whose row it is; secret ones are not read, by nobody's role. */
export const tellingColumns = (plan: Pick<DatasetPlan, "copy">): readonly string[] =>
  plan.copy
    .filter((one) => !one.secret && one.path.length === 0 && one.categories.some((id) => KINDS[id] !== undefined))
    .map((one) => one.column);

/** The telling values of the person's own rows, each once. A first and a last name of one row make a whole one. */
export function tellingValues(plan: StorePlan, captured: Captured): TellingValue[] {
  const values = new Map<string, TellingValue>();
  const add = (category: string, value: string) => {
    if (value.trim() !== "") values.set(`${category} ${value}`, { category, value });
  };
  for (const [dataset, rows] of captured.rows) {
    const rules = plan.datasets[dataset];
    if (!rules) continue;
    const columns = rules.copy.filter((one) => !one.secret && one.path.length === 0);
    const identities = plan.identities.filter((one) => one.dataset === dataset);
    for (const row of rows.values()) {
      if (row.gone === true || !(row.root || row.link === "owned")) continue;
      const cell = (column: string) => textOf(valueIn(rules, row, column));
      for (const { column, categories } of columns)
        for (const category of categories) if (KINDS[category] !== undefined) add(category, cell(column));
      if (row.root) for (const one of identities) add(`identity.${one.kind}`, cell(one.column));
      const part = (category: string) => cell(columns.find((one) => one.categories.includes(category))?.column ?? "");
      const [first, last] = [part("name.first"), part("name.last")];
      if (first.trim() !== "" && last.trim() !== "") add("name.full", `${first.trim()} ${last.trim()}`);
    }
  }
  return [...values.values()];
}

function valueIn(plan: DatasetPlan, row: CapturedRow, column: string): Cell {
  const inKey = plan.rowKey.indexOf(column);
  return (inKey >= 0 ? row.key[inKey] : row.values[column]) ?? null;
}

const textOf = (cell: Cell): string => (cell === null || cell instanceof Uint8Array ? "" : String(cell));
