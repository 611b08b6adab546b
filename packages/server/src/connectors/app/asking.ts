import type { Description, Fault, Task, WireValue } from "@troth/app/messages";
import type { ZodType } from "zod";
import type { Row, Value } from "../connector.ts";
import { ConnectorError, type ConnectorErrorCode } from "../errors.ts";
import type { ConnectorOptions } from "../options.ts";
import { type AppHub, HubError } from "./hub.ts";

/** A store of an application, and how long is waited for it. */
export interface AppPlace {
  readonly store: string;
  /** Absent: this process serves no applications. */
  readonly hub: AppHub | undefined;
  readonly options: ConnectorOptions;
}

/** One process of the application, asked message by message. */
export interface Asking {
  readonly process: string;
  /** @throws ConnectorError */
  ask<T>(task: Task, schema: ZodType<T>): Promise<T>;
  tell(task: Task): void;
}

const CODES: Readonly<Record<Fault["code"], ConnectorErrorCode>> = {
  denied: "connector.denied",
  timeout: "connector.timeout",
  constraint: "connector.constraint",
  missing: "connector.missing",
  busy: "connector.busy",
  session: "connector.unreachable",
  unreachable: "connector.unreachable",
  failed: "connector.failed",
};

/** Chooses a process of the application that pulls. @throws ConnectorError `connector.unreachable` */
export async function askApplication({ store, hub, options }: AppPlace): Promise<Asking> {
  if (!hub)
    throw new ConnectorError(
      "connector.unreachable",
      store,
      "an application is reached through the server alone, and this command runs beside it",
      {
        advice: "start `troth start`, and do this on its pages or by its API",
      },
    );
  // One statement more than the store allows: the application itself is to say that it took too long.
  const patience = { presenceMs: options.connectMs, answerMs: options.statementMs + options.lockMs };
  const process = await hub.pin(store, patience).catch((error: unknown) => {
    throw unheard(store, error);
  });
  return {
    process,
    async ask(task, schema) {
      const reply = await hub.ask({ store, process, task, patience }).catch((error: unknown) => {
        throw unheard(store, error);
      });
      if (reply.fault !== undefined) throw new ConnectorError(CODES[reply.fault.code], store, reply.fault.message);
      const read = schema.safeParse(reply.ok);
      if (read.success) return read.data;
      throw new ConnectorError(
        "connector.failed",
        store,
        `the application's answer to \`${task.kind}\` is not as the channel wants it`,
        {
          advice: "bring `@troth/app` and the server to the same version",
        },
      );
    },
    tell: (task) => hub.tell({ store, process, task }),
  };
}

function unheard(store: string, error: unknown): unknown {
  if (!(error instanceof HubError)) return error;
  if (error.why === "silent")
    return new ConnectorError("connector.timeout", store, "the application did not answer in time", {
      advice: "see the application's log, or raise `options.timeouts.statement`",
    });
  const says = error.why === "nobody" ? "no application pulls work for this store" : "the application went away";
  return new ConnectorError("connector.unreachable", store, says, {
    advice: `see that the application runs, and that its key is one of \`troth store key ${store}\``,
  });
}

export const toWire = (value: Value): WireValue =>
  value instanceof Uint8Array ? { $b: Buffer.from(value).toString("base64") } : value;
const fromWire = (value: WireValue): Value =>
  typeof value === "object" && value !== null ? new Uint8Array(Buffer.from(value.$b, "base64")) : value;
export const rowToWire = (row: Row): WireValue[] => row.map(toWire);
export const rowFromWire = (row: readonly WireValue[]): Row => row.map(fromWire);

/** Names are checked here, so that what is missing is said alike by every application. @throws ConnectorError `connector.missing` */
export function requireNames(store: string, { datasets }: Description, dataset: string, columns: readonly string[]): void {
  const found = datasets.find((one) => one.name === dataset);
  if (!found) throw new ConnectorError("connector.missing", store, `there is no dataset \`${dataset}\``);
  const known = new Set([...found.columns.map((column) => column.name), ...found.rowKey]);
  const lost = columns.find((column) => !known.has(column));
  if (lost !== undefined)
    throw new ConnectorError("connector.missing", store, `there is no column \`${lost}\` in \`${dataset}\``);
}
