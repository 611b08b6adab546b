import { isRight } from "@troth/core/requests";
import type { Call } from "../http/index.ts";
import { noticeOf } from "../installation/index.ts";
import { CenterLayout, ErrorSummary, type FieldError, Note, Steps } from "../pages/index.ts";
import { dayIn } from "../words/index.ts";
import type { Status } from "./read-status.ts";
import { StatusAddress } from "./status-address.tsx";
import { StatusAsker } from "./status-asker.tsx";
import { StatusClock } from "./status-clock.tsx";
import { StatusCopyPart } from "./status-copy.tsx";
import { StatusDenied } from "./status-denied.tsx";
import { StatusFee } from "./status-fee.tsx";
import { StatusLooks } from "./status-looks.tsx";
import { StatusMessages } from "./status-messages.tsx";
import { stepsOf } from "./status-steps.ts";
import { canTakeBack, headline, type Saying } from "./status-words.ts";
import { Stays } from "./stays.tsx";
import { say } from "./words.ts";

/** How a call's words are said. */
export const sayingOf = ({ inst, language }: Call): Saying => ({
  language,
  zone: inst.program.zone,
  now: inst.surroundings.now(),
});

/** What happened a moment ago, which the page says on top. */
export type Told = "messages.sent" | "copy.refused" | "appeal.sent" | "address.shown" | "code.sent";

const Receipt = ({ request, at }: { readonly request: string; readonly at: Saying }) => (
  <>
    <h2 id="receipt">{say(at.language, "receipt.title")}</h2>
    <p>{say(at.language, "receipt.says")}</p>
    <p class="actions">
      <a class="button" href={`/${at.language}/requests/${request}/receipt`} download>
        {say(at.language, "receipt.button")}
      </a>
      <a class="button" href={`/${at.language}/verify`}>
        {say(at.language, "receipt.check")}
      </a>
    </p>
  </>
);

const TakeBack = ({ request, at }: { readonly request: string; readonly at: Saying }) => (
  <>
    <h2 id="stop">{say(at.language, "stop.title")}</h2>
    <p>{say(at.language, "stop.says")}</p>
    <form method="post" action={`/${at.language}/requests/${request}/stop`}>
      <p class="actions">
        <button class="button" type="submit">
          {say(at.language, "stop.button")}
        </button>
      </p>
    </form>
  </>
);

/** Where a request stands, and everything that one can do about it. */
export const StatusPage = ({
  call,
  status,
  told,
  text,
  errors = [],
}: {
  readonly call: Call;
  readonly status: Status;
  readonly told?: Told | undefined;
  readonly text?: string | undefined;
  readonly errors?: readonly FieldError[];
}) => {
  const { language, inst } = call;
  const { view, copy } = status;
  const { program } = inst;
  const at = sayingOf(call);
  const messages = status.hasFile ? (
    <StatusMessages
      request={view.id}
      messages={status.messages}
      organization={program.organization.name}
      at={at}
      text={text}
      errors={errors}
    />
  ) : (
    <p class="quiet">{say(language, "messages.gone")}</p>
  );
  return (
    <CenterLayout call={call} title={say(language, "status.title", { request: view.id })} wrong={errors.length > 0}>
      <ErrorSummary errors={errors} language={language} />
      {told === undefined ? null : (
        <Note kind="brand">
          <p role="status">{say(language, told)}</p>
        </Note>
      )}
      <div>
        <p class="small quiet">
          {say(language, `right.${view.right}`)}.{" "}
          {say(language, "status.number", { request: view.id, day: dayIn(language, view.receivedAt, at.zone) })}
        </p>
        {view.requester === "person" ? null : (
          <p class="small quiet">
            {say(language, "ask.for")} {say(language, `ask.for.${view.requester}`)}.
          </p>
        )}
        <h1>{headline(view, { ...at, hasCopy: copy?.file !== undefined, copied: copy?.rows ?? 0 })}</h1>
      </div>
      <StatusClock view={view} at={at} />
      <StatusFee view={view} at={at} />
      {view.codeWaits === undefined ? null : <StatusAddress request={view.id} at={at} errors={errors} />}
      <StatusAsker view={view} language={language} />
      {view.state === "denied" || view.state === "appealed" ? (
        <StatusDenied status={status} notice={noticeOf(inst)} at={at} text={call.form.appeal} errors={errors} />
      ) : null}
      {copy === undefined ? null : <StatusCopyPart view={view} copy={copy} at={at} />}
      {/* An answer is in a message: where one was asked for, they come first. */}
      {isRight(view.right) ? null : messages}
      <h2 id="steps">{say(language, "steps.title")}</h2>
      <Steps steps={stepsOf(view, at)} language={language} />
      {canTakeBack(view, at.now) ? <TakeBack request={view.id} at={at} /> : null}
      {view.state === "denied" || view.state === "appealed" || view.state === "withdrawn" || !status.told ? null : (
        <Stays view={view} program={program} at={at} />
      )}
      {status.told ? <StatusLooks looks={status.looks} program={program} at={at} /> : null}
      <Receipt request={view.id} at={at} />
      {isRight(view.right) ? messages : null}
    </CenterLayout>
  );
};
