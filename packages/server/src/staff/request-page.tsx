import { isEnded, isRight } from "@troth/core/requests";
import type { Call } from "../http/index.ts";
import { ErrorSummary, type FieldError, Note, StaffLayout } from "../pages/index.ts";
import { answerSentence, titleOf } from "./answer-sentence.ts";
import { ApproveCard } from "./approve-card.tsx";
import { AskerCard } from "./asker-card.tsx";
import { ClockCard } from "./clock-card.tsx";
import { HeldBackCard, MarketingCard, QuestionCard, ReviewCard, RunCard, StopCard } from "./decide-cards.tsx";
import { DeniedCard, DenyCard } from "./deny-card.tsx";
import { EvidenceCard } from "./evidence-card.tsx";
import { FeeCard } from "./fee-card.tsx";
import { IdentifyCard } from "./identify-card.tsx";
import { MailCard } from "./mail-card.tsx";
import { NotTheirsCard } from "./not-theirs-card.tsx";
import { OutcomeCard, ProgressCard, RecipientsCard } from "./outcome-cards.tsx";
import { MessagesCard, PersonCard, VerificationCard } from "./person-cards.tsx";
import { FindingsCard, PlanCard, RemarksCard, StaysCard } from "./plan-cards.tsx";
import { type RequestPageData, renewsItself } from "./read-request.ts";
import { SettleCard } from "./settle-card.tsx";
import { ByHandCard, TasksCard } from "./task-cards.tsx";
import { TimeCard } from "./time-card.tsx";

/** What the page of one request is made of. */
export interface RequestPageProps {
  readonly call: Call;
  readonly data: RequestPageData;
  readonly errors?: readonly FieldError[];
  /** A refusal that belongs to no field. */
  readonly refused?: string | undefined;
}

const REFRESH_SECONDS = 5;

/** A question is read before it is answered, and both want room. */
const Talk = ({ call, data, errors = [] }: RequestPageProps) => (
  <>
    <MessagesCard data={data} errors={errors} text={call.form.text ?? ""} />
    <QuestionCard data={data} errors={errors} form={call.form} />
  </>
);

const Main = (props: RequestPageProps) => {
  const { data } = props;
  const { view } = data;
  const { plan } = view;
  return (
    <div class="column">
      {renewsItself(view) ? (
        <ProgressCard view={view} progress={{ state: view.state, stores: view.stores, step: undefined }} />
      ) : null}
      {isRight(view.right) ? null : <Talk {...props} />}
      <TasksCard data={data} />
      <OutcomeCard view={view} />
      {plan === undefined ? null : (
        <>
          <FindingsCard
            plan={plan}
            request={isEnded(view.state) || !data.need.approves.includes(plan.right) ? undefined : view.id}
          />
          <PlanCard plan={plan} />
          <ByHandCard plan={plan} />
          <StaysCard plan={plan} />
          <RemarksCard plan={plan} />
        </>
      )}
      <RecipientsCard data={data} />
      {isRight(view.right) ? <Talk {...props} /> : null}
      <EvidenceCard data={data} />
    </div>
  );
};

const Side = ({ call, data, errors = [] }: RequestPageProps) => (
  <aside class="column" aria-label="Decide">
    <ReviewCard data={data} />
    <HeldBackCard data={data} />
    <ApproveCard data={data} errors={errors} />
    <DeniedCard data={data} errors={errors} form={call.form} />
    <MarketingCard data={data} errors={errors} form={call.form} />
    <StopCard data={data} />
    <SettleCard data={data} errors={errors} form={call.form} />
    <NotTheirsCard data={data} />
    <RunCard data={data} />
    <PersonCard data={data} />
    <AskerCard data={data} errors={errors} form={call.form} />
    <VerificationCard data={data} />
    <IdentifyCard data={data} errors={errors} form={call.form} />
    <MailCard data={data} />
    <FeeCard data={data} errors={errors} form={call.form} />
    <TimeCard data={data} errors={errors} form={call.form} />
    <DenyCard data={data} errors={errors} form={call.form} />
  </aside>
);

/** One request: how long is left, what happens to which rows, what stays, and what one signs. */
export const RequestPage = (props: RequestPageProps) => {
  const { call, data, errors = [], refused } = props;
  const { view } = data;
  const renews = renewsItself(view) && data.person === undefined;
  return (
    <StaffLayout
      call={call}
      title={titleOf(view)}
      crumb={
        <>
          <a href="/staff/requests">Requests</a> / {view.id}
        </>
      }
      answer={answerSentence(data)}
      wrong={errors.length > 0}
      scripts={["tree", ...(renews ? (["progress"] as const) : [])]}
      {...(renews ? { refreshSeconds: REFRESH_SECONDS } : {})}
    >
      <ErrorSummary errors={errors} />
      {refused === undefined ? null : (
        <div role="alert">
          <Note kind="soon">{refused}</Note>
        </div>
      )}
      <ClockCard data={data} />
      <div class="split">
        <Main {...props} />
        <Side {...props} />
      </div>
    </StaffLayout>
  );
};
