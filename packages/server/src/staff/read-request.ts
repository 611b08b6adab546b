import type { Denials } from "@troth/core/jurisdictions";
import { isEnded, isRight } from "@troth/core/requests";
import { listAccounts } from "../accounts/index.ts";
import type { Installation } from "../installation/index.ts";
import { type MailView, mailOf } from "../mail/index.ts";
import {
  copyRecordOf,
  denialsOfRequest,
  findRequest,
  mayDecideAppeal,
  missingSigners,
  otherKinds,
  type RequestView,
  type Signature,
  signaturesOf,
  viewRequest,
} from "../requests/index.ts";
import { type Need, needFor } from "./need-to-know.ts";

import { type PersonData, readPerson } from "./read-person.ts";
import { rowsToRead } from "./shared-texts.ts";
import { type EvidenceRow, evidenceOf } from "./store.ts";

/** Everything that the page of one request shows to one account. */
export interface RequestPageData {
  readonly view: RequestView;
  readonly need: Need;
  readonly account: string;
  /** Opened, and on the ledger as looked at; undefined where it is not opened. */
  readonly person: PersonData | undefined;
  readonly evidence: readonly EvidenceRow[];
  readonly signatures: readonly Signature[];
  /** Roles that must still sign. */
  readonly missing: readonly string[];
  /** Rows with texts that stay out of a copy until somebody has read them. */
  readonly toRead: number;
  /** What the copy of a request that is done holds back, with the reason: it is not decided any more. */
  readonly heldBack: readonly string[];
  /** The mails about it, the oldest first. */
  readonly mails: readonly MailView[];
  /** Account id -> name. */
  readonly names: ReadonlyMap<string, string>;
  /** The kinds of identifier, besides the address, by which the program finds people. */
  readonly kinds: readonly string[];
  /** On what it may be denied. */
  readonly denials: Denials;
  /** This account may decide the appeal: it is not the one that denied the request, or there is no other. */
  readonly appealIsOurs: boolean;
  readonly zone: string;
  readonly now: number;
}

/** A request that is under way renews its page: it does not open the person by itself, which would fill the ledger. */
export const renewsItself = (view: Pick<RequestView, "state" | "coolingUntil" | "right" | "because">): boolean =>
  (view.state === "approved" && view.coolingUntil === undefined) ||
  view.state === "executing" ||
  (view.state === "received" && isRight(view.right) && view.because === undefined);

/**
 * Reads a request for an account: plan, counts and evidence for whoever is on staff, the person for whoever needs to know.
 * Undefined: there is no such request.
 */
export async function readRequest(
  inst: Installation,
  at: { readonly request: string; readonly account: string; readonly role: string; readonly showPerson?: boolean },
): Promise<RequestPageData | undefined> {
  const row = await findRequest(inst.storage.db, at.request);
  if (!row) return undefined;
  const view = await viewRequest(inst, row.id);
  const need = needFor(inst.program, at.role, view.right);
  const shows = need.opensPerson && (at.showPerson === true || !renewsItself(view));
  const person = shows ? await readPerson(inst, { request: row.id, account: at.account }) : undefined;
  const signatures = signaturesOf(row);
  const made = row.plan as unknown as Parameters<typeof missingSigners>[1] | null;
  const accounts = await listAccounts(inst);
  return {
    view,
    need,
    account: at.account,
    person,
    evidence: await evidenceOf(inst.storage.db, row.id),
    signatures,
    missing: made === null || isEnded(view.state) ? [] : missingSigners(inst.program, made, signatures),
    toRead: rowsToRead(row),
    heldBack: row.state === "done" ? (copyRecordOf(row)?.withheld ?? []) : [],
    mails: await mailOf(inst, row.id),
    names: new Map(accounts.map((one) => [one.account, one.name || one.role])),
    kinds: otherKinds(inst.program),
    denials: await denialsOfRequest(inst, row.id),
    appealIsOurs: await mayDecideAppeal(inst, row, at.account),
    zone: inst.program.zone,
    now: inst.surroundings.now(),
  };
}
