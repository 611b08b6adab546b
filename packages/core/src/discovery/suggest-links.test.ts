import { describe, expect, it } from "vitest";
import { growthOf } from "../../../../test/support/growth.ts";
import type { ColumnSchema, DatasetSchema, StoreSchema } from "../subject-graph/index.ts";
import { type Known, type LinkSuggestion, questionsOf, suggestLinks } from "./index.ts";

type Family = ColumnSchema["family"];
type Table = Readonly<Record<string, readonly (string | null)[]>>;

const numbers = (count: number, of: (at: number) => number): string[] =>
  Array.from({ length: count }, (_, at) => String(of(at + 1)));
const uuid = (at: number): string => `${String(at * 7919).padStart(8, "0")}-1111-4222-8333-${String(at).padStart(12, "0")}`;

/** A column's name with its family after a colon (default text); the first is the key, a `+` says it is part of it. */
function storeOf(tables: Readonly<Record<string, Table>>): { schema: StoreSchema; samples: Record<string, Table>; known: Known } {
  const datasets: Record<string, DatasetSchema> = {};
  const samples: Record<string, Table> = {};
  for (const [name, columns] of Object.entries(tables)) {
    const named = Object.keys(columns).map((key) => key.split(/[:+]/));
    const keys = Object.keys(columns)
      .filter((key) => key.includes("+"))
      .map((key) => key.split(/[:+]/)[0] ?? "");
    const primaryKey = keys.length > 0 ? keys : [named[0]?.[0] ?? ""];
    datasets[name] = {
      ...{ name, kind: "table", primaryKey, rowKey: primaryKey, foreignKeys: [], triggers: [], children: [], parent: null },
      ...{ rowSecurity: false, estimatedRows: 100 },
      columns: named.map(([column = "", family = "text"]) => ({
        ...{ name: column, type: family, family: (family || "text") as Family, nullable: true, maxLength: null },
        ...{ generated: false, unique: false, checked: false, indexed: false },
      })),
    };
    samples[name] = Object.fromEntries(Object.entries(columns).map(([key, values]) => [key.split(/[:+]/)[0] ?? "", values]));
  }
  const schema: StoreSchema = { store: "main", kind: "sqlite", product: "test", datasets, role: { name: "", warnings: [] } };
  return { schema, samples, known: { complete: new Set(Object.keys(tables)) } };
}

function suggested(tables: Readonly<Record<string, Table>>, known: Known = {}): readonly LinkSuggestion[] {
  const store = storeOf(tables);
  return suggestLinks(store.schema, store.samples, { ...store.known, ...known });
}

const lines = (tables: Readonly<Record<string, Table>>, dataset: string, known: Known = {}): string[] =>
  suggested(tables, known)
    .filter((one) => one.dataset === dataset)
    .map((one) => one.line);

const people = (count: number): Table => ({
  "id:number": numbers(count, (at) => at),
  full_name: numbers(count, (at) => at).map((at) => `Person ${at}`),
  email: numbers(count, (at) => at).map((at) => `p${at}@people.example`),
});

describe("a name", () => {
  it("leads in English and in Indonesian, in every order and case", () => {
    for (const column of ["pelanggan_id", "id_pelanggan", "PelangganId", "customer_id", "nomor_pelanggan"]) {
      const tables = {
        pelanggan: people(60),
        kunjungan: { "id:number": numbers(20, (at) => at), [`${column}:number`]: numbers(20, (at) => at * 3) },
      };
      expect(lines(tables, "kunjungan"), column).toEqual([`${column}: owned by pelanggan`]);
    }
  });

  it("is not believed where the values say otherwise", () => {
    const visits = (of: (at: number) => number): Table => ({
      "id:number": numbers(20, (at) => at),
      "user_id:number": numbers(20, of),
    });
    expect(lines({ users: people(60), visits: visits((at) => at) }, "visits")).toHaveLength(1);
    expect(lines({ users: people(60), visits: visits((at) => at + 5000) }, "visits")).toEqual([]);
  });

  it("of a role chooses the people whose keys the values use", () => {
    const refunds = { "id:number": numbers(40, (at) => at), "approved_by:number": numbers(40, (at) => (at % 6) + 1) };
    const tables = { users: people(90), admin: { ...people(6), password_hash: numbers(6, (at) => at) }, refunds };
    expect(lines(tables, "refunds")).toEqual(["approved_by: mentions admin"]);
  });
});

