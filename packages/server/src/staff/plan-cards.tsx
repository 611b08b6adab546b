import type { PlanFinding, PlanStep } from "@troth/core/subject-graph";
import { Card, PlanTree, State } from "../pages/index.ts";
import type { PlanView } from "../requests/index.ts";
import { TableCard } from "./table.tsx";
import { counted, day } from "./words.ts";

/** The plan: which rows of which stores, by which link, and what becomes of them. */
export const PlanCard = ({ plan }: { readonly plan: PlanView }) => (
  <TableCard
    id="plan"
    title="Plan"
    aside={
      <>
        made under program <code>{plan.program.slice(0, 8)}</code>
      </>
    }
  >
    <PlanTree plan={plan} because="#stays" />
  </TableCard>
);

const levels = [
  { title: "Stands in the way", of: "soon", is: (one: PlanFinding) => one.blocks },
  {
    title: "Asks for a second approver",
    of: "soon",
    is: (one: PlanFinding) => !one.blocks && (one.code === "blast-radius" || one.code === "owner-elsewhere"),
  },
  {
    title: "To know",
    of: "here",
    is: (one: PlanFinding) => !one.blocks && one.code !== "blast-radius" && one.code !== "owner-elsewhere",
  },
] as const;

const placeOf = ({ store, dataset, column }: PlanFinding): string =>
  store === undefined
    ? ""
    : [store, ...(dataset === undefined ? [] : [`/${dataset}`]), ...(column === undefined ? [] : [`.${column}`])].join("");

const Finding = ({
  finding,
  of,
  title,
}: {
  readonly finding: PlanFinding;
  readonly of: "soon" | "here";
  readonly title: string;
}) => (
  <li>
    <span class="top">
      <State of={of}>{title}</State>
      <code class="small">{placeOf(finding)}</code>
    </span>
    <p>{finding.says}</p>
    {finding.advice === undefined ? null : <p class="small quiet">{finding.advice}</p>}
  </li>
);

/** What was found while planning: what blocks, what asks for a second signature, what one should know. */
export const FindingsCard = ({ plan }: { readonly plan: PlanView }) =>
  plan.findings.length === 0 ? null : (
    <Card id="findings" title="Findings" aside={counted(plan.findings.length, "finding")}>
      <ul class="plain lines">
        {levels.flatMap((level) =>
          plan.findings.filter(level.is).map((finding) => <Finding finding={finding} of={level.of} title={level.title} />),
        )}
      </ul>
    </Card>
  );

/** Rows that stay, by rule and by the law behind it. */
interface Stay {
  readonly rule: string;
  readonly law: string;
  readonly exception: string;
  readonly until: string | undefined;
  readonly rows: number;
  readonly datasets: readonly string[];
}

function staysOf(steps: readonly PlanStep[]): Stay[] {
  const stays = new Map<string, Stay>();
  for (const step of steps) {
    const { because } = step;
    if (!because) continue;
    const had = stays.get(because.rule);
    stays.set(because.rule, {
      ...because,
      until: [had?.until, step.until]
        .filter((one) => one !== undefined)
        .sort()
        .at(-1),
      rows: (had?.rows ?? 0) + step.rows,
      datasets: [...new Set([...(had?.datasets ?? []), `${step.store}/${step.dataset}`])],
    });
  }
  return [...stays.values()];
}

/** What stays, until when, and by which law: the person is told the same. */
export const StaysCard = ({ plan }: { readonly plan: PlanView }) => {
  if (plan.right !== "erasure") return null;
  const steps = plan.stores.flatMap((store) => store.steps);
  const stays = staysOf(steps);
  const kept = steps.filter((step) => step.action === "keep" && step.because === undefined);
  const unexplained = kept.reduce((sum, step) => sum + step.rows, 0);
  return (
    <Card id="stays" title="What stays, and why" aside="the person is told this">
      {stays.length === 0 && unexplained === 0 ? <p>Nothing of this person stays.</p> : null}
      {stays.map((stay) => (
        <div>
          <p>
            <strong>
              {counted(stay.rows, "row")} of {stay.datasets.join(" and ")}
              {stay.until === undefined ? "" : `, until ${day(stay.until, "UTC")}`}.
            </strong>{" "}
            Kept for {stay.law}, by the rule <code>{stay.rule}</code>. When the time is over they are deleted.
          </p>
        </div>
      ))}
      {unexplained === 0 ? null : (
        <p>
          <strong>{counted(unexplained, "row")}</strong> stay because the program says so for these datasets:{" "}
          {[...new Set(kept.map((step) => `${step.store}/${step.dataset}`))].join(", ")}.
        </p>
      )}
    </Card>
  );
};
