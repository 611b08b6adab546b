import { isEnded, isRight } from "@troth/core/requests";
import {
  askerOptions,
  FURTHER_SHOWN_BY,
  hadSays,
  lackingSays,
  REQUESTER_WORDS,
  type RequestView,
  refusedSays,
  type StoreRunView,
} from "../../requests/index.ts";
import { counted, day, figure, hashHead, moment, seconds } from "./figures.ts";
import { totalsInWords } from "./plan-tree.ts";
import { type Mark, type Paint, padEnd, printable, toEdge, wrap } from "./terminal.ts";

const EDGE = 75;
const LABELS = 14;

/** One line a request: what waits for somebody stands first. */
export function renderRequestList(requests: readonly RequestView[], paint: Paint): string[] {
  if (requests.length === 0) return ["no request has been taken"];
  return requests.flatMap((request) => {
    const head = `${markOf(request, paint)} ${paint.bold(request.id)}  ${padEnd(request.right, 8)}  ${padEnd(request.state, 10)}`;
    const line = toEdge(head, paint.dim(`received ${day(request.receivedAt)}`), EDGE);
    return [line, ...because(request, paint)];
  });
}

function markOf(request: RequestView, paint: Paint): string {
  const marks: Readonly<Record<RequestView["state"], Mark>> = {
    received: "waits",
    planned: "waits",
    approved: "waits",
    executing: "waits",
    open: "look",
    done: "done",
    denied: "done",
    appealed: "waits",
    withdrawn: "done",
  };
  return paint.mark(marks[request.state]);
}

const because = (request: RequestView, paint: Paint): string[] =>
  request.because === undefined ? [] : wrap(printable(request.because), 75).map((line) => `  ${paint.dim(line)}`);

/** Everything that is known of one request, and the command that goes on from here. */
export function renderRequest(request: RequestView, paint: Paint): string[] {
  const verified = request.verified ? "identity verified" : "identity not verified";
  return [
    toEdge(
      `${paint.bold(request.id)}  ${request.right}  ${paint.bold(request.state)}`,
      paint.dim(`received ${moment(request.receivedAt)}`),
      EDGE,
    ),
    `taken by ${printable(request.takenBy)}, ${verified}`,
    ...askerLines(request, paint),
    ...(request.codeWaits === undefined
      ? []
      : [paint.dim("  one more address waits for its code: it cannot be signed before that is settled")]),
    ...request.further.map((one) => paint.dim(`  ${one.kind} added by ${printable(one.by)}: ${FURTHER_SHOWN_BY[one.shownBy]}`)),
    ...because(request, paint),
    "",
    ...planLines(request, paint),
    ...request.stores.flatMap((store) => storeLines(store, request.right, paint)),
    // An erasure's stores say it themselves.
    ...request.tasks
      .filter((task) => task.purpose === "keep" || !request.stores.some((store) => store.store === task.store))
      .map((task) => taskLine(task, paint)),
    ...request.tasks.flatMap((task) => keptLines(task, paint)),
    ...request.recipients.flatMap((recipient) => recipientLines(recipient, paint)),
    ...(request.entries.length === 0
      ? []
      : [`  ${padEnd("ledger", LABELS)}${counted(request.entries.length, "entry", "entries")}`]),
    ...(request.closedAt === undefined ? [] : [`  ${padEnd("closed", LABELS)}${moment(request.closedAt)}`]),
    ...nextLines(request),
  ];
}

function planLines(request: RequestView, paint: Paint): string[] {
  const { plan } = request;
  if (!isRight(request.right)) return [];
  if (plan === undefined) return [`${paint.mark("waits")} ${padEnd("plan", LABELS)}none yet`];
  const whose = plan.people === undefined ? "" : `, of ${counted(plan.people, "person", "people")}`;
  const words = request.right === "erasure" ? totalsInWords(plan.totals) : `${counted(plan.totals.rows, "row")} in the copy`;
  const signed = request.approvals.length > 0;
  const blocked = plan.findings.filter((finding) => finding.blocks).length;
  const standing = signed
    ? request.approvals.join(", ")
    : plan.canBeApproved
      ? "nobody yet"
      : `cannot be: ${counted(blocked, "finding")} against it`;
  return [
    `${paint.mark(plan.canBeApproved ? "done" : "broken")} ${padEnd("plan", LABELS)}${words}${whose}`,
    `  ${padEnd("", LABELS)}${paint.dim(`hash ${hashHead(plan.hash, paint)}`)}`,
    `${paint.mark(signed ? "done" : "waits")} ${padEnd("approved", LABELS)}${standing}`,
    ...(request.coolingUntil === undefined
      ? []
      : [`${paint.mark("waits")} ${padEnd("cools off", LABELS)}until ${moment(request.coolingUntil)}`]),
  ];
}

const STORE_MARKS: Readonly<Record<StoreRunView["state"], Mark>> = {
  waiting: "waits",
  started: "waits",
  committed: "waits",
  verified: "done",
  unknown: "unknown",
  shadow: "look",
  failed: "broken",
};

const STORE_WORDS: Readonly<Record<StoreRunView["state"], string>> = {
  waiting: "waits",
  started: "started",
  committed: "committed, not read back yet",
  verified: "",
  unknown: "it is not known how the transaction ended",
  shadow: "in shadow: rolled back",
  failed: "failed",
};

