import type { Notice, NoticeAuthority } from "@troth/core/notices";
import type { Language } from "../words/index.ts";
import { sayNotice } from "./notice-words.ts";

// More than so many stand behind a line of their own: Germany has twenty.
const FEW = 3;

const List = ({
  of,
  language,
  country,
}: {
  readonly of: NoticeAuthority;
  readonly language: Language;
  readonly country: string;
}) => {
  const list = (
    <ul class="bullets">
      {of.authorities.map((one) => (
        <li>
          <a href={one.web} rel="noreferrer">
            {one.name}
          </a>
          {one.form === undefined ? null : (
            <>
              {" ("}
              <a href={one.form} rel="noreferrer">
                {sayNotice(language, "complain.form")}
              </a>
              {")"}
            </>
          )}
        </li>
      ))}
    </ul>
  );
  if (of.authorities.length <= FEW) return list;
  return (
    <details>
      <summary>{sayNotice(language, "complain.many", { country })}</summary>
      {list}
    </details>
  );
};

/** Where one complains: each authority once, whichever laws it watches over. */
export const Authorities = ({ notice, language }: { readonly notice: Notice; readonly language: Language }) => {
  const { country } = notice.organization;
  const name = new Intl.DisplayNames(language, { type: "region" }).of(country) ?? country;
  const lists = new Map(notice.authorities.map((one) => [one.authorities.map(({ web }) => web).join(), one]));
  return (
    <>
      <p>{sayNotice(language, "complain.any")}</p>
      {[...lists.values()].map((one) =>
        one.authorities.length === 0 ? null : <List of={one} language={language} country={name} />,
      )}
    </>
  );
};
