import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { compileProgram } from "../program/index.ts";
import type { ColumnSchema, DatasetSchema, ForeignKey, StoreSchema } from "../subject-graph/index.ts";
import { dataCategory } from "../taxonomy/index.ts";
import { freeTextNames, nameRules } from "./category-names.ts";
import { draftProgram, guessStore, type StoreSamples } from "./index.ts";
import { wordsOf } from "./name-words.ts";
import { shapeOf } from "./value-kinds.ts";

/** `email text!` is a column that may not be null; `-> users` is a foreign key; `set-null` what its target's end does. */
function schemaOf(tables: Readonly<Record<string, readonly string[]>>): StoreSchema {
  return {
    store: "main",
    kind: "sqlite",
    product: "test",
    datasets: Object.fromEntries(Object.entries(tables).map(datasetOf)),
    role: { name: "", warnings: [] },
  };
}

function datasetOf([name, lines]: readonly [string, readonly string[]]): [string, DatasetSchema] {
  const columns: ColumnSchema[] = [];
  const foreignKeys: ForeignKey[] = [];
  for (const line of lines) {
    const [column = "", type = "text", , target, action] = line.split(" ");
    columns.push({
      ...{
        name: column,
        type,
        family: type.replace("!", "") as ColumnSchema["family"],
        nullable: !type.endsWith("!"),
        maxLength: null,
      },
      ...{ generated: false, unique: false, checked: false, indexed: false },
    });
    if (target === undefined) continue;
    const onDelete = (action ?? "no-action") as ForeignKey["onDelete"];
    foreignKeys.push({
      name: column,
      columns: [column],
      target,
      targetColumns: ["id"],
      onDelete,
      onUpdate: "no-action",
      deferrable: false,
    });
  }
  const first = lines[0]?.split(" ")[0] ?? "id";
  return [
    name,
    {
      ...{
        name,
        kind: "table",
        columns,
        primaryKey: [first],
        rowKey: [first],
        foreignKeys,
        triggers: [],
        children: [],
        parent: null,
      },
      rowSecurity: false,
      estimatedRows: null,
    },
  ];
}

function categories(schema: StoreSchema, dataset: string, samples: StoreSamples = {}): Record<string, string | null | undefined> {
  return Object.fromEntries((guessStore(schema, samples)[dataset]?.fields ?? []).map((field) => [field.column, field.category]));
}

function links(schema: StoreSchema, dataset: string, samples: StoreSamples = {}): Record<string, string> {
  const says = (guess: ReturnType<typeof guessStore>[string]["links"][number]): string =>
    [
      guess.kind,
      ...guess.targets.map((target) =>
        [target.type, target.dataset, ...(target.columns ?? [])].filter((one) => one !== undefined).join(":"),
      ),
      guess.unshared ? "unshared" : "",
    ]
      .join(" ")
      .trim();
  return Object.fromEntries((guessStore(schema, samples)[dataset]?.links ?? []).map((link) => [link.columns.join(), says(link)]));
}

const people = ["id number!", "first_name", "last_name", "email text!", "phone"];

describe("names", () => {
  it("are read in every spelling", () => {
    expect(wordsOf("billTo_EMail2")).toEqual(["bill", "to", "email", "2"]);
    expect(wordsOf("NIKKaryawan")).toEqual(["nik", "karyawan"]);
    expect(wordsOf("HTTPStatus-code")).toEqual(["http", "status", "code"]);
  });

  it("lead to categories of the taxonomy only", () => {
    for (const category of [...nameRules.map((rule) => rule.category), ...freeTextNames.map(([, id]) => id)]) {
      expect(dataCategory(category), category).toBeDefined();
    }
  });
});

describe("values", () => {
  it("show what they are, and are not taken for what they are not", () => {
    expect(shapeOf(["a@b.example", "c.d@e.example", ""]).shares.email).toBe(1);
    expect(shapeOf(["192.0.2.1", "2001:db8::1", "2001:db8:1::ff"]).shares.ip).toBe(1);
    expect(shapeOf(["12:30:00", "1.2.3", "999.1.1.1"]).shares.ip).toBe(0);
    expect(shapeOf(["+62 812-3456-7890", "(021) 555-0142", "+15550142000"]).shares.phone).toBe(1);
    expect(shapeOf(["2026-11-22", "1234567", "44 000"]).shares.phone).toBe(0);
  });
});

