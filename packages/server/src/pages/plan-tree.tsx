import { type Beside, besideSays, type PlanStep } from "@troth/core/subject-graph";
import type { Child } from "hono/jsx";
import { dayIn, numberIn } from "../words/index.ts";
import { Icon } from "./icon.tsx";

/** Of a plan what a tree shows. */
export interface ShownPlan {
  readonly right: "access" | "erasure";
  readonly stores: readonly {
    readonly store: string;
    readonly product: string;
    readonly shadow: boolean;
    readonly steps: readonly PlanStep[];
    readonly beside?: readonly Beside[];
    /** How many rows of everybody's each dataset has. */
    readonly sizes?: Readonly<Record<string, number>>;
    readonly estimatedSizes?: readonly string[];
  }[];
  readonly totals: { readonly deleted: number; readonly changed: number; readonly kept: number; readonly rows: number };
}

const figure = (count: number): string => numberIn("en", count);

/** What becomes of rows, in words: `stays until 31 December 2033`. */
function becomes(step: PlanStep, href: string | undefined): Child {
  const stays = step.until === undefined ? "stays" : `stays until ${dayIn("en", step.until, "UTC")}`;
  const words = step.action === "keep" ? stays : step.because === undefined ? step.action : `${step.action}, ${stays}`;
  return step.because !== undefined && href !== undefined ? <a href={href}>{words}</a> : words;
}

/** `315 deleted, 97 changed, 21 stay`; what does not happen is left out. */
export function totalsInWords(plan: Pick<ShownPlan, "right" | "totals">): string {
  const { deleted, changed, kept, rows } = plan.totals;
  if (plan.right === "access") return `${figure(rows)} in the copy`;
  const parts = [
    deleted > 0 && `${figure(deleted)} deleted`,
    changed > 0 && `${figure(changed)} changed`,
    kept > 0 && `${figure(kept)} stay`,
  ];
  const said = parts.filter((part) => part !== false);
  return said.length === 0 ? "nothing changes" : said.join(", ");
}

const StepRow = ({
  step,
  size,
  estimated,
  href,
  last,
  at,
}: {
  readonly step: PlanStep;
  readonly size: number | undefined;
  readonly estimated: boolean;
  readonly href: string | undefined;
  readonly last: number;
  readonly at: number;
}) => (
  <tr role="row" aria-level="2" aria-posinset={at + 1} aria-setsize={last}>
    <td role="gridcell">
      {step.dataset}
      {step.column === undefined ? null : (
        <>
          .<wbr />
          {step.column}
        </>
      )}
    </td>
    <td role="gridcell">
      <span class={`link ${step.link}`}>{step.link}</span>
    </td>
    <td role="gridcell">{becomes(step, href)}</td>
    <td role="gridcell" class="num">
      {figure(step.rows)}
      {size === undefined ? null : (
        <span class="small quiet">
          {" "}
          of {estimated ? "about " : ""}
          {figure(size)}
        </span>
      )}
    </td>
  </tr>
);

const StoreRow = ({ store }: { readonly store: ShownPlan["stores"][number] }) => (
  <tr role="row" aria-level="1" aria-expanded="true">
    <td role="gridcell">
      <span class="name">
        <Icon name="database" /> {store.store} <span class="badge">{store.product}</span>
      </span>
    </td>
    <td role="gridcell" />
    <td role="gridcell">{store.shadow ? "in shadow: rolled back" : store.steps.length === 0 ? "nothing of this person" : ""}</td>
    <td role="gridcell" class="num">
      {figure(store.steps.reduce((sum, step) => sum + step.rows, 0))}
    </td>
  </tr>
);

/** What a store does by itself beside the plan: folded away, since it is no decision of anybody's and often longer than the plan. */
const BesideList = ({ store: { store, beside = [] } }: { readonly store: ShownPlan["stores"][number] }) =>
  beside.length === 0 ? null : (
    <details class="beside small">
      <summary>
        {store} does {beside.length === 1 ? "one thing" : `${figure(beside.length)} things`} to these rows by itself as well
      </summary>
      <ul class="plain lines quiet">
        {beside.map((one) => (
          <li>{besideSays(one)}</li>
        ))}
      </ul>
    </details>
  );

/**
 * A plan as a tree of stores and datasets. It is all there without script; with `tree` among the page's scripts the
 * arrow keys move, open and close. `because` leads to where the page says what stays and why.
 */
export const PlanTree = ({ plan, because }: { readonly plan: ShownPlan; readonly because?: string }) => (
  <>
    <section class="scroll" tabindex={0} aria-label="Plan, by store">
      <table class="table tree" role="treegrid" aria-label="Plan" data-tree>
        <thead role="rowgroup">
          <tr role="row">
            <th scope="col" role="columnheader">
              Store and dataset
            </th>
            <th scope="col" role="columnheader">
              Link
            </th>
            <th scope="col" role="columnheader">
              What becomes of it
            </th>
            <th scope="col" role="columnheader" class="num">
              Rows
            </th>
          </tr>
        </thead>
        <tbody role="rowgroup">
          {plan.stores.map((store) => (
            <>
              <StoreRow store={store} />
              {store.steps.map((step, at) => (
                <StepRow
                  step={step}
                  size={store.sizes?.[step.dataset]}
                  estimated={store.estimatedSizes?.includes(step.dataset) ?? false}
                  href={because}
                  at={at}
                  last={store.steps.length}
                />
              ))}
            </>
          ))}
        </tbody>
        <tfoot role="rowgroup">
          <tr role="row">
            <td role="gridcell" colspan={3}>
              {totalsInWords(plan)}
            </td>
            <td role="gridcell" class="num">
              {figure(plan.totals.rows)}
            </td>
          </tr>
        </tfoot>
      </table>
    </section>
    {plan.stores.map((store) => (
      <BesideList store={store} />
    ))}
  </>
);
