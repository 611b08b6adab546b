import { authorityFor } from "@troth/core/jurisdictions";
import type { Program } from "@troth/core/program";
import type { Child } from "hono/jsx";
import type { Call } from "../http/index.ts";
import { type Language, languages } from "../words/index.ts";
import { Document, type ScriptName } from "./document.tsx";
import { say } from "./words.ts";

/** What the frame of a public page is made of, where there is no call to take it from. */
export interface CenterFrame {
  readonly language: Language;
  readonly organization: Pick<Program["organization"], "name" | "country" | "contact" | "address" | "officer">;
  /** Of the page, with its language first: `/en/ask`. */
  readonly path: string;
  /** Somebody has entered a code. */
  readonly person: boolean;
  /** Something went wrong here: no section is the one that is open, whatever the path. */
  readonly lost?: boolean;
}

/** The frame of a call's page. */
export const centerFrame = (call: Call): CenterFrame => ({
  language: call.language,
  organization: call.inst.program.organization,
  path: call.page,
  person: call.person !== undefined,
});

const sections = ["home", "notice", "ask", "requests", "verify"] as const;
type Section = (typeof sections)[number];

/** The section that a path belongs to: `/en/code/...` to asking, `/en/copy/...` to one's requests. */
function sectionOf(path: string): Section | undefined {
  const [, , first = ""] = path.split("/");
  if (first === "") return "home";
  if (first === "code") return "ask";
  if (first === "copy") return "requests";
  return sections.find((section) => section === first);
}

const addressOf = (language: Language, section: Section): string =>
  section === "home" ? `/${language}` : `/${language}/${section}`;

/** The path in another language. */
const pathIn = (path: string, language: Language): string => `/${language}${path.replace(/^\/[a-z]{2}(?=\/|$)/, "")}`;

const languageNames: Readonly<Record<Language, string>> = { en: "English", id: "Bahasa Indonesia" };

const Top = ({ language, organization, path, lost = false }: CenterFrame) => {
  const here = lost ? undefined : sectionOf(path);
  return (
    <header class="top">
      <div class="wrap">
        <a class="org" href={`/${language}`}>
          <strong>{organization.name}</strong> <span>{say(language, "center")}</span>
        </a>
        <p class="langs">
          <span class="hidden">{say(language, "languages")}: </span>
          {languages.map((one) =>
            one === language ? (
              <span aria-current="true">{languageNames[one]}</span>
            ) : (
              <a href={pathIn(path, one)} hreflang={one} lang={one}>
                {languageNames[one]}
              </a>
            ),
          )}
        </p>
      </div>
      <nav class="wrap" aria-label={say(language, "sections")}>
        <ul>
          {sections.map((section) => (
            <li>
              <a href={addressOf(language, section)} {...(section === here ? { "aria-current": "page" } : {})}>
                {say(language, `nav.${section}`)}
              </a>
            </li>
          ))}
        </ul>
      </nav>
    </header>
  );
};

const Foot = ({ language, organization, person }: CenterFrame) => {
  const authority = authorityFor(organization.country);
  const country = new Intl.DisplayNames(language, { type: "region" }).of(organization.country) ?? organization.country;
  return (
    <footer class="foot">
      <div class="wrap">
        <p>
          <strong>{organization.name}</strong>
          {organization.address === undefined ? "" : `, ${organization.address}`}.{" "}
          {organization.officer === undefined ? (
            <>
              {say(language, "foot.write")} <a href={`mailto:${organization.contact}`}>{organization.contact}</a>.
            </>
          ) : (
            <>
              {say(language, "foot.officer", { name: organization.officer.name })},{" "}
              <a href={`mailto:${organization.officer.email}`}>{organization.officer.email}</a>.
            </>
          )}
        </p>
        <p>
          {say(language, "foot.authority")}{" "}
          {authority === undefined ? null : (
            <>
              {say(language, "foot.authority-here", { country })}{" "}
              <a href={authority.form ?? authority.web} rel="noreferrer">
                {authority.name}
              </a>
              .
            </>
          )}
        </p>
        <p class="quiet">{say(language, person ? "foot.cookie" : "foot.cookies")}</p>
        {person ? (
          <form method="post" action={`/${language}/sign-out`}>
            <button class="button" type="submit">
              {say(language, "sign-out")}
            </button>
          </form>
        ) : null}
      </div>
    </footer>
  );
};

/**
 * A page of the privacy center: head with the organization and the language, one column, foot with who answers. The page's
 * heading (`h1`) is its own. `wrong`: the form was not accepted, which the title says first.
 */
export const CenterLayout = ({
  call,
  title,
  wrong = false,
  scripts = [],
  refreshSeconds,
  children,
}: {
  readonly call: Call | CenterFrame;
  readonly title: string;
  readonly wrong?: boolean;
  readonly scripts?: readonly ScriptName[];
  readonly refreshSeconds?: number;
  readonly children?: Child;
}) => {
  const frame = "c" in call ? centerFrame(call) : call;
  const { language, organization } = frame;
  const said = wrong ? say(language, "error.prefix", { title }) : title;
  const whole = said.includes(organization.name) ? said : `${said} - ${organization.name}`;
  return (
    <Document frame="center" language={language} title={whole} scripts={scripts} refreshSeconds={refreshSeconds}>
      <a class="skip" href="#main">
        {say(language, "skip")}
      </a>
      <Top {...frame} />
      <main class="wrap" id="main">
        {children}
      </main>
      <Foot {...frame} />
    </Document>
  );
};
