// What erasing somebody from Sakila must do, worked out by hand: the engine and the programs are not used here.
import type { Becomes, Cell, ExpectedChange } from "../compare.ts";
import { rowsOf, type Snapshot } from "../snapshot.ts";

/** Where payments lie: the parent holds none, and the child for May is empty. */
export const PAYMENTS = ["payment", ...[1, 2, 3, 4, 5, 6].map((month) => `payment_p2007_0${month}`)];

const TOUCHED: Becomes = { kind: "touched" };
const CUSTOMER: Readonly<Record<string, Becomes>> = {
  first_name: { kind: "fresh" },
  last_name: { kind: "value", value: "ERASED" },
  email: { kind: "null" },
};
const ADDRESS: Readonly<Record<string, Becomes>> = {
  address: { kind: "fresh" },
  address2: { kind: "null" },
  district: { kind: "value", value: "" },
  postal_code: { kind: "null" },
  phone: { kind: "value", value: "" },
};
const STAFF: Readonly<Record<string, Becomes>> = {
  first_name: { kind: "fresh" },
  last_name: { kind: "value", value: "ERASED" },
  email: { kind: "null" },
  username: { kind: "fresh" },
  password: { kind: "null" },
  picture: { kind: "null" },
};

/** The customer's row stays without the person, and an address of their own too; payments and rentals are as before. */
export function customerLeavesBooks(before: Snapshot, customerId: string): ExpectedChange {
  const address = ownAddress(before, customerId);
  const personal = [
    ...becoming("customer", customerId, CUSTOMER),
    ...(address === undefined ? [] : becoming("address", address, ADDRESS)),
  ];
  const pointer = { table: "customer", id: customerId, column: "address_id", becomes: { kind: "value", value: "1" } } as const;
  const touched = [{ table: "customer", id: customerId }, ...(address === undefined ? [] : [{ table: "address", id: address }])];
  const set = touched.map((row) => ({ ...row, column: "last_update", becomes: TOUCHED }));
  return { deleted: [], changed: [...personal, pointer, ...set], personal };
}

/** The customer goes with rentals, payments in every partition, and an address of their own. */
export function customerGoes(before: Snapshot, customerId: string): ExpectedChange {
  const address = ownAddress(before, customerId);
  const theirs = (table: string) =>
    rowsOf(before, table)
      .filter((row) => row.customer_id === customerId)
      .map(({ id }) => ({ table, id }));
  return {
    deleted: [
      { table: "customer", id: customerId },
      ...["rental", ...PAYMENTS].flatMap(theirs),
      ...(address === undefined ? [] : [{ table: "address", id: address }]),
    ],
    changed: [],
    personal: [...cells("customer", customerId, CUSTOMER), ...(address === undefined ? [] : cells("address", address, ADDRESS))],
  };
}

/**
 * Why the customer cannot go whole: others paid for a rental of theirs, those payments are not this person's to
 * take along, and they must point at a rental. In the whole database this is so once: customer 130.
 */
export function refusesToGo(before: Snapshot, customerId: string): readonly string[] {
  const rentals = new Set(rowsOf(before, "rental").flatMap((row) => (row.customer_id === customerId ? [row.id] : [])));
  const others = PAYMENTS.flatMap((table) => rowsOf(before, table)).filter(
    (row) => row.customer_id !== customerId && rentals.has(row.rental_id ?? ""),
  );
  return others.length > 0 ? ["others-refer payment.rental_id"] : [];
}

/** The manager's row stays without the person: the store must have one. Nothing else changes. */
export function staffLeavesPost(staffId: string): ExpectedChange {
  const personal = becoming("staff", staffId, STAFF);
  return {
    deleted: [],
    changed: [...personal, { table: "staff", id: staffId, column: "last_update", becomes: TOUCHED }],
    personal,
  };
}

/** The customer's address, unless another customer, a member of staff or a store has it too. */
function ownAddress(before: Snapshot, customerId: string): string | undefined {
  const users = ["customer", "staff", "store"].flatMap((table) =>
    rowsOf(before, table).map((row) => ({ table, id: row.id, address: row.address_id })),
  );
  const address = users.find((row) => row.table === "customer" && row.id === customerId)?.address;
  if (address == null) throw new Error("no such customer, or no address");
  return users.filter((row) => row.address === address).length === 1 ? address : undefined;
}

function becoming(table: string, id: string, columns: Readonly<Record<string, Becomes>>) {
  return Object.entries(columns).map(([column, becomes]) => ({ table, id, column, becomes }));
}

function cells(table: string, id: string, columns: Readonly<Record<string, Becomes>>): Cell[] {
  return Object.keys(columns).map((column) => ({ table, id, column }));
}
