import { rename } from "node:fs/promises";
import { ConnectorError } from "../connectors/index.ts";
import { syncFolder } from "../foundation/index.ts";
import type { Installation } from "../installation/index.ts";
import {
  type Answer,
  copyRecordOf,
  copyUntil,
  findRequest,
  type GatheredCopy,
  type MadePlan,
  mailTo,
  planRequest,
  type RequestRow,
  recordCopy,
  toldByLaw,
  unknownRequest,
  whyNoCopy,
} from "../requests/index.ts";
import { CopyChanged } from "../subject-graph/index.ts";
import { findTask } from "../tasks/index.ts";
import { newAgeKey, writeEncrypted } from "./age-files.ts";
import { gatherPackage, type PackageDraft } from "./gather-package.ts";
import { beginMaking, type Making, removePackageFile } from "./package-files.ts";
import { sealIdentity } from "./package-key.ts";
import { findPackage, lastReview, type PackageRow, putPackage } from "./store.ts";
import { readmeOf, writeJson, writeTable } from "./write-data.ts";
import { writePage } from "./write-page.ts";
import { streamFrom, zipped } from "./write-zip.ts";

/** What a package holds. */
export interface MadePackage {
  readonly rows: number;
  /** What was held back, with the reason. */
  readonly withheld: readonly string[];
}

/** Makings under way in this process: whoever asks for the same one is told of the same one. */
const underWay = new WeakMap<Installation, Map<string, Promise<Answer<MadePackage>>>>();

/**
 * Makes the package of an approved access request, encrypted, and writes to the person that it is there. The request is
 * done, or open with what the package still lacks. Safe to call at any time and after any crash.
 */
export function makePackage(inst: Installation, input: { readonly request: string }): Promise<Answer<MadePackage>> {
  const mine = underWay.get(inst) ?? new Map<string, Promise<Answer<MadePackage>>>();
  underWay.set(inst, mine);
  const making = mine.get(input.request) ?? make(inst, input.request).finally(() => mine.delete(input.request));
  mine.set(input.request, making);
  return making;
}

async function make(inst: Installation, request: string): Promise<Answer<MadePackage>> {
  const row = await findRequest(inst.storage.db, request);
  if (!row) throw unknownRequest(request);
  const no = (says: string, advice: string): Answer<never> => ({ kind: "refused", reason: "state", says, advice });
  const why = whyNoCopy(row);
  if (why) return no(why.says, why.advice);
  const had = await findPackage(inst.storage.db, request);
  const record = copyRecordOf(row);
  if (record && had && !(await isWorthAnother(inst, row, had)))
    return { kind: "done", value: { rows: record.rows, withheld: record.withheld } };
  if (row.state === "done") return no(`request ${row.id} is done, and its copy is no longer here`, "take a new request");
  await inst.keys.ensure({ request });
  const making = await beginMaking(inst, request);
  try {
    await inst.surroundings.passing("package.begun");
    const draft = await gatherPackage(inst, row, making);
    const { rows, withheld } = draft.copy;
    await recordPackage(inst, { row, draft, making, written: await writePackage(inst, draft, making) });
    if (had) await removePackageFile(inst, had.file);
    return { kind: "done", value: { rows, withheld } };
  } catch (error) {
    if (!(error instanceof CopyChanged)) throw error;
    const because = `not what was approved: ${error.because.join("; ")}`;
    await planRequest(inst, row.id, because);
    return no(`what would be copied is ${because}`, `\`troth status ${row.id}\` shows the new plan`);
  } finally {
    await making.finish();
  }
}

/** Whether a package that is there could be more whole: a store is back that was away, or a text was reviewed since. */
async function isWorthAnother(inst: Installation, row: RequestRow, had: PackageRow): Promise<boolean> {
  if (row.state === "done") return false;
  const reviewed = await lastReview(inst.storage.db, row.id);
  if (reviewed !== undefined && Date.parse(reviewed) >= Date.parse(had.made_at)) return true;
  if (leftOutSince(row, had)) return true;
  for (const store of copyRecordOf(row)?.away ?? []) if (await answers(inst, row.id, store)) return true;
  return row.state !== "open";
}

/** What it lacked was left out on record meanwhile. */
const leftOutSince = (row: RequestRow, had: PackageRow): boolean =>
  ((row.plan as unknown as MadePlan | null)?.leftOut ?? []).some((one) => Date.parse(one.at) >= Date.parse(had.made_at));

async function answers(inst: Installation, request: string, store: string): Promise<boolean> {
  if (inst.program.stores[store]?.byHand !== undefined)
    return (await findTask(inst.storage.db, { request, store }))?.state === "done";
  try {
    await (await inst.connector(store)).inspect();
    return true;
  } catch (error) {
    if (error instanceof ConnectorError) return false;
    throw error;
  }
}

interface Written {
  readonly sealed: Uint8Array;
  readonly bytes: number;
}

/** Zips the spools into the encrypted file, and puts it in its place: whoever finds it there finds all of it. */
async function writePackage(inst: Installation, draft: PackageDraft, making: Making): Promise<Written> {
  const { packaged } = draft;
  const key = await newAgeKey();
  const sealed = await sealIdentity(inst, making.file, key.identity);
  const tables = packaged.parts.flatMap((part) =>
    part.table === undefined ? [] : [{ name: part.table, pieces: () => writeTable(packaged, part) }],
  );
  const readme = async function* () {
    yield readmeOf(packaged);
  };
  const entries = [
    { name: "index.html", pieces: () => writePage(packaged) },
    { name: "README.txt", pieces: readme },
    { name: "data.json", pieces: () => writeJson(packaged) },
    ...tables,
    ...packaged.parts.flatMap((part) => part.files),
  ];
  let bytes = 0;
  const zip = streamFrom(zipped(entries, new Date(packaged.madeAt)), (more) => {
    bytes += more;
  });
  await writeEncrypted(making.part, key.recipient, zip);
  await inst.surroundings.passing("package.written");
  await rename(making.part, making.path);
  await syncFolder(inst.home.packages);
  await inst.surroundings.passing("package.placed");
  return { sealed, bytes };
}

/** Records the package with the copy, in one transaction; the mail with it, once the copy is whole. */
async function recordPackage(
  inst: Installation,
  at: { readonly row: RequestRow; readonly draft: PackageDraft; readonly making: Making; readonly written: Written },
): Promise<void> {
  const { row, draft, making, written } = at;
  const { copy, packaged }: { copy: GatheredCopy; packaged: PackageDraft["packaged"] } = draft;
  const expires = copyUntil(inst.surroundings.now());
  const mail = await mailTo(inst, row, (page) => ({
    template: "copy-ready",
    request: row.id,
    until: expires,
    page,
    ...toldByLaw(inst, row, "completion"),
  }));
  await recordCopy(inst, row, copy, async (tx, complete) => {
    await putPackage(tx, {
      request_id: row.id,
      file: making.file,
      sealed: written.sealed,
      rows: copy.rows,
      bytes: String(written.bytes),
      made_at: packaged.madeAt,
      expires_at: expires,
    });
    if (complete) await mail?.add(tx);
  });
  await inst.surroundings.passing("package.recorded");
}
