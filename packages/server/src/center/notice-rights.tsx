import type { NoticeRight } from "@troth/core/notices";
import { DataTable } from "../pages/index.ts";
import type { Language } from "../words/index.ts";
import { citeIn } from "./cite-in.ts";
import type { NoticePart } from "./notice-page.tsx";
import { sayNotice } from "./notice-words.ts";
import { periodIn } from "./status-words.ts";

/** An article with what has to be said of it: of which state, whose right, and that nobody has checked it. */
function citedIn(language: Language, one: Pick<NoticeRight, "article" | "verified" | "of" | "state">): string {
  const notes = [
    one.of === "parent" ? sayNotice(language, "rights.parent") : "",
    one.verified ? "" : sayNotice(language, "rights.unchecked"),
  ].filter((note) => note !== "");
  return `${citeIn(language, one.article)}${notes.length === 0 ? "" : ` (${notes.join(", ")})`}`;
}

const first = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** The rights, each once with the laws that give it, and how fast we must answer. */
export const NoticeRights = ({ call, notice }: NoticePart) => {
  const { language } = call;
  // A right that nothing here calls for is not offered.
  const called = notice.rights.filter((one) => one.purposes === undefined || one.purposes.length > 0);
  const rights = [...new Set(called.map((one) => one.right))];
  const answers = [
    ...new Set(
      notice.answers.map((one) => {
        const unchecked = one.verified ? "" : `, ${sayNotice(language, "rights.unchecked")}`;
        return `${first(periodIn(language, one.period))}: ${citeIn(language, one.article)}${unchecked}`;
      }),
    ),
  ];
  return (
    <>
      <p>
        {sayNotice(language, "rights.lead")} <a href={`/${language}/ask`}>{sayNotice(language, "short.ask")}</a>.
      </p>
      <div class="card">
        <DataTable
          label={sayNotice(language, "rights")}
          columns={[{ label: sayNotice(language, "rights.right") }, { label: sayNotice(language, "rights.law") }]}
          rows={rights.map((right) => [
            first(sayNotice(language, `right.${right}`)),
            called
              .filter((one) => one.right === right)
              .map((one) => citedIn(language, one))
              .join("; "),
          ])}
        />
      </div>
      {answers.length === 0 ? null : (
        <>
          <h3>{sayNotice(language, "rights.answer")}</h3>
          <ul class="bullets">
            {answers.map((answer) => (
              <li>{answer}</li>
            ))}
          </ul>
        </>
      )}
    </>
  );
};
