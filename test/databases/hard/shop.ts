// The hard schema as a shop, on either engine.
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import pg from "pg";
import { freshFrom } from "../../support/databases.ts";
import { type MariadbPool, mariadbPool } from "../../support/mariadb.ts";
import { crowdsOf, unlike } from "../seeded/shop.ts";
import { insertsFor, type World } from "../seeded/world.ts";
import type { Copy, Shop } from "../shops.ts";
import { snapshotMariadb, snapshotPostgres } from "../snapshot.ts";
import { DOUBLES, PEOPLE } from "./cast.ts";
import { seedHard } from "./seed.ts";
import type { Engine } from "./tables.ts";
import { GIVERS } from "./things.ts";

const read = (name: string): string => readFileSync(fileURLToPath(new URL(name, import.meta.url)), "utf8");

/** The program for one engine: the lines of the other are left out. */
function programFor(engine: Engine): string {
  const other = engine === "postgres" ? "#mysql" : "#postgres";
  const lines = read("troth.yaml").split("\n");
  const file = join(mkdtempSync(join(tmpdir(), "troth-hard-")), "troth.yaml");
  writeFileSync(file, lines.filter((line) => !line.endsWith(other)).join("\n"));
  return file;
}

const quotePostgres = (name: string): string => `"${name.replaceAll('"', '""')}"`;

async function freshOnPostgres(world: World): Promise<Copy> {
  const rows = insertsFor(world, quotePostgres).join(";\n");
  // Rows point at each other in circles: nothing is checked while they are written.
  const loaded = `SET session_replication_role = replica;\n${rows};\nSET session_replication_role = origin;`;
  const { url, drop } = await freshFrom("hard", () => [read("postgres.sql"), loaded, read("postgres.after.sql")]);
  const refresh = () => onPostgres(url, "REFRESH MATERIALIZED VIEW people_cards");
  return { url, snapshot: (base) => snapshotPostgres(url, base), refresh, drop };
}

async function onPostgres(url: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(sql).finally(() => client.end());
}

const isTwin = (id: string): boolean => (Number(id.slice(1)) - 1) % (PEOPLE / 2) < DOUBLES && hasOwnAddress(id);
/** Every twentieth has none: see cast.ts. */
const hasOwnAddress = (id: string): boolean => Number(id.slice(1)) % 20 !== 0;

const quoteMysql = (name: string): string => `\`${name}\``;

function poolOnMariadb(world: World): MariadbPool {
  const rows = insertsFor(world, quoteMysql).join(";\n");
  return mariadbPool("hard", () => `SET foreign_key_checks = 0;\n${read("mysql.sql")}\n${rows};`, read("mysql.after.sql"));
}

async function fromPool(pool: MariadbPool): Promise<Copy> {
  const { url, drop } = await pool.take();
  return { url, snapshot: () => snapshotMariadb(url), drop };
}

/** The hard schema as a shop. */
export function hardShop(engine: Engine, world: World = seedHard(engine)): Shop {
  const pool = poolOnMariadb(world);
  const refused = ["strategy vouchers.giver_id", "kept-parent vouchers.giver_id"];
  return {
    name: `the hard schema on ${engine === "postgres" ? "PostgreSQL" : "MariaDB"}`,
    program: programFor(engine),
    variable: "HARD",
    now: Date.UTC(2026, 10, 22),
    fresh: () => (engine === "postgres" ? freshOnPostgres(world) : fromPool(pool)),
    ...(engine === "mysql" ? { end: pool.end } : {}),
    needsPostgres: engine === "postgres",
    needsMariadb: engine === "mysql",
    crowds: crowdsOf(world, {
      sample: 5,
      always: [...GIVERS, "p1", "p41", "p101"],
      sums: [{ tables: ["orders"], column: "total" }],
      // Triggers copy what goes out of these two, and the copies go as well.
      copiesMade: (gone) => gone.filter(({ table }) => table === "people" || table === "cards").length,
      // The view knows no workspaces: who has the same address in the other one cannot be told from this person.
      held: (id) => (engine === "postgres" && isTwin(id) ? /people_cards.email, a materialized view/ : undefined),
      refused: (id) => (GIVERS.includes(id) ? refused : []),
    }),
    unlike: (before) => unlike(world, before),
  };
}
