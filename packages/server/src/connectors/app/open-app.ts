import type { Description } from "@troth/app/messages";
import type { DatasetSchema, StoreSchema } from "@troth/core/subject-graph";
import type { ActOptions, ActSession, Capabilities, Connector, Outcome, ReadSession } from "../connector.ts";
import { ConnectorError } from "../errors.ts";
import { type AppPlace, type Asking, askApplication } from "./asking.ts";
import { anySchema, descriptionSchema, outcomeSchema, saysSchema, wholeSchema } from "./schemas.ts";
import { type OpenSession, openSession } from "./session.ts";

/** Begins the name of a transaction that nobody can ask for. */
const UNKNOWN = "unknown:";

interface Begun {
  readonly about: Description;
  readonly asking: Asking;
  readonly open: OpenSession;
  readonly id: string;
}

async function begin(place: AppPlace, act: { readonly name: string } | undefined): Promise<Begun> {
  const asking = await askApplication(place);
  const about = await asking.ask({ kind: "describe" }, descriptionSchema);
  const id = crypto.randomUUID();
  const end = () => asking.tell({ kind: "end", session: id, commit: false });
  const begun = asking.ask(
    { kind: "begin", session: id, act: act !== undefined, ...(act === undefined ? {} : { name: act.name }) },
    anySchema,
  );
  await begun.catch((error: unknown) => {
    end();
    throw error;
  });
  return { about, asking, id, open: openSession({ store: place.store, about, asking, session: id }) };
}

async function read<T>(place: AppPlace, work: (session: ReadSession) => Promise<T>): Promise<T> {
  const { asking, open, id } = await begin(place, undefined);
  try {
    return await work(open.session);
  } finally {
    open.end();
    asking.tell({ kind: "end", session: id, commit: false });
  }
}

async function act<T>(place: AppPlace, options: ActOptions, work: (session: ActSession) => Promise<T>): Promise<T> {
  const begun = await begin(place, { name: options.name });
  const { asking, open, id, about } = begun;
  let asked = false;
  try {
    const result = await work(open.session).finally(open.end);
    if (open.failure() !== undefined) throw open.failure();
    await options.journal(about.keepsNames ? options.name : `${UNKNOWN}${options.name}`);
    if (options.rollback) return result;
    asked = true;
    await commit(place, begun, options.name);
    return result;
  } finally {
    // After a commit was asked for, nobody but the application knows how it ended.
    if (!asked) asking.tell({ kind: "end", session: id, commit: false });
  }
}

async function commit({ store }: AppPlace, { about, asking, open, id }: Begun, name: string): Promise<void> {
  if (about.acts === "steps") return void (await asking.ask({ kind: "end", session: id, commit: true }, anySchema));
  const { changes, deletes } = open;
  const done = await asking.ask({ kind: "whole", session: id, name, changes, deletes }, wholeSchema);
  asking.tell({ kind: "end", session: id, commit: true });
  const wrong =
    changes.find((one, at) => done.changed[at] !== one.keys.length) ??
    deletes.find((one, at) => done.deleted[at] !== one.keys.length);
  if (wrong)
    throw new ConnectorError(
      "connector.failed",
      store,
      `the application met another number of rows of \`${wrong.dataset}\` than it was given, and kept that`,
      {
        advice: "throw inside the transaction where a count is another (`expectRows`): then all is undone",
      },
    );
}

async function outcome(place: AppPlace, transaction: string): Promise<Outcome> {
  if (transaction.startsWith(UNKNOWN)) return "unknown";
  const asking = await askApplication(place);
  return asking.ask({ kind: "outcome", name: transaction }, outcomeSchema);
}

async function settle(place: AppPlace): Promise<readonly string[]> {
  const asking = await askApplication(place);
  const about = await asking.ask({ kind: "describe" }, descriptionSchema);
  const says = about.settles ? await asking.ask({ kind: "settle" }, saysSchema) : [];
  return [...says, ...capabilitiesSaid(about)];
}

/** What a receipt is to say of how the application acts. */
function capabilitiesSaid({ acts, locks, keepsNames }: Description): readonly string[] {
  return [
    `application: ${acts === "steps" ? "one transaction, each statement counted" : "one call, counted by the application"}`,
    locks === "none" ? "application: rows were not locked between capture and change" : `application: locks ${locks}`,
    keepsNames
      ? "application: keeps the names of transactions"
      : "application: keeps no names of transactions; outcomes are found by reading back",
  ];
}

async function inspect(place: AppPlace): Promise<StoreSchema> {
  const asking = await askApplication(place);
  const about = await asking.ask({ kind: "describe" }, descriptionSchema);
  return {
    store: place.store,
    kind: "app",
    product: about.product,
    datasets: Object.fromEntries(about.datasets.map((one) => [one.name, schemaOf(one)])),
    role: { name: "application", warnings: [] },
  };
}

const schemaOf = ({ name, kind, columns, primaryKey, rowKey, references }: Description["datasets"][number]): DatasetSchema => ({
  name,
  kind,
  columns,
  primaryKey,
  rowKey,
  foreignKeys: references.map((one) => ({
    ...one,
    name: `${name}_${one.columns.join("_")}_fkey`,
    onUpdate: "no-action",
    deferrable: false,
  })),
  triggers: [],
  children: [],
  parent: null,
  rowSecurity: false,
  estimatedRows: null,
});

/** What is known of an application before it has said what it can: the least. */
const LEAST: Capabilities = { outcome: "unknown", locks: "none", rowSecurity: false, grants: false, secureDelete: false };

/** Opens a store that an application acts in. Nothing is asked before the first call. */
export function openApp(place: AppPlace): Connector {
  return {
    store: place.store,
    kind: "app",
    capabilities: { ...LEAST, outcome: "journal-row" },
    inspect: () => inspect(place),
    read: (work) => read(place, work),
    act: (options, work) => act(place, options, work),
    outcome: (transaction) => outcome(place, transaction),
    settle: () => settle(place),
    close: async () => undefined,
  };
}
