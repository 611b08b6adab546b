import { after, isEnded, type RequestState } from "@troth/core/requests";
import type { SubjectIdentifier } from "@troth/core/subject-graph";
import type { Installation } from "../installation/index.ts";
import { clearDue } from "../jobs/index.ts";
import type { Tx } from "../storage/index.ts";
import { runsOf } from "./journal-store.ts";
import type { MadePlan } from "./make-view.ts";
import { findPerson, insertPerson } from "./person-store.ts";
import { planRequest, unknownRequest } from "./plan-request.ts";
import { endCode, findRequest, type RequestRow } from "./store.ts";
import { normalized, openPeople, type Subject } from "./subject.ts";
import { hashesOf } from "./take-request.ts";
import { viewRequest } from "./view-request.ts";
import type { Answer, RequestView } from "./views.ts";

/** By what staff have seen that an identifier is the same person's. What nobody has seen is not added. */
export const SHOWN_BY = {
  "came-from-it": "they wrote or called from it",
  "signed-in": "they were signed in with it",
  document: "a document that names both was seen",
  record: "a record of theirs holds it",
} as const;

export type ShownBy = keyof typeof SHOWN_BY;

/** The same with what the person does about it: enters a code that was sent to it. */
export const FURTHER_SHOWN_BY = { ...SHOWN_BY, code: "the code that was sent to it was entered" } as const;

export const isShownBy = (text: string): text is ShownBy => Object.hasOwn(SHOWN_BY, text);

/** An identifier that was added to a standing request: its kind, never its value. */
export interface NamedFurther {
  readonly kind: string;
  readonly shownBy: ShownBy | "code";
  /** The role that added it, or had the code sent. */
  readonly by: string;
  /** ISO 8601 in UTC. */
  readonly at: string;
}

/**
 * Adds an identifier to a standing request, as the person says "my other address is ...": with what staff have seen of it. The
 * request is planned anew in the same transaction, so that no plan without it can be signed or run, and counts as verified no
 * longer: the code that the person entered was for another address.
 */
export async function nameFurther(
  inst: Installation,
  input: {
    readonly request: string;
    readonly identifier: SubjectIdentifier;
    readonly shownBy: ShownBy | "code";
    readonly as: string;
    readonly account?: string;
    /** Changes of the cause, in the same transaction. */
    readonly within?: (tx: Tx) => Promise<void>;
  },
): Promise<Answer<RequestView>> {
  const row = await findRequest(inst.storage.db, input.request);
  if (!row) throw unknownRequest(input.request);
  const may = await mayName(inst, row, input.identifier);
  if (may.kind === "refused") return may;
  await record(inst, row, { ...input, ...may.value });
  return { kind: "done", value: await viewRequest(inst, row.id) };
}

/** Whether an identifier can be added to a request as it stands: who is named by now, and the hash of what is added. */
export async function mayName(
  inst: Installation,
  row: RequestRow,
  identifier: SubjectIdentifier,
): Promise<Answer<{ readonly subject: Subject; readonly hash: ReturnType<typeof hashesOf> }>> {
  const no = await whyNot(inst, row);
  if (no) return no;
  const people = await openPeople(inst.keys, row);
  const [subject = []] = people;
  if (people.length > 1)
    return refused(
      "batch",
      `request ${row.id} is a batch`,
      "whom it is about stands in its list: take a request for this person",
    );
  if (subject.some((one) => one.kind === identifier.kind && normalized(one) === normalized(identifier)))
    return refused("named", `request ${row.id} names it already`);
  const hash = hashesOf(inst, [...subject, identifier]).slice(-1);
  const known = await findPerson(inst.storage.db, hash);
  if (known !== undefined && known !== row.person_id)
    return refused("other", "it is known from a request of its own", "take a request for it: two people are never made one here");
  return { kind: "done", value: { subject, hash } };
}

const refused = (reason: string, says: string, advice?: string): Answer<never> => ({
  ...{ kind: "refused", reason, says },
  ...(advice === undefined ? {} : { advice }),
});

async function whyNot(inst: Installation, row: RequestRow): Promise<Answer<never> | undefined> {
  const state = row.state as RequestState;
  const made = row.plan as unknown as MadePlan | null;
  if (isEnded(state)) return refused("state", `request ${row.id} is ${state}`, "take a new request for what is left");
  if (!made) return refused("state", `request ${row.id} is not planned yet`, "`troth resume` plans it");
  // Whoever carries it out has read its plan already.
  if (state === "executing" || (state !== "planned" && after(state, "plan-again") === undefined))
    return refused("state", `request ${row.id} is ${state}`, "wait until it is open or done");
  // How it ended is found out under the plan that it ran by.
  const running = (await runsOf(inst.storage.db, row.id)).find((run) => run.state === "started");
  return running === undefined
    ? undefined
    : refused("running", `store ${running.store} is being acted on`, "`troth resume` finds out how it ended; then add it");
}

async function record(
  inst: Installation,
  row: RequestRow,
  named: {
    readonly subject: Subject;
    readonly identifier: SubjectIdentifier;
    readonly hash: ReturnType<typeof hashesOf>;
    readonly shownBy: ShownBy | "code";
    readonly as: string;
    readonly account?: string;
    readonly within?: (tx: Tx) => Promise<void>;
  },
): Promise<void> {
  const now = inst.surroundings.now();
  const at = new Date(now).toISOString();
  const { shownBy, as: role, account } = named;
  const { kind } = named.identifier;
  const subject = [...named.subject, named.identifier];
  const commitment = await inst.keys.commitment({ person: row.person_id }, JSON.stringify(subject));
  await planRequest(inst, row.id, "an identifier was added", {
    named: { subject, further: { kind, shownBy, by: role, at } },
    within: async (tx) => {
      await clearDue(tx, row.id, now, ["cooling.end"]);
      await named.within?.(tx);
      // Staff have decided what a code was to show.
      if (kind === "email")
        await endCode(tx, { request: row.id, asker: inst.keys.identifierHash(kind, normalized(named.identifier)) });
      await insertPerson(tx, { id: row.person_id, at, identifiers: named.hash });
      const by = account === undefined ? {} : { account };
      await inst.ledger.append(tx, {
        kind: "request.named-further",
        body: { request: row.id, identifier: kind, shownBy, role, ...by, subject: commitment },
      });
    },
  });
}