describe("categories", () => {
  it("are found in English names", () => {
    const schema = schemaOf({
      Customers: [
        "CustomerId number!",
        "FirstName",
        "Surname",
        "EMail",
        "DateOfBirth date",
        "Gender",
        "Company",
        "IPAddress",
        "LastLogin timestamp",
      ].concat([
        "PasswordHash",
        "ApiKey",
        "Zip",
        "City",
        "Address",
        "IsActive boolean",
        "CreatedAt timestamp",
        "Newsletter boolean",
        "Status",
      ]),
    });
    expect(categories(schema, "Customers")).toEqual({
      ...{ FirstName: "name.first", Surname: "name.last", EMail: "contact.email", DateOfBirth: "demographic.birth-date" },
      ...{
        Gender: "demographic.gender",
        Company: "employment.employer",
        IPAddress: "device.ip-address",
        LastLogin: "auth.history",
      },
      ...{
        PasswordHash: "auth.password",
        ApiKey: "auth.token",
        Zip: "contact.postal-code",
        City: "contact.city",
        Address: "contact.street",
      },
      ...{ IsActive: null, CreatedAt: null, Newsletter: "preference.marketing", Status: null },
    });
  });

  it("are found in Indonesian names", () => {
    const schema = schemaOf({
      pelanggan: [
        "id number!",
        "nama_lengkap",
        "surel",
        "no_hp",
        "alamat",
        "kota",
        "kode_pos",
        "nik",
        "npwp",
        "tanggal_lahir date",
        "jenis_kelamin",
      ].concat(["agama", "pekerjaan", "kata_sandi", "no_rekening", "foto", "catatan", "jumlah number", "status"]),
    });
    expect(categories(schema, "pelanggan")).toEqual({
      ...{
        nama_lengkap: "name.full",
        surel: "contact.email",
        no_hp: "contact.phone",
        alamat: "contact.street",
        kota: "contact.city",
      },
      ...{
        kode_pos: "contact.postal-code",
        nik: "identity.national-id",
        npwp: "identity.tax-id",
        tanggal_lahir: "demographic.birth-date",
      },
      ...{
        jenis_kelamin: "demographic.gender",
        agama: "belief.religion",
        pekerjaan: "employment.job-title",
        kata_sandi: "auth.password",
      },
      ...{ no_rekening: "finance.bank-account", foto: "content.photo", catatan: "content.text", jumlah: null, status: null },
    });
  });

  it("follow the values where a name says nothing, and where it says what is not so", () => {
    const schema = schemaOf({ users: [...people, "ref", "login_from", "email_template"] });
    const samples = {
      users: {
        ref: ["a@b.example", "b@b.example", "c@b.example"],
        login_from: Array(9).fill("192.0.2.7"),
        email_template: Array(9).fill("welcome"),
      },
    };
    const found = categories(schema, "users", samples);
    expect([found.ref, found.login_from, found.email_template]).toEqual(["contact.email", "device.ip-address", null]);
  });

  it("leave a table of things alone", () => {
    const schema = schemaOf({
      products: ["id number!", "name", "title", "state", "country", "description"],
      city: ["id number!", "city", "country"],
    });
    expect(Object.values(categories(schema, "products")).every((one) => one === null)).toBe(true);
    expect(categories(schema, "city")).toEqual({ city: null, country: null });
    expect(guessStore(schema).products?.subject).toBeUndefined();
  });
});

describe("people", () => {
  it("are told from companies and from what people do", () => {
    const schema = schemaOf({
      staff: people,
      companies: ["id number!", "name", "email", "phone"],
      user_sessions: ["id number!", "user_id number! -> staff", "token", "ip"],
      karyawan: ["id number!", "nama", "email"],
      orders: ["id number!", "billing_name", "billing_email"],
    });
    const subjects = Object.values(guessStore(schema))
      .filter((guess) => guess.subject)
      .map((guess) => guess.name);
    expect(subjects).toEqual(["staff", "karyawan"]);
  });
});

