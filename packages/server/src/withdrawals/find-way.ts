import { type ColumnPlace, type Program, unfitWithdrawn, type WithdrawnRule } from "@troth/core/program";
import { type Lead, makePlan, type Plan, type StorePlan } from "@troth/core/subject-graph";
import type { Installation } from "../installation/index.ts";
import { noticeRestored, restoredSays, storeModes } from "../requests/index.ts";
import { captureAcross, captureRows, inspectStores } from "../subject-graph/index.ts";

/** Why somebody has to look: in words for staff, with no value of a row. */
export interface Hindered {
  readonly because: string;
}

/** How rows of authors are reached in the store of their texts: the same for every author. */
export interface Way {
  readonly rule: WithdrawnRule;
  /** Of the stores that it leads through. */
  readonly plan: Plan;
  /** The one of the texts. */
  readonly store: StorePlan;
  /** The store is told what would change, and nothing changes. */
  readonly shadow: boolean;
}

/** Whose rows are looked for, and what other stores' rows say of theirs. */
export interface Author {
  readonly identifiers: readonly [{ readonly kind: "account"; readonly value: string }];
  readonly leads: readonly Lead[];
}

/**
 * Plans how the rows of an author are found, as a request finds them: from their account, along the program's links. Only the
 * stores on the way are looked into; one that is away hinders nothing else. Whatever hinders here hinders every text of the purpose.
 */
export async function findWay(inst: Installation, rule: WithdrawnRule): Promise<Way | Hindered> {
  const { text } = rule;
  const stores = wayFrom(inst.program, text);
  const byHand = Object.values(stores).find((one) => one.byHand !== undefined);
  if (byHand) return { because: `only people look into store ${byHand.id}: change the rows there, and say so here` };
  const { schemas, unreachable } = await inspectStores({ ...inst.program, stores }, inst.connector);
  for (const [store, says] of Object.entries(unreachable)) return { because: `store ${store} could not be read: ${says}` };
  const schema = schemas.find(({ store }) => store === text.store)?.datasets[text.dataset];
  if (schema === undefined) return { because: `store ${text.store} has no dataset ${text.dataset}` };
  const lacks = [text.column, ...Object.keys(rule.sets)].find((name) => !schema.columns.some((column) => column.name === name));
  if (lacks !== undefined) return { because: `the dataset ${text.store}/${text.dataset} has no column ${lacks}` };
  for (const { says, expected } of unfitWithdrawn(schema, rule)) return { because: `${says}; it takes ${expected}` };
  const plan = makePlan({
    program: { ...inst.program, stores },
    ...{ schemas, right: "access", identities: ["account"] },
  });
  const store = plan.stores.find((one) => one.store === text.store);
  const reach = store?.datasets[text.dataset]?.reach;
  if (store === undefined || reach === undefined || reach === "mentions")
    return { because: `no link leads from an account to ${text.store}/${text.dataset}: it is not known whose its rows are` };
  const restored = await noticeRestored(inst, text.store);
  if (restored) return { because: restoredSays(restored) };
  const modes = await storeModes(inst.storage.db);
  return { rule, plan, store, shadow: !modes.some((mode) => mode.store === text.store && mode.live_at !== null) };
}

/** An author by their account, with what the other stores on the way say of them. */
export async function findAuthor(inst: Installation, { plan }: Way, person: string): Promise<Author> {
  const identifiers = [{ kind: "account", value: person }] as const;
  const leads = await captureAcross(plan, async (store, arrived) => {
    const connector = await inst.connector(store.store);
    return connector.read(async (session) => (await captureRows(session, store, identifiers, { arrived })).leads);
  });
  return { identifiers, leads };
}

/**
 * The stores and datasets that lead from a text to its author, by links that say whose a row is. Where a link names no dataset (a
 * foreign key does) all of its store are taken. What nothing here leads to is neither looked into nor locked; where rows count only
 * as long as nobody else reaches them, everything is.
 */
function wayFrom({ stores }: Program, text: ColumnPlace): Program["stores"] {
  const found = new Map<string, { readonly store: string; readonly dataset: string }>();
  const add = (store: string, dataset: string): void => {
    found.set(JSON.stringify([store, dataset]), { store, dataset });
  };
  add(text.store, text.dataset);
  let everything = false;
  // A map's walk takes in what is added on the way.
  for (const { store, dataset } of found.values()) {
    const all = stores[store]?.datasets ?? {};
    for (const link of all[dataset]?.links ?? []) {
      if (link.kind !== "owned" && link.kind !== "shared") continue;
      everything ||= link.unshared;
      for (const target of link.targets) add(target.store, target.dataset);
      if (link.targets.length === 0) for (const other of Object.keys(all)) add(store, other);
    }
  }
  const on = [...found.values()];
  return Object.fromEntries(
    Object.entries(stores).flatMap(([name, store]): [string, Program["stores"][string]][] => {
      const names = new Set(on.flatMap((one) => (one.store === name ? [one.dataset] : [])));
      if (names.size === 0) return [];
      const datasets = Object.entries(store.datasets).filter(([dataset]) => everything || names.has(dataset));
      return [[name, { ...store, datasets: Object.fromEntries(datasets) }]];
    }),
  );
}
