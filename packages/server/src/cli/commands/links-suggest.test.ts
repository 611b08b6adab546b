import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Database from "libsql";
import { afterAll, beforeAll, expect, it, onTestFinished } from "vitest";
import { versionedBucket } from "../../../../../test/support/versioned-bucket.ts";
import { runCommandLine } from "../index.ts";

let folder: string;

const PROGRAM = `troth: 1
organization: { name: Larkspur, country: IE, contact: privacy@larkspur.example }
laws: [gdpr]
subjects: [customer]
purposes: { service: { basis: contract, data: [name, contact.email] } }
stores:
  crm:
    connector: sqlite
    url: crm.db
    datasets:
      contacts: { is: customer, identity: { account: id, email: email }, fields: { full_name: name.full, email: contact.email } }
  shop:
    connector: sqlite
    url: shop.db
    datasets:
      visits: { links: { contact_id: none } }
`;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "links-"));
  const crm = new Database(join(folder, "crm.db"));
  crm.exec("CREATE TABLE contacts (id INTEGER PRIMARY KEY, full_name TEXT, email TEXT)");
  const shop = new Database(join(folder, "shop.db"));
  shop.exec("CREATE TABLE orders (id INTEGER PRIMARY KEY, contact_id INTEGER, total INTEGER)");
  shop.exec("CREATE TABLE visits (id INTEGER PRIMARY KEY, contact_id INTEGER)");
  shop.exec("CREATE TABLE signups (id INTEGER PRIMARY KEY, address TEXT)");
  for (let at = 1; at <= 400; at += 1) {
    crm.exec(`INSERT INTO contacts VALUES (${at}, 'Maya Lindqvist ${at}', 'maya${at}@lindqvist.example')`);
    shop.exec(`INSERT INTO orders VALUES (${at}, ${401 - at}, 40404040)`);
    shop.exec(
      `INSERT INTO visits VALUES (${at}, ${at}); INSERT INTO signups VALUES (${at}, 'Maya${401 - at}@Lindqvist.example')`,
    );
  }
  crm.close();
  shop.close();
  writeFileSync(join(folder, "troth.yaml"), PROGRAM);
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

const troth = (...args: string[]) => trothIn({}, ...args);

async function trothIn(
  env: Readonly<Record<string, string>>,
  ...args: string[]
): Promise<{ status: number; out: string; err: string }> {
  const told = { out: "", err: "" };
  const write = (to: "out" | "err") => ({
    write: (text: string) => {
      told[to] += text;
    },
  });
  // A file that a program names is looked for from where the process stands.
  const before = process.cwd();
  process.chdir(folder);
  try {
    const status = await runCommandLine(args, { stdout: write("out"), stderr: write("err"), env, cwd: folder });
    return { status, ...told };
  } finally {
    process.chdir(before);
  }
}

it("prints lines to paste with what speaks for them, across stores, and no value", async () => {
  const { status, out, err } = await troth("links", "suggest", "shop");
  expect(err).toBe("");
  expect(status).toBe(0);
  expect(out).toContain("stores.shop.datasets.orders.links");
  expect(out).toContain("contact_id: owned by crm/contacts");
  // The first 200 rows point at the last 200 contacts, which no sample of contacts has: the store was asked.
  expect(out.replace(/\s+/g, " ")).toContain("40 of 40 sampled values found in crm/contacts.id");
  expect(out).toContain("address: { owned: crm/contacts.email, fold: true }");
  expect(out).not.toMatch(/maya|40404040/i);
  expect(out).not.toContain("visits");
  expect(readFileSync(join(folder, "troth.yaml"), "utf8")).toBe(PROGRAM);
});

it("gives machines the same in one object", async () => {
  const { status, out } = await troth("links", "suggest", "shop", "--json");
  const told = JSON.parse(out) as {
    suggestions: { dataset: string; line: string; kind: string; sure: number }[];
    unseen: string[];
  };
  expect(status).toBe(0);
  expect(told.suggestions.map((one) => one.dataset).sort()).toEqual(["orders", "signups"]);
  expect(told.suggestions.every((one) => one.kind === "owned" && one.sure > 0.4)).toBe(true);
  expect(out).not.toMatch(/lindqvist/i);
});

it("suggests nothing that stands in the program, once it was pasted", async () => {
  const pasted = PROGRAM.replace(
    "      visits:",
    "      orders: { links: { contact_id: owned by crm/contacts } }\n      signups: { links: { address: { owned: crm/contacts.email, fold: true } } }\n      visits:",
  );
  writeFileSync(join(folder, "pasted.yaml"), pasted);
  const { status, out, err } = await troth("links", "suggest", "shop", "--program", "pasted.yaml");
  expect([status, err]).toEqual([0, ""]);
  expect(out).toContain("no link to suggest: 3 datasets looked at");
});

it("says which other store it did not reach, and fails where its own cannot be", async () => {
  writeFileSync(join(folder, "lost.yaml"), PROGRAM.replace("url: crm.db", "url: nowhere.db"));
  const { status, out } = await troth("links", "suggest", "shop", "--program", "lost.yaml");
  expect(status).toBe(0);
  expect(out).toContain("not reached, so no link to them is suggested: crm");
  expect((await troth("links", "suggest", "crm", "--program", "lost.yaml")).status).toBe(1);
});

it("looks into a store whose secrets stand in the environment: a bucket's, and the role's that acts", async () => {
  const bucket = await versionedBucket();
  onTestFinished(() => bucket.close());
  for (let at = 1; at <= 40; at += 1) bucket.put(`avatars/${at}.png`, "x");
  const stores = `  pictures:
    connector: s3
    url: s3://pictures
    secrets: { key: "\${KEY}", secret: "\${SECRET}" }
    options: { endpoint: "\${ENDPOINT}", private: true }
    datasets:
      avatars: { match: "avatars/{contact_id}.png" }
`;
  writeFileSync(join(folder, "bucket.yaml"), PROGRAM.replace("stores:\n", `stores:\n${stores}`));
  const env = { KEY: "key", SECRET: "secret", ENDPOINT: bucket.endpoint };
  const { status, out, err } = await trothIn(env, "links", "suggest", "pictures", "--program", "bucket.yaml");
  expect([status, err]).toEqual([0, ""]);
  expect(out).toContain("contact_id: { owned: crm/contacts, cast: number }");
});

it("names the nearest store for one that the program has not", async () => {
  const { status, err } = await troth("links", "suggest", "shopp");
  expect(status).toBe(2);
  expect(err).toContain("unknown store `shopp`");
  expect(err).toContain("write shop");
});
