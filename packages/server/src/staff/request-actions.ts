import { sendIdentifyCode, sendIdentifyCodeAgain, settleIdentifyCode } from "../asks/index.ts";
import type { Installation } from "../installation/index.ts";
import {
  answerQuestion,
  appealRequest,
  approveRequest,
  askFee,
  askPerson,
  decideAppeal,
  denyRequest,
  extendRequest,
  findRequest,
  isFeeOpen,
  isLeavingOut,
  isMeasure,
  isSettledBy,
  isShownBy,
  leaveOut,
  letStay,
  type MadePlan,
  MESSAGE_CHARACTERS,
  movesOf,
  nameFurther,
  otherKinds,
  readMessages,
  recordTold,
  sayNotTheirs,
  settleFee,
  settleRun,
  signaturesOf,
  stopRequest,
  turnIntoRight,
  unknownRequest,
  viewRequest,
  writeMessage,
} from "../requests/index.ts";
import { type Acted, type ActInput, acted, done, wrong } from "./acted.ts";
import { noMarketing, said, shown, stopped } from "./asker-actions.ts";
import type { Need } from "./need-to-know.ts";
import { readFurther } from "./read-new-request.ts";
import { capital } from "./words.ts";

/** One thing that staff do to a request. */
export interface Act {
  readonly name:
    | "approve"
    | "deny"
    | "appeal"
    | "decide-appeal"
    | "fee"
    | "fee-waive"
    | "stop"
    | "extend"
    | "ask"
    | "message"
    | "answer"
    | "turn"
    | "told"
    | "identify"
    | "shown"
    | "asker"
    | "collect-no-more"
    | "no-marketing"
    | "identify-code"
    | "left-out"
    | "let-stay"
    | "settle"
    | "not-theirs"
    | "run";
  readonly who: "staff" | "approver";
  readonly says: string;
  /** Beside the route's `who`: what the role needs. */
  readonly may: (need: Need) => boolean;
  readonly run: (input: ActInput) => Promise<Acted>;
}

/** So long after it was sent, the same text is taken for the same sending. */
const SAME_MS = 60_000;

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
  if (because === "") return wrong("because", "Explain the ground: the person reads it, and may complain about it.");
  if (because.length > 2000) return wrong("because", "The words are longer than 2,000 characters: say it shorter.");
  const ground = (form.ground ?? "").trim();
  const answer = await denyRequest(inst, { request, because, account, ...(ground === "" ? {} : { ground }) });
  if ((await stateOf(inst, request)) === "denied") return done;
  if (answer.kind === "done" || answer.reason !== "ground") return acted(answer);
  return wrong(
    "ground",
    ground === "" ? "Choose the ground: a law gives this right, and words alone deny nobody." : `${capital(answer.says)}.`,
  );
}

/** Takes down an appeal that came by letter or call. Pressed twice, it is one. */
async function appeal({ inst, request, account, form }: ActInput): Promise<Acted> {
  const read = textOf(form, "appeal");
  if ("wrong" in read) return read.wrong;
  if ((await stateOf(inst, request)) === "appealed" && (await isSaidAlready(inst, { request, account, text: read.text })))
    return done;
  return acted(await appealRequest(inst, { request, text: read.text, account, cameBy: "staff" }));
}

/** Tells what it would cost. Pressed twice, it is told once. */
async function fee({ inst, request, account, form }: ActInput): Promise<Acted> {
  const { feeGround = "", amount = "", feeBecause = "" } = form;
  if (feeGround === "") return wrong("feeGround", "Choose the ground: without one it is free.");
  if (feeBecause.trim() === "") return wrong("feeBecause", "Explain the ground: the person reads it.");
  if (feeBecause.length > 2000) return wrong("feeBecause", "The words are longer than 2,000 characters: say it shorter.");
  const before = await viewRequest(inst, request);
  if (before.fee?.amount === amount.trim() && isFeeOpen(before.fee)) return done;
  const answer = await askFee(inst, { request, ground: feeGround, amount, because: feeBecause, account });
  if (answer.kind === "refused" && answer.reason === "amount") return wrong("amount", `${capital(answer.says)}.`);
  return acted(answer);
}

async function waive({ inst, request, account }: ActInput): Promise<Acted> {
  if ((await viewRequest(inst, request)).fee?.waivedAt !== undefined) return done;
  return acted(await settleFee(inst, { request, how: "waived", account }));
}

