import type { NoticePurpose } from "@troth/core/notices";
import { nameIn, wordsIn } from "@troth/core/program";
import { DataTable } from "../pages/index.ts";
import type { Language } from "../words/index.ts";
import { citeIn } from "./cite-in.ts";
import { dataNames, namesIn, Said } from "./notice-data.tsx";
import type { NoticePart } from "./notice-page.tsx";
import { sayNotice } from "./notice-words.ts";

const bases = [
  "consent",
  "explicit-consent",
  "contract",
  "legal-duty",
  "vital-interest",
  "public-task",
  "legitimate-interest",
  "instruction",
] as const;

function basisIn(language: Language, basis: string): string {
  const known = bases.find((one) => one === basis);
  return known === undefined ? basis : sayNotice(language, `basis.${known}`);
}

/** By what right: each basis once, with the articles of the laws that have it. */
const Basis = ({ purpose, language }: { readonly purpose: NoticePurpose; readonly language: Language }) => {
  if (purpose.instructed) return <>{sayNotice(language, "why.instructed")}</>;
  const words = [...new Set(purpose.bases.map((one) => one.basis))];
  const lines = words.map((word) => {
    const articles = purpose.bases.flatMap((one) =>
      one.basis === word && one.article !== undefined ? [citeIn(language, one.article)] : [],
    );
    return `${basisIn(language, word)}${articles.length === 0 ? "" : ` (${[...new Set(articles)].join("; ")})`}`;
  });
  return (
    <>
      {lines.length === 0 ? sayNotice(language, "why.unsaid") : lines.join("; ")}
      {purpose.interest === undefined ? null : (
        <>
          . {sayNotice(language, "why.interest")} <Said words={purpose.interest} language={language} />
        </>
      )}
      {purpose.duty === undefined ? "" : `. ${sayNotice(language, "why.duty", { duty: nameIn(purpose.duty, language) })}`}
    </>
  );
};

const Stop = ({ purpose, language }: { readonly purpose: NoticePurpose; readonly language: Language }) => {
  const words = sayNotice(language, `stop.${purpose.stop}`);
  return purpose.stop === "none" ? words : <a href={`/${language}/ask?kind=concern`}>{words}</a>;
};

/** What it is called, and what the program says of it. */
const Purpose = ({ purpose, language }: { readonly purpose: NoticePurpose; readonly language: Language }) => (
  <>
    <Said words={purpose.label} language={language} />
    {purpose.about === undefined ? null : (
      <small class="note-line">
        <Said words={purpose.about} language={language} />
      </small>
    )}
  </>
);

/** Why data is used, by what right, and how to stop it. */
export const NoticeWhy = ({ call, notice }: NoticePart) => {
  const { language } = call;
  const never = notice.never.purposes.map((one) => wordsIn(one.label, language));
  return (
    <>
      {notice.purposes.map((group) => (
        <>
          <h3>
            <Said words={group.label} language={language} />
          </h3>
          <div class="card">
            <DataTable
              label={wordsIn(group.label, language)}
              columns={(["purpose", "data", "basis", "stop"] as const).map((key) => ({
                label: sayNotice(language, `why.${key}`),
              }))}
              rows={group.purposes.map((purpose) => [
                <Purpose purpose={purpose} language={language} />,
                namesIn(language, dataNames(notice, purpose.data, language)),
                <Basis purpose={purpose} language={language} />,
                <Stop purpose={purpose} language={language} />,
              ])}
            />
          </div>
        </>
      ))}
      {never.length === 0 ? null : <p>{sayNotice(language, "why.never", { names: namesIn(language, never, false) })}</p>}
    </>
  );
};
