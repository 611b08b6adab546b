import type { Call } from "../http/index.ts";
import { CenterLayout, Choices, ErrorSummary, errorOf, Field, type FieldError } from "../pages/index.ts";
import { MESSAGE_CHARACTERS } from "../requests/index.ts";
import { frameOf } from "./frame-of.ts";
import { PostForm, Submit } from "./post-form.tsx";
import { say } from "./words.ts";

/** What can be asked here, in the order of the form. */
export const askKinds = ["access", "erasure", "question", "concern"] as const;
export type AskKind = (typeof askKinds)[number];

/** What somebody has entered, as it stands in the form again. */
export interface AskEntered {
  readonly kind?: string | undefined;
  readonly email?: string | undefined;
  readonly words?: string | undefined;
}

/** The form in which somebody asks. */
export const AskPage = ({
  call,
  entered,
  errors = [],
}: {
  readonly call: Call;
  readonly entered: AskEntered;
  readonly errors?: readonly FieldError[];
}) => {
  const { language } = call;
  const title = say(language, "ask.title");
  return (
    <CenterLayout call={frameOf(call)} title={title} wrong={errors.length > 0}>
      <ErrorSummary errors={errors} language={language} />
      <div>
        <p class="small quiet">{say(language, "ask.step")}</p>
        <h1>{title}</h1>
      </div>
      <PostForm action={`/${language}/ask`}>
        <Choices
          name="kind"
          legend={title}
          legendHidden
          chosen={entered.kind}
          error={errorOf(errors, "kind")}
          options={askKinds.map((kind) => ({
            value: kind,
            label: say(language, `ask.${kind}`),
            hint: say(language, `ask.${kind}.says`),
          }))}
        />
        <Field
          name="email"
          type="email"
          label={say(language, "ask.email")}
          hint={say(language, "ask.email.hint")}
          autocomplete="email"
          value={entered.email}
          error={errorOf(errors, "email")}
        />
        <Field
          name="words"
          rows={5}
          label={say(language, "ask.words")}
          hint={say(language, "ask.words.hint")}
          maxlength={MESSAGE_CHARACTERS}
          value={entered.words}
          error={errorOf(errors, "words")}
        />
        <Submit primary>{say(language, "ask.send")}</Submit>
      </PostForm>
      <p class="small quiet">{say(language, "ask.next")}</p>
    </CenterLayout>
  );
};

/** What a network is told that has had its codes. */
export const LimitedPage = ({ call }: { readonly call: Call }) => {
  const { language, inst } = call;
  return (
    <CenterLayout call={frameOf(call)} title={say(language, "ask.limited.title")} wrong>
      <h1>{say(language, "ask.limited.title")}</h1>
      <p>{say(language, "ask.limited", { contact: inst.program.organization.contact })}</p>
    </CenterLayout>
  );
};
