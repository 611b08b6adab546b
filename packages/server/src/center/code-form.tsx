import { errorOf, Field, type FieldError } from "../pages/index.ts";
import type { Language } from "../words/index.ts";
import { PostForm, Submit } from "./post-form.tsx";
import { say } from "./words.ts";

interface CodeFormProps {
  readonly language: Language;
  readonly action: string;
}

/** Where somebody enters the code of a mail. */
export const CodeForm = ({ language, action, errors }: CodeFormProps & { readonly errors: readonly FieldError[] }) => (
  <PostForm action={action}>
    <Field
      name="code"
      label={say(language, "code.label")}
      hint={say(language, "code.hint")}
      autocomplete="one-time-code"
      inputmode="numeric"
      maxlength={20}
      error={errorOf(errors, "code")}
    />
    <Submit primary>{say(language, "code.go")}</Submit>
  </PostForm>
);

/** Has another code sent. */
export const CodeAgain = ({ language, action }: CodeFormProps) => (
  <PostForm action={`${action}/again`} inline>
    <Submit>{say(language, "code.again")}</Submit>
  </PostForm>
);
