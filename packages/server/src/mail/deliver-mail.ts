import { TrothError } from "@troth/core/foundation";
import { log } from "../foundation/index.ts";
import type { Installation } from "../installation/index.ts";
import type { Tx } from "../storage/index.ts";
import { languageOf } from "../words/index.ts";
import { composeMail } from "./compose-mail.ts";
import { isAddress } from "./plain-words.ts";
import type { OutgoingMail, Post } from "./post.ts";
import { openMail } from "./queue-mail.ts";
import { settleMail, type Tried } from "./settle-mail.ts";
import { changeTaken, countDuplicate, countWaiting, type MailRow, takeMail } from "./store.ts";

/** What a delivery came to. `failed`: given up or refused for good, this time. */
export interface Delivered {
  readonly sent: number;
  readonly failed: number;
  /** Still to be sent: after a wait, or by another process now. */
  readonly waiting: number;
  /** When one of them is due, at the soonest. */
  readonly nextAt: string | undefined;
}

/** So many are sent at once: a server that is slow with one mail keeps no other waiting. */
const LANES = 4;
/** A mail in `sending` is its sender's for so long; then it died. Longer than a post takes to answer. */
const HELD_MS = 60_000;
/** After so many mails in a row found no server, the others wait for the next delivery. */
const AWAY_LIMIT = 3;

interface Tally {
  sent: number;
  failed: number;
  away: number;
}

/**
 * Sends the mails whose turn it is, in order, each at least once: what was handed over and not recorded, because the
 * process died or the server did not answer, is sent again under the same Message-ID, and counted. Many may deliver at once.
 */
export async function deliverMail(
  inst: Installation,
  post: Post,
  { lanes: count = LANES }: { readonly lanes?: number } = {},
): Promise<Delivered> {
  const tally: Tally = { sent: 0, failed: 0, away: 0 };
  const lanes = await Promise.allSettled(Array.from({ length: count }, () => runLane(inst, post, tally)));
  await inst.ledger.sequence();
  for (const lane of lanes) if (lane.status === "rejected") throw lane.reason;
  const waiting = await countWaiting(inst.storage.db);
  return { sent: tally.sent, failed: tally.failed, waiting: waiting.count, nextAt: waiting.nextAt };
}

async function runLane(inst: Installation, post: Post, tally: Tally): Promise<void> {
  while (tally.away < AWAY_LIMIT) {
    const row = await claim(inst);
    if (row === undefined) return;
    await inst.surroundings.passing("mail.claimed");
    const written = await write(inst, post, row);
    const tried = "kind" in written ? written : await post.send(written);
    await inst.surroundings.passing("mail.posted");
    const state = await record(inst, row, tried);
    if (state === "sent") tally.sent += 1;
    if (state === "failed" || state === "bounced") tally.failed += 1;
    tally.away = tried.kind === "delayed" && tried.away ? tally.away + 1 : 0;
  }
}

/** Takes the next mail. One that was being sent was left by a process that died: it may have gone out. */
function claim(inst: Installation): Promise<MailRow | undefined> {
  const now = inst.surroundings.now();
  return inst.storage.transaction(async (tx) => {
    const row = await takeMail(tx, { now: new Date(now).toISOString(), until: new Date(now + HELD_MS).toISOString() });
    if (row?.state === "sending") await noteDuplicate(inst, tx, row);
    return row && { ...row, tries: row.tries + 1 };
  });
}

async function noteDuplicate(inst: Installation, tx: Tx, row: MailRow): Promise<void> {
  await countDuplicate(tx, row.id);
  await inst.ledger.append(tx, { kind: "mail.repeated", body: bodyOf(row) });
}

const bodyOf = (row: Pick<MailRow, "id" | "request_id" | "template">) => ({
  mail: row.id,
  request: row.request_id,
  template: row.template,
});

/** Opens a mail and writes it out, or says why it cannot be sent. Whatever is wrong with one mail is that mail's alone. */
async function write(inst: Installation, post: Post, row: MailRow): Promise<OutgoingMail | Exclude<Tried, { kind: "accepted" }>> {
  const { organization, zone } = inst.program;
  const from = post.from ?? organization.contact;
  if (!isAddress(from)) return { kind: "delayed", because: "the sender has no address: TROTH_MAIL_FROM", away: true };
  try {
    const language = languageOf(row.language) ?? "en";
    if (row.sealed === null) return { kind: "lost", because: "the file is gone" };
    const { to, mail } = await openMail(inst, row.owner, row.sealed);
    if (mail.template === "code" && Date.parse(mail.until) <= inst.surroundings.now())
      return { kind: "lost", because: "its code has ended" };
    const composed = composeMail(mail, { language, organization, zone, address: inst.address });
    const date = row.created_at;
    return { ...composed, from: { name: organization.name, address: from }, to, messageId: row.message_id, date };
  } catch (error) {
    if (error instanceof TrothError && error.code === "keys.forgotten") return { kind: "lost", because: "the file is gone" };
    log.error("a mail could not be written", error, { mail: row.id });
    // It may be a disk that is full: the mail waits, and is given up in a day.
    return { kind: "delayed", because: error instanceof TrothError ? error.code : "it could not be written", away: false };
  }
}

async function record(inst: Installation, row: MailRow, tried: Tried): Promise<string | undefined> {
  const settled = settleMail(row.tries, tried, inst.surroundings.now());
  const recorded = await inst.storage.transaction(async (tx) => {
    if (!(await changeTaken(tx, row, settled.change))) return false;
    if (settled.duplicate) await noteDuplicate(inst, tx, row);
    if (settled.entry) {
      const { kind, because } = settled.entry;
      await inst.ledger.append(tx, { kind, body: { ...bodyOf(row), ...(because === undefined ? {} : { because }) } });
    }
    return true;
  });
  await inst.surroundings.passing("mail.recorded");
  return recorded ? settled.change.state : undefined;
}
