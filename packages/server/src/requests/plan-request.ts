import { dayOf } from "@troth/core/jurisdictions";
import type { Program } from "@troth/core/program";
import { after, type RequestState, stakeOf } from "@troth/core/requests";
import {
  type Captured,
  type GoneRow,
  type LeftOut,
  makePlan,
  type PlanFinding,
  type PlannedRight,
  type StoreSizes,
  type StoreWork,
  type SubjectIdentifier,
  settleAccess,
  settleErasure,
  TENANT,
  type Today,
  unreachedFindings,
} from "@troth/core/subject-graph";
import { ConnectorError } from "../connectors/index.ts";
import { accountsOf } from "../facts/index.ts";
import type { Installation } from "../installation/index.ts";
import type { Tx } from "../storage/index.ts";
import {
  captureAcross,
  captureRows,
  goneRows,
  identifiersOf,
  inspectStores,
  type PlannedSql,
  planSql,
  sizesOf,
} from "../subject-graph/index.ts";
import { RequestError } from "./errors.ts";
import { storeModes } from "./journal-store.ts";
import { chunkFindings } from "./large-sets.ts";
import { openSecrets, type PlanSecrets, sealSecrets } from "./leads.ts";
import { type MadePlan, makeView } from "./make-view.ts";
import type { NamedFurther } from "./name-further.ts";
import { recordsOf } from "./records.ts";
import { rightOf } from "./right-of.ts";
import { changeRequest, findRequest } from "./store.ts";
import { openList, refuseBatch, type Subject, sealPeople } from "./subject.ts";
import type { PlanView, SubjectInput } from "./views.ts";

/** What a request would do. Reads the stores, and stores nothing. */
export const previewPlan = async (
  inst: Installation,
  input: SubjectInput & { readonly onSql?: (store: string, statements: readonly PlannedSql[]) => void },
): Promise<PlanView> => {
  refuseBatch({ people: 1 + (input.others?.length ?? 0), right: input.right, byStaff: true });
  return (await planFor(inst, { ...input, request: "preview", gone: new Map() })).view;
};

/** What is written down in the transaction of the plan, and whom the request names from now on, where that changes. */
interface Naming {
  readonly named?: { readonly subject: Subject; readonly further: NamedFurther };
  readonly within: (tx: Tx) => Promise<void>;
}

