// The plans by which PostgreSQL really ran the statements of a piece of work: its own `auto_explain`, sent to the client.
import pg from "pg";

/** A statement as it ran. */
export interface RanStatement {
  readonly text: string;
  /** Every node of its plan: `Index Scan`, `Insert`, ... */
  readonly nodes: readonly PlanNode[];
  /** Pages that it touched, in the cache or not. */
  readonly buffers: number;
}

interface PlanNode {
  readonly type: string;
  readonly table: string | undefined;
}

interface RawPlan {
  readonly "Node Type": string;
  readonly "Relation Name"?: string;
  readonly "Shared Hit Blocks"?: number;
  readonly "Shared Read Blocks"?: number;
  readonly Plans?: readonly RawPlan[];
}

/** Hears of every statement on one database. */
export interface WatchedPlans {
  /** What ran while the work was done. */
  during(work: () => Promise<unknown>): Promise<readonly RanStatement[]>;
  stop(): void;
}

/**
 * Watches connections that this process opens to a database from now on. `noSequential`: PostgreSQL scans a table from end to
 * end only where no index would do, which on a small one it does anyway.
 */
export async function watchPlans(url: string, { noSequential = false } = {}): Promise<WatchedPlans> {
  const database = new URL(url).pathname.slice(1);
  await explainAll(url, database, noSequential);
  const heard = new Set<RanStatement[]>();
  const { emit } = pg.Client.prototype;
  pg.Client.prototype.emit = function (this: pg.Client, event: string, ...more: unknown[]) {
    if (event === "notice" && this.database === database) {
      const ran = statementOf((more[0] as { readonly message?: string }).message ?? "");
      if (ran !== undefined) for (const each of heard) each.push(ran);
    }
    return Reflect.apply(emit, this, [event, ...more]) as boolean;
  } as typeof emit;
  return {
    async during(work) {
      const ran: RanStatement[] = [];
      heard.add(ran);
      try {
        await work();
      } finally {
        heard.delete(ran);
      }
      return ran;
    },
    stop: () => {
      Reflect.deleteProperty(pg.Client.prototype, "emit");
    },
  };
}

async function explainAll(url: string, database: string, noSequential: boolean): Promise<void> {
  const client = new pg.Client(url);
  await client.connect();
  const settings = {
    session_preload_libraries: "auto_explain",
    "auto_explain.log_min_duration": "0",
    "auto_explain.log_analyze": "on",
    "auto_explain.log_buffers": "on",
    "auto_explain.log_timing": "off",
    "auto_explain.log_format": "json",
    client_min_messages: "log",
    ...(noSequential && { enable_seqscan: "off" }),
  };
  try {
    await client.query("LOAD 'auto_explain'");
    for (const [name, value] of Object.entries(settings))
      await client.query(`ALTER DATABASE ${pg.escapeIdentifier(database)} SET ${name} = ${pg.escapeLiteral(value)}`);
  } finally {
    await client.end();
  }
}

function statementOf(message: string): RanStatement | undefined {
  const at = message.indexOf("plan:\n");
  if (!message.startsWith("duration: ") || at < 0) return undefined;
  const { "Query Text": text, Plan } = JSON.parse(message.slice(at + 6)) as { "Query Text": string; Plan: RawPlan };
  // What a statement touches is counted at its topmost node.
  return { text, nodes: nodesOf(Plan), buffers: (Plan["Shared Hit Blocks"] ?? 0) + (Plan["Shared Read Blocks"] ?? 0) };
}

const nodesOf = (plan: RawPlan): PlanNode[] => [
  { type: plan["Node Type"], table: plan["Relation Name"] },
  ...(plan.Plans ?? []).flatMap(nodesOf),
];
