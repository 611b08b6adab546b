import type { Notice, NoticeRecipient } from "@troth/core/notices";
import { wordsIn } from "@troth/core/program";
import { DataTable } from "../pages/index.ts";
import { type Language, listIn } from "../words/index.ts";
import { dataNames, namesIn, Said } from "./notice-data.tsx";
import type { NoticePart } from "./notice-page.tsx";
import { sayNotice } from "./notice-words.ts";

const countryIn = (language: Language, code: string): string =>
  new Intl.DisplayNames(language, { type: "region" }).of(code) ?? code;

/** Where it goes, and by what right it leaves. */
function whereOf(one: NoticeRecipient, language: Language): string {
  const countries = one.country.map((code) => countryIn(language, code));
  const by = one.safeguard === undefined ? [] : [sayNotice(language, `safeguard.${one.safeguard.kind}`)];
  return [...countries, ...by].join(", ");
}

const Name = ({ one, language }: { readonly one: NoticeRecipient; readonly language: Language }) => {
  const notes = [
    sayNotice(language, `capacity.${one.capacity}`),
    ...(one.enabler === undefined ? [] : [sayNotice(language, `enabler.${one.enabler}`)]),
    ...(one.occasion === undefined ? [] : [sayNotice(language, "gets.occasion", { occasion: wordsIn(one.occasion, language) })]),
    ...(one.sale || one.rental ? [sayNotice(language, "gets.sale")] : []),
    ...(one.sharing ? [sayNotice(language, "gets.sharing")] : []),
  ];
  return (
    <>
      {one.url === undefined ? (
        one.name
      ) : (
        <a href={one.url} rel="noreferrer">
          {one.name}
        </a>
      )}
      <small class="note-line">
        {one.kind === undefined ? null : (
          <>
            <Said words={one.kind.label} language={language} />,{" "}
          </>
        )}
        {notes.join(" ")}
      </small>
    </>
  );
};

function purposesOf(notice: Notice, one: NoticeRecipient, language: Language): string {
  const all = notice.purposes.flatMap((group) => group.purposes);
  return namesIn(
    language,
    all.filter((purpose) => one.purposes.includes(purpose.id)).map((purpose) => wordsIn(purpose.label, language)),
  );
}

/** Who receives data, for what, where. */
export const NoticeGets = ({ call, notice }: NoticePart) => {
  const { language } = call;
  if (notice.recipients.length === 0) return <p>{sayNotice(language, "gets.none")}</p>;
  return (
    <div class="card">
      <DataTable
        label={listIn(language, [sayNotice(language, "gets")])}
        columns={(["who", "for", "data", "where"] as const).map((key) => ({ label: sayNotice(language, `gets.${key}`) }))}
        rows={notice.recipients.map((one) => [
          <Name one={one} language={language} />,
          purposesOf(notice, one, language),
          namesIn(language, dataNames(notice, one.data, language)),
          whereOf(one, language),
        ])}
      />
    </div>
  );
};
