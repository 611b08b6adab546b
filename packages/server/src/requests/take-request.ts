import type { RequesterWord } from "@troth/core/laws";
import type { Law } from "@troth/core/program";
import type { RequestKind } from "@troth/core/requests";
import { TENANT } from "@troth/core/subject-graph";
import type { Installation } from "../installation/index.ts";
import { type Mail, pageOf, queueMail } from "../mail/index.ts";
import type { Tx } from "../storage/index.ts";
import type { Language } from "../words/index.ts";
import { type Contact, sealContact } from "./contact.ts";
import { RequestError } from "./errors.ts";
import { newMessage } from "./messages.ts";
import { findPerson, insertPerson, startForgetting } from "./person-store.ts";
import { planRequest } from "./plan-request.ts";
import { findRequest, insertRequest, nextNumber, type Reader } from "./store.ts";
import { normalized, refuseBatch, type Subject, sealPeople } from "./subject.ts";
import type { SubjectInput } from "./views.ts";

/** Records a request as taken by staff, unverified, and plans it. */
export async function takeRequest(
  inst: Installation,
  input: SubjectInput &
    Pick<NewRequest, "takenBy" | "others" | "receivedAt" | "laws" | "requester" | "asker" | "acknowledge" | "post">,
): Promise<{ request: string }> {
  const { request } = await recordRequest(inst, { ...input, verified: false });
  await planTaken(inst, request);
  return { request };
}

/** A server beside us may see the new request and plan it first: then it is planned, which is all that was wanted. */
async function planTaken(inst: Installation, request: string): Promise<void> {
  try {
    await planRequest(inst, request);
  } catch (error) {
    const isRaced = error instanceof RequestError && (error.code === "requests.raced" || error.code === "requests.state");
    if (!isRaced || (await findRequest(inst.storage.db, request))?.state === "received") throw error;
  }
}

/** A request to be recorded. */
export interface NewRequest {
  readonly right: RequestKind;
  readonly subject: Subject;
  /** More people, in a batch: one plan, one signature, one receipt. For an erasure that staff take. */
  readonly others?: readonly Subject[];
  /** The lines of the list on which they stand, from the first. */
  readonly lines?: readonly number[];
  readonly takenBy: string;
  readonly verified: boolean;
  /** When it was asked, if that was earlier; ISO 8601 in UTC. */
  readonly receivedAt?: string;
  /** Who asks, in a law's word; the person where it is missing. */
  readonly requester?: RequesterWord | undefined;
  /** Whoever asked, where they have an address for mail: through the privacy center, or as staff were told. */
  readonly asker?: {
    readonly hash: string;
    readonly contact: Contact & { readonly email: string };
    readonly language: Language;
  };
  /** Where whoever asked is written to by letter. */
  readonly post?: string | undefined;
  /** Changes of the cause, in the same transaction. */
  readonly within?: (tx: Tx, request: string) => Promise<void>;
  /** The laws that protect the person, where they said where they live. */
  readonly laws?: readonly Law[] | undefined;
  /** Words that came with it, and the mail that acknowledges it. */
  readonly words?: string;
  readonly acknowledge?: (request: string, page: string) => Mail;
}

/** Records a request, its person and its first words in one transaction. */
export async function recordRequest(inst: Installation, input: NewRequest): Promise<{ request: string }> {
  const { storage, keys, ledger, surroundings } = inst;
  const at = new Date(surroundings.now()).toISOString();
  const people = [input.subject, ...(input.others ?? [])];
  refuseBatch({ people: people.length, right: input.right, byStaff: input.asker === undefined && isThePerson(input) });
  // A batch is nobody's: its key is its own, and each of its people is known by their own requests.
  const identifiers = people.length > 1 ? [] : hashesOf(inst, input.subject);
  const known = await findPerson(storage.db, identifiers);
  // A database of yesterday may still know somebody who was forgotten: whoever comes back is a new person.
  const returned = known !== undefined && !(await keys.has({ person: known }));
  const person = known === undefined || returned ? surroundings.id() : known;
  const number = await nextNumber(storage.db);
  const request = `R-${String(number).padStart(4, "0")}`;
  await keys.ensure({ person });
  await keys.ensure({ request });
  const subject = await sealPeople(keys, person, { people, lines: people.length > 1 ? input.lines : undefined });
  const commitment = await keys.commitment({ person }, JSON.stringify(people.length > 1 ? people : input.subject));
  const reached = contactIn(input);
  const contact = reached && (await sealContact(inst, request, reached));
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
      laws: input.laws === undefined ? null : JSON.stringify(input.laws),
      asking: isThePerson(input) ? null : JSON.stringify({ requester: input.requester, shown: [] }),
    });
    await ledger.append(tx, {
      kind: "request.taken",
      body: {
        ...{ request, right: input.right, by: input.takenBy, verified: input.verified, subject: commitment },
        ...(people.length > 1 ? { people: people.length } : {}),
        ...(input.laws === undefined ? {} : { laws: input.laws }),
        ...(isThePerson(input) ? {} : { requester: input.requester }),
      },
    });
    await words?.add(tx);
    await mail?.add(tx);
    await input.within?.(tx, request);
  });
  await surroundings.passing("take.recorded");
  await ledger.sequence();
  return { request };
}

const isThePerson = ({ requester = "person" }: Pick<NewRequest, "requester">): boolean => requester === "person";

function contactIn({ asker, post }: Pick<NewRequest, "asker" | "post">): Contact | undefined {
  if (asker === undefined && post === undefined) return undefined;
  return { ...asker?.contact, ...(post === undefined ? {} : { post }) };
}

/** The person whom identifiers name, if anything is known of them. */
export const personNamed = (inst: Pick<Installation, "keys">, db: Reader, subject: Subject): Promise<string | undefined> =>
  findPerson(db, hashesOf(inst, subject));

/** The keyed hashes by which a person is known again. */
export const hashesOf = ({ keys }: Pick<Installation, "keys">, subject: Subject) =>
  personalOf(subject).map(({ kind, text }) => ({ kind, hash: keys.identifierHash(kind, text) }));

/** By what a person is known. A tenant is nobody's identifier, and the same address in two of them is two people. */
function personalOf(subject: Subject): readonly { readonly kind: string; readonly text: string }[] {
  const tenant = subject.find((one) => one.kind === TENANT)?.value;
  return subject
    .filter((one) => one.kind !== TENANT)
    .map((one) => ({ kind: one.kind, text: tenant === undefined ? normalized(one) : `${normalized(one)}\n${tenant}` }));
}

async function acknowledgment(inst: Installation, request: string, { asker, acknowledge }: NewRequest) {
  if (!asker || !acknowledge) return undefined;
  const { contact, language } = asker;
  const mail = acknowledge(request, pageOf(inst, language, request));
  return queueMail(inst, { owner: request, request, to: contact.email, language, mail });
}
