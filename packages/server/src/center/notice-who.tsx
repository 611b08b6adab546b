import { lawOf } from "@troth/core/jurisdictions";
import { nameIn, wordsIn } from "@troth/core/program";
import { listIn } from "../words/index.ts";
import { citeIn } from "./cite-in.ts";
import { Said } from "./notice-data.tsx";
import type { NoticePart } from "./notice-page.tsx";
import { sayNotice } from "./notice-words.ts";

const Mail = ({ to }: { readonly to: string }) => <a href={`mailto:${to}`}>{to}</a>;

/** Who answers for the data, and for whom. */
export const NoticeWho = ({ call, notice }: NoticePart) => {
  const { language } = call;
  const { organization, clients, services, subjects } = notice;
  const { controllers, officer, contact, representatives, joint } = organization;
  const all = controllers.length > 0 ? controllers : [organization];
  const labelOf = (id: string): string => {
    const found = subjects.find((one) => one.id === id);
    return found === undefined ? id : wordsIn(found.label, language);
  };
  return (
    <>
      {all.map(({ name, address }) => (
        <p>
          {address === undefined
            ? sayNotice(language, "who.controller.plain", { name })
            : sayNotice(language, "who.controller", { name, address })}
        </p>
      ))}
      {joint === undefined ? null : (
        <p>
          {sayNotice(language, "who.joint")} {nameIn(joint, language)}
        </p>
      )}
      <p>
        {sayNotice(language, "who.write")} <Mail to={contact} />.{" "}
        {officer === undefined ? null : (
          <>
            {sayNotice(language, "who.officer", { name: officer.name })} <Mail to={officer.email} />.
          </>
        )}
      </p>
      {representatives.map(({ law, name, address, email }) => (
        <p>
          {sayNotice(language, "who.representative", { law: lawOf(law).short[language], name, address })} <Mail to={email} />.
        </p>
      ))}
      {services.length === 0 ? null : (
        <p>
          {sayNotice(language, "who.services")}{" "}
          {listIn(
            language,
            services.map((one) => one.name),
          )}
          .
        </p>
      )}
      {services.flatMap(({ links }) =>
        Object.entries(links).map(([name, to]) => (
          <p>
            {sayNotice(language, "who.link")} <a href={to}>{name}</a>
          </p>
        )),
      )}
      {clients === undefined ? null : (
        <p>
          {sayNotice(language, "who.clients")}{" "}
          {sayNotice(language, "who.clients.of", { names: listIn(language, clients.of.map(labelOf)) })}
        </p>
      )}
      {subjects.map((one) =>
        one.notice === undefined ? null : (
          <p>
            {sayNotice(language, "who.elsewhere", { name: wordsIn(one.label, language) })}{" "}
            <a href={one.notice}>
              <Said words={one.label} language={language} />
            </a>
          </p>
        ),
      )}
      {subjects.flatMap(({ label, excluded = [] }) =>
        excluded.map(({ law, why, article }) => {
          const values = {
            name: wordsIn(label, language),
            law: lawOf(law).short[language],
            article: citeIn(language, article ?? ""),
          };
          return <p>{sayNotice(language, `who.excluded.${why}`, values)}</p>;
        }),
      )}
    </>
  );
};