describe("links", () => {
  const schema = schemaOf({
    addresses: ["id number!", "street", "postal_code", "city"],
    customers: [...people, "address_id number! -> addresses", "sales_rep_id number -> employees"],
    employees: [...people, "reports_to number -> employees", "password_hash"],
    orders: [
      "id number!",
      "customer_id number! -> customers",
      "employee_id number -> employees",
      "approved_by number -> employees",
      "ordered_on date",
    ],
    order_lines: ["id number!", "order_id number! -> orders", "product_id number! -> products"],
    products: ["id number!", "name"],
    invoices: ["id number!", "customer_id number! -> customers", "total number"],
    boards: ["id number!", "name", "main_customer_id number -> customers set-null"],
    messages: ["id number!", "sender_id number! -> customers", "recipient_id number! -> customers", "body text!"],
    notes: ["id number!", "notable_type text!", "notable_id number!", "body"],
    visits: ["id number!", "customer_id number", "seen timestamp"],
  });

  it("say what a row is to the person", () => {
    expect(links(schema, "customers")).toEqual({ sales_rep_id: "mentions employees", address_id: "none" });
    expect(links(schema, "employees")).toEqual({ reports_to: "mentions employees" });
    expect(links(schema, "orders")).toEqual({
      customer_id: "owned customers",
      employee_id: "mentions employees",
      approved_by: "mentions employees",
    });
    expect(links(schema, "messages")).toEqual({ sender_id: "shared customers", recipient_id: "shared customers" });
  });

  it("never call a row owned that the store itself keeps", () => {
    expect(links(schema, "boards")).toEqual({ main_customer_id: "mentions customers" });
  });

  it("go down to parts, and up to an address that may be shared", () => {
    expect(links(schema, "order_lines")).toEqual({ order_id: "owned orders", product_id: "none" });
    expect(links(schema, "addresses")).toEqual({ id: "owned customers:address_id unshared" });
    expect(categories(schema, "addresses")).toEqual({
      street: "contact.street",
      postal_code: "contact.postal-code",
      city: "contact.city",
    });
  });

  it("are found without a key: by name, and by a type beside the id", () => {
    expect(links(schema, "visits")).toEqual({ customer_id: "owned customers" });
    const samples = { notes: { notable_type: ["Customer", "Product", "App\\Models\\Employee"] } };
    expect(links(schema, "notes", samples)).toEqual({ notable_id: "owned Customer:customers App\\Models\\Employee:employees" });
  });

  it("make a row stay that a kept row must point at", () => {
    const guesses = guessStore(schema);
    expect(guesses.invoices?.stays).toContain("books");
    expect(guesses.customers?.stays).toContain("invoices.customer_id");
    expect(guesses.addresses?.stays).toContain("customers.address_id");
    expect(guesses.orders?.stays).toBeUndefined();
  });
});

describe("the draft", () => {
  const columns = ["id number!", "owner_id number! -> users", "note text!", "secret_token", "x"];
  const schema = schemaOf({
    users: people,
    ...Object.fromEntries(Array.from({ length: 250 }, (_, index) => [`table_${index}`, columns])),
  });

  it("proposes every declared key, says every column, and is YAML, for two hundred tables and more", () => {
    const text = draftProgram({ store: "main", connector: "sqlite", url: "${DB}", schema, guesses: guessStore(schema) });
    const program = parse(text) as {
      stores: { main: { datasets: Record<string, { links: Record<string, unknown>; fields: Record<string, unknown> }> } };
    };
    const { datasets } = program.stores.main;
    expect(Object.keys(datasets)).toHaveLength(251);
    expect(datasets.table_7).toEqual({
      fields: { note: { holds: ["content.text"] }, secret_token: "auth.token" },
      links: { owner_id: "owned by users" },
    });
    expect(text).toContain("# to decide: x, because neither its name nor its values tell");
    expect(Math.max(...text.split("\n").map((line) => line.length))).toBeLessThanOrEqual(130);
  });

  it("leaves open what looks personal where nobody leads, so that it compiles and hides nothing", () => {
    const lost = schemaOf({ users: people, addresses: ["id number!", "street", "postal_code"], colors: ["id number!", "name"] });
    const text = draftProgram({ store: "main", connector: "sqlite", url: "$" + "{DB}", schema: lost, guesses: guessStore(lost) });
    const { program, findings } = compileProgram({
      file: "troth.yaml",
      read: (path) => (path === "troth.yaml" ? text : undefined),
    });
    expect(findings.filter((finding) => finding.level === "error")).toEqual([]);
    expect(program?.stores.main?.datasets.addresses).toMatchObject({ rest: false, fields: [] });
    expect(text).toContain("to decide: street (contact.street)");
  });

  it("quotes what YAML would read as something else", () => {
    const odd = schemaOf({ users: [...people, "on text", "a:b text", "@mail text"], "@tags": ["id number!", "user_id number"] });
    const text = draftProgram({
      store: "main",
      connector: "sqlite",
      url: "${DB}",
      organization: "Yes: we",
      schema: odd,
      guesses: guessStore(odd),
    });
    expect((parse(text) as { organization: { name: string } }).organization.name).toBe("Yes: we");
  });
});
