// What went out about a request's person: who had it goes into their copy, and is told of their erasure.
import { byRecipient, disclosuresAbout, type HadByRecipient, type KeptDisclosure } from "../decisions/index.ts";
import { holdErased, subjectsErasedBy, subjectsOfAccounts } from "../facts/index.ts";
import type { Installation } from "../installation/index.ts";
import type { Tx } from "../storage/index.ts";
import type { CopyField } from "../subject-graph/index.ts";
import { unlessDamaged } from "./errors.ts";
import type { CopyPiece } from "./gather-copy.ts";
import type { MadePlan } from "./make-view.ts";
import { insertHad, insertRecipients, recipientsHad, waitAgain } from "./recipient-store.ts";
import type { Reader, RequestRow } from "./store.ts";
import { erasedDirectly, erasedStores } from "./tell-recipients.ts";

const STORE = "troth";
const DATASET = "disclosures";
const SHOWN: CopyField = { categories: [], derived: false, shown: true, because: undefined, withheld: undefined };
const COLUMNS = ["at", "recipient", "purpose", "data", "form", "items"] as const;

/**
 * Writes into a copy who received the person's data, on which occasions: actual recipients, not kinds of them. Returns how
 * many. @source GDPR Art. 15(1)(c); CJEU C-154/21
 */
export async function copyDisclosures(
  inst: Installation,
  accounts: readonly string[],
  write: (store: string, piece: CopyPiece) => Promise<void>,
): Promise<number> {
  const sent = await disclosuresAbout(inst, await subjectsOfAccounts(inst, accounts));
  if (sent.length === 0) return 0;
  await write(STORE, {
    kind: "dataset",
    dataset: DATASET,
    link: "owned",
    fields: Object.fromEntries(COLUMNS.map((name) => [name, SHOWN])),
  });
  for (const { at, recipient, purpose, data, form, items } of sent) {
    const name = Object.hasOwn(inst.program.recipients, recipient) ? inst.program.recipients[recipient]?.name : undefined;
    const values = { at, recipient: name ?? recipient, purpose, data: data.join(", "), form, items };
    await write(STORE, { kind: "row", values, held: [] });
  }
  return sent.length;
}

const CONTEXT = "recipient.had";

/**
 * Adds to the recipients that an erasure tells those who have received data of the person, whatever the program says of them
 * today, and keeps under the request-file key what each had: the disclosures themselves go with the person. Authorities that
 * asked under a law of their own are no recipients. Idempotent. @source GDPR Art. 4(9), 19
 */
export async function tellActualRecipients(inst: Installation, row: Pick<RequestRow, "id" | "right" | "plan">): Promise<void> {
  if (row.right !== "erasure") return;
  const told = toBeTold(inst, row, await disclosuresAbout(inst, await subjectsErasedBy(inst, row.id)));
  if (told.length === 0) return;
  const rules = inst.program.recipients;
  await inst.keys.ensure({ request: row.id });
  const sealed = await Promise.all(
    told.map(async (one) => ({
      request_id: row.id,
      recipient: one.recipient,
      sealed: await inst.keys.seal({ request: row.id }, CONTEXT, new TextEncoder().encode(JSON.stringify(one))),
    })),
  );
  const now = new Date(inst.surroundings.now()).toISOString();
  await inst.storage.transaction(async (tx) => {
    await insertHad(tx, sealed);
    const rows = told.map(({ recipient }) => {
      const impossible = Object.hasOwn(rules, recipient) && rules[recipient]?.told?.by === "impossible";
      const state = impossible ? ("impossible" as const) : ("waiting" as const);
      return { request_id: row.id, recipient, state, at: impossible ? now : null };
    });
    const added = await insertRecipients(tx, rows);
    // Whoever was told, and received something after that, does not know that it is erased too.
    for (const { recipient, last } of told) if (await waitAgain(tx, { request: row.id, recipient, last })) added.push(recipient);
    if (added.length > 0)
      await inst.ledger.append(tx, { kind: "request.recipients-found", body: { request: row.id, recipients: added } });
  });
}

/**
 * Holds everybody whom an erasure is about to forget, and says whether something went out about them that its recipients do
 * not stand for yet: in the transaction that completes it, after which nobody could tell any more.
 */
export async function hasMoreRecipients(
  inst: Installation,
  tx: Tx,
  row: Pick<RequestRow, "id" | "right" | "plan">,
): Promise<boolean> {
  if (row.right !== "erasure") return false;
  const told = toBeTold(inst, row, await disclosuresAbout(inst, await holdErased(inst, tx, row.id), tx));
  const had = await hadOf(inst, row.id, tx);
  return told.some((one) => JSON.stringify(one) !== JSON.stringify(had.get(one.recipient)));
}

/** Of what went out, what each recipient had that an erasure tells. */
function toBeTold(
  inst: Installation,
  { plan }: Pick<RequestRow, "plan">,
  disclosures: readonly KeptDisclosure[],
): readonly HadByRecipient[] {
  const rules = inst.program.recipients;
  const made = plan as unknown as MadePlan | null;
  const erased = made === null ? new Set<string>() : erasedStores(made.plan);
  return byRecipient(disclosures).filter(({ recipient }) => {
    const rule = Object.hasOwn(rules, recipient) ? rules[recipient] : undefined;
    return rule === undefined || (rule.capacity !== "authority" && !erasedDirectly(rule, erased));
  });
}

/** What each recipient of a request had, while the file of the request is there. */
export async function hadOf(
  inst: Installation,
  request: string,
  db: Reader = inst.storage.db,
): Promise<ReadonlyMap<string, HadByRecipient | "damaged">> {
  const rows = await recipientsHad(db, request);
  if (rows.length === 0 || !(await inst.keys.has({ request }))) return new Map();
  const all = await Promise.all(
    rows.map(async ({ recipient, sealed }) => {
      const plain = await unlessDamaged(inst.keys.open({ request }, CONTEXT, sealed));
      const had = plain === undefined ? "damaged" : (JSON.parse(new TextDecoder().decode(plain)) as HadByRecipient);
      return [recipient, had] as const;
    }),
  );
  return new Map(all);
}
