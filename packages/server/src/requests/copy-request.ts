import { existsSync } from "node:fs";
import { copyFile, type FileHandle, open, rename, rm } from "node:fs/promises";
import { join, resolve } from "node:path";
import { after, type RequestState } from "@troth/core/requests";
import { ConnectorError } from "../connectors/index.ts";
import { makeFolder } from "../foundation/index.ts";
import type { Installation } from "../installation/index.ts";
import { CopyChanged, type CopyPart, copyRows } from "../subject-graph/index.ts";
import { forgetPerson, forgetWhenDone } from "./forget-person.ts";
import type { MadePlan } from "./make-view.ts";
import { planRequest, unknownRequest } from "./plan-request.ts";
import { changeRequest, findRequest, type RequestRow } from "./store.ts";
import { openSubject } from "./subject.ts";
import type { Answer } from "./views.ts";

export interface WrittenCopy {
  readonly file: string;
  readonly rows: number;
  /** What was held back, with the reason. */
  readonly withheld: readonly string[];
}

/** Writes the copy that an approved access request asks for; the request is done, or open with what it still lacks. */
export async function copyRequest(
  inst: Installation,
  input: { readonly request: string; readonly file?: string },
): Promise<Answer<WrittenCopy>> {
  const row = await findRequest(inst.storage.db, input.request);
  if (!row) throw unknownRequest(input.request);
  const no = (says: string, advice: string): Answer<never> => ({ kind: "refused", reason: "state", says, advice });
  if (row.right !== "access")
    return no(`request ${row.id} is an ${row.right}: it has no copy`, "`troth request access` asks for one");
  if (!["approved", "executing", "open", "done"].includes(row.state)) {
    return no(
      `request ${row.id} is ${row.state}: a copy is made once it is approved`,
      `\`troth approve ${row.id} --plan <hash> --as <role>\``,
    );
  }
  const made = join(inst.home.packages, `${row.id}.copy.json`);
  const file = resolve(input.file ?? made);
  if (row.state === "done") return copyAgain(row, { made, file });
  await makeFolder(inst.home.packages);
  try {
    const written = await writeCopy(inst, row, made);
    await recordCopy(inst, row, written);
    if (file !== made) await copyFile(made, file);
    return { kind: "done", value: { file, rows: written.rows, withheld: written.withheld } };
  } catch (error) {
    if (!(error instanceof CopyChanged)) throw error;
    await planRequest(inst, row.id, `not what was approved: ${error.because.join("; ")}`);
    return no(
      `what would be copied is not what was approved: ${error.because.join("; ")}`,
      `\`troth status ${row.id}\` shows the new plan`,
    );
  }
}

/** A finished request has one copy, of its day: made again, it could hold whoever has the address by now. */
async function copyAgain(row: RequestRow, at: { readonly made: string; readonly file: string }): Promise<Answer<WrittenCopy>> {
  const copy = row.plan as unknown as { copy?: Omit<WrittenCopy, "file"> } | null;
  if (!existsSync(at.made) || !copy?.copy) {
    return {
      kind: "refused",
      reason: "state",
      says: `request ${row.id} is done, and its copy is no longer here`,
      advice: "take a new request for a new copy",
    };
  }
  if (at.file !== at.made) await copyFile(at.made, at.file);
  return { kind: "done", value: { file: at.file, ...copy.copy } };
}

interface Writing {
  readonly rows: number;
  readonly withheld: readonly string[];
  readonly missing: readonly string[];
}

