// The databases whose links are known, and what `troth links suggest` says of each, with and without their declared keys.
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { compileProgram, type Program } from "@troth/core/program";
import type { StoreSchema } from "@troth/core/subject-graph";
import Sqlite from "libsql";
import pg from "pg";
import { type Connector, openConnector } from "../../packages/server/src/connectors/index.ts";
import { type Suggested, suggestFromStore } from "../../packages/server/src/discovery/index.ts";
import { makeHarbour } from "../../packages/server/src/example/index.ts";
import { freshChinookSqlite, freshPostgres, freshSakilaPostgres } from "../support/databases.ts";
import { type LinkFigures, measureLinks, truthOf } from "./measure-links.ts";

interface Place {
  readonly url: string;
  readonly drop: () => unknown;
}

/** A database whose links are known. */
export interface KnownLinks {
  readonly name: string;
  /** `seen` while the guesses were tuned, or `held out`: its truth was written before the first run, and nothing was changed for it. */
  readonly seen: "seen" | "held out";
  readonly connector: "sqlite" | "postgres";
  /** The declared keys are hidden from the suggestions. */
  readonly keyless: boolean;
  readonly make: () => Promise<Place>;
  readonly truth: () => ReturnType<typeof truthOf>;
}

const read = (path: string): string => readFileSync(fileURLToPath(new URL(path, import.meta.url)), "utf8");
const SHARED = fileURLToPath(new URL("../../../shared/", import.meta.url));
const CRM = { schema: `${SHARED}databases/fat_free_crm/schema.sql`, truth: `${SHARED}design/program/databases.yaml` };
export const hasCrm = existsSync(CRM.schema) && existsSync(CRM.truth);

function sqliteOf(make: (file: string) => void): Place {
  const folder = mkdtempSync(join(tmpdir(), "troth-links-"));
  const file = join(folder, "store.db");
  make(file);
  return { url: file, drop: () => rmSync(folder, { recursive: true, force: true }) };
}

async function postgresOf(scripts: readonly string[]): Promise<Place> {
  const copy = await freshPostgres();
  const client = new pg.Client({ connectionString: copy.url });
  await client.connect();
  for (const script of scripts) await client.query(script);
  await client.end();
  return copy;
}

const pasar = (file: string): void => {
  const database = new Sqlite(file);
  database.exec(read("pasar/schema.sql"));
  database.close();
};

const chinook = async (): Promise<Place> => {
  const { file, drop } = freshChinookSqlite();
  return { url: file, drop };
};

const BASES = [
  { name: "Chinook", connector: "sqlite", make: chinook, truth: () => truthOf(read("chinook/troth.yaml")) },
  {
    name: "Harbour",
    connector: "sqlite",
    make: async () => sqliteOf((file) => makeHarbour(file)),
    truth: () => truthOf(read("../../packages/server/src/example/troth.yaml")),
  },
  {
    name: "Sakila",
    connector: "postgres",
    make: freshSakilaPostgres as () => Promise<Place>,
    truth: () => truthOf(read("sakila/troth.yaml")),
  },
] as const;

/** Those of the program that was written for it, and those of the tables that it leaves out. */
function crmLinks(): ReturnType<typeof truthOf> {
  const [one, more] = [truthOf(readFileSync(CRM.truth, "utf8"), "crm"), truthOf(read("fat_free_crm/links.yaml"))];
  const names = [...new Set([...Object.keys(one), ...Object.keys(more)])];
  return Object.fromEntries(names.map((name) => [name, { ...one[name], ...more[name] }]));
}

export const KNOWN: readonly KnownLinks[] = [
  ...BASES.flatMap((base) =>
    [false, true].map((keyless) => ({
      ...base,
      seen: "seen" as const,
      keyless,
      name: keyless ? `${base.name} without keys` : base.name,
    })),
  ),
  {
    name: "Koperasi",
    seen: "seen",
    connector: "postgres",
    keyless: false,
    make: () => postgresOf([read("koperasi/schema.sql")]),
    truth: () => truthOf(read("koperasi/links.yaml")),
  },
  {
    name: "Pasar",
    seen: "held out",
    connector: "sqlite",
    keyless: false,
    make: async () => sqliteOf(pasar),
    truth: () => truthOf(read("pasar/links.yaml")),
  },
  ...(hasCrm
    ? [
        {
          ...{ name: "Fat Free CRM with rows", seen: "seen" as const, connector: "postgres" as const, keyless: false },
          make: () => postgresOf([readFileSync(CRM.schema, "utf8"), read("fat_free_crm/rows.sql")]),
          truth: crmLinks,
        },
        {
          ...{ name: "Fat Free CRM without rows", seen: "seen" as const, connector: "postgres" as const, keyless: false },
          make: () => postgresOf([readFileSync(CRM.schema, "utf8")]),
          truth: crmLinks,
        },
      ]
    : []),
];

/** A program that knows the store and nothing in it. */
export function programFor(connector: string): Program {
  const text = `troth: 1\norganization: { name: Try-out, country: US, contact: privacy@try-out.example }\nlaws: [gdpr]\nsubjects: [person]\npurposes: { service: { basis: contract, data: [name] } }\nstores: { main: { connector: ${connector}, url: "\${DB}", datasets: {} } }\n`;
  const { program, findings } = compileProgram({ file: "troth.yaml", read: () => text });
  if (program === undefined) throw new Error(findings.map((one) => one.says).join("; "));
  return program;
}

/** The connector, with the declared keys out of sight. */
const hidden = (connector: Connector): Connector => ({
  ...connector,
  close: () => connector.close(),
  read: (work) => connector.read(work),
  inspect: async (): Promise<StoreSchema> => {
    const schema = await connector.inspect();
    const datasets = Object.values(schema.datasets).map((one) => [one.name, { ...one, foreignKeys: [] }]);
    return { ...schema, datasets: Object.fromEntries(datasets) };
  },
});

/** What is suggested for one of them, and how right it is. */
export async function suggestFor(known: KnownLinks): Promise<LinkFigures & Suggested & { readonly milliseconds: number }> {
  const place = await known.make();
  try {
    const open = (store: string): Connector => {
      const connector = openConnector({ store, connector: known.connector, url: place.url, options: {} });
      return known.keyless ? hidden(connector) : connector;
    };
    const started = performance.now();
    const suggested = await suggestFromStore({ program: programFor(known.connector), store: "main", open });
    const milliseconds = performance.now() - started;
    return { ...measureLinks(suggested.suggestions, known.truth()), ...suggested, milliseconds };
  } finally {
    await place.drop();
  }
}
