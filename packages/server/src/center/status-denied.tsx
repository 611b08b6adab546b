import { cite } from "@troth/core/jurisdictions";
import type { Notice } from "@troth/core/notices";
import { errorOf, Field, type FieldError } from "../pages/index.ts";
import { MESSAGE_CHARACTERS, type RequestView } from "../requests/index.ts";
import { dayIn } from "../words/index.ts";
import { Authorities } from "./authorities.tsx";
import { citeIn } from "./cite-in.ts";
import { PostForm, Submit } from "./post-form.tsx";
import type { Status } from "./read-status.ts";
import type { Saying } from "./status-words.ts";
import { say } from "./words.ts";

interface DeniedProps {
  readonly status: Pick<Status, "view" | "ground" | "appealWords" | "toldBy" | "hasFile">;
  readonly notice: Notice;
  readonly at: Saying;
  readonly text?: string | undefined;
  readonly errors?: readonly FieldError[];
}

/** Why a request was denied, by which articles, how one appeals, and where to complain. */
export const StatusDenied = ({ status, notice, at, text, errors = [] }: DeniedProps) => {
  const { language } = at;
  const { view, ground, toldBy } = status;
  const articles = (view.denial?.rules ?? []).map((rule) => citeIn(language, cite(rule)));
  return (
    <>
      <h2 id="denied">{say(language, "denied.title")}</h2>
      <p class="words" dir="auto">
        {ground ?? say(language, "denied.none")}
      </p>
      {articles.length === 0 ? null : (
        <p class="small quiet">{say(language, "denied.ground", { articles: articles.join("; ") })}</p>
      )}
      {toldBy === undefined ? null : (
        <p class="small quiet">{say(language, "denied.law", { article: citeIn(language, toldBy) })}</p>
      )}
      <Appeal status={status} at={at} text={text} errors={errors} />

      <h2 id="complain">{say(language, "denied.complain")}</h2>
      <Authorities notice={notice} language={language} />
      {view.canAppeal || view.appeal !== undefined ? <p>{say(language, "denied.attorney")}</p> : null}
      <p>{say(language, "denied.court")}</p>
    </>
  );
};

/** The appeal: a form for it while one can, and what became of it. */
const Appeal = ({ status: { view, appealWords, hasFile }, at, text, errors = [] }: Omit<DeniedProps, "notice">) => {
  const { language, zone } = at;
  const { appeal } = view;
  if (appeal !== undefined)
    return (
      <>
        <h2 id="appeal">{say(language, "appeal.title")}</h2>
        <p>{say(language, appealSays(view), { day: dayIn(language, appeal.decidedAt ?? appeal.at, zone) })}</p>
        {appealWords === undefined ? null : (
          <p class="words" dir="auto">
            {appealWords}
          </p>
        )}
      </>
    );
  if (!view.canAppeal || !hasFile) return null;
  return (
    <>
      {/* Its field has the id: by that its label and what is wrong lead to it. */}
      <h2>{say(language, "appeal.title")}</h2>
      <p>{say(language, "appeal.says")}</p>
      <PostForm action={`/${language}/requests/${view.id}/appeal`}>
        <Field
          name="appeal"
          rows={4}
          label={say(language, "appeal.label")}
          hint={say(language, "appeal.hint")}
          maxlength={MESSAGE_CHARACTERS}
          value={text}
          error={errorOf(errors, "appeal")}
        />
        <Submit>{say(language, "appeal.send")}</Submit>
      </PostForm>
    </>
  );
};

const appealSays = ({ appeal }: RequestView) =>
  appeal?.outcome === "refused" ? ("appeal.refused" as const) : ("appeal.waits" as const);
