// What erasing somebody from Chinook must do, worked out by hand: the engine and the programs are not used here.
import type { Becomes, Cell, ExpectedChange } from "../compare.ts";
import { rowsOf, type Snapshot } from "../snapshot.ts";

/** How the two scripts spell the same names. */
export type Spelling = (name: string) => string;
export const inSqlite: Spelling = (name) => name;
export const inPostgres: Spelling = (name) => name.replace(/(?<=[a-z])(?=[A-Z])/g, "_").toLowerCase();

const CUSTOMER: Readonly<Record<string, Becomes>> = {
  FirstName: { kind: "fresh" },
  LastName: { kind: "value", value: "Erased" },
  Company: { kind: "null" },
  Address: { kind: "null" },
  City: { kind: "null" },
  State: { kind: "null" },
  PostalCode: { kind: "null" },
  Phone: { kind: "null" },
  Fax: { kind: "null" },
  Email: { kind: "fresh" },
};
const BILLING = ["BillingAddress", "BillingCity", "BillingState", "BillingPostalCode"];
const EMPLOYEE = "LastName FirstName Title BirthDate HireDate Address City State Country PostalCode Phone Fax Email".split(" ");

/** The customer's row and their invoices stay, without the person; lines stay as they are. */
export function customerLeavesBooks(before: Snapshot, spell: Spelling, customerId: string): ExpectedChange {
  const invoices = rowsOf(before, spell("Invoice")).filter((row) => row[spell("CustomerId")] === customerId);
  const changed = [
    ...Object.entries(CUSTOMER).map(([column, becomes]) => ({
      table: spell("Customer"),
      id: customerId,
      column: spell(column),
      becomes,
    })),
    ...invoices.flatMap(({ id }) =>
      BILLING.map((column) => ({ table: spell("Invoice"), id, column: spell(column), becomes: { kind: "null" } as const })),
    ),
  ];
  return { deleted: [], changed, personal: changed };
}

/** The customer goes with invoices and their lines. */
export function customerGoes(before: Snapshot, spell: Spelling, customerId: string): ExpectedChange {
  const invoices = rowsOf(before, spell("Invoice")).filter((row) => row[spell("CustomerId")] === customerId);
  const numbers = new Set(invoices.map((row) => row.id));
  const lines = rowsOf(before, spell("InvoiceLine")).filter((row) => numbers.has(row[spell("InvoiceId")] ?? ""));
  const rowOf = (table: string) => (row: { readonly id: string }) => ({ table: spell(table), id: row.id });
  return {
    deleted: [rowOf("Customer")({ id: customerId }), ...invoices.map(rowOf("Invoice")), ...lines.map(rowOf("InvoiceLine"))],
    changed: [],
    personal: [
      ...cells(spell, "Customer", customerId, [...Object.keys(CUSTOMER), "Country"]),
      ...invoices.flatMap(({ id }) => cells(spell, "Invoice", id, [...BILLING, "BillingCountry"])),
    ],
  };
}

/** The employee goes; whoever reported to them or was supported by them no longer says so, and is otherwise as before. */
export function employeeGoes(before: Snapshot, spell: Spelling, employeeId: string): ExpectedChange {
  const pointers = [
    ["Employee", "ReportsTo"],
    ["Customer", "SupportRepId"],
  ] as const;
  const changed = pointers.flatMap(([table, column]) =>
    rowsOf(before, spell(table))
      .filter((row) => row[spell(column)] === employeeId)
      .map(({ id }) => ({ table: spell(table), id, column: spell(column), becomes: { kind: "null" } as const })),
  );
  return {
    deleted: [{ table: spell("Employee"), id: employeeId }],
    changed,
    personal: cells(spell, "Employee", employeeId, EMPLOYEE),
  };
}

function cells(spell: Spelling, table: string, id: string, columns: readonly string[]): Cell[] {
  return columns.map((column) => ({ table: spell(table), id, column: spell(column) }));
}
