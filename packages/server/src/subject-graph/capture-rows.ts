import { TrothError } from "@troth/core/foundation";
import {
  answerAll,
  type Captured,
  captureStore,
  edgeName,
  type GoneRow,
  type Lead,
  type Plan,
  type StorePlan,
  type StoreSizes,
  type SubjectIdentifier,
} from "@troth/core/subject-graph";
import type { ReadSession } from "../connectors/index.ts";
import { askStore } from "./ask-store.ts";

/** What earlier acts and other stores tell of a store. */
export interface KnownBefore {
  /** Rows that an earlier act deleted. */
  readonly gone?: readonly GoneRow[] | undefined;
  /** What other stores' rows say of this one's. */
  readonly arrived?: readonly Lead[] | undefined;
  /** More people than the first, in a batch. */
  readonly others?: readonly (readonly SubjectIdentifier[])[] | undefined;
}

/** Captures the keys of every row of the person in one store. In an act session the rows are locked. */
export const captureRows = (
  session: ReadSession,
  plan: StorePlan,
  subject: readonly SubjectIdentifier[],
  { others = [], ...known }: KnownBefore = {},
): Promise<Captured> =>
  answerAll(captureStore({ plan, people: [subject, ...others], ...known }), (query) => askStore(session, query));

/** Stores that point at each other brought new rows each time they were read. */
export class RestlessStoresError extends TrothError {
  readonly code = "capture.restless";

  constructor(stores: readonly string[]) {
    super(`each of ${MAX_ROUNDS} readings of the stores brought other rows than the one before`, {
      place: `stores ${stores.join(", ")}`,
      advice: "plan again when less is written to them; if it stays so, see whether their links lead in a circle without end",
    });
  }
}

/** How often stores that point at each other are read: each round is a step from one store into another. */
const MAX_ROUNDS = 50;

/**
 * Captures the stores of a plan one after the other, each with what the others' rows say of it: whoever is pointed at
 * goes first, and again where stores point at each other. `capture` gives what the store says of others, or undefined
 * where it could not be read. Returns all that they said.
 */
export async function captureAcross(
  plan: Plan,
  capture: (store: StorePlan, arrived: readonly Lead[]) => Promise<readonly Lead[] | undefined>,
): Promise<readonly Lead[]> {
  const said = new Map<string, readonly Lead[]>();
  const heard = new Map<string, string>();
  for (let again = true, round = 1; again; round += 1) {
    if (round > MAX_ROUNDS) throw new RestlessStoresError(plan.stores.map((one) => one.store));
    again = false;
    for (const store of plan.stores) {
      const arrived = [...said.values()].flat().filter((lead) => goesTo(store, lead));
      const words = JSON.stringify(arrived.map((lead) => [lead.edge, lead.link, lead.value, lead.people]));
      if (heard.get(store.store) === words) continue;
      heard.set(store.store, words);
      const leads = await capture(store, arrived);
      if (leads === undefined) continue;
      said.set(store.store, leads);
      again = true;
    }
  }
  return [...said.values()].flat();
}

const goesTo = (store: StorePlan, lead: Lead): boolean =>
  lead.fromStore !== store.store && store.arriving.some((edge) => edgeName(edge) === lead.edge);

/** Sizes of the datasets that a capture touched, and how many people the store holds, for blast radius. */
export async function sizesOf(session: ReadSession, plan: StorePlan, captured: Captured): Promise<StoreSizes> {
  const rows: Record<string, number> = {};
  const estimated: string[] = [];
  for (const dataset of captured.rows.keys()) {
    const size = await session.size(dataset);
    rows[dataset] = size.rows;
    if (size.estimated) estimated.push(dataset);
  }
  const roots = Object.values(plan.datasets).filter((dataset) => dataset.isRoot);
  const people = Math.max(0, ...roots.map((root) => rows[root.dataset] ?? 0));
  return { rows, people, ...(estimated.length > 0 ? { estimated } : {}) };
}
