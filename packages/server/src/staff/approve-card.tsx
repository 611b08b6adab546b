import { Card, errorOf, type FieldError, Hash, Icon, Note, Tick } from "../pages/index.ts";
import type { PlanView } from "../requests/index.ts";
import { mayStillSign } from "./answer-sentence.ts";
import { Form, Hidden, Submit } from "./form.tsx";
import type { RequestPageData } from "./read-request.ts";
import { counted, moment } from "./words.ts";

/** What a signature brings about, in the words beside the box: what cannot be undone is said there. */
export function boxWords(plan: Pick<PlanView, "right" | "totals" | "byHand" | "people">): string {
  const whose = plan.people === undefined ? "" : ` They are ${counted(plan.people, "person's", "people's")}.`;
  const stores = (plan.byHand ?? []).map((task) => task.store);
  const people = stores.length === 0 ? "" : ` People go through ${stores.join(" and ")} by hand.`;
  return `${rowsWords(plan)}${whose}${people}`;
}

function rowsWords(plan: Pick<PlanView, "right" | "totals">): string {
  const { deleted, changed, rows } = plan.totals;
  if (plan.right === "access")
    return `I have read the plan. ${counted(rows, "row")} ${rows === 1 ? "goes" : "go"} into the copy.`;
  if (deleted > 0)
    return `I have read the plan. ${counted(deleted, "row")} ${deleted === 1 ? "goes" : "go"}, and cannot be brought back.`;
  if (changed > 0)
    return `I have read the plan. ${counted(changed, "row")} ${changed === 1 ? "is" : "are"} changed, and cannot be changed back.`;
  return "I have read the plan. Nothing is deleted or changed.";
}

const Signed = ({ data }: { readonly data: RequestPageData }) => (
  <ul class="plain ticks">
    {data.signatures.map((one) => (
      <li>
        <Icon name="tick" />
        <span>
          {one.account === undefined ? one.role : `${data.names.get(one.account) ?? one.account}, ${one.role}`},{" "}
          {moment(one.at, data.zone)}
        </span>
      </li>
    ))}
  </ul>
);

const Wanted = ({ data, plan }: { readonly data: RequestPageData; readonly plan: PlanView }) =>
  data.missing.length === 0 || (mayStillSign(data) && data.missing.length === 1 && !plan.needsSecondApprover) ? null : (
    <p class="small quiet">
      {plan.needsSecondApprover ? "Two different people sign this plan. " : ""}
      Still to sign: {data.missing.join(", ")}.
    </p>
  );

/** Rows that were found after the erasure are not always the person's any more. */
const LetStay = ({ data }: { readonly data: RequestPageData }) => (
  <Form action={`/staff/requests/${data.view.id}/let-stay`}>
    <p class="small quiet">
      All that was signed before is done; this plan is of rows that were written after it. If somebody signed up again, they are a
      new customer, and nothing of theirs is asked to be erased.
    </p>
    <Submit>They came back: let these rows stay</Submit>
  </Form>
);

/** Where a plan is signed: its hash in full, one sentence, an empty box, and a button that is never grey. */
export const ApproveCard = ({ data, errors }: { readonly data: RequestPageData; readonly errors: readonly FieldError[] }) => {
  const { view } = data;
  const { plan } = view;
  if (!plan || (view.state !== "planned" && data.signatures.length === 0)) return null;
  const signs = mayStillSign(data);
  return (
    <Card id="approve" as={signs ? "approve" : ""} title={signs ? "Approve" : "Signatures"}>
      <div class="column-tight">
        {signs ? (
          <p>Your signature is for this plan and no other. If a schema or a row count moves, the run stops and asks again.</p>
        ) : null}
        <Hash hash={plan.hash} label="Plan hash, SHA-256" />
        {data.signatures.length > 0 ? <Signed data={data} /> : null}
        {view.state === "planned" && !plan.canBeApproved ? (
          <Note kind="soon">
            Nobody can sign it yet: <a href="#findings">findings stand in the way</a>.
          </Note>
        ) : null}
        {view.state === "planned" && view.codeWaits !== undefined ? (
          <Note kind="soon">
            Nobody can sign it yet: <a href="#identify">a code is waited for</a>.
          </Note>
        ) : null}
        {signs && !view.verified ? (
          <Note kind="soon">Nobody has shown that the address is theirs. Sign only if you have seen to it otherwise.</Note>
        ) : null}
        {signs ? (
          <Form action={`/staff/requests/${view.id}/approve`}>
            <Hidden name="plan" value={plan.hash} />
            <Tick name="read" label={boxWords(plan)} error={errorOf(errors, "read")} />
            <Submit primary wide>
              <Icon name="key" /> Sign and approve
            </Submit>
          </Form>
        ) : null}
        {view.state === "planned" ? <Wanted data={data} plan={plan} /> : null}
        {view.canLetStay && data.need.decides ? <LetStay data={data} /> : null}
      </div>
    </Card>
  );
};
