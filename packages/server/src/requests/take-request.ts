import type { RequestKind } from "@troth/core/requests";
import type { SubjectIdentifier } from "@troth/core/subject-graph";
import type { Installation } from "../installation/index.ts";
import { type Mail, pageOf, queueMail } from "../mail/index.ts";
import type { Tx } from "../storage/index.ts";
import type { Language } from "../words/index.ts";
import { type Contact, sealContact } from "./contact.ts";
import { newMessage } from "./messages.ts";
import { planRequest } from "./plan-request.ts";
import { findPerson, insertPerson, insertRequest, nextNumber, startForgetting } from "./store.ts";
import { normalized, sealSubject } from "./subject.ts";
import type { SubjectInput } from "./views.ts";

/** Records a request as taken by staff, unverified, and plans it. */
export async function takeRequest(
  inst: Installation,
  input: SubjectInput & { readonly takenBy: string },
): Promise<{ request: string }> {
  const { request } = await recordRequest(inst, { ...input, verified: false });
  await planRequest(inst, request);
  return { request };
}

/** A request to be recorded. */
export interface NewRequest {
  readonly right: RequestKind;
  readonly subject: readonly SubjectIdentifier[];
  readonly takenBy: string;
  readonly verified: boolean;
  /** When it was asked, if that was earlier; ISO 8601 in UTC. */
  readonly receivedAt?: string;
  /** Whoever asked through the privacy center. */
  readonly asker?: { readonly hash: string; readonly contact: Contact; readonly language: Language };
  /** Changes of the cause, in the same transaction. */
  readonly within?: (tx: Tx, request: string) => Promise<void>;
  /** Words that came with it, and the mail that acknowledges it. */
  readonly words?: string;
  readonly acknowledge?: (request: string, page: string) => Mail;
}

/** Records a request, its person and its first words in one transaction. */
export async function recordRequest(inst: Installation, input: NewRequest): Promise<{ request: string }> {
  const { storage, keys, ledger, surroundings } = inst;
  const at = new Date(surroundings.now()).toISOString();
  const identifiers = input.subject.map((one) => ({ kind: one.kind, hash: keys.identifierHash(one.kind, normalized(one)) }));
  const known = await findPerson(storage.db, identifiers);
  // A database of yesterday may still know somebody who was forgotten: whoever comes back is a new person.
  const returned = known !== undefined && !(await keys.has({ person: known }));
  const person = known === undefined || returned ? surroundings.id() : known;
  const number = await nextNumber(storage.db);
  const request = `R-${String(number).padStart(4, "0")}`;
  await keys.ensure({ person });
  await keys.ensure({ request });
  const subject = await sealSubject(keys, person, input.subject);
  const commitment = await keys.commitment({ person }, JSON.stringify(input.subject));
  const contact = input.asker && (await sealContact(inst, request, input.asker.contact));
  const words = input.words ? await newMessage(inst, { request, sender: "person", text: input.words }) : undefined;
  const mail = input.asker && input.acknowledge ? await acknowledgment(inst, request, input) : undefined;
  await surroundings.passing("take.sealed");
  await storage.transaction(async (tx) => {
    if (returned) await startForgetting(tx, known);
    await insertPerson(tx, { id: person, at, identifiers });
    await insertRequest(tx, {
      id: request,
      number,
      right: input.right,
      state: "received",
      person_id: person,
      subject,
      file: null,
      taken_by: input.takenBy,
      verified: input.verified,
      received_at: input.receivedAt ?? at,
      language: input.asker?.language ?? "en",
      contact: contact ?? null,
      asker: input.asker?.hash ?? null,
      cooling_until: null,
      program: null,
      plan_hash: null,
      plan: null,
      approval: null,
      because: null,
      closed_at: null,
    });
    await ledger.append(tx, {
      kind: "request.taken",
      body: { request, right: input.right, by: input.takenBy, verified: input.verified, subject: commitment },
    });
    await words?.add(tx);
    await mail?.add(tx);
    await input.within?.(tx, request);
  });
  await surroundings.passing("take.recorded");
  await ledger.sequence();
  return { request };
}

async function acknowledgment(inst: Installation, request: string, { asker, acknowledge }: NewRequest) {
  if (!asker || !acknowledge) return undefined;
  const { contact, language } = asker;
  const mail = acknowledge(request, pageOf(inst, language, request));
  return queueMail(inst, { owner: request, request, to: contact.email, language, mail });
}