async function decide({ inst, request, account, form }: ActInput): Promise<Acted> {
  const { outcome } = form;
  if (outcome !== "granted" && outcome !== "refused") return wrong("outcome", "Choose what is decided.");
  const because = (form.decision ?? "").trim();
  if (because === "") return wrong("decision", "Explain the decision: the person reads it.");
  if (because.length > 2000) return wrong("decision", "The words are longer than 2,000 characters: say it shorter.");
  // Pressed twice: it is decided once.
  const before = await viewRequest(inst, request);
  if (before.appeal?.outcome === outcome) return done;
  return acted(await decideAppeal(inst, { request, outcome, because, account }));
}

async function extend({ inst, request, account, form }: ActInput): Promise<Acted> {
  const because = (form.longer ?? "").trim();
  if (because === "") return wrong("longer", "Write why it takes longer: the law wants the person told.");
  if (because.length > 2000) return wrong("longer", "The reasons are longer than 2,000 characters: say them shorter.");
  // Pressed twice: they are told once.
  const row = await findRequest(inst.storage.db, request);
  if (row && movesOf(row).extended !== undefined && (await isSaidAlready(inst, { request, account, text: because }))) return done;
  return acted(await extendRequest(inst, { request, because, account }));
}

async function ask({ inst, request, account, form }: ActInput): Promise<Acted> {
  const { what } = form;
  if (what !== "identity" && what !== "clarification")
    return { kind: "refused", says: "Say what they are asked: who they are, or what they want." };
  const read = textOf(form, "question");
  if ("wrong" in read) return read.wrong;
  if (await isSaidAlready(inst, { request, account, text: read.text })) return done;
  const { measure = "" } = form;
  if (what === "identity" && measure !== "" && !isMeasure(measure))
    return { kind: "refused", says: "Say what they are to show: one of the measures in the list." };
  const wanted = what === "identity" && isMeasure(measure) ? { measure } : {};
  return acted(await askPerson(inst, { request, what, ...wanted, text: read.text, account }));
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

/** Decides that a request need not look into a dataset that nothing leads to. Pressed twice, it is decided once. */
async function leftOut({ inst, request, account, role, form }: ActInput): Promise<Acted> {
  const { place = "", reason = "" } = form;
  if (!isLeavingOut(reason)) return { kind: "refused", says: "Say why it may be left out: one of the reasons in the list." };
  const row = await findRequest(inst.storage.db, request);
  const before = (row?.plan as unknown as MadePlan | null)?.leftOut ?? [];
  if (before.some((one) => `${one.store}/${one.dataset}` === place && one.reason === reason)) return done;
  return acted(await leaveOut(inst, { request, places: [place], reason, as: role, account }));
}

/** Lets rows that were found late stay. Pressed twice, it is decided once. */
async function stay({ inst, request, account, role }: ActInput): Promise<Acted> {
  if ((await stateOf(inst, request)) === "done") return done;
  return acted(await letStay(inst, { request, as: role, account }));
}

/** Says that rows are another person's. Pressed twice, it is said once. */
async function notTheirs({ inst, request, account, role, form }: ActInput): Promise<Acted> {
  const { place = "" } = form;
  if (!(await viewRequest(inst, request)).undecided.includes(place)) return done;
  return acted(await sayNotTheirs(inst, { request, place, as: role, account }));
}

/** Says how an act ended that nobody could find out. Pressed twice, it is said once. */
async function settle({ inst, request, account, role, form }: ActInput): Promise<Acted> {
  const { store = "", outcome, knownBy = "" } = form;
  if (outcome !== "erased" && outcome !== "not-erased") return wrong("outcome", "Choose what you found in the store.");
  if (!isSettledBy(knownBy)) return wrong("knownBy", "Choose how you know it: it stays on record.");
  const run = (await viewRequest(inst, request)).stores.find((one) => one.store === store);
  if (outcome === "erased" && run?.outcomeKnownBy === "staff") return done;
  return acted(await settleRun(inst, { request, store, outcome, by: knownBy, as: role, account }));
}

/** Adds an identifier that the person named later, with what was seen of it. Pressed twice, it is named once. */
async function identify({ inst, request, account, role, form }: ActInput): Promise<Acted> {
  const { kind = "", shownBy = "" } = form;
  if (kind !== "email" && !otherKinds(inst.program).includes(kind)) return wrong("kind", "Choose what it is.");
  const read = readFurther(kind, form.identifier ?? "");
  if ("wrong" in read) return wrong("identifier", read.wrong);
  if (shownBy === "code") {
    if (kind !== "email") return wrong("shownBy", "A code can be sent to a mail address alone: choose what you have seen of it.");
    const email = read.identifier.value;
    return acted(await sendIdentifyCode(inst, { request, email, as: role, account }));
  }
  if (!isShownBy(shownBy)) return wrong("shownBy", "Choose what you have seen of it: what nobody has seen is not added.");
  return acted(await nameFurther(inst, { request, identifier: read.identifier, shownBy, as: role, account }));
}

/** What becomes of a code that was sent to one more address: another is sent, or it is decided without it, on record. */
async function identifyCode({ inst, request, account, role, form }: ActInput): Promise<Acted> {
  const { settle = "" } = form;
  if (settle === "again") return acted(await sendIdentifyCodeAgain(inst, request));
  if (settle !== "taken-back" && !isShownBy(settle)) return wrong("settle", "Choose what is to become of it.");
  return acted(await settleIdentifyCode(inst, { request, by: settle, as: role, account }));
}

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
  {
    name: "appeal",
    who: "staff",
    says: "Takes down an appeal that came by letter or call",
    may: (need) => need.writes,
    run: appeal,
  },
  {
    name: "decide-appeal",
    who: "approver",
    says: "Decides an appeal against a denial",
    may: (need) => need.decides,
    run: decide,
  },
  { name: "fee", who: "approver", says: "Tells the person what it would cost", may: (need) => need.decides, run: fee },
  { name: "fee-waive", who: "approver", says: "Does it for nothing after all", may: (need) => need.decides, run: waive },
  { name: "stop", who: "staff", says: "Stops an erasure that cools off", may: (need) => need.writes || need.decides, run: stop },
  {
    name: "extend",
    who: "approver",
    says: "Tells the person that it takes longer, and why",
    may: (need) => need.decides,
    run: extend,
  },
  { name: "ask", who: "staff", says: "Asks the person who they are, or what they want", may: (need) => need.writes, run: ask },
  { name: "message", who: "staff", says: "Writes to the person", may: (need) => need.writes, run: message },
  { name: "answer", who: "staff", says: "Answers a question and closes it", may: (need) => need.writes, run: answer },
  { name: "turn", who: "staff", says: "Makes a right of a question", may: (need) => need.writes, run: turn },
  { name: "told", who: "approver", says: "Records that a recipient was told", may: (need) => need.decides, run: told },
  {
    name: "identify",
    who: "staff",
    says: "Adds an identifier, on record",
    may: (need) => need.opensPerson && (need.writes || need.decides),
    run: identify,
  },
  {
    name: "shown",
    who: "staff",
    says: "Writes down that whoever asks has shown something",
    may: (need) => need.writes || need.decides,
    run: shown,
  },
  {
    name: "asker",
    who: "staff",
    says: "Writes down what is known of whoever asks",
    may: (need) => need.writes || need.decides,
    run: said,
  },
  {
    name: "collect-no-more",
    who: "approver",
    says: "Has nothing more collected of a child, on a parent's word",
    may: (need) => need.decides,
    run: stopped,
  },
  {
    name: "no-marketing",
    who: "staff",
    says: "Stops marketing for an account, on the word of a question or a concern",
    may: (need) => need.writes,
    run: noMarketing,
  },
  {
    name: "identify-code",
    who: "staff",
    says: "Sends another code to one more address, or decides without it, on record",
    may: (need) => need.opensPerson && (need.writes || need.decides),
    run: identifyCode,
  },
  { name: "left-out", who: "approver", says: "Leaves a dataset out, on record", may: (need) => need.decides, run: leftOut },
  {
    name: "let-stay",
    who: "approver",
    says: "Lets rows that were found late stay, on record",
    may: (need) => need.decides,
    run: stay,
  },
  {
    name: "settle",
    who: "approver",
    says: "Says how an act ended in a store that nobody could find out",
    may: (need) => need.decides,
    run: settle,
  },
  {
    name: "not-theirs",
    who: "approver",
    says: "Says that rows found by an identifier alone are another person's, on record",
    may: (need) => need.decides,
    run: notTheirs,
  },
  { name: "run", who: "approver", says: "Goes on with a request that stands still", may: (need) => need.decides, run },
];
