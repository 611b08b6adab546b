import type { Connector } from "../connector.ts";
import { ConnectorError } from "../errors.ts";
import { type ObjectDatasets, readDatasets } from "./datasets.ts";
import type { ObjectSource } from "./find-rows.ts";
import { inspectObjects } from "./inspect.ts";
import type { Objects } from "./objects.ts";
import { openSession } from "./session.ts";

/** A connector over a place that holds files. */
export function openObjects(
  objects: Objects,
  options: { readonly datasets: Readonly<Record<string, string | undefined>>; readonly statementMs: number },
): Connector {
  const { store } = objects;
  let datasets: ObjectDatasets | undefined;
  const source = (): ObjectSource => {
    datasets ??= readDatasets(store, options.datasets);
    return { objects, datasets, limitMs: options.statementMs };
  };
  return {
    store,
    kind: objects.kind,
    capabilities: objects.capabilities,
    inspect: async () => inspectObjects(source()),
    async read(work) {
      const open = openSession(source());
      return work(open.session).finally(open.end);
    },
    async act(actOptions, work) {
      await objects.recover();
      const open = openSession(source());
      const result = await work(open.session).finally(open.end);
      if (open.failure() !== undefined) throw open.failure();
      await objects.commit(actOptions, open.work());
      return result;
    },
    outcome: (transaction) => objects.outcome(transaction),
    settle: () => objects.settle(),
    close: () => objects.close(),
  };
}

/** A number of files in words. */
export const filesSaid = (count: number): string => (count === 1 ? "1 file" : `${count} files`);

/** An act that stopped half-way. */
export const stoppedHalfWay = (
  store: string,
  at: { readonly done: number; readonly of: number; readonly why: string },
): ConnectorError =>
  new ConnectorError(
    "connector.failed",
    store,
    `${filesSaid(at.done)} of ${at.of} were deleted or cleared and ${at.of - at.done} were not: ${at.why}`,
    { advice: "remove the cause, then `troth resume` goes on with the rest", transient: true },
  );
