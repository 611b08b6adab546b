import type { MailView } from "../mail/index.ts";
import { Card, Note, State } from "../pages/index.ts";
import type { RequestPageData } from "./read-request.ts";
import { moment } from "./words.ts";

/** What each mail told, in staff's words. */
const told: Readonly<Record<MailView["template"], string>> = {
  code: "The code",
  "nothing-here": "That there is no request",
  "content-ask": "What an author is asked about their text",
  "content-changed": "That an author's text has changed",
  "parent-ask": "What a parent is asked",
  "parent-agreed": "That a parent agreed, and how it is taken back",
  received: "That it was received",
  "question-received": "That it was received",
  answered: "That there is an answer",
  message: "That there is a message",
  cooling: "When the erasure begins",
  stopped: "That it was stopped",
  withdrawn: "That it was taken back",
  turned: "That it became a right",
  extended: "That it takes longer",
  denied: "The denial and its ground",
  task: "That something is to be done by hand",
  "task-late": "That it is still to be done by hand",
  "task-keep": "That what a law kept may go now",
  "task-keep-late": "That what a law kept is still to be removed by hand",
  "appeal-received": "That the appeal was received",
  "appeal-granted": "That the appeal is granted",
  "appeal-refused": "That the appeal is refused",
  fee: "What it would cost",
  "copy-ready": "That the copy is ready",
  erased: "The outcome",
};

const lost = (mail: MailView): boolean => mail.state === "bounced" || mail.state === "failed";

const Standing = ({ mail, zone }: { readonly mail: MailView; readonly zone: string }) => {
  if (lost(mail)) {
    const because = mail.because === undefined ? "" : `: ${mail.because}`;
    return <State of="broken">{mail.state === "bounced" ? "came back" : `could not be sent${because}`}</State>;
  }
  return <>{mail.state === "sent" ? `sent ${moment(mail.at, zone)}` : "on its way"}</>;
};

/** The mails about a request: what was told when, and what did not reach the person. */
export const MailCard = ({ data }: { readonly data: RequestPageData }) => {
  const { mails, zone } = data;
  if (mails.length === 0) return null;
  return (
    <Card id="mail" title="Mail">
      {mails.some(lost) ? (
        <Note kind="broken">A mail did not reach the person. Write to them another way, or find out the right address.</Note>
      ) : null}
      <ul class="plain lines">
        {mails.map((mail) => (
          <li>
            <span>{told[mail.template]}</span>
            <span class="small quiet">
              <Standing mail={mail} zone={zone} />
            </span>
          </li>
        ))}
      </ul>
    </Card>
  );
};
