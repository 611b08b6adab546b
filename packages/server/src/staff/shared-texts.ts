import { isEnded } from "@troth/core/requests";
import type { RequestRow } from "../requests/index.ts";

/** Of a plan what says where texts are held back: columns of datasets, and rows by link. */
interface PlannedCopy {
  readonly plan: {
    readonly stores: readonly {
      readonly store: string;
      readonly datasets: Readonly<
        Record<string, { readonly copy: readonly { readonly heldBackWhenShared: boolean; readonly secret: boolean }[] }>
      >;
    }[];
  };
  readonly view: {
    readonly stores: readonly {
      readonly store: string;
      readonly steps: readonly { readonly dataset: string; readonly link: string; readonly rows: number }[];
    }[];
  };
}

/** How many rows, shared with others, hold texts that stay out of the copy until somebody has read them. By the plan: no store is asked. */
export function rowsToRead(row: Pick<RequestRow, "right" | "state" | "plan">): number {
  const made = row.plan as unknown as PlannedCopy | null;
  if (row.right !== "access" || made === null || isEnded(row.state as Parameters<typeof isEnded>[0])) return 0;
  const holds = new Set(
    made.plan.stores.flatMap((store) =>
      Object.entries(store.datasets)
        .filter(([, rules]) => rules.copy.some((one) => one.heldBackWhenShared && !one.secret))
        .map(([dataset]) => `${store.store}/${dataset}`),
    ),
  );
  const steps = made.view.stores.flatMap((store) =>
    store.steps.map((step) => ({ ...step, at: `${store.store}/${step.dataset}` })),
  );
  return steps.filter((step) => step.link === "shared" && holds.has(step.at)).reduce((sum, step) => sum + step.rows, 0);
}
