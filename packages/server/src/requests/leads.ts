// What one store's rows say of another's, and what whoever looks by hand is to know: found when a request is planned, and
// still known when those rows are gone.
import { type Lead, leadsOfRows, type SubjectIdentifier } from "@troth/core/subject-graph";
import type { Installation } from "../installation/index.ts";
import { type ErasureRecord, fromBytes, toBytes } from "../subject-graph/index.ts";
import type { MadePlan } from "./make-view.ts";
import type { RequestRow } from "./store.ts";

const CONTEXT = "request.leads";

/** What a plan found that is not in the plan. */
export interface PlanSecrets {
  /** What the stores said of each other. */
  readonly leads: readonly Lead[];
  /** By what the person is known, for whoever looks by hand; empty where nobody does. */
  readonly known: readonly SubjectIdentifier[];
  /** The person's accounts, by which facts are told. Absent: the plan is older. */
  readonly accounts?: readonly string[];
}

/** Sealed under the person's data key; null where there is nothing. */
export const sealSecrets = async (inst: Installation, person: string, secrets: PlanSecrets): Promise<Uint8Array | null> =>
  secrets.leads.length + secrets.known.length + (secrets.accounts?.length ?? 0) === 0
    ? null
    : inst.keys.seal({ person }, CONTEXT, toBytes(secrets));

/** What was sealed when the request was planned. */
export async function openSecrets(inst: Installation, row: Pick<RequestRow, "person_id" | "leads">): Promise<PlanSecrets> {
  if (row.leads === null) return { leads: [], known: [] };
  const sealed = await inst.keys.open({ person: row.person_id }, CONTEXT, row.leads);
  const secrets = fromBytes<PlanSecrets | readonly Lead[]>(sealed);
  // A plan that was made before people were asked by hand holds leads alone.
  return "leads" in secrets ? secrets : { leads: secrets, known: [] };
}

/** What the stores said of each other when the request was planned. */
export const openLeads = async (inst: Installation, row: Pick<RequestRow, "person_id" | "leads">): Promise<readonly Lead[]> =>
  (await openSecrets(inst, row)).leads;

/** What deleted rows say of other stores' that nobody said when the request was planned: they were written since. */
export function newLeads(made: MadePlan, known: readonly Lead[], records: ReadonlyMap<string, ErasureRecord>): readonly Lead[] {
  const told = new Set(known.map(nameOf));
  return made.plan.stores
    .flatMap((plan) => leadsOfRows(plan, records.get(plan.store)?.gonePeople ?? []))
    .filter((lead) => !told.has(nameOf(lead)));
}

const nameOf = ({ fromStore, edge, value, tenant }: Lead): string => JSON.stringify([fromStore, edge, value, tenant]);

/** Whether a capture said something of other stores that was not known. */
export function saysMore(known: readonly Lead[], said: readonly Lead[]): boolean {
  const told = new Set(known.map(nameOf));
  return said.some((lead) => !told.has(nameOf(lead)));
}
