import type { ProblemPage } from "../http/index.ts";
import { CenterLayout } from "./center-layout.tsx";
import { StaffLayout } from "./staff-layout.tsx";
import { say } from "./words.ts";

/** A problem as a page, in the frame of where it happened and in its language. Staff also read what is behind it. */
export const problemPage: ProblemPage = ({ c, inst, language, problem, page }) => {
  const { organization } = inst.program;
  const { path } = c.req;
  const id = problem.id ?? "";
  if (path === "/staff" || path.startsWith("/staff/") || path.startsWith("/outbox/")) {
    const frame = { organization: organization.name, path, who: undefined };
    return c.html(
      <StaffLayout
        call={frame}
        title={say("en", `problem.${problem.kind}`)}
        answer={say("en", `problem.${problem.kind}.says`, { id })}
      >
        {problem.detail === undefined ? null : <p>{problem.detail}</p>}
        <p class="actions">
          <a class="button" href="/staff">
            Go to the requests
          </a>
        </p>
      </StaffLayout>,
    );
  }
  const title = say(language, `problem.${problem.kind}`);
  return c.html(
    <CenterLayout call={{ language, organization, path: pathIn(language, page), person: false, lost: true }} title={title}>
      <h1>{title}</h1>
      <p class="lead">{say(language, `problem.${problem.kind}.says`, { id })}</p>
      <p class="actions">
        <a class="button" href={`/${language}`}>
          {say(language, "problem.home")}
        </a>
      </p>
    </CenterLayout>,
  );
};

/** A page that is in no language is none to change the language of. */
const pathIn = (language: string, page: string | undefined): string =>
  page?.startsWith(`/${language}/`) ? page : `/${language}`;
