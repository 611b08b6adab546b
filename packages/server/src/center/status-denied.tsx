import { refusalArticle } from "@troth/core/jurisdictions";
import type { Notice } from "@troth/core/notices";
import type { Program } from "@troth/core/program";
import { isRight } from "@troth/core/requests";
import type { RequestView } from "../requests/index.ts";
import { Authorities } from "./authorities.tsx";
import { citeIn } from "./cite-in.ts";
import type { Saying } from "./status-words.ts";
import { say } from "./words.ts";

/** Why a request was denied, by which article that is told, and where to complain. */
export const StatusDenied = ({
  view,
  ground,
  program,
  notice,
  at,
}: {
  readonly view: RequestView;
  readonly ground: string | undefined;
  readonly program: Program;
  readonly notice: Notice;
  readonly at: Saying;
}) => {
  const { language } = at;
  const article = isRight(view.right) ? refusalArticle(program.laws) : undefined;
  return (
    <>
      <h2 id="denied">{say(language, "denied.title")}</h2>
      <p class="words" dir="auto">
        {ground ?? say(language, "denied.none")}
      </p>
      {article === undefined ? null : (
        <p class="small quiet">{say(language, "denied.law", { article: citeIn(language, article) })}</p>
      )}

      <h2 id="complain">{say(language, "denied.complain")}</h2>
      <Authorities notice={notice} language={language} />
      <p>{say(language, "denied.court")}</p>
    </>
  );
};