describe("small numbers", () => {
  it("are found everywhere, and alone are no evidence", () => {
    const reviews = {
      "id:number": numbers(40, (at) => at),
      "stars:number": numbers(40, (at) => (at % 5) + 1),
      "position:number": numbers(40, (at) => at),
    };
    expect(suggested({ users: people(60), reviews })).toEqual([]);
  });

  it("make an overlap say less than rare values do, and it is said", () => {
    const keyed = (ids: readonly string[], family: string): Record<string, Table> => ({
      users: {
        [`id${family}`]: ids,
        full_name: ids.map((_, at) => `P ${at}`),
        email: ids.map((_, at) => `p${at}@people.example`),
      },
      visits: { "no:number": numbers(ids.length, (at) => at), [`user_id${family}`]: ids },
    });
    const [dense] = suggested(
      keyed(
        numbers(30, (at) => at),
        ":number",
      ),
    );
    const [rare] = suggested(
      keyed(
        numbers(30, (at) => at).map((at) => uuid(Number(at))),
        ":uuid",
      ),
    );
    expect(dense?.evidence.join()).toContain(
      "30 of 30 sampled values found in users.id (numbers that a row of any dataset could have)",
    );
    expect(rare?.evidence.join()).toContain("30 of 30 sampled values found in users.id");
    expect(rare?.sure ?? 0).toBeGreaterThan((dense?.sure ?? 1) + 0.04);
  });
});

describe("values", () => {
  const ids = numbers(30, (at) => at);
  it("lead without a name, where they are rare", () => {
    const owners = {
      "uuid:uuid": ids.map((at) => uuid(Number(at))),
      full_name: ids,
      email: ids.map((at) => `p${at}@people.example`),
    };
    const things = { "id:number": ids, "x:uuid": ids.map((at) => uuid(Number(at))) };
    expect(lines({ sellers: owners, things }, "things")).toEqual(["x: owned by sellers"]);
  });

  it("that are addresses lead to whose they are, in any case", () => {
    const letters = { "id:number": ids, surel: ids.map((at) => `P${at}@People.example`) };
    expect(lines({ users: people(60), letters }, "letters")).toEqual(["surel: { owned: users.email, fold: true }"]);
    const headers = { "id:number": ids, to: ids.map((at) => `Person <p${at}@people.example>, x@other.example`) };
    expect(lines({ users: people(60), headers }, "headers")).toEqual(["to: { owned: users.email, match: address }"]);
  });

  it("of another type ask for a cast", () => {
    const sessions = { token: ids.map((at) => `t${at}`), user_id: ids };
    expect(lines({ users: people(60), sessions }, "sessions")).toEqual(["user_id: { owned: users, cast: number }"]);
    const sellers = {
      "id:uuid": ids.map((at) => uuid(Number(at))),
      full_name: ids,
      email: ids.map((at) => `p${at}@people.example`),
    };
    const shops = { "no:number": ids, seller_id: ids.map((at) => uuid(Number(at))) };
    expect(lines({ sellers, shops }, "shops")).toEqual(["seller_id: { owned: sellers, cast: uuid }"]);
  });
});

describe("a list", () => {
  const ids = numbers(30, (at) => at);
  const meeting = (list: readonly string[], family = ""): Record<string, Table> => ({
    users: people(60),
    meetings: { "no:number": ids, [`approver_ids${family}`]: list },
  });
  it("is taken apart as it is kept", () => {
    const written: [readonly string[], string, string][] = [
      [ids.map((at) => `${at},${Number(at) + 1}`), "", 'approver_ids: { mentions: users, split: "," }'],
      [ids.map((at) => `${at}; ${Number(at) + 1}`), "", 'approver_ids: { mentions: users, split: ";" }'],
      [ids.map((at) => `---\n- ${at}\n- ${Number(at) + 1}\n`), "", "approver_ids: { mentions: users, split: yaml }"],
      [ids.map((at) => `[${at},${Number(at) + 1}]`), "", "approver_ids: { mentions: users, split: json }"],
      [ids.map((at) => `[${at},${Number(at) + 1}]`), ":array", "approver_ids: mentions users"],
    ];
    for (const [list, family, line] of written) expect(lines(meeting(list, family), "meetings"), line).toEqual([line]);
  });

  it("is not seen in texts that only have commas", () => {
    expect(lines(meeting(ids.map((at) => `${at}, and then some words`)), "meetings")).toEqual([]);
  });
});

describe("JSON", () => {
  const ids = numbers(30, (at) => at);
  it("leads by its paths", () => {
    const log = {
      "no:number": ids,
      payload: ids.map((at) => JSON.stringify({ actor: { id: Number(at), ip: "192.0.2.1" }, kind: "x" })),
    };
    expect(lines({ users: people(60), audit_log: log }, "audit_log")).toEqual(["payload.actor.id: owned by users"]);
  });

  it("shows no key that may be a value", () => {
    const log = { "no:number": ids, payload: ids.map((at) => JSON.stringify({ [`ann${at}`]: { user_id: Number(at) } })) };
    expect(JSON.stringify(suggested({ users: people(60), audit_log: log }))).not.toContain("ann");
  });
});

