// Everything that Troth does, once, for the marked person: what works, what is refused, what fails. Leaves what it wrote
// in a folder, to be searched; what it says goes to stdout and stderr as in production.
import { readdirSync, renameSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { inspect } from "node:util";
import { TrothError } from "@troth/core/foundation";
import { runCommandLine } from "../../packages/server/src/cli/index.ts";
import { askAccess, checkAccess, reportDisclosures, takeDisclosures } from "../../packages/server/src/decisions/index.ts";
import { feedEvents, lookUpSubjects, refoldStates, snapshotLines, tellFacts } from "../../packages/server/src/facts/index.ts";
import type { Installation } from "../../packages/server/src/installation/index.ts";
import {
  approveRequest,
  denyRequest,
  recordTold,
  reportTask,
  requestReceipt,
  resumeAll,
  runRequest,
  setStoreLive,
  takeRequest,
  viewRequest,
  writeCopy,
} from "../../packages/server/src/requests/index.ts";
import { recordRemoved, sweepStores } from "../../packages/server/src/residue/index.ts";
import { backup } from "../../packages/server/src/storage/index.ts";
import { remindTasks } from "../../packages/server/src/tasks/index.ts";
import { ada, MARK, makeWorkshop, openWorkshop, takeApproved, type Workshop } from "../support/workshop.ts";

const [out = "", home = "", databaseUrl] = process.argv.slice(2);
const subject = [{ kind: "email", value: ada.email }];
const errors: string[] = [];
const today = new Date().toISOString().slice(0, 10);
/** How far on the clock was set. */
let away = 0;

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
  await runRequest(inst, request);
  await handIn(inst, request);
  await writeCopy(inst, { request });
  writeFileSync(join(out, "copied.txt"), readdirSync(inst.home.packages).join("\n"));
  await requestReceipt(inst, request);
  const denied = await takeRequest(inst, { right: "erasure", subject, takenBy: "staff" });
  await denyRequest(inst, {
    request: denied.request,
    ground: "unidentifiable",
    because: `${ada.name} (${ada.email}) is not who she says`,
  });
  await requestReceipt(inst, denied.request);
}

async function approve(inst: Installation, request: string): Promise<void> {
  const { plan } = await viewRequest(inst, request);
  await approveRequest(inst, { request, plan: plan?.hash ?? "", as: "officer" });
}

/** What people look for and report by hand: her name is in every word of it. */
async function handIn(inst: Installation, request: string, more: object = {}): Promise<void> {
  const at = {
    ...{ request, store: "cabinet", outcome: "done" as const, found: { folders: 1 }, note: `${ada.name} was in it` },
    ...more,
  };
  const files = [{ dataset: "folders", name: `${ada.name}.txt`, bytes: new TextEncoder().encode(ada.body) }];
  const wrong = [
    { store: ada.email },
    { found: { [ada.name]: 1 } },
    { note: ada.body.repeat(400) },
    { files: [{ ...files[0], dataset: ada.email }] },
    { stays: { [ada.name]: { rows: 1, oldest: ada.email } } },
    { stays: { folders: { rows: 1, oldest: ada.email } } },
  ];
  for (const one of wrong)
    await attempt(async () => keep(new Error(JSON.stringify(await reportTask(inst, { ...at, files, ...one } as never)))));
  await remindTasks(inst);
  await reportTask(inst, { ...at, outcome: "impossible", found: {}, files });
  await reportTask(inst, { ...at, files });
}

/** What a law kept of her by hand, when its time is over. */
async function driveKeep(inst: Installation, request: string): Promise<void> {
  away = 8 * 366 * 86_400_000;
  await resumeAll(inst);
  await handIn(inst, request, { stays: { folders: { rows: 0 } } });
  await resumeAll(inst);
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
  await handIn(inst, request, { found: { folders: 2 }, stays: { folders: { rows: 1, oldest: today } } });
  await attempt(() => runRequest(inst, request));
  await attempt(() => recordTold(inst, { request, recipient: "letters" }));
  await requestReceipt(inst, request);
  return request;
}

/** What the night finds of her is settled by hand. */
async function driveSweep(inst: Installation, shop: Workshop, request: string): Promise<void> {
  const at = { request, place: "shop/audit.said", by: "officer" };
  await sweepStores(inst, { evenIfEarly: true });
  writeFileSync(join(out, "found.txt"), await readRows(inst));
  await recordRemoved(inst, { ...at, place: ada.email });
  await recordRemoved(inst, at);
  shop.sql("drop table audit");
  await recordRemoved(inst, at);
}