/** Streams the copy into a file beside its place, then renames: whoever finds the file finds all of it. */
async function writeCopy(inst: Installation, row: RequestRow, file: string): Promise<Writing> {
  const made = row.plan as unknown as MadePlan;
  const subject = await openSubject(inst.keys, row);
  // A name of its own, made anew: nobody can have laid a link or an open file there before.
  const part = `${file}.${inst.surroundings.id()}.part`;
  const handle = await open(part, "wx", 0o600);
  const writer = jsonWriter(handle);
  let rows = 0;
  const withheld: string[] = [];
  const missing: string[] = made.view.findings
    .filter((one) => one.code === "unreachable" || one.code === "unmapped")
    .map((one) => one.says);
  const mentions: unknown[] = [];
  try {
    await writer.begin({
      request: row.id,
      right: "access",
      made: new Date(inst.surroundings.now()).toISOString(),
      by: inst.program.organization,
    });
    for (const plan of made.plan.stores) {
      try {
        const connector = await inst.connector(plan.store);
        const approved = made.view.stores.find((one) => one.store === plan.store)?.steps ?? [];
        const counts = await copyRows({ connector, plan, subject, approved, known: made.view.findings }, async (one) => {
          if (one.kind === "mention")
            mentions.push({ store: plan.store, dataset: one.dataset, rows: one.rows, columns: one.columns });
          else await writer.part(plan.store, one);
        });
        rows += counts.rows;
        withheld.push(...counts.withheld);
      } catch (error) {
        if (!(error instanceof ConnectorError)) throw error;
        missing.push(`store ${plan.store}: ${error.message}`);
      }
    }
    await writer.end({ mentions, withheld, missing });
    await handle.sync();
    await handle.close();
    await rename(part, file);
  } catch (error) {
    await handle.close();
    await rm(part, { force: true });
    throw error;
  }
  return { rows, withheld, missing };
}

async function recordCopy(inst: Installation, row: RequestRow, written: Writing): Promise<void> {
  const at = new Date(inst.surroundings.now()).toISOString();
  const complete = written.missing.length === 0;
  await inst.storage.transaction(async (tx) => {
    const body = { request: row.id, rows: written.rows, withheld: written.withheld.length, missing: written.missing.length };
    await inst.ledger.append(tx, { kind: "copy.made", body });
    if (row.state === "done") return;
    const executing = after(row.state as RequestState, "execute");
    const state = executing && after(executing, complete ? "complete" : "hold");
    if (state === undefined) return;
    const { rows, withheld } = written;
    await changeRequest(tx, row, {
      state,
      plan: { ...(row.plan as unknown as MadePlan), copy: { rows, withheld } },
      because: complete ? null : written.missing.join("; "),
      closed_at: complete ? at : null,
    });
    if (complete)
      await inst.ledger.append(tx, {
        kind: "request.completed",
        body: { request: row.id, right: row.right, plan: row.plan_hash, rows: written.rows },
      });
    if (complete) await forgetWhenDone(inst, tx, { request: row.id, person: row.person_id });
  });
  await inst.ledger.sequence();
  await forgetPerson(inst, row.person_id);
}

/** Writes JSON piece by piece: memory does not grow with the copy. */
function jsonWriter(handle: FileHandle) {
  const put = (text: string) => handle.write(text);
  let open: "nothing" | "rows" = "nothing";
  let parts = 0;
  let rows = 0;
  const closeRows = async () => {
    if (open === "rows") await put("\n    ] }");
    open = "nothing";
  };
  return {
    async begin(head: Readonly<Record<string, unknown>>): Promise<void> {
      await put(
        `{\n${Object.entries(head)
          .map(([key, value]) => `  ${JSON.stringify(key)}: ${JSON.stringify(value)},\n`)
          .join("")}  "data": [`,
      );
    },
    async part(store: string, part: Exclude<CopyPart, { kind: "mention" }>): Promise<void> {
      if (part.kind === "row") {
        await put(`${rows === 0 ? "" : ","}\n      ${JSON.stringify(part.values, bytesAsBase64)}`);
        rows += 1;
        return;
      }
      await closeRows();
      const { dataset, link, fields } = part;
      await put(
        `${parts === 0 ? "" : ","}\n    { "store": ${JSON.stringify(store)}, "dataset": ${JSON.stringify(dataset)}, "link": "${link}", "fields": ${JSON.stringify(fields)}, "rows": [`,
      );
      open = "rows";
      parts += 1;
      rows = 0;
    },
    async end(tail: Readonly<Record<string, unknown>>): Promise<void> {
      await closeRows();
      await put(
        `\n  ]${Object.entries(tail)
          .map(([key, value]) => `,\n  ${JSON.stringify(key)}: ${JSON.stringify(value)}`)
          .join("")}\n}\n`,
      );
    },
  };
}

const bytesAsBase64 = (_: string, value: unknown): unknown =>
  value instanceof Uint8Array ? { base64: Buffer.from(value).toString("base64") } : value;
