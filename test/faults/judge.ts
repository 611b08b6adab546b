// Whether a request ended right, once, or stands visibly stuck with its reason. Pure: facts in, verdict out.
import { verifyReceipt } from "@troth/core/ledger";
import type { StoreState } from "./ground.ts";
import type { Facts } from "./journey.ts";

/** What a run that nobody killed showed: what is right. */
export interface Expected {
  readonly before: StoreState;
  readonly after: StoreState;
  readonly facts: Facts;
}

/** The verdict: no problems is a pass. */
export interface Verdict {
  readonly outcome: "done" | "stuck";
  /** Why it is stuck. */
  readonly because: string | undefined;
  readonly problems: readonly string[];
}

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
  "person.forgetting": 1,
  "person.forgotten": 1,
};

/** Entries of a run, and of what held it up: whoever takes a request up writes them anew. */
const MAY_REPEAT: ReadonlySet<string> = new Set(["store.failed", "request.started", "request.held"]);

/** Entries that are no request's. */
const OF_NOBODY: ReadonlySet<string> = new Set(["store.live", "program.published", "ledger.started", "person.forgotten"]);

/** Judges what a request came to. */
export function judge(facts: Facts, now: StoreState, expected: Expected): Verdict {
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

function judgeDone(facts: Facts, now: StoreState, expected: Expected): string[] {
  const problems: string[] = [];
  const must = (holds: boolean, problem: string) => void (holds || problems.push(problem));
  const [request] = facts.requests;
  must(now.rows === expected.after.rows, `the store is not as it should be: ${firstDifference(now.rows, expected.after.rows)}`);
  must(!now.marked, "a value of the person still stands in the store");
  must(now.acts === undefined || now.acts === 1, `the store has committed ${now.acts} acts`);
  problems.push(...judgeEntries(facts));
  const erased = bodyOf(facts, "store.erased");
  const right = bodyOf(expected.facts, "store.erased");
  for (const count of ["deleted", "changed"])
    must(erased?.[count] === right?.[count], `the entry says ${count} ${erased?.[count]}, and it was ${right?.[count]}`);
  must(facts.tombstones === expected.facts.tombstones, `${facts.tombstones} tombstones, not ${expected.facts.tombstones}`);
  must(facts.runs.every((run) => run.state === "verified") && facts.runs.length === 1, "a store's run is not verified");
  must(request?.recipients.every((one) => one.state === "told") === true, "a recipient is not told");
  const states = facts.people.map((person) => person.state).sort();
  must(states.join() === "forgotten", `people are ${states.join(", ")}`);
  must(isReceiptSound(facts), "the receipt does not verify, or is not that of the completion");
  return problems;
}

function judgeEntries({ entries }: Facts): string[] {
  const counts = new Map<string, number>();
  for (const { kind } of entries) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  const wrong = Object.entries(ENTRIES).filter(([kind, times]) => {
    const met = counts.get(kind) ?? 0;
    return MAY_REPEAT.has(kind) ? met < times : met !== times;
  });
  const strange = [...counts.keys()].filter((kind) => !(kind in ENTRIES) && !MAY_REPEAT.has(kind) && !OF_NOBODY.has(kind));
  return [
    ...wrong.map(([kind, times]) => `${counts.get(kind) ?? 0} entries ${kind}, not ${times}`),
    ...strange.map((kind) => `an entry ${kind} that nothing calls for`),
  ];
}

/** Stuck is lawful only if it says why, is not half done, and knows of everything that was done. */
function judgeStuck(facts: Facts, now: StoreState, expected: Expected): string[] {
  const problems: string[] = [];
  const [request] = facts.requests;
  if (!request?.because && facts.runs.every((run) => !run.because))
    problems.push(`the request is ${request?.state}, and nothing says why`);
  const erased = facts.entries.filter((entry) => entry.kind === "store.erased").length;
  const isJournalled = facts.runs.some((run) => run.state === "started");
  if (now.rows === expected.after.rows) {
    if (erased !== 1 && !isJournalled) problems.push(`the store was changed without its entry (${erased} entries store.erased)`);
  } else if (now.rows === expected.before.rows) {
    if (erased !== 0) problems.push("an entry says that the store was erased, and it was not");
  } else problems.push("the store is neither as before nor as it should be");
  return problems;
}

const bodyOf = (facts: Facts, kind: string): Readonly<Record<string, unknown>> | undefined =>
  facts.entries.find((entry) => entry.kind === kind)?.body;

function isReceiptSound({ receipt, vkey, requests }: Facts): boolean {
  if (receipt === undefined) return false;
  const bytes = Buffer.from(receipt, "base64");
  const words = bytes.toString("utf8");
  return verifyReceipt(bytes, vkey).ok && words.includes("request.completed") && words.includes(requests[0]?.id ?? "?");
}

function firstDifference(now: string, right: string): string {
  const lines = now.split("\n");
  const at = right.split("\n").findIndex((line, index) => line !== lines[index]);
  return at === -1 ? "there is more" : `line ${at + 1}`;
}
