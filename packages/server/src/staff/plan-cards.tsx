import { nameIn } from "@troth/core/program";
import { LEAVING_OUT, notLookedInto, type PlanFinding, type PlanStep } from "@troth/core/subject-graph";
import { Card, Choices, PlanTree, State } from "../pages/index.ts";
import type { PlanView } from "../requests/index.ts";
import { Form, Submit } from "./form.tsx";
import { Ticked } from "./lines.tsx";
import { TableCard } from "./table.tsx";
import { capital, counted, day } from "./words.ts";

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

const asksForSecond = ({ code }: PlanFinding): boolean => code === "blast-radius" || code === "owner-elsewhere";

const placeOf = ({ store, dataset, column }: PlanFinding): string =>
  store === undefined
    ? ""
    : [store, ...(dataset === undefined ? [] : [`/${dataset}`]), ...(column === undefined ? [] : [`.${column}`])].join("");

const Finding = ({ finding }: { readonly finding: PlanFinding }) => (
  <li>
    <span class="top">
      <State of="soon">{standing(finding)}</State>
      <code class="small">{placeOf(finding)}</code>
    </span>
    <p>
      <Ticked text={capital(finding.says)} />.
    </p>
    {finding.advice === undefined ? null : (
      <p class="small quiet">
        <Ticked text={capital(finding.advice)} />.
      </p>
    )}
  </li>
);

/** What waits for a finding. */
function standing({ blocks, code }: PlanFinding): string {
  if (blocks) return "stands in the way";
  return code === "unreached" ? "keeps it from being complete" : "asks for a second approver";
}

const isToDecide = (finding: PlanFinding): boolean => finding.blocks || asksForSecond(finding) || finding.code === "unreached";

/** Datasets that nothing of the request leads to are left out here, one by one, each with its ground. */
const LeaveOut = ({ plan, request }: { readonly plan: PlanView; readonly request: string }) => {
  const places = notLookedInto(plan.findings);
  return places.length === 0 ? null : (
    <Form action={`/staff/requests/${request}/left-out`}>
      <Choices
        name="place"
        legend="Leave a dataset out of this request"
        options={places.map((place) => ({ value: place, label: <code>{place}</code> }))}
      />
      <Choices
        name="reason"
        legend="Why it may be left out"
        options={Object.entries(LEAVING_OUT).map(([value, label]) => ({ value, label: capital(label) }))}
      />
      <div>
        <Submit>Leave it out, on record</Submit>
      </div>
    </Form>
  );
};

/** What stands in the way of a plan, and what asks for a second signature: before the plan itself. */
export const FindingsCard = ({ plan, request }: { readonly plan: PlanView; readonly request?: string | undefined }) => {
  const found = plan.findings.filter(isToDecide);
  return found.length === 0 ? null : (
    <Card id="findings" title="Findings" aside={counted(found.length, "finding")}>
      <ul class="plain lines">
        {[...found.filter((one) => one.blocks), ...found.filter((one) => !one.blocks)].map((finding) => (
          <Finding finding={finding} />
        ))}
      </ul>
      {request === undefined ? null : <LeaveOut plan={plan} request={request} />}
    </Card>
  );
};

/** What one should know of a plan and nothing waits for; what has the same advice stands together. */
export const RemarksCard = ({ plan }: { readonly plan: PlanView }) => {
  const remarks = new Map<string, string[]>();
  for (const one of plan.findings.filter((each) => !isToDecide(each)))
    remarks.set(one.advice ?? "", [...(remarks.get(one.advice ?? "") ?? []), one.says]);
  return remarks.size === 0 ? null : (
    <Card id="remarks" title="To know">
      <ul class="plain lines">
        {[...remarks].map(([advice, says]) => (
          <li>
            {says.map((one) => (
              <p>
                <Ticked text={capital(one)} />.
              </p>
            ))}
            {advice === "" ? null : (
              <p class="small quiet">
                <Ticked text={capital(advice)} />.
              </p>
            )}
          </li>
        ))}
      </ul>
    </Card>
  );
};

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
      law: nameIn(because.law, "en"),
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
