import { askOnce } from "./ask-once.ts";
import { captureLeads, findSharedValues } from "./capture-leads.ts";
import { captureReferences } from "./capture-references.ts";
import { captureRoots } from "./capture-roots.ts";
import { type Answer, type Asking, put, type State } from "./capture-state.ts";
import { type Captured, type CaptureQuery, type GoneRow, type Lead, rowId } from "./captured.ts";
import { followEdges } from "./follow-edges.ts";
import type { StorePlan } from "./plan.ts";
import { stillGone, takenBy } from "./taken-keys.ts";

export { TENANT } from "./capture-roots.ts";
export { cellOf } from "./capture-state.ts";
export { REACHING_KINDS } from "./identity-kinds.ts";

/** An identifier of the person: `{ kind: "email", value: "..." }`; `tenant` names the one in which it is meant. */
export interface SubjectIdentifier {
  readonly kind: string;
  readonly value: string;
  readonly tenant?: string;
}

/** What a capture starts from. */
export interface CaptureInput {
  readonly plan: StorePlan;
  /** One for each person. */
  readonly people: readonly (readonly SubjectIdentifier[])[];
  /** Rows that an earlier act deleted, which late rows may point at. */
  readonly gone?: readonly GoneRow[] | undefined;
  /** What other stores' rows said of this one's. */
  readonly arrived?: readonly Lead[] | undefined;
}

/**
 * Finds every row of the people in a store, as questions that the caller answers from the store.
 * Works on sets: one person and a thousand ask the same number of questions.
 *
 * INVARIANT (no spreading): only rows reached as `owned` or `shared` lead on; a mention ends the path.
 */
export function captureStore(input: CaptureInput): Asking<Captured> {
  return askOnce(captureAll(input));
}

function* captureAll({ plan, people, gone = [], arrived = [] }: CaptureInput): Asking<Captured> {
  const here = arrived.filter((lead) => lead.fromStore !== plan.store);
  const state: State = {
    plan,
    rows: new Map(),
    asked: [],
    ambiguous: [],
    arrived: here,
    loose: new Map(),
    sharedValues: [],
    again: new Map(),
  };
  const still = yield* stillGone(state, gone);
  yield* captureRoots(state, people);
  for (const { dataset, people: theirs = [0], ...row } of still)
    put(state, dataset, { ...row, id: rowId(row.key), root: false, people: theirs, mentions: [], gone: true });
  yield* followEdges(state);
  yield* findSharedValues(state);
  const leads = yield* captureLeads(state);
  const references = yield* captureReferences(state);
  const { rows, asked, ambiguous, sharedValues } = state;
  const taken = takenBy(state);
  return { rows, references, asked, ambiguous, sharedValues, arrived: here, leads, ...(taken.length > 0 ? { taken } : {}) };
}

/** Questions, answered: drives `captureStore` with a function that asks the store; it may answer several at once. */
export async function answerAll<T>(asking: Asking<T>, ask: (query: CaptureQuery) => Promise<Answer>): Promise<T> {
  let step = asking.next();
  while (step.done !== true) step = asking.next(await Promise.all(step.value.map(ask)));
  return step.value;
}
