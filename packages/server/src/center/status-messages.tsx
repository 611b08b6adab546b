import { errorOf, Field, type FieldError } from "../pages/index.ts";
import { MESSAGE_CHARACTERS, type Message } from "../requests/index.ts";
import { momentIn } from "../words/index.ts";
import { PostForm, Submit } from "./post-form.tsx";
import type { Saying } from "./status-words.ts";
import { say } from "./words.ts";

/** What was written, and the field to write in. */
export const StatusMessages = ({
  request,
  messages,
  organization,
  at,
  text,
  errors = [],
}: {
  readonly request: string;
  readonly messages: readonly Message[];
  /** Who writes back: the organization, for people there change. */
  readonly organization: string;
  readonly at: Saying;
  /** What was entered and not accepted. */
  readonly text?: string | undefined;
  readonly errors?: readonly FieldError[];
}) => {
  const { language, zone } = at;
  return (
    <>
      <h2 id="messages">{say(language, "messages.title")}</h2>
      {messages.length === 0 ? <p class="quiet">{say(language, "messages.none")}</p> : null}
      {messages.map((one) => (
        <article class={one.sender === "person" ? "message mine" : "message"}>
          <p class="small quiet">
            <strong>{one.sender === "person" ? say(language, "messages.you") : organization}</strong>,{" "}
            <time datetime={one.at}>{momentIn(language, one.at, zone)}</time>
          </p>
          {one.text === undefined ? (
            <p class="quiet">{say(language, "messages.damaged")}</p>
          ) : (
            <p class="words" dir="auto">
              {one.text}
            </p>
          )}
        </article>
      ))}
      <PostForm action={`/${language}/requests/${request}/message`}>
        <Field
          name="text"
          rows={4}
          label={say(language, "messages.label")}
          hint={say(language, "messages.hint")}
          maxlength={MESSAGE_CHARACTERS}
          value={text}
          error={errorOf(errors, "text")}
        />
        <Submit>{say(language, "messages.send")}</Submit>
      </PostForm>
    </>
  );
};
