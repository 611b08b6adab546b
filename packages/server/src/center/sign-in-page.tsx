import type { Call } from "../http/index.ts";
import { CenterLayout, ErrorSummary, errorOf, Field, type FieldError } from "../pages/index.ts";
import { PostForm, Submit } from "./post-form.tsx";
import { say } from "./words.ts";

/** The form that stands where somebody's requests would: an address, to which a code goes. */
export const SignInPage = ({
  call,
  email,
  returnTo,
  own,
  errors = [],
}: {
  readonly call: Call;
  readonly email?: string | undefined;
  /** The request that they came from. */
  readonly returnTo?: string | undefined;
  /** What the link of a mail holds. */
  readonly own?: string | undefined;
  readonly errors?: readonly FieldError[];
}) => {
  const { language } = call;
  const title = say(language, "sign-in.title");
  return (
    <CenterLayout call={call} title={title} wrong={errors.length > 0}>
      <ErrorSummary errors={errors} language={language} />
      <h1>{title}</h1>
      <p class="lead">{say(language, "sign-in.lead")}</p>
      <PostForm action={`/${language}/ask`}>
        <input type="hidden" name="kind" value="sign-in" />
        {returnTo === undefined ? null : <input type="hidden" name="return" value={returnTo} />}
        {own === undefined ? null : <input type="hidden" name="own" value={own} />}
        <Field
          name="email"
          type="email"
          label={say(language, "sign-in.email")}
          hint={say(language, "sign-in.email.hint")}
          autocomplete="email"
          value={email}
          error={errorOf(errors, "email")}
        />
        <Submit primary>{say(language, "ask.send")}</Submit>
      </PostForm>
    </CenterLayout>
  );
};
