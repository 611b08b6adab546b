import { wordsIn } from "@troth/core/program";
import { FactList } from "../pages/index.ts";
import { dataNames, namesIn, Said } from "./notice-data.tsx";
import type { NoticePart } from "./notice-page.tsx";
import { sayNotice } from "./notice-words.ts";

/** What is held, by kind. */
export const NoticeHolds = ({ call, notice }: NoticePart) => {
  const { language } = call;
  const { held, notKept, never } = notice;
  const kinds = never.data.map((branch) => wordsIn(branch.label, language));
  return (
    <>
      <FactList
        facts={held.map((branch) => ({
          term: <Said words={branch.label} language={language} />,
          is: (
            <>
              {namesIn(
                language,
                branch.categories.map((one) => wordsIn(one.label, language)),
              )}
              {branch.categories.some((one) => one.special || one.specific) ? (
                <>
                  {" "}
                  <span class="badge">{sayNotice(language, "what.special")}</span>
                </>
              ) : null}
            </>
          ),
        }))}
      />
      {notKept.length === 0 ? null : (
        <p>{sayNotice(language, "what.not-kept", { names: namesIn(language, dataNames(notice, notKept, language), false) })}</p>
      )}
      {kinds.length === 0 ? null : <p>{sayNotice(language, "what.never", { names: namesIn(language, kinds, false) })}</p>}
    </>
  );
};
