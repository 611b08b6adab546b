import { lawOf } from "@troth/core/jurisdictions";
import { wordsIn } from "@troth/core/program";
import { FactList } from "../pages/index.ts";
import { dataNames, namesIn, Said } from "./notice-data.tsx";
import type { NoticePart } from "./notice-page.tsx";
import { sayNotice } from "./notice-words.ts";

/** Where data comes from, what must be given, what is worked out. */
export const NoticeOrigins = ({ call, notice }: NoticePart) => {
  const { language } = call;
  const { sources, inferred, required } = notice;
  const names = (data: Parameters<typeof dataNames>[1], whole = true) =>
    namesIn(language, dataNames(notice, data, language), whole);
  return (
    <>
      {sources.length === 0 ? null : (
        <FactList
          facts={sources.map((source) => ({
            term: (
              <>
                <Said words={source.kind.label} language={language} />
                {source.indirect ? ` (${sayNotice(language, "from.indirect")})` : ""}
              </>
            ),
            is: names(source.data),
          }))}
        />
      )}
      {inferred.length === 0 ? null : (
        <p>
          {sayNotice(language, "from.inferred", {
            names: names(
              inferred.map((one) => one.data),
              false,
            ),
          })}
        </p>
      )}
      {required.length === 0 ? null : (
        <>
          <h3>{sayNotice(language, "from.required")}</h3>
          <ul class="bullets">
            {required.map((one) => (
              <li>
                {names(one.data)}.{" "}
                {one.without === undefined ? null : (
                  <>
                    {sayNotice(language, "from.without")} <Said words={one.without} language={language} />
                  </>
                )}
              </li>
            ))}
          </ul>
        </>
      )}
    </>
  );
};

/** Whether machines decide, how, and what one can do. */
export const NoticeMachine = ({ call, notice }: NoticePart) => {
  const { language } = call;
  const { said, decisions } = notice.automated;
  if (said !== "done") return <p>{sayNotice(language, `machine.${said}`)}</p>;
  const purposes = notice.purposes.flatMap((group) => group.purposes);
  return (
    <ul class="bullets">
      {decisions.map((one) => {
        const purpose = purposes.find((each) => each.id === one.purpose);
        const says = [
          `machine.effect.${one.effect}` as const,
          ...one.safeguards.map((each) => `machine.safeguard.${each}` as const),
        ];
        return (
          <li>
            <strong>{purpose === undefined ? one.purpose : wordsIn(purpose.label, language)}:</strong>{" "}
            <Said words={one.logic} language={language} /> {says.map((key) => sayNotice(language, key)).join(" ")}
          </li>
        );
      })}
    </ul>
  );
};

/** Under which age a law treats people as minors, and what happens then. */
export const NoticeMinors = ({ call, notice }: NoticePart) => {
  const { language } = call;
  const { minors } = notice;
  if (minors === undefined) return null;
  return (
    <ul class="bullets">
      {notice.laws.map((law) => {
        const age = minors.under[law];
        return age === undefined ? null : (
          <li>
            {sayNotice(language, "minors.under", { age, law: lawOf(law).short[language] })}:{" "}
            {sayNotice(language, `minors.${minors.then}`)}
          </li>
        );
      })}
    </ul>
  );
};