/** Plans a request, or plans it again, and says why: what was signed before no longer counts. */
export async function planRequest(
  inst: Installation,
  request: string,
  because: string | null = null,
  naming?: Naming,
): Promise<PlanView> {
  const row = await findRequest(inst.storage.db, request);
  if (!row) throw unknownRequest(request);
  const to = after(row.state as RequestState, row.state === "received" || row.state === "planned" ? "plan" : "plan-again");
  if (to === undefined) throw new RequestError("requests.state", `request ${request} is ${row.state}: it is not planned again`);
  const records = await recordsOf(inst, row);
  const gone = new Map([...records].map(([store, record]) => [store, goneRows(record)]));
  const { people, lines } = await openList(inst.keys, row);
  const [first = [], ...others] = people;
  const subject = naming?.named?.subject ?? first;
  // What was known of them before is still known of them, although the rows that said it are gone.
  const known = [...(await openSecrets(inst, row)).known, ...[...records.values()].flatMap((record) => record.identifiers)];
  const before = (row.plan as unknown as MadePlan | null) ?? undefined;
  const { leftOut = [] } = before ?? {};
  const further = [...(before?.further ?? []), ...(naming?.named ? [naming.named.further] : [])];
  const made = await planFor(inst, { request, right: rightOf(row), subject, others, lines, gone, known, leftOut });
  const { hash, program, totals } = made.view;
  const leads = await sealSecrets(inst, row.person_id, made.secrets);
  const named = naming?.named && {
    subject: await sealPeople(inst.keys, row.person_id, { people: [naming.named.subject] }),
    // By a code they have shown that it is theirs; what staff have seen of it is for whoever signs.
    ...(naming.named.further.shownBy === "code" ? {} : { verified: false }),
  };
  await inst.surroundings.passing("plan.captured");
  await inst.storage.transaction(async (tx) => {
    await changeRequest(tx, row, {
      state: to,
      program,
      plan_hash: hash,
      plan: {
        ...{ plan: made.plan, view: made.view, atStake: made.atStake },
        ...(leftOut.length > 0 ? { leftOut } : {}),
        ...(further.length > 0 ? { further } : {}),
      },
      leads,
      approval: null,
      because,
      ...(naming ? { cooling_until: null } : {}),
      ...named,
    });
    await naming?.within(tx);
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
    readonly subject: Subject;
    readonly others?: readonly Subject[];
    readonly lines?: readonly number[] | undefined;
    /** Told the SQL of each store that speaks it. */
    readonly onSql?: (store: string, statements: readonly PlannedSql[]) => void;
    /** Rows that an earlier act of the request deleted, by store. */
    readonly gone: ReadonlyMap<string, readonly GoneRow[]>;
    /** By what else they were known before, for whoever looks by hand. */
    readonly known?: readonly SubjectIdentifier[];
    /** Datasets that staff left out on record. */
    readonly leftOut?: readonly LeftOut[];
  },
): Promise<MadePlan & { readonly secrets: PlanSecrets }> {
  const { schemas, unreachable } = await inspectStores(inst.program, inst.connector);
  const { subject, others = [] } = input;
  const identifiers = [subject, ...others].flatMap(inTenant);
  const identities = [...new Set(identifiers.map((one) => one.kind))];
  const found = new Set<number>();
  const plan = makePlan({ program: inst.program, schemas, right: input.right, identities, unreachable });
  const works = new Map<string, StoreWork>();
  const sizes = new Map<string, StoreSizes>();
  const failed: PlanFinding[] = [];
  const known = new Map<string, readonly SubjectIdentifier[]>();
  const leads = await captureAcross(plan, async (store, arrived) => {
    try {
      const connector = await inst.connector(store.store);
      return await connector.read(async (session) => {
        const captured = await captureRows(session, store, subject, { gone: input.gone.get(store.store), arrived, others });
        for (const person of peopleIn(captured)) found.add(person);
        const work = input.right === "erasure" ? settleErasure(store, captured, todayOf(inst)) : settleAccess(store, captured);
        works.set(store.store, work);
        known.set(store.store, identifiersOf(store, captured, []));
        sizes.set(store.store, await sizesOf(session, store, captured));
        if (input.onSql)
          input.onSql(store.store, await planSql(session, { captured, work: input.right === "erasure" ? work : undefined }));
        return captured.leads;
      });
    } catch (error) {
      if (!(error instanceof ConnectorError)) throw error;
      failed.push(unreadable(store.store, error));
      return undefined;
    }
  });
  const live = new Set((await storeModes(inst.storage.db)).filter((mode) => mode.live_at !== null).map((mode) => mode.store));
  const shadow = new Set([...plan.stores, ...(plan.byHand ?? [])].map(({ store }) => store).filter((store) => !live.has(store)));
  const absent = [subject, ...others].flatMap((_, place) => (found.has(place) ? [] : [place]));
  const people = { of: 1 + others.length, absent, lines: input.lines };
  const chunks = await chunkFindings(inst, [...works.values()], shadow);
  const unreached = unreachedFindings({
    program: inst.program,
    plan,
    people: [subject, ...others].map((one) => [...new Set(one.map(({ kind }) => kind).filter((kind) => kind !== TENANT))]),
    known: new Set([...known.values()].flat().map((one) => one.kind)),
  });
  const view = makeView({
    ...{ plan, request: input.request, works: [...works.values()], sizes, shadow, failed, chunks, people, unreached },
    leftOut: input.leftOut ?? [],
  });
  const accounts = accountsOf(inst, identifiers, [...known.values()].flat());
  return {
    plan,
    view,
    atStake: atStakeOf(inst.program, view, [...identifiers, ...[...known.values()].flat()]),
    secrets: {
      leads,
      known: plan.byHand === undefined ? [] : knownTo([...identifiers, ...(input.known ?? [])], known),
      accounts,
    },
  };
}

/** What a plan found of the person that changes what may be asked of whoever asks; what it cannot tell is left out. */
function atStakeOf(program: Program, view: PlanView, known: readonly SubjectIdentifier[]): NonNullable<MadePlan["atStake"]> {
  const datasets = view.stores.flatMap(({ steps }) => steps.filter(({ rows }) => rows > 0));
  const byHand = (view.byHand ?? []).length > 0;
  const stake = stakeOf(program, { datasets, findings: view.findings });
  const hasAccounts = Object.values(program.stores)
    .flatMap((store) => Object.values(store.datasets))
    .some((dataset) => dataset.identity.some(({ kind }) => kind === "account"));
  const isRead = !view.findings.some(({ code }) => code === "unreachable");
  return {
    ...(known.some(({ kind }) => kind === "account")
      ? { account: true }
      : hasAccounts && isRead && !byHand
        ? { account: false }
        : {}),
    // What people look for by hand is not known before they have looked.
    ...(stake === undefined || (byHand && stake !== "sensitive") ? {} : { stake }),
  };
}

/** Each identifier of a person with the tenant in which it is meant: in a list of many people it stands alone. */
function inTenant(subject: Subject): Subject {
  const tenant = subject.find((one) => one.kind === TENANT)?.value;
  return tenant === undefined ? subject : subject.map((one) => (one.kind === TENANT ? one : { tenant, ...one }));
}

/** By what a person is known who asked by `subject`, each once. */
const knownTo = (
  subject: readonly SubjectIdentifier[],
  found: ReadonlyMap<string, readonly SubjectIdentifier[]>,
): readonly SubjectIdentifier[] => [
  ...new Map(
    [...subject, ...[...found.values()].flat()].map((one) => [JSON.stringify([one.kind, one.value, one.tenant ?? null]), one]),
  ).values(),
];

/** Who of a batch has anything in a store. */
const peopleIn = (captured: Captured): Set<number> =>
  new Set([...captured.rows.values()].flatMap((rows) => [...rows.values()].flatMap((row) => row.people)));

/** Today where the program counts its days. */
export function todayOf({ surroundings, program: { zone } }: Installation): Today {
  return { day: dayOf(new Date(surroundings.now()).toISOString(), zone), zone };
}

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
