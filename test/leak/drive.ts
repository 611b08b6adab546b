// Everything that Troth does, once, for the marked person: what works, what is refused, what fails. Leaves what it wrote
// in a folder, to be searched; what it says goes to stdout and stderr as in production.
import { renameSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { inspect } from "node:util";
import { TrothError } from "@troth/core/foundation";
import { runCommandLine } from "../../packages/server/src/cli/index.ts";
import type { Installation } from "../../packages/server/src/installation/index.ts";
import {
  approveRequest,
  denyRequest,
  recordTold,
  requestReceipt,
  resumeAll,
  runRequest,
  takeRequest,
  viewRequest,
  writeCopy,
} from "../../packages/server/src/requests/index.ts";
import { backup } from "../../packages/server/src/storage/index.ts";
import { ada, MARK, makeWorkshop, openWorkshop, takeApproved, type Workshop } from "../support/workshop.ts";

const [out = "", home = "", databaseUrl] = process.argv.slice(2);
const subject = [{ kind: "email", value: ada.email }];
const errors: string[] = [];

/** All that an error could show somebody. */
function keep(error: unknown): void {
  const told = error instanceof TrothError ? [error.code, error.place, error.advice] : [];
  errors.push([String(error), ...told, error instanceof Error ? error.stack : "", inspect(error, { depth: 8 })].join("\n"));
}

/** Something that is meant to fail, or may. */
const attempt = (work: () => Promise<unknown>): Promise<unknown> => work().catch(keep);

const cli = (shop: Workshop, ...args: string[]): Promise<number> =>
  runCommandLine(args, {
    stdout: process.stdout,
    stderr: process.stderr,
    cwd: shop.folder,
    env: { ...shop.env, TROTH_HOME: home, TROTH_DEBUG: "1", ...(databaseUrl ? { TROTH_DATABASE_URL: databaseUrl } : {}) },
  });

async function driveCommands(shop: Workshop): Promise<void> {
  const who = `email=${ada.email}`;
  const wrong = [
    ["plan", "erasure", "--subject", ada.email],
    ["plan", "erasure", "--subject", `emial=${ada.email}`],
    ["plan", ada.email, "--subject", who],
    ["request", "erasure", "--subject", `phone=${ada.phone}`],
    ["request", ada.email],
    ["status", ada.email],
    ["approve", ada.email, "--plan", ada.email, "--as", "officer"],
    ["deny", "R-0099", "--because", `${ada.name} is unknown`],
    ["verify", join(shop.folder, "nothing.json"), "--key", ada.email],
    [ada.email],
  ];
  for (const args of wrong) await cli(shop, ...args);
  await cli(shop, "check", "--live");
  await cli(shop, "plan", "erasure", "--subject", who);
  await cli(shop, "plan", "access", "--subject", who, "--json");
  await cli(shop, "status");
  await cli(shop, "ledger", "fsck");
  renameSync(shop.database, `${shop.database}.away`);
  await cli(shop, "plan", "erasure", "--subject", who);
  await cli(shop, "check", "--live");
  renameSync(`${shop.database}.away`, shop.database);
}

async function driveAccess(inst: Installation): Promise<void> {
  const request = await takeApproved(inst, "access");
  await writeCopy(inst, { request });
  await requestReceipt(inst, request);
  const denied = await takeRequest(inst, { right: "erasure", subject, takenBy: "staff" });
  await denyRequest(inst, { request: denied.request, because: `${ada.name} (${ada.email}) is not who she says` });
  await requestReceipt(inst, denied.request);
}

async function approve(inst: Installation, request: string): Promise<void> {
  const { plan } = await viewRequest(inst, request);
  await approveRequest(inst, { request, plan: plan?.hash ?? "", as: "officer" });
}

/** An erasure that everything gets in the way of, and that is done in the end. */
async function driveErasure(inst: Installation, shop: Workshop): Promise<string> {
  await attempt(() => takeApproved(inst, "erasure", [{ kind: "email", value: `nobody-${MARK}@workshop.example` }]));
  const request = await takeApproved(inst, "erasure");
  await attempt(() => approveRequest(inst, { request, plan: ada.email, as: "officer" }));
  await attempt(() => recordTold(inst, { request, recipient: ada.email }));
  await attempt(() => viewRequest(inst, ada.email));
  renameSync(shop.database, `${shop.database}.away`);
  await attempt(() => resumeAll(inst));
  renameSync(`${shop.database}.away`, shop.database);
  // A trigger's words are the application's: they may be anybody's name.
  shop.sql(`create trigger stay before delete on customers begin select raise(abort, 'no: ${ada.name} stays'); end`);
  await attempt(() => runRequest(inst, request));
  await approve(inst, request);
  await attempt(() => runRequest(inst, request));
  await direct(inst);
  shop.sql("drop trigger stay");
  await attempt(() => runRequest(inst, request));
  await approve(inst, request);
  await attempt(() => resumeAll(inst));
  await attempt(() => recordTold(inst, { request, recipient: "letters" }));
  await requestReceipt(inst, request);
  return request;
}

/** Constraints of the store itself, and statements that it refuses. */
async function direct(inst: Installation): Promise<void> {
  const shop = await inst.connector("shop");
  const acting = { journal: async () => undefined, name: "leak/1", rollback: true };
  const change = (dataset: string, column: string, value: string | null) =>
    attempt(() =>
      shop.act(acting, (session) => session.change(dataset, ["id"], [[2]], [{ column, value }])).then(() => undefined),
    );
  await change("customers", "email", ada.email);
  await change("customers", "email", null);
  await change("customers", "advisor_id", ada.name);
  // The trigger's words.
  await attempt(() => shop.act(acting, (session) => session.delete("customers", ["id"], [[1]])));
}

/** Every row of Troth's own database, its queue included; bytes as they are, too. */
async function readRows(inst: Installation): Promise<string> {
  const found = await inst.storage.executeSql(
    "select table_schema as s, table_name as t from information_schema.tables where table_schema in ('troth', 'jobs', 'pgboss', 'public') and table_type = 'BASE TABLE'",
  );
  const lines: string[] = [];
  for (const { s, t } of found.rows) {
    const { rows } = await inst.storage.executeSql(`select * from "${s}"."${t}"`);
    for (const row of rows) {
      const bytes = Object.values(row).filter((value) => value instanceof Uint8Array);
      lines.push(`${s}.${t} ${JSON.stringify(row)} ${bytes.map((one) => Buffer.from(one).toString("latin1")).join(" ")}`);
    }
  }
  return lines.join("\n");
}

const made = makeWorkshop();
// The store's address is nobody's business either: it carries the mark.
symlinkSync(made.folder, join(made.folder, `${MARK}-address`));
const shop: Workshop = { ...made, env: { SHOP_DB: `file:${join(made.folder, `${MARK}-address`, "shop.db")}` } };
let request = "";
const inst = await openWorkshop(shop, { home, databaseUrl });
try {
  await driveAccess(inst);
  request = await driveErasure(inst, shop);
  await backup(inst.storage, join(out, "database.backup"), inst.surroundings);
  writeFileSync(join(out, "ended.json"), JSON.stringify(await viewRequest(inst, request)));
} catch (error) {
  keep(error);
} finally {
  writeFileSync(join(out, "rows.txt"), await readRows(inst));
  await inst.close();
}
await driveCommands(shop);
writeFileSync(join(out, "errors.txt"), errors.join("\n\n"));
made.remove();
