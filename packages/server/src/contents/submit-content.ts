import { contentHash, contentText } from "@troth/core/facts";
import { holdSubject, knownPeople, wasErased } from "../facts/index.ts";
import type { Installation } from "../installation/index.ts";
import { queueMail } from "../mail/index.ts";
import type { Tx } from "../storage/index.ts";
import { endOf } from "./end-taken-back.ts";
import { contentToken, hashOfText, sealContent } from "./sealed-content.ts";
import { type ContentPlace, countOpen, insertContent, putBack } from "./store.ts";
import { type ContentStands, type ContentThread, type OpenContent, openThread } from "./thread.ts";
import { endOfAsking } from "./times.ts";

/** A text that an application wants to publish. Untrusted but for its shape. */
export interface NewContent {
  /** The application's id of the account of who wrote it. */
  readonly person: string;
  /** A purpose that asks for approvals. */
  readonly purpose: string;
  /** The application's name for the place: a text that is handed in under it again is another version of the same. */
  readonly reference: string;
  readonly text: string;
  /** Where it will stand, in words that its author reads. */
  readonly where: string;
  readonly language: "en" | "id";
  /** The address of who wrote it, in the one spelling that is mailed to. */
  readonly email: string;
}

/** What became of it. `earlier`: what its author said of the text that stood there before, which is no word on this one. */
export type SubmittedContent =
  | {
      readonly kind: "taken";
      readonly id: string;
      readonly hash: string;
      readonly stands: ContentStands;
      readonly until?: string | undefined;
      readonly earlier?: ContentStands | undefined;
    }
  /** `purpose`: the program has none of this name that asks for approvals. */
  | { readonly kind: "purpose" | "unknown" | "gone" | "limited" };

/** More of one author's texts do not wait for an answer at once: more mails would be a nuisance. */
const MOST_OPEN = 20;

/** Undoes the transaction about somebody who is erased meanwhile. */
class Gone extends Error {}

/** Undoes the transaction of a text that was handed in twice at once. */
class Known extends Error {}

/** Takes a text in and asks who wrote it, by mail. The same one again asks nobody twice; another one for its place is asked about anew. */
export async function submitContent(inst: Installation, told: NewContent): Promise<SubmittedContent> {
  const { program, keys, storage } = inst;
  const rule = Object.hasOwn(program.purposes, told.purpose) ? program.purposes[told.purpose] : undefined;
  if (rule?.approves !== true) return { kind: "purpose" };
  if (await wasErased(inst, told.person)) return { kind: "gone" };
  const [author] = [...(await knownPeople(inst, [{ kind: "person", id: told.person }])).values()];
  if (author === undefined) return { kind: "unknown" };
  if (author.state.beingErased) return { kind: "gone" };
  const reference = keys.identifierHash("content.reference", `${told.purpose}\n${told.reference}`);
  const place = { subject: author.hash, reference };
  const hash = contentHash(told.text);
  const thread = await openThread(inst, place, author.person);
  const known = thread && [thread.current, ...thread.earlier].find((one) => one.hash === hash);
  try {
    if (thread !== undefined && known !== undefined) return await again(inst, { thread, known, place, told });
    if ((await countOpen(storage.db, author.hash)) >= MOST_OPEN) return { kind: "limited" };
    return await takeIn(inst, { told, hash, place, author: author.person, thread });
  } catch (error) {
    if (error instanceof Gone) return { kind: "gone" };
    if (error instanceof Known) return submitContent(inst, told);
    throw error;
  }
}

const isApproved = ({ current, earlier }: ContentThread): boolean =>
  [current, ...earlier].some(({ stands }) => stands === "approved");

interface Taking {
  readonly told: NewContent;
  readonly place: ContentPlace;
}

async function takeIn(
  inst: Installation,
  at: Taking & { readonly hash: string; readonly author: string; readonly thread: ContentThread | undefined },
): Promise<SubmittedContent> {
  const { told, hash, place, author, thread } = at;
  const { storage, surroundings } = inst;
  const id = `C-${surroundings.id()}`;
  const until = endOfAsking(inst);
  const file = { person: told.person, text: contentText(told.text), hash, where: told.where };
  const sealed = await sealContent(inst, { person: author, id }, file);
  const earlier = thread && isApproved(thread) ? "approved" : thread?.current.stands;
  const ask = await asking(inst, { ...at, id, until, changed: earlier === "approved" });
  const row = { id, state: "current", purpose: told.purpose, ...place, sealed, until } as const;
  const text_hash = hashOfText(inst, hash);
  const asked_at = new Date(surroundings.now()).toISOString();
  await storage.transaction(async (tx) => {
    if (!(await holdSubject(tx, place.subject))) throw new Gone();
    if (!(await insertContent(tx, { ...row, text_hash, asked_at }))) throw new Known();
    await ask(tx);
  });
  await inst.ledger.sequence();
  return { kind: "taken", id, hash, stands: "waiting", until, earlier };
}

/** A text that is known. Nobody is asked again about what waits, or about what they answered, but where their approval has ended. */
async function again(
  inst: Installation,
  at: Taking & { readonly thread: ContentThread; readonly known: OpenContent },
): Promise<SubmittedContent> {
  const { thread, known, place } = at;
  const { id, hash, stands } = known;
  const taken = (until: string | null): SubmittedContent => ({
    ...{ kind: "taken", id, hash, stands },
    ...(stands === "waiting" && until !== null ? { until } : {}),
  });
  const isOver = stands === "lapsed";
  if (known === thread.current && !isOver) return taken(known.until);
  // Its end is looked at once a minute: here it counts at once.
  if (isOver) await endOf(inst, [place.subject]);
  const until = stands === "waiting" || isOver ? endOfAsking(inst) : undefined;
  const ask = until === undefined ? undefined : await asking(inst, { ...at, id, until, changed: isApproved(thread) });
  await inst.storage.transaction(async (tx) => {
    if (!(await holdSubject(tx, place.subject))) throw new Gone();
    const at = new Date(inst.surroundings.now()).toISOString();
    await putBack(tx, { ...place, id, asked: until === undefined ? undefined : { at, until } });
    if (ask === undefined) await inst.ledger.append(tx, { kind: "content.put-back", body: { content: id } });
    else await ask(tx);
  });
  await inst.ledger.sequence();
  return isOver
    ? { kind: "taken", id, hash, stands: "waiting", ...(until === undefined ? {} : { until }), earlier: stands }
    : taken(until ?? known.until);
}

/** The mail to the author, with its ledger entry: it holds nothing of the text. */
async function asking(
  inst: Installation,
  at: Taking & { readonly id: string; readonly until: string; readonly changed: boolean },
): Promise<(tx: Tx) => Promise<void>> {
  const { told, id, until, changed } = at;
  const { language, purpose, email } = told;
  await inst.keys.ensure({ request: id });
  const page = `${inst.address}/${language}/contents/${contentToken(inst, id)}`;
  const mail = await queueMail(inst, {
    ...{ owner: id, request: null, to: email, language },
    mail: { template: changed ? "content-changed" : "content-ask", until, page },
  });
  return async (tx) => {
    await mail.add(tx);
    await inst.ledger.append(tx, { kind: "content.asked", body: { content: id, purpose, until } });
  };
}
