// A backend of the company, which tells facts and asks for decisions with a key of its own, and the ledger as a backup has it.
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import Database from "libsql";
import type { Served } from "../../support/served.ts";

/** What a call came to. */
export interface Called {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
}

/** A backend with its key. */
export interface Backend {
  readonly post: (path: string, body: unknown) => Promise<Called>;
  /** Tells a fact of a person that has happened at a moment; now unless given. Must be taken. */
  readonly tell: (person: string, fact: Readonly<Record<string, unknown>>, at?: number) => Promise<void>;
}

/** Makes a key; while the company is not open. */
export function makeBackend(served: Served): Backend {
  const made = served.troth("app", "key", "shop");
  const key = made.stdout.trim();
  if (made.status !== 0 || !key.startsWith("troth_app_")) throw new Error(`troth app key: ${made.stderr}`);
  let facts = 0;
  const post = async (path: string, body: unknown): Promise<Called> => {
    const answer = await fetch(`${served.address}${path}`, {
      method: "POST",
      body: JSON.stringify(body),
      headers: { authorization: `Bearer ${key}`, "content-type": "application/json" },
    });
    return { status: answer.status, body: (await answer.json()) as Called["body"] };
  };
  return {
    post,
    async tell(person, fact, at = Date.now()) {
      facts += 1;
      const whole = { id: `fact-${facts}`, person, origin: "shop", at: new Date(at).toISOString(), ...fact };
      const { status, body } = await post("/v1/facts", { facts: [whole] });
      if (status !== 200) throw new Error(`a fact was not taken: ${JSON.stringify(body)}`);
    },
  };
}

/** The id of somebody's account, as the company's own database has it. */
export function accountOf(served: Served, email: string): string {
  const database = new Database(join(served.folder, "app.db"));
  try {
    const row = database.prepare("select id from users where email = ?").get(email) as { id: number | string };
    return String(row.id);
  } finally {
    database.close();
  }
}

/** The entries of the ledger, out of a backup of a company that was stopped. */
export async function ledgerOf(served: Served): Promise<readonly Readonly<Record<string, unknown>>[]> {
  await served.stop();
  const file = join(served.folder, "ledger.backup");
  const made = served.troth("backup", file);
  if (!existsSync(file)) throw new Error(`troth backup: ${made.stdout}${made.stderr}`);
  const entries: Readonly<Record<string, unknown>>[] = [];
  let column = -1;
  for (const line of gunzipSync(readFileSync(file)).toString("utf8").split("\n").filter(Boolean)) {
    const read = JSON.parse(line) as
      | { kind: "table"; name: string; columns: { name: string }[] }
      | { kind: "rows"; rows: (string | null)[][] }
      | { kind: "other" };
    if (read.kind === "table") column = read.name === "entry" ? read.columns.findIndex(({ name }) => name === "body") : -1;
    if (read.kind === "rows" && column >= 0)
      for (const row of read.rows) entries.push(JSON.parse(row[column] ?? "{}") as Readonly<Record<string, unknown>>);
  }
  return entries;
}
