import type { Installation } from "../installation/index.ts";
import type { FieldError } from "../pages/index.ts";
import {
  answerQuestion,
  approveRequest,
  denyRequest,
  findRequest,
  MESSAGE_CHARACTERS,
  readMessages,
  recordTold,
  signaturesOf,
  stopRequest,
  turnIntoRight,
  unknownRequest,
  writeMessage,
} from "../requests/index.ts";
import type { Need } from "./need-to-know.ts";
import { capital } from "./words.ts";

/** What became of an act: done, wrong in its fields, or a lawful no. */
export type Acted =
  | { readonly kind: "done" }
  | { readonly kind: "wrong"; readonly errors: readonly FieldError[] }
  | { readonly kind: "refused"; readonly says: string };

/** Who acts, on what, with which fields. */
export interface ActInput {
  readonly inst: Installation;
  readonly request: string;
  readonly account: string;
  readonly role: string;
  readonly form: Readonly<Record<string, string>>;
}

/** One thing that staff do to a request. */
export interface Act {
  readonly name: "approve" | "deny" | "stop" | "message" | "answer" | "turn" | "told" | "run";
  readonly who: "staff" | "approver";
  readonly says: string;
  /** Beside the route's `who`: what the role needs. */
  readonly may: (need: Need) => boolean;
  readonly run: (input: ActInput) => Promise<Acted>;
}

/** So long after it was sent, the same text is taken for the same sending. */
const SAME_MS = 60_000;

const done: Acted = { kind: "done" };
const wrong = (field: string, says: string): Acted => ({ kind: "wrong", errors: [{ field, says }] });

type Answered = { readonly kind: "done" } | { readonly kind: "refused"; readonly says: string; readonly advice?: string };

const acted = (answer: Answered): Acted =>
  answer.kind === "done"
    ? done
    : { kind: "refused", says: `${capital(answer.says)}${answer.advice ? `: ${answer.advice}` : ""}.` };

/** Signs the plan that was read: the posted hash must be the one that stands, and the box must be ticked. */
async function approve({ inst, request, account, role, form }: ActInput): Promise<Acted> {
  const plan = form.plan ?? "";
  const row = await findRequest(inst.storage.db, request);
  // Pressed twice, or sent again by a browser: it is signed already, and once.
  if (row?.plan_hash === plan && signaturesOf(row).some((one) => one.account === account)) return done;
  if (form.read !== "yes")
    return wrong("read", "Tick the box: it says that you have read the plan, and what cannot be brought back.");
  // The form carries the whole hash: a head of it would do at the command line, where somebody types it.
  if (!/^[0-9a-f]{64}$/.test(plan))
    return { kind: "refused", says: "The hash of a plan is missing: read the plan, and sign it from its page." };
  return acted(await approveRequest(inst, { request, plan, as: role, account }));
}

async function deny({ inst, request, account, form }: ActInput): Promise<Acted> {
  const because = (form.because ?? "").trim();
  if (because === "") return wrong("because", "Write the ground: the person reads it, and may complain about it.");
  if (because.length > 2000) return wrong("because", "The ground is longer than 2,000 characters: say it shorter.");
  const answer = await denyRequest(inst, { request, because, account });
  return (await stateOf(inst, request)) === "denied" ? done : acted(answer);
}

const stateOf = async (inst: Installation, request: string): Promise<string | undefined> =>
  (await findRequest(inst.storage.db, request))?.state;

/** A text of a field, or what is wrong with it. */
function textOf(form: ActInput["form"], field: string): { readonly text: string } | { readonly wrong: Acted } {
  const text = (form[field] ?? "").trim();
  if (text === "") return { wrong: wrong(field, "Write something first.") };
  if (text.length > MESSAGE_CHARACTERS)
    return { wrong: wrong(field, "It is longer than 5,000 characters: say it shorter, or in two.") };
  return { text };
}

async function message({ inst, request, account, form }: ActInput): Promise<Acted> {
  const read = textOf(form, "text");
  if ("wrong" in read) return read.wrong;
  if (!(await isSaidAlready(inst, { request, account, text: read.text })))
    await writeMessage(inst, { request, sender: "staff", account, text: read.text });
  return done;
}

// Sent twice by a finger or a browser, a text is said once.
async function isSaidAlready(
  inst: Installation,
  said: { readonly request: string; readonly account: string; readonly text: string },
): Promise<boolean> {
  const messages = await readMessages(inst, said.request);
  const since = inst.surroundings.now() - SAME_MS;
  return messages.some((one) => one.account === said.account && one.text === said.text && Date.parse(one.at) > since);
}

async function answer({ inst, request, account, form }: ActInput): Promise<Acted> {
  const read = textOf(form, "answer");
  if ("wrong" in read) return read.wrong;
  if ((await stateOf(inst, request)) === "done" && (await isSaidAlready(inst, { request, account, text: read.text })))
    return done;
  return acted(await answerQuestion(inst, { request, account, text: read.text }));
}

async function turn({ inst, request, account, form }: ActInput): Promise<Acted> {
  const { right } = form;
  if (right !== "access" && right !== "erasure") return { kind: "refused", says: "Say which right it is: access or erasure." };
  if ((await findRequest(inst.storage.db, request))?.right === right) return done;
  return acted(await turnIntoRight(inst, { request, account, right }));
}

async function stop({ inst, request, account }: ActInput): Promise<Acted> {
  const row = await findRequest(inst.storage.db, request);
  // Stopped a moment ago: it waits to be signed again, and has nothing to stop.
  if (row?.state === "planned" && row.cooling_until === null && row.because !== null) return done;
  return acted(await stopRequest(inst, request, account));
}

const told = async ({ inst, request, account, form }: ActInput): Promise<Acted> =>
  acted(await recordTold(inst, { request, recipient: form.recipient ?? "", account }));

/** Wakes whoever runs requests; what there is to do, the journal says. */
async function run({ inst, request }: ActInput): Promise<Acted> {
  if (!(await findRequest(inst.storage.db, request))) throw unknownRequest(request);
  await inst.storage.transaction((tx) => inst.jobs.enqueue(tx, { kind: "request.advance", request }));
  return done;
}

/** Everything that staff do to a request, with who may. */
export const acts: readonly Act[] = [
  { name: "approve", who: "approver", says: "Signs the plan that stands", may: (need) => need.decides, run: approve },
  { name: "deny", who: "approver", says: "Denies a request with its ground", may: (need) => need.decides, run: deny },
  { name: "stop", who: "staff", says: "Stops an erasure that cools off", may: (need) => need.writes || need.decides, run: stop },
  { name: "message", who: "staff", says: "Writes to the person", may: (need) => need.writes, run: message },
  { name: "answer", who: "staff", says: "Answers a question and closes it", may: (need) => need.writes, run: answer },
  { name: "turn", who: "staff", says: "Makes a right of a question", may: (need) => need.writes, run: turn },
  { name: "told", who: "approver", says: "Records that a recipient was told", may: (need) => need.decides, run: told },
  { name: "run", who: "approver", says: "Goes on with a request that stands still", may: (need) => need.decides, run },
];
