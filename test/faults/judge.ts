// Whether a request ended right, once, or stands visibly stuck with its reason. Pure: facts in, verdict out.
import { verifyReceipt } from "@troth/core/ledger";
import type { Facts } from "./journey.ts";
import type { StoresState } from "./read-store.ts";

/** What a run that nobody killed showed: what is right. */
export interface Expected {
  readonly before: StoresState;
  readonly after: StoresState;
  readonly facts: Facts;
}

/** The verdict: no problems is a pass. */
export interface Verdict {
  readonly outcome: "done" | "stuck";
  /** Why it is stuck. */
  readonly because: string | undefined;
  readonly problems: readonly string[];
}

/** Whether stores hold the same. */
export const isSame = (one: StoresState, other: StoresState): boolean =>
  Object.keys(one).every((store) => one[store]?.rows === other[store]?.rows);

/** Entries that each store has. */
const PER_STORE: ReadonlySet<string> = new Set(["store.erased", "store.verified", "store.swept"]);

/** Every change of Troth's state that must have its entry, and how often. */
const ENTRIES: Readonly<Record<string, number>> = {
  "request.taken": 1,
  "request.planned": 1,
  "request.approved": 1,
  "request.started": 1,
  "store.erased": 1,
  "store.verified": 1,
  "request.held": 1,
  "recipient.told": 1,
  "request.completed": 1,
  "request.looked-again": 1,
  "sweep.began": 1,
  "store.swept": 1,
  "request.swept": 1,
  "person.forgetting": 1,
  "person.forgotten": 1,
};

/** The same where the look an hour later and the sweep found something: the request was gone through three times. */
const FOUND: Readonly<Record<string, number>> = {
  ...ENTRIES,
  ...{ "request.planned": 2, "request.approved": 2, "request.started": 2, "store.erased": 2, "store.verified": 3 },
  ...{ "request.reopened": 2, "request.completed": 3, "residue.removed": 1, "recipient.told": 2, "request.recipients-found": 1 },
};

const isFound = ({ facts }: Expected): boolean => countOf(facts, "request.reopened") > 0;

/** Entries of a run, and of what held it up: whoever takes a request up writes them anew. */
const MAY_REPEAT: ReadonlySet<string> = new Set(["store.failed", "request.started", "request.held"]);

/** Entries that are no request's. */
const OF_NOBODY: ReadonlySet<string> = new Set(["store.live", "program.published", "ledger.started", "person.forgotten"]);

/** Judges what a request came to. */
export function judge(facts: Facts, now: StoresState, expected: Expected): Verdict {
  const [request, ...more] = facts.requests;
  if (!request) return { outcome: "stuck", because: undefined, problems: ["there is no request"] };
  const problems = [
    ...facts.problems.map((one) => `fsck: ${one}`),
    ...(more.length > 0 ? [`${more.length + 1} requests where one was taken`] : []),
  ];
  if (request.state === "done")
    return { outcome: "done", because: undefined, problems: [...problems, ...judgeDone(facts, now, expected)] };
  return { outcome: "stuck", because: request.because, problems: [...problems, ...judgeStuck(facts, now, expected)] };
}

