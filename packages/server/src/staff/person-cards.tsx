import { isEnded, isRight } from "@troth/core/requests";
import { Card, errorOf, FactList, Field, type FieldError, Icon, Note, State } from "../pages/index.ts";
import { FURTHER_SHOWN_BY, MESSAGE_CHARACTERS, type Message } from "../requests/index.ts";
import { Form, Submit } from "./form.tsx";
import { Lines } from "./lines.tsx";
import { NOT_OPENED } from "./need-to-know.ts";
import { type RequestPageData, renewsItself } from "./read-request.ts";
import { capital, counted, moment } from "./words.ts";

const languages: Readonly<Record<string, string>> = { en: "English", id: "Indonesian" };

/** Of a batch no more is shown than somebody reads. */
const SHOWN = 20;

const Closed = ({ data }: { readonly data: RequestPageData }) =>
  data.need.opensPerson && renewsItself(data.view) ? (
    <p>
      Not opened while this page renews itself. <a href={`/staff/requests/${data.view.id}?person=shown`}>Open it</a>; the look is
      written down.
    </p>
  ) : (
    <p>{NOT_OPENED}</p>
  );

/** What of the person cannot be read, what that means for the request, and what to do. */
const Damaged = ({ person }: { readonly person: NonNullable<RequestPageData["person"]> }) => (
  <>
    {person.damaged.includes("identifiers") ? (
      <Note kind="soon">
        By what the person is found cannot be read: what is stored of it was damaged after it was written. Nothing can be planned,
        run or copied by it. Have Troth's database and its keys restored from a backup. If there is none, write to whoever asked,
        enter the request anew with the day on which this one came, and deny this one in those words.
      </Note>
    ) : null}
    {person.damaged.includes("address") ? (
      <Note kind="soon">
        The address of whoever asked cannot be read: what is stored of it was damaged after it was written. No mail about this
        request goes out any more; all else can be done. Have Troth's database and its keys restored from a backup, or answer by
        another way. They still find the request under their own address in the privacy center.
      </Note>
    ) : null}
  </>
);

/** Who asked: address and identifiers, for those who need to know; each look is on the ledger. */
export const PersonCard = ({ data }: { readonly data: RequestPageData }) => {
  const { person, view } = data;
  const asksAnother = view.requester !== "person";
  const looks = data.evidence.filter((one) => one.kind === "person.looked-at").length;
  return (
    <Card
      id="person"
      title="Person"
      aside={looks === 0 ? "not looked at yet" : `looked at ${looks === 1 ? "once" : `${looks} times`}`}
    >
      {person === undefined ? null : <Damaged person={person} />}
      {person === undefined ? (
        <Closed data={data} />
      ) : (
        <FactList
          facts={[
            ...(person.email === undefined ? [] : [{ term: asksAnother ? "Asked by" : "E-mail", is: person.email }]),
            ...(person.post === undefined ? [] : [{ term: "Written to at", is: person.post }]),
            ...(view.plan?.people === undefined ? [] : [{ term: "People", is: counted(view.plan.people, "person", "people") }]),
            ...person.identifiers
              .slice(0, SHOWN)
              .filter((one) => one.kind !== "email" || one.value.toLowerCase() !== person.email)
              .map((one) => ({ term: one.kind === "email" ? "About" : capital(one.kind), is: one.value })),
            ...(person.identifiers.length > SHOWN
              ? [
                  {
                    term: "And",
                    is: `${counted(person.identifiers.length - SHOWN, "more identifier")}, on the list that was handed in`,
                  },
                ]
              : []),
            ...(person.forgotten ? [{ term: "Identifiers", is: "forgotten: their key was destroyed with the erasure" }] : []),
            { term: "Language", is: languages[view.language] ?? view.language },
          ]}
        />
      )}
    </Card>
  );
};

/** How it is known that whoever asked may ask. */
export const VerificationCard = ({ data }: { readonly data: RequestPageData }) => {
  const { view } = data;
  return (
    <Card
      id="verification"
      title="Verification"
      aside={view.verified ? <State of="done">enough</State> : <State of="soon">none</State>}
    >
      {view.verified ? (
        <ul class="plain ticks">
          <li>
            <Icon name="tick" />
            <span>A code sent to the address was entered</span>
          </li>
        </ul>
      ) : (
        <p>
          {view.takenBy === "person"
            ? codeShows(view)
            : view.takenBy === "mailbox"
              ? "It came as a mail to our address, and nothing shows whose it is. To stop marketing nothing has to."
              : `Taken by ${view.takenBy === "staff" ? "staff" : `staff, by ${view.takenBy}`}; no code was entered.`}
          {isEnded(view.state) || view.takenBy === "mailbox"
            ? ""
            : " Before anything is done, see to it that whoever asked may ask."}
        </p>
      )}
      {view.further.length === 0 ? null : (
        <ul class="plain lines">
          {view.further.map((one) => (
            <li>
              {capital(one.kind)} added by {one.by} on {moment(one.at, data.zone)}: {FURTHER_SHOWN_BY[one.shownBy]}
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
};

/** What the code of the privacy center shows of a request that it does not verify. */
const codeShows = ({ requester }: RequestPageData["view"]): string =>
  requester === "person"
    ? "A code was entered, but not for all that the request names by now."
    : "A code was entered. It shows whose the address of whoever asks is, and nothing of the person they ask for.";

const Said = ({ message, data }: { readonly message: Message; readonly data: RequestPageData }) => (
  <li>
    {message.text === undefined ? (
      <Note kind="soon">
        This message cannot be read: what is stored of it was damaged after it was written. Have Troth's database and its keys
        restored from a backup, or ask whoever wrote it to write it again.
      </Note>
    ) : (
      <p class="quote">
        <Lines text={message.text} />
      </p>
    )}
    <p class="small quiet">
      {message.sender === "person"
        ? "The person"
        : message.account === undefined
          ? "Staff"
          : (data.names.get(message.account) ?? "Staff")}
      , {moment(message.at, data.zone)}
    </p>
  </li>
);

/** What was written between the person and staff, and a field to write. */
export const MessagesCard = ({
  data,
  errors,
  text,
}: {
  readonly data: RequestPageData;
  readonly errors: readonly FieldError[];
  readonly text: string;
}) => {
  const { person, need, view } = data;
  if (person === undefined) return null;
  const isQuestion = !isRight(view.right) && view.state === "received";
  const addressDamaged = person.damaged.includes("address");
  return (
    <Card
      id="messages"
      title="Messages"
      aside={person.messages.length === 0 ? undefined : counted(person.messages.length, "message")}
    >
      {person.messages.length === 0 ? <p class="quiet">Nothing has been written.</p> : null}
      <ul class="plain lines">
        {person.messages.map((message) => (
          <Said message={message} data={data} />
        ))}
      </ul>
      {need.writes && !isQuestion && (person.email !== undefined || addressDamaged) ? (
        <Form action={`/staff/requests/${view.id}/message`}>
          <Field
            name="text"
            label="Write to the person"
            hint={
              addressDamaged
                ? "They get no mail of it, since their address cannot be read; the words stand on their page."
                : "They get a mail that something was written; the words stay on their page."
            }
            rows={4}
            value={text}
            error={errorOf(errors, "text")}
            maxlength={MESSAGE_CHARACTERS}
          />
          <div>
            <Submit>Send</Submit>
          </div>
        </Form>
      ) : null}
      {person.email === undefined && !addressDamaged ? (
        <p class="small quiet">No address is known: answer by the way it came.</p>
      ) : null}
    </Card>
  );
};