function storeLines(store: StoreRunView, right: RequestView["right"], paint: Paint): string[] {
  const did =
    right === "erasure" && (store.deleted > 0 || store.changed > 0 || store.state === "verified")
      ? `${figure(store.deleted)} deleted, ${figure(store.changed)} changed`
      : "";
  const remain = store.remaining === undefined ? "" : `${figure(store.remaining)} remain`;
  const words = [did, remain, STORE_WORDS[store.state]].filter((part) => part !== "").join(", ");
  const time = store.storeMs === undefined ? "" : paint.dim(seconds(store.storeMs));
  const line = `${paint.mark(STORE_MARKS[store.state])} ${padEnd(printable(store.store), LABELS)}${words === "" ? "done" : words}`;
  const more = [
    store.because === undefined ? "" : printable(store.because),
    store.readBack.length === 0 ? "" : `read back: ${store.readBack.join("; ")}`,
    store.outcomeKnownBy === undefined ? "" : `known by: ${store.outcomeKnownBy}`,
  ].filter((part) => part !== "");
  return [
    time === "" ? line : toEdge(line, time, EDGE),
    ...more.flatMap((text) => wrap(text, EDGE - LABELS - 2).map((part) => `  ${padEnd("", LABELS)}${paint.dim(part)}`)),
  ];
}

function taskLine(task: RequestView["tasks"][number], paint: Paint): string {
  const [mark, words] = {
    waiting: [task.late ? "broken" : "waits", `by hand: ${task.late ? "late, it was due" : "due"} ${day(task.dueAt)}`],
    done: ["done", "by hand: reported as done"],
    impossible: ["broken", "by hand: reported as impossible"],
  }[task.state] as [Mark, string];
  const aim = task.purpose === "keep" ? ", of what a law kept" : "";
  return `${paint.mark(mark)} ${padEnd(printable(task.store), LABELS)}${words}${aim}`;
}

/** What a law keeps where people look: it is said to be gone when they have reported it, and not before. */
const keptLines = ({ store, kept }: RequestView["tasks"][number], paint: Paint): string[] =>
  kept === undefined
    ? []
    : [
        `${paint.mark("waits")} ${padEnd(printable(store), LABELS)}${counted(kept.rows, "record")} kept by law; the first may go after ${day(kept.until)}`,
      ];

function recipientLines(recipient: RequestView["recipients"][number], paint: Paint): string[] {
  const { state } = recipient;
  const mark = state === "told" ? "done" : state === "waiting" ? "look" : "unknown";
  const words = { told: "told", waiting: "not told yet", impossible: "cannot be told" }[state];
  const text = `${recipient.name} ${words}: ${recipient.how}`;
  const [first = "", ...rest] = wrap(printable(text), EDGE - LABELS - 2);
  return [
    `${paint.mark(mark)} ${padEnd(printable(recipient.recipient), LABELS)}${first}`,
    ...[...rest, ...hadLines(recipient.had)].map((line) => `  ${padEnd("", LABELS)}${line}`),
  ];
}

const hadLines = (had: RequestView["recipients"][number]["had"]): readonly string[] =>
  had === undefined ? [] : wrap(printable(hadSays(had, day)), EDGE - LABELS - 2);

/** Who asks, where that is not the person, and what is still wanted of them before anything is signed. */
function askerLines({ requester, asker, state }: RequestView, paint: Paint): string[] {
  const lines = [
    ...(requester === "person" ? [] : [`asked by ${REQUESTER_WORDS[requester]}`]),
    ...(asker?.judged.refusedBy ?? []).map(refusedSays),
    ...(isEnded(state) ? [] : (asker?.judged.lacking ?? []).map(lackingSays)),
  ];
  return lines.flatMap((line) => wrap(line, EDGE - 2).map((part) => `  ${paint.dim(part)}`));
}

/** What a person would do next; nothing where nothing is left to do. */
export function nextCommands(request: RequestView): string[] {
  const { id, plan } = request;
  if (request.state === "planned" && plan?.canBeApproved) {
    const [lacking] = request.asker?.judged.lacking ?? [];
    if (request.asker?.judged.refused) return [`troth deny ${id} --because "..."`];
    if (lacking !== undefined) return [`troth asker ${id} ${askerOptions(lacking)} --as <role>`];
    return [`troth approve ${id} --plan ${plan.hash.slice(0, 16)} --as <role>`];
  }
  if (request.coolingUntil !== undefined) return [`troth stop ${id}`, `troth resume ${id}`];
  if (request.state === "approved" || request.state === "executing") return [`troth resume ${id}`];
  const keeps = request.tasks
    .filter((task) => task.purpose === "keep" && task.state !== "done")
    .map((task) => taskCommand(id, task));
  if (request.state !== "open") return request.state === "done" ? keeps : [];
  const waiting = request.recipients.filter((recipient) => recipient.state === "waiting");
  const shadow = request.stores.filter((store) => store.state === "shadow").map((store) => `troth store live ${store.store}`);
  const stuck = request.stores.some((store) => store.state !== "verified");
  const unknown = request.stores
    .filter((store) => store.state === "unknown")
    .map((store) => `troth settle ${id} ${store.store} <erased|not-erased> --known-by <how> --as <role>`);
  const tasks = request.tasks
    .filter((task) => task.purpose === "request" && task.state === "waiting")
    .map((task) => taskCommand(id, task));
  return [
    ...shadow,
    ...tasks,
    ...keeps,
    ...unknown,
    ...request.undecided.map((place) => `troth not-theirs ${id} ${place} --as <role>`),
    ...(stuck ? [`troth resume ${id}`] : []),
    ...waiting.map((recipient) => `troth told ${id} ${recipient.recipient}`),
  ];
}

const taskCommand = (id: string, task: { readonly store: string }): string => `troth task show ${id} ${task.store} --as <role>`;

function nextLines(request: RequestView): string[] {
  const commands = nextCommands(request);
  return commands.length === 0 ? [] : ["", ...commands.map((command, at) => `${at === 0 ? "next    " : "        "}${command}`)];
}