function judgeDone(facts: Facts, now: StoresState, expected: Expected): string[] {
  const problems: string[] = [];
  const must = (holds: boolean, problem: string) => void (holds || problems.push(problem));
  const [request] = facts.requests;
  for (const [store, state] of Object.entries(now)) {
    const right = expected.after[store]?.rows ?? "";
    must(state.rows === right, `store ${store} is not as it should be: ${firstDifference(state.rows, right)}`);
    must(!state.marked, `a value of the person still stands in store ${store}`);
    // One act, or as many as the parts that it was cut into.
    const acts = countOf(expected.facts, PART) === 0 && !isFound(expected) ? 1 : expected.after[store]?.acts;
    must(state.acts === undefined || state.acts === acts, `store ${store} has committed ${state.acts} acts, not ${acts}`);
  }
  const due = isFound(expected) ? FOUND : ENTRIES;
  problems.push(...judgeEntries(facts, due, countOf(expected.facts, PART)));
  for (const store of Object.keys(now)) {
    const erased = erasedOf(facts, store);
    const right = erasedOf(expected.facts, store);
    for (const count of ["deleted", "changed"])
      must(
        erased?.[count] === right?.[count],
        `the entry of ${store} says ${count} ${erased?.[count]}, and it was ${right?.[count]}`,
      );
  }
  must(facts.tombstones === expected.facts.tombstones, `${facts.tombstones} tombstones, not ${expected.facts.tombstones}`);
  must(
    facts.runs.every((run) => run.state === "verified") && facts.runs.length === Object.keys(now).length,
    "a store's run is not verified",
  );
  must(request?.recipients.every((one) => one.state === "told") === true, "a recipient is not told");
  const states = facts.people.map((person) => person.state).sort();
  must(states.join() === "forgotten", `people are ${states.join(", ")}`);
  must(
    isReceiptSound(facts, isFound(expected) ? "request.completed" : "request.swept"),
    "the receipt does not verify, or is not that of the last word",
  );
  return problems;
}

/** The entry of one transaction of several; none where there is one. */
const PART = "store.partly-erased";

const countOf = ({ entries }: Facts, kind: string): number => entries.filter((one) => one.kind === kind).length;

function judgeEntries({ entries, runs }: Facts, once: Readonly<Record<string, number>>, parts: number): string[] {
  const counts = new Map<string, number>();
  for (const { kind } of entries) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  const stores = runs.length;
  const due: Readonly<Record<string, number>> = { ...once, ...(parts > 0 ? { [PART]: parts } : {}) };
  const wanted = Object.entries(due).map(([kind, times]) => [kind, PER_STORE.has(kind) ? times * stores : times] as const);
  const wrong = wanted.filter(([kind, times]) => {
    const met = counts.get(kind) ?? 0;
    return MAY_REPEAT.has(kind) ? met < times : met !== times;
  });
  const strange = [...counts.keys()].filter((kind) => !(kind in due) && !MAY_REPEAT.has(kind) && !OF_NOBODY.has(kind));
  return [
    ...wrong.map(([kind, times]) => `${counts.get(kind) ?? 0} entries ${kind}, not ${times}`),
    ...strange.map((kind) => `an entry ${kind} that nothing calls for`),
  ];
}

/** Stuck is lawful only if it says why, is not half done, and knows of everything that was done. */
function judgeStuck(facts: Facts, now: StoresState, expected: Expected): string[] {
  const problems: string[] = [];
  const [request] = facts.requests;
  if (!request?.because && facts.runs.every((run) => !run.because))
    problems.push(`the request is ${request?.state}, and nothing says why`);
  for (const [store, { rows }] of Object.entries(now)) {
    const erased = facts.entries.filter((entry) => entry.kind === "store.erased" && entry.body.store === store).length;
    const isJournalled = facts.runs.some((run) => run.store === store && run.state === "started");
    if (rows === expected.after[store]?.rows) {
      if (erased !== 1 && !isJournalled)
        problems.push(`store ${store} was changed without its entry (${erased} entries store.erased)`);
    } else if (rows === expected.before[store]?.rows) {
      if (erased !== 0) problems.push(`an entry says that store ${store} was erased, and it was not`);
    } else problems.push(`store ${store} is neither as before nor as it should be`);
  }
  return problems;
}

const erasedOf = (facts: Facts, store: string): Readonly<Record<string, unknown>> | undefined =>
  facts.entries.find((entry) => entry.kind === "store.erased" && entry.body.store === store)?.body;

function isReceiptSound({ receipt, vkey, requests }: Facts, lastWord: string): boolean {
  if (receipt === undefined) return false;
  const bytes = Buffer.from(receipt, "base64");
  const words = bytes.toString("utf8");
  return verifyReceipt(bytes, vkey).ok && words.includes(lastWord) && words.includes(requests[0]?.id ?? "?");
}

function firstDifference(now: string, right: string): string {
  const lines = now.split("\n");
  const at = right.split("\n").findIndex((line, index) => line !== lines[index]);
  return at === -1 ? "there is more" : `line ${at + 1}`;
}
