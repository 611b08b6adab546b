// Datasets of people, and of what people leave behind, that a request by these identifiers does not look into.
import type { DatasetRule, Program, StoreRule } from "../program/index.ts";
import { names, REACHING_KINDS } from "./identity-kinds.ts";
import type { Plan, PlanFinding, StorePlan } from "./plan.ts";
import { placeIn, reachOf } from "./reach.ts";
import type { StoreSchema } from "./store-schema.ts";

/**
 * On what grounds a dataset may be left out of a request that does not lead there.
 *
 * @source GDPR Art. 11(2) for `not-identifiable`: the rights reach no further than somebody can be recognized.
 */
export const LEAVING_OUT = {
  "not-identifiable": "nothing that is known tells whose rows they are",
  "nothing-there": "somebody looked, and found nothing of this person",
  "other-people": "this person cannot be among those it is about",
} as const;

export type LeavingOut = keyof typeof LEAVING_OUT;

/** A dataset that somebody, on record, left out of a request. */
export interface LeftOut {
  readonly store: string;
  readonly dataset: string;
  readonly reason: LeavingOut;
  /** The role that decided. */
  readonly by: string;
  /** ISO 8601 in UTC. */
  readonly at: string;
}

interface UnreachedInput {
  readonly program: Program;
  readonly plan: Plan;
  /** The kinds of identifier that each person of the request is named by. */
  readonly people: readonly (readonly string[])[];
  /** Kinds of which a captured row of theirs holds a value. */
  readonly known: ReadonlySet<string>;
}

/**
 * The datasets that declare people, or an identifier of people, and that nothing of this request leads to: no identifier
 * that it names, and no link from what these find. Rows that *are* such people block; traces keep it from being complete.
 *
 * INVARIANT (never complete in silence): what is not looked into is said.
 */
export function unreachedFindings(input: UnreachedInput): PlanFinding[] {
  const { program, plan, people, known } = input;
  if (!plan.stores.some((store) => store.roots.length > 0) && plan.byHand === undefined) return []; // `no-root` says it
  const reaches = [...new Map(people.map((kinds) => [JSON.stringify([...kinds].sort()), kinds])).values()].map((kinds) => ({
    kinds,
    reach: reachBy(plan, kinds),
  }));
  const subjects = new Set(plan.stores.flatMap((store) => subjectsOf(program, store)));
  return plan.stores.flatMap((store) =>
    Object.values(program.stores[store.store]?.datasets ?? {}).flatMap((declared) => {
      if (declared.anonymous || !namesPeople(declared)) return [];
      const passed = reaches.filter(({ reach }) => (reach.get(placeIn(store.store, declared.name)) ?? "mentions") === "mentions");
      if (passed.length === 0) return [];
      return [unreached(declared, { kinds: [...new Set(passed.flatMap(({ kinds }) => kinds))], subjects, known })];
    }),
  );
}

const namesPeople = (declared: DatasetRule): boolean => Object.keys(declared.is).length > 0 || declared.identity.length > 0;

/** What somebody can reach who is named by these kinds alone. */
function reachBy(plan: Plan, kinds: readonly string[]) {
  const places = [...plan.stores, ...(plan.byHand ?? [])];
  const isNamed = (root: StorePlan["roots"][number]) => kinds.some((kind) => names(kind, root.identity, root.dataset));
  // Whoever looks by hand looks by whatever is known of the person.
  const byHand = new Set((plan.byHand ?? []).map((task) => task.store));
  return reachOf(
    places.flatMap(({ store, roots }) =>
      roots.filter((root) => byHand.has(store) || isNamed(root)).map((root) => placeIn(store, root.dataset)),
    ),
    places.flatMap(({ store, edges, arriving }) => [...edges, ...arriving].map((edge) => ({ store, edge }))),
  );
}

