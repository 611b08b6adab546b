import { lawOf } from "@troth/core/jurisdictions";
import type { Missing, Notice } from "@troth/core/notices";
import { wordsIn } from "@troth/core/program";
import { type Language, listIn, sayLack } from "../words/index.ts";
import { citeIn } from "./cite-in.ts";
import { namesIn } from "./notice-data.tsx";
import type { NoticePart } from "./notice-page.tsx";

/** What is missing of the page in one language: the words of another language are missing there. */
const lacksIn = (notice: Notice, language: Language): readonly Missing[] =>
  notice.missing.filter((one) => one.what !== "translation" || one.language === language);

/** Whether the page of a language says less than it should. */
export const hasLacks = (notice: Notice, language: Language): boolean => lacksIn(notice, language).length > 0;

/** What something is called that a notice says too little of: a kind of data, a purpose, a recipient, a controller. */
function nameOf(notice: Notice, id: string, language: Language): string {
  const labeled = [
    ...notice.held.flatMap(({ categories }) => categories),
    ...notice.purposes.flatMap(({ purposes }) => purposes),
  ].find((one) => one.id === id);
  if (labeled !== undefined) return namesIn(language, [wordsIn(labeled.label, language)], false);
  return [...notice.recipients, ...notice.organization.controllers].find((one) => one.id === id)?.name ?? id;
}

/** What this notice should say and does not, each with the article that asks for it. */
export const NoticeLacks = ({ call, notice }: NoticePart) => {
  const { language } = call;
  return (
    <ul class="bullets">
      {lacksIn(notice, language).map(({ what, of, law, article }) => {
        const names =
          what === "translation"
            ? ""
            : listIn(
                language,
                of.map((id) => nameOf(notice, id, language)),
              );
        const says = sayLack(language, what, { names, law: law === undefined ? "" : lawOf(law).short[language] });
        return <li>{article === undefined ? says : `${says} ${citeIn(language, article)}.`}</li>;
      })}
    </ul>
  );
};
