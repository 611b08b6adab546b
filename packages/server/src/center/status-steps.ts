import { isRight } from "@troth/core/requests";
import type { Step } from "../pages/index.ts";
import type { RequestView } from "../requests/index.ts";
import { dayIn, listIn } from "../words/index.ts";
import { waitsForProof } from "./status-asker.tsx";
import { coolsUntil, isErasedHere, momentHere, type Saying, untold } from "./status-words.ts";
import { say } from "./words.ts";

/** The way of a request, in the order in which things happen. */
export function stepsOf(view: RequestView, at: Saying): Step[] {
  const asked: Step = {
    state: "done",
    title: say(at.language, view.verified ? "step.asked" : "step.asked.staff"),
    says: dayIn(at.language, view.receivedAt, at.zone),
  };
  if (view.state === "appealed") return [asked, ...appealed(view, at)];
  if (view.state === "denied" || view.state === "withdrawn") return [asked, ended(view, view.state, at)];
  if (!isRight(view.right)) return [asked, answer(view, at)];
  // How far it is would tell whether there is anything.
  if (waitsForProof(view)) return [asked, { state: "here", title: say(at.language, "step.prove") }, last(view, at)];
  const ways = view.right === "access" ? [found, approval, copying] : [planning, approval, cooling, erasing, telling];
  return [asked, ...ways.flatMap((way) => way(view, at) ?? []), last(view, at)];
}

// How far a request is: which of these has passed.
const ORDER = ["received", "planned", "approved", "executing", "open", "done"] as const;
const isPast = (view: RequestView, state: (typeof ORDER)[number]): boolean =>
  ORDER.indexOf(view.state as (typeof ORDER)[number]) > ORDER.indexOf(state);

/** A step that is done, under way, or still to come. */
const stateOf = (isDone: boolean, isHere: boolean): Step["state"] => (isDone ? "done" : isHere ? "here" : "ahead");

function ended(view: RequestView, state: "denied" | "withdrawn", { language, zone }: Saying): Step {
  const day = view.closedAt === undefined ? {} : { says: dayIn(language, view.closedAt, zone) };
  return { state: "stopped", title: say(language, `step.${state}`), ...day };
}

/** A no, what was said against it, and that somebody looks at it again. */
function appealed(view: RequestView, { language, zone }: Saying): Step[] {
  const day = view.appeal === undefined ? {} : { says: dayIn(language, view.appeal.at, zone) };
  return [
    { state: "stopped", title: say(language, "step.denied") },
    { state: "done", title: say(language, "step.appealed"), ...day },
    { state: "here", title: say(language, "step.appeal") },
  ];
}

function answer(view: RequestView, { language, zone }: Saying): Step {
  const isDone = view.state === "done";
  const day = view.closedAt === undefined ? {} : { says: dayIn(language, view.closedAt, zone) };
  return { state: stateOf(isDone, true), title: say(language, isDone ? "step.answer.done" : "step.answer"), ...day };
}

function found(view: RequestView, { language }: Saying): Step {
  const isDone = isPast(view, "received");
  // Rows of others that point to the person are told of in the copy, and are not in it.
  const stores = (view.plan?.stores ?? [])
    .map((store) => store.steps.filter((step) => step.link !== "mentions").reduce((sum, step) => sum + step.rows, 0))
    .filter((count) => count > 0);
  const count = stores.reduce((sum, rows) => sum + rows, 0);
  if (!isDone || view.plan === undefined)
    return { state: stateOf(isDone, true), title: say(language, isDone ? "step.found.done" : "step.found") };
  // Nothing yet: people may still look by hand.
  if (count === 0) return { state: "done", title: say(language, "step.found.looked") };
  const says = say(language, "step.found.rows", { count, stores: stores.length });
  return { state: "done", title: say(language, "step.found.done"), says };
}

function planning(view: RequestView, { language }: Saying): Step {
  const isDone = isPast(view, "received");
  return { state: stateOf(isDone, true), title: say(language, isDone ? "step.plan.done" : "step.plan") };
}

function approval(view: RequestView, { language }: Saying): Step {
  const isDone = isPast(view, "planned");
  const isHere = view.state === "planned";
  const more = isHere && view.approvals.length > 0 ? { says: say(language, "step.approve.more") } : {};
  return { state: stateOf(isDone, isHere), title: say(language, isDone ? "step.approve.done" : "step.approve"), ...more };
}

function cooling(view: RequestView, at: Saying): Step | undefined {
  if (view.coolingUntil === undefined) return undefined;
  const { language } = at;
  const until = coolsUntil(view, at.now);
  if (until === undefined) return { state: "done", title: say(language, "step.cool.done") };
  const says = say(language, "step.cool.says", { moment: momentHere(until, at) });
  return { state: "here", title: say(language, "step.cool"), says };
}

function copying(view: RequestView, { language }: Saying): Step {
  const isDone = view.state === "done";
  return {
    state: stateOf(isDone, isPast(view, "planned")),
    title: say(language, isDone ? "step.copy.done" : "step.copy"),
  };
}

function erasing(view: RequestView, { language, now }: Saying): Step {
  const isDone = isErasedHere(view) && isPast(view, "approved");
  const isHere = isPast(view, "planned") && coolsUntil(view, now) === undefined;
  if (!isDone) {
    const done = view.stores.filter((store) => store.state === "verified").length;
    const part = view.state === "open" ? { says: say(language, "step.erase.part", { done, all: view.stores.length }) } : {};
    return { state: stateOf(view.state === "done", isHere), title: say(language, "step.erase"), ...part };
  }
  const rows = view.stores.reduce((all, store) => all + store.deleted, 0);
  const changed = view.stores.reduce((all, store) => all + store.changed, 0);
  const more = changed === 0 ? {} : { says: say(language, "step.erase.changed", { count: changed }) };
  return { state: "done", title: say(language, "step.erase.done", { rows }), ...more };
}

function telling(view: RequestView, { language }: Saying): Step | undefined {
  if (view.recipients.length === 0) return undefined;
  const waiting = untold(view);
  const named = (state: "told" | "impossible") => view.recipients.filter((one) => one.state === state).map((one) => one.name);
  const line = (key: "told" | "waiting" | "impossible", names: readonly string[]) =>
    names.length === 0 ? [] : [say(language, `step.tell.${key}`, { names: listIn(language, names) })];
  const says = [...line("told", named("told")), ...line("impossible", named("impossible")), ...line("waiting", waiting)];
  const isDone = waiting.length === 0;
  return {
    state: stateOf(isDone, isPast(view, "approved") && isErasedHere(view)),
    title: say(language, isDone ? "step.tell.done" : "step.tell"),
    says: says.join(" "),
  };
}

function last(view: RequestView, { language, zone }: Saying): Step {
  const day = view.closedAt === undefined ? {} : { says: dayIn(language, view.closedAt, zone) };
  return { state: stateOf(view.state === "done", false), title: say(language, "step.done"), ...day };
}
