import { after, type RequestState } from "@troth/core/requests";
import {
  type GoneRow,
  makePlan,
  type PlanFinding,
  type PlannedRight,
  type StoreSizes,
  type StoreWork,
  type SubjectIdentifier,
  settleAccess,
  settleErasure,
} from "@troth/core/subject-graph";
import { ConnectorError } from "../connectors/index.ts";
import type { Installation } from "../installation/index.ts";
import { captureRows, inspectStores, sizesOf } from "../subject-graph/index.ts";
import { RequestError } from "./errors.ts";
import { type MadePlan, makeView } from "./make-view.ts";
import { recordsOf } from "./records.ts";
import { rightOf } from "./right-of.ts";
import { changeRequest, findRequest, storeModes } from "./store.ts";
import { openSubject } from "./subject.ts";
import type { PlanView, SubjectInput } from "./views.ts";

/** What a request would do. Reads the stores, and stores nothing. */
export const previewPlan = async (inst: Installation, input: SubjectInput): Promise<PlanView> =>
  (await planFor(inst, { ...input, request: "preview", gone: new Map() })).view;

/** Plans a request, or plans it again, and says why: what was signed before no longer counts. */
export async function planRequest(inst: Installation, request: string, because: string | null = null): Promise<PlanView> {
  const row = await findRequest(inst.storage.db, request);
  if (!row) throw unknownRequest(request);
  const to = after(row.state as RequestState, row.state === "received" || row.state === "planned" ? "plan" : "plan-again");
  if (to === undefined) throw new RequestError("requests.state", `request ${request} is ${row.state}: it is not planned again`);
  const records = await recordsOf(inst, row);
  const gone = new Map([...records].map(([store, record]) => [store, record.gonePeople]));
  const made = await planFor(inst, { request, right: rightOf(row), subject: await openSubject(inst.keys, row), gone });
  const { hash, program, totals } = made.view;
  await inst.surroundings.passing("plan.captured");
  await inst.storage.transaction(async (tx) => {
    await changeRequest(tx, row, { state: to, program, plan_hash: hash, plan: made, approval: null, because });
    await inst.ledger.append(tx, { kind: "request.planned", body: { request, plan: hash, program, ...totals } });
  });
  await inst.ledger.sequence();
  return made.view;
}

/** Inspects, plans, captures without locks, settles. */
export async function planFor(
  inst: Installation,
  input: {
    readonly request: string;
    readonly right: PlannedRight;
    readonly subject: readonly SubjectIdentifier[];
    /** Rows that an earlier act of the request deleted, by store. */
    readonly gone: ReadonlyMap<string, readonly GoneRow[]>;
  },
): Promise<MadePlan> {
  const { schemas, unreachable } = await inspectStores(inst.program, inst.connector);
  const identities = [...new Set(input.subject.map((one) => one.kind))];
  const plan = makePlan({ program: inst.program, schemas, right: input.right, identities, unreachable });
  const works: StoreWork[] = [];
  const sizes = new Map<string, StoreSizes>();
  const failed: PlanFinding[] = [];
  for (const store of plan.stores) {
    try {
      const connector = await inst.connector(store.store);
      await connector.read(async (session) => {
        const captured = await captureRows(session, store, input.subject, input.gone.get(store.store));
        works.push(input.right === "erasure" ? settleErasure(store, captured, todayOf(inst)) : settleAccess(store, captured));
        sizes.set(store.store, await sizesOf(session, store, captured));
      });
    } catch (error) {
      if (!(error instanceof ConnectorError)) throw error;
      failed.push(unreadable(store.store, error));
    }
  }
  const live = new Set((await storeModes(inst.storage.db)).filter((mode) => mode.live_at !== null).map((mode) => mode.store));
  const shadow = new Set(plan.stores.map((store) => store.store).filter((store) => !live.has(store)));
  return { plan, view: makeView({ plan, request: input.request, works, sizes, shadow, failed }) };
}

/** Today in UTC, `YYYY-MM-DD`. */
export const todayOf = (inst: Installation): string => new Date(inst.surroundings.now()).toISOString().slice(0, 10);

export const unknownRequest = (request: string): RequestError =>
  new RequestError(
    "requests.unknown",
    `there is no request ${/^R-\d{1,9}$/.test(request) ? request : "of that name"}`,
    "`troth status` lists them; they look like R-0001",
  );

const unreadable = (store: string, error: ConnectorError): PlanFinding => ({
  code: "unreachable",
  blocks: true,
  store,
  dataset: undefined,
  column: undefined,
  says: `store ${store} could not be read: ${error.message}`,
  advice: error.advice,
});