/** What kinds of people a store's part of the plan is about. */
const subjectsOf = (program: Program, store: StorePlan): string[] =>
  Object.values(store.datasets)
    .filter((dataset) => dataset.reach === "owned")
    .flatMap((dataset) => Object.keys(program.stores[store.store]?.datasets[dataset.dataset]?.is ?? {}));

function unreached(
  declared: DatasetRule,
  at: { readonly kinds: readonly string[]; readonly subjects: ReadonlySet<string>; readonly known: ReadonlySet<string> },
): PlanFinding {
  const { store, name } = declared;
  const is = Object.keys(declared.is);
  const kinds = declared.identity.map((one) => one.kind);
  // An account number is one only within its own dataset: another's says nothing here.
  const held = kinds.filter((kind) => REACHING_KINDS.has(kind) && at.known.has(kind));
  const isSame = at.subjects.size === 0 || is.some((one) => at.subjects.has(one));
  const [kind = "account"] = [...held, ...kinds];
  const asked = `the request names ${at.kinds.join(", ")}`;
  const by = kinds.length === 0 ? "by no identifier" : `by ${kinds.join(", ")}`;
  const says =
    held.length > 0
      ? `${name} is searched by ${held.join(", ")}: rows of this person hold one, ${asked}, and nothing leads there`
      : is.length > 0
        ? `${name} holds people (${is.join(", ")}), known there ${by}: ${asked}, and nothing leads there`
        : `rows of ${name} carry ${kinds.join(", ")}, and nothing of this person is known to match: they are not looked at`;
  return {
    code: "unreached",
    blocks: held.length > 0 || (is.length > 0 && isSame),
    store,
    dataset: name,
    column: undefined,
    says,
    advice: `name it (\`--subject ${kind}=...\`), give ${name} a link, or decide it on record: \`troth leave-out\``,
  };
}

/** The findings with what was decided of them: a dataset that was left out is still said, and holds nothing any more. */
export const withLeftOut = (findings: readonly PlanFinding[], leftOut: readonly LeftOut[]): PlanFinding[] =>
  findings.map((finding) => {
    const decided = leftOut.find((one) => one.store === finding.store && one.dataset === finding.dataset);
    if (finding.code !== "unreached" || decided === undefined) return finding;
    const says = `left out by ${decided.by}: ${finding.store}/${finding.dataset} (${LEAVING_OUT[decided.reason]})`;
    return { ...finding, code: "left-out", blocks: false, says, advice: undefined };
  });

/** The datasets of a plan that nobody has decided about yet, by `store/dataset`: they keep a request from being complete. */
export const notLookedInto = (findings: readonly PlanFinding[]): readonly string[] =>
  findings.filter((one) => one.code === "unreached").map((one) => `${one.store}/${one.dataset}`);

const NAMED_AT_MOST = 30;

/** The tables of a store that the program does not speak of; which parts of a table are, their parent says. */
export function outsideFindings(rule: StoreRule, schema: StoreSchema): PlanFinding[] {
  const parts = new Set(Object.values(schema.datasets).flatMap((one) => one.children));
  const outside = Object.values(schema.datasets)
    .filter((one) => one.kind === "table" || one.kind === "partitioned")
    .filter((one) => rule.datasets[one.name] === undefined && one.parent === null && !parts.has(one.name))
    .map((one) => one.name)
    .sort();
  if (outside.length === 0) return [];
  const named = outside.slice(0, NAMED_AT_MOST).join(", ");
  const more = outside.length > NAMED_AT_MOST ? ` and ${outside.length - NAMED_AT_MOST} more` : "";
  const tables = outside.length === 1 ? `1 table of ${rule.id} is` : `${outside.length} tables of ${rule.id} are`;
  return [
    {
      code: "outside",
      blocks: false,
      store: rule.id,
      dataset: undefined,
      column: undefined,
      says: `${tables} outside the program, and not looked into: ${named}${more}`,
      advice: "see that none of them is about people; `troth init` and `troth links suggest` help to name them",
    },
  ];
}