describe("several columns", () => {
  const ids = numbers(30, (at) => at);
  it("lead by a type beside an id, with the application's class names", () => {
    const notes = {
      "no:number": ids,
      notable_type: ids.map((at) => (Number(at) % 2 ? "App\\Models\\Contact" : "Invoice")),
      "notable_id:number": ids,
    };
    const [found] = suggested({ contacts: people(60), notes }).filter((one) => one.dataset === "notes");
    expect(found?.line).toBe('notable_id: { by: notable_type, owned: { "App\\\\Models\\\\Contact": contacts } }');
    expect(found?.evidence).toEqual(["1 of 2 types seen in `notable_type` are people's", "15 of 15 sampled ids found there"]);
  });

  it("lead by a key of several", () => {
    const employees = {
      "company_id:number+": ids.map((at) => String(Number(at) % 3)),
      "no:number+": ids,
      full_name: ids,
      email: ids.map((at) => `p${at}@people.example`),
    };
    const leave = { "id:number": ids, "company_id:number": employees["company_id:number+"], "employee_no:number": ids };
    expect(lines({ employees, leave }, "leave")).toEqual(['"company_id, employee_no": owned by employees']);
  });
});

describe("other stores", () => {
  it("have people that links lead to, by key and by value", () => {
    const { schema, samples } = storeOf({
      orders: { "no:number": numbers(30, (at) => at), "contact_id:number": numbers(30, (at) => at) },
    });
    const crm = storeOf({ contacts: people(60) });
    const others = Object.values(crm.schema.datasets).map((one) => ({ ...one, name: `crm/${one.name}` }));
    const known = { others, complete: new Set(["orders", "crm/contacts"]) };
    const [found] = suggestLinks(
      schema,
      { ...samples, "crm/contacts": crm.samples.contacts as Table & Record<string, never> },
      known,
    );
    expect(found?.line).toBe("contact_id: owned by crm/contacts");
  });
});

describe("what the program says", () => {
  it("is not suggested again, `none` included", () => {
    const tables = {
      users: people(60),
      visits: { "no:number": numbers(20, (at) => at), "user_id:number": numbers(20, (at) => at) },
    };
    const none = { columns: ["user_id"], kind: "none" as const, targets: [], declared: false, sure: 1, because: "" };
    expect(lines(tables, "visits")).toHaveLength(1);
    expect(lines(tables, "visits", { links: new Map([["visits", [none]]]) })).toEqual([]);
  });
});

describe("questions", () => {
  it("are asked where not all keys were seen, with at most 40 values", () => {
    const tables = {
      users: people(60),
      visits: { "no:number": numbers(100, (at) => at), "user_id:number": numbers(100, (at) => at) },
    };
    const { schema, samples } = storeOf(tables);
    const [question, ...more] = questionsOf(schema, samples);
    expect([question?.dataset, question?.columns, question?.values.length, more.length]).toEqual(["users", ["id"], 40, 0]);
    const answered = (found: number) => suggestLinks(schema, samples, { answers: new Map([[question?.id ?? "", found]]) });
    expect(answered(40).map((one) => one.line)).toEqual(["user_id: owned by users"]);
    expect(answered(3)).toEqual([]);
  });

  it("stay few, and the cost of guesses grows with the square of the tables, on three hundred of them", async () => {
    const table = (at: number): Table =>
      Object.fromEntries([
        ["id:number", numbers(50, (one) => one)],
        ...Array.from({ length: 9 }, (_, column): [string, string[]] => [
          column === 0 ? "user_id:number" : column === 1 ? `t${(at * 7) % 300}_id:number` : `c${column}`,
          numbers(50, (one) => one),
        ]),
      ]);
    const store = (count: number) =>
      storeOf({ users: people(200), ...Object.fromEntries(Array.from({ length: count }, (_, at) => [`t${at}`, table(at)])) });
    const guess = (count: number) => {
      const { schema, samples } = store(count);
      suggestLinks(schema, samples, { complete: new Set(["users", ...Array.from({ length: count }, (_, at) => `t${at}`)]) });
      return questionsOf(schema, samples).length;
    };
    expect(guess(300)).toBeLessThan(1000);
    // Every column may lead to every table: the square of the tables, and no more.
    expect(await growthOf(guess, 40, 160)).toBeLessThan(2.4);
  }, 120_000);
});
