import type { Notice } from "@troth/core/notices";
import { wordsIn } from "@troth/core/program";
import type { Call } from "../http/index.ts";
import { noticeOf } from "../installation/index.ts";
import type { ParentQuestion } from "../minors/index.ts";
import { CenterLayout, Note } from "../pages/index.ts";
import { listIn, momentIn } from "../words/index.ts";
import { citeIn } from "./cite-in.ts";
import { dataNames, namesIn } from "./notice-data.tsx";
import { PostForm, Submit } from "./post-form.tsx";
import { say } from "./words.ts";

/** One purpose: what for, with which data, and who else would have it. */
const Asked = ({
  call: { language, form },
  notice,
  purpose,
}: {
  readonly call: Call;
  readonly notice: Notice;
  readonly purpose: ParentQuestion["purposes"][number];
}) => {
  const stated = notice.purposes.flatMap(({ purposes }) => purposes).find(({ id }) => id === purpose.id);
  const names = notice.recipients.filter(({ id }) => stated?.recipients.includes(id)).map(({ name }) => name);
  const gets =
    names.length === 0 ? say(language, "parent.nobody") : say(language, "parent.gets", { names: listIn(language, names) });
  return (
    <label class="choice">
      <input
        type="checkbox"
        name={`purpose.${purpose.id}`}
        value="yes"
        {...(form[`purpose.${purpose.id}`] === "yes" ? { checked: true } : {})}
      />
      <span>
        {wordsIn(purpose.words, language)}
        {purpose.about === undefined ? null : <small>{wordsIn(purpose.about, language)}</small>}
        {stated === undefined ? null : (
          <small>
            {say(language, "parent.data", { data: namesIn(language, dataNames(notice, stated.data, language), false) })} {gets}
          </small>
        )}
      </span>
    </label>
  );
};

/** What a parent is asked: each purpose apart, none ticked but by them, and a no that is as easy as a yes. */
export const ParentPage = ({
  call,
  question,
  lacks,
}: {
  readonly call: Call;
  readonly question: ParentQuestion;
  /** What a yes lacked. */
  readonly lacks?: "purpose" | "adult" | undefined;
}) => {
  const { c, language, inst } = call;
  const organization = inst.program.organization.name;
  const title = say(language, "parent.title", { organization });
  const notice = noticeOf(inst);
  return (
    <CenterLayout call={call} title={title} wrong={lacks !== undefined}>
      <h1>{title}</h1>
      <p class="lead">{say(language, "parent.lead", { organization })}</p>
      {lacks === undefined ? null : (
        <div role="alert" id="lacks">
          <Note kind="soon">{say(language, `parent.lacks.${lacks}`)}</Note>
        </div>
      )}
      <PostForm action={c.req.path}>
        <fieldset class={lacks === "purpose" ? "field wrong" : "field"}>
          <legend>{say(language, "parent.purposes")}</legend>
          <div class="options">
            {question.purposes.map((purpose) => (
              <Asked call={call} notice={notice} purpose={purpose} />
            ))}
          </div>
        </fieldset>
        <div class={lacks === "adult" ? "field wrong" : "field"}>
          <div class="options">
            <label class="choice">
              <input type="checkbox" name="adult" value="yes" {...(call.form.adult === "yes" ? { checked: true } : {})} />
              <span>{say(language, "parent.adult")}</span>
            </label>
          </div>
        </div>
        <p class="actions">
          <button class="button" type="submit" name="answer" value="yes">
            {say(language, "parent.yes")}
          </button>{" "}
          <button class="button" type="submit" name="answer" value="no">
            {say(language, "parent.no")}
          </button>
        </p>
      </PostForm>
      <p>{say(language, "parent.until", { moment: momentIn(language, question.until, inst.program.zone) })}</p>
      <p>{say(language, "parent.mail")}</p>
      <p>
        <a href={`/${language}/notice`}>{say(language, "parent.notice")}</a>
      </p>
      {question.articles.length === 0 ? null : (
        <p class="small quiet">
          {say(language, "parent.why", { articles: question.articles.map((one) => citeIn(language, one)).join("; ") })}
        </p>
      )}
    </CenterLayout>
  );
};

/** What came of an answer, and a link that has done its work. */
export const ParentDonePage = ({
  call,
  stands,
}: {
  readonly call: Call;
  readonly stands: "agreed" | "declined" | "answered" | "withdrawn" | "unknown";
}) => {
  const title = say(call.language, `parent.${stands}.title`);
  return (
    <CenterLayout call={call} title={title}>
      <h1>{title}</h1>
      <p class="lead" role="status">
        {say(call.language, `parent.${stands}`)}
      </p>
    </CenterLayout>
  );
};

/** Asks whether a parent takes back what they agreed to. */
export const ParentWithdrawPage = ({ call }: { readonly call: Call }) => {
  const { c, language } = call;
  const title = say(language, "parent.withdraw.title");
  return (
    <CenterLayout call={call} title={title}>
      <h1>{title}</h1>
      <p class="lead">{say(language, "parent.withdraw.lead")}</p>
      <PostForm action={c.req.path}>
        <Submit primary>{say(language, "parent.withdraw.button")}</Submit>
      </PostForm>
      <p>
        <a href={`/${language}/ask`}>{say(language, "parent.withdraw.ask")}</a>
      </p>
    </CenterLayout>
  );
};