/** Facts whose ids and values are marked: what is taken, what is refused, and what is sent on to whoever follows. */
async function driveFacts(inst: Installation): Promise<void> {
  const named = { person: `${MARK}-account`, at: "2026-01-02T00:00:00Z", origin: "app", proof: `${MARK}-proof` };
  const facts = [
    { ...named, id: `${MARK}-1`, kind: "objected", purpose: "profiling", on: true },
    { ...named, id: `${MARK}-2`, kind: "linked", to: `${MARK}-browser`, on: true },
    { ...named, id: `${MARK}-3`, person: undefined, browser: `${MARK}-browser`, kind: "shown", notice: "n1" },
    { ...named, id: `${MARK}-4`, person: undefined, client: `${MARK}-client`, kind: "instructed", purpose: "account", on: true },
  ];
  const tell = (told: readonly unknown[], mayLink?: string) =>
    tellFacts(inst, { facts: told, by: "leak" }, { mayLink: () => mayLink });
  const first = await tell(facts);
  const lines: string[] = [JSON.stringify(first), JSON.stringify(await tell(facts))];
  for await (const line of snapshotLines(inst)) lines.push(line);
  const stop = new AbortController();
  for await (const event of feedEvents(inst, 0, stop.signal)) {
    lines.push(event);
    if (event.includes("heartbeat")) stop.abort();
  }
  lines.push(JSON.stringify(await lookUpSubjects(inst, [{ kind: "person", id: `${MARK}-account` }])));
  writeFileSync(join(out, "states.txt"), lines.join("\n"));
  const wrong = [
    { ...facts[0], on: false },
    { ...facts[0], id: `${MARK}-5`, purpose: MARK },
    { ...facts[0], id: `${MARK}-6`, [MARK]: MARK },
    { ...named, id: `${MARK}-7`, kind: "resides", country: MARK, evidence: MARK },
    { ...named, id: `${MARK}-8`, kind: MARK },
    { ...named, id: `${MARK}-9`, kind: "born", day: MARK, corrects: `${MARK}-0` },
    { ...named, id: `${MARK}-10`, kind: "born", day: "1990-01-01", corrects: `${MARK}-0` },
    { ...facts[1], id: `${MARK}-11` },
  ];
  for (const one of wrong)
    await attempt(async () => keep(new Error(JSON.stringify(await tell([one], "not without her consent")))));
  // Told last: a state says where somebody lives, to whoever may ask for it.
  await tell([{ ...named, id: `${MARK}-12`, kind: "resides", country: "IE", region: `${MARK}-region`, evidence: "stated" }]);
  await refoldStates(inst);
}

/** Human access and disclosures whose ids are marked: what is granted, what is refused, and what is wrong. */
async function driveDecisions(inst: Installation): Promise<void> {
  const who = { id: `${MARK}-reader`, role: "officer" };
  const ask = { act: MARK, ground: MARK, who, person: `${MARK}-account`, items: [`${MARK}-item`] };
  const said: unknown[] = [await askAccess(inst, { ask, by: "leak" })];
  const use = { token: `${MARK}-token`, who: who.id, person: ask.person, items: ask.items };
  said.push(await checkAccess(inst, { use, by: "leak" }));
  const one = { id: `${MARK}-d1`, person: ask.person, purpose: "account", data: ["contact.email"], recipient: "letters" };
  const more = { form: "any", items: 1, done: true } as const;
  said.push(await takeDisclosures(inst, { asks: [{ ...one, ...more }], by: "leak" }));
  said.push(await takeDisclosures(inst, { asks: [{ ...one, ...more, id: "d2", recipient: MARK, purpose: MARK }], by: "leak" }));
  said.push(await reportDisclosures(inst, { from: "2026-01-01", to: "2099-12-31" }));
  // An answer to the caller repeats the caller's own id of the disclosure, and nothing else.
  writeFileSync(join(out, "decisions.txt"), JSON.stringify(said).replaceAll(`"id":"${MARK}-d1"`, '"id":"d1"'));
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
made.edit(
  "\nretention:",
  `
  cabinet:
    connector: manual
    ask: archive@workshop.example
    datasets: { folders: { is: customer, identity: { email: written_on_it }, fields: { name: name.full, issued: none } } }
retention:
  folders: { datasets: [cabinet/folders], keep: 7 years since issued, because: Companies Act }`,
);
made.edit("datasets: [orders]", "datasets: [shop/orders]");
// The store's address is nobody's business either: it carries the mark.
symlinkSync(made.folder, join(made.folder, `${MARK}-address`));
const shop: Workshop = { ...made, env: { SHOP_DB: `file:${join(made.folder, `${MARK}-address`, "shop.db")}` } };
let request = "";
const inst = await openWorkshop(shop, { home, databaseUrl, surroundings: { now: () => Date.now() + away } });
try {
  await setStoreLive(inst, { store: "cabinet", by: "officer" });
  await driveFacts(inst);
  await driveDecisions(inst);
  await driveAccess(inst);
  shop.sql(`create table audit (id integer primary key, said text); insert into audit values (1, 'mail to ${ada.email}')`);
  request = await driveErasure(inst, shop);
  await driveSweep(inst, shop, request);
  await backup(inst.storage, join(out, "database.backup"), inst.surroundings);
  writeFileSync(join(out, "ended.json"), JSON.stringify(await viewRequest(inst, request)));
  writeFileSync(join(out, "kept.txt"), await readRows(inst));
  await driveKeep(inst, request);
} catch (error) {
  keep(error);
} finally {
  writeFileSync(join(out, "rows.txt"), await readRows(inst));
  await inst.close();
}
await driveCommands(shop);
writeFileSync(join(out, "errors.txt"), errors.join("\n\n"));
made.remove();
