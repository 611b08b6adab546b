import type { Child } from "hono/jsx";
import type { Call } from "../http/index.ts";
import { Document, type ScriptName } from "./document.tsx";
import { Mark } from "./icon.tsx";

/** What the frame of a staff page is made of, where there is no call to take it from. */
export interface StaffFrame {
  readonly organization: string;
  readonly path: string;
  /** Who is signed in; absent before that. */
  readonly who: { readonly name: string; readonly role: string } | undefined;
}

/** The frame of a call's page. */
export const staffFrame = (call: Call): StaffFrame => ({
  organization: call.inst.program.organization.name,
  path: call.c.req.path,
  who: call.staff && { name: call.staff.name, role: call.inst.program.staff[call.staff.role]?.is ?? call.staff.role },
});

const sections = [
  { path: "/staff/requests", label: "Requests" },
  { path: "/staff/tasks", label: "Tasks" },
  { path: "/staff/residue", label: "Residue" },
  { path: "/staff/findings", label: "Findings" },
  { path: "/staff/withdrawals", label: "Texts taken back" },
  { path: "/staff/account", label: "Your account" },
] as const;

const Side = ({ organization, path, who }: StaffFrame) => (
  <header class="side">
    <a class="mark" href="/staff">
      <Mark />
      Troth<small>{organization}</small>
    </a>
    {who === undefined ? null : (
      <>
        <nav aria-label="Staff">
          <ul>
            {sections.map((section) => (
              <li>
                <a href={section.path} {...(path.startsWith(section.path) ? { "aria-current": "page" as const } : {})}>
                  {section.label}
                </a>
              </li>
            ))}
          </ul>
        </nav>
        <div class="who">
          <strong>{who.name}</strong>
          {who.role}
          <form method="post" action="/staff/sign-out">
            <button class="button small" type="submit">
              Sign out
            </button>
          </form>
        </div>
      </>
    )}
  </header>
);

/** A page of the staff: side, heading with its answer in a sentence, what can be done, and the rest. */
export const StaffLayout = ({
  call,
  title,
  heading,
  answer,
  crumb,
  actions,
  wrong = false,
  scripts = [],
  refreshSeconds,
  children,
}: {
  readonly call: Call | StaffFrame;
  readonly title: string;
  /** The `h1`; the title unless given. */
  readonly heading?: Child;
  readonly answer?: Child;
  readonly crumb?: Child;
  readonly actions?: Child;
  readonly wrong?: boolean;
  readonly scripts?: readonly ScriptName[];
  readonly refreshSeconds?: number;
  readonly children?: Child;
}) => {
  const frame = "c" in call ? staffFrame(call) : call;
  const whole = `${wrong ? "Error: " : ""}${title} - ${frame.organization} - Troth`;
  return (
    <Document frame="staff" language="en" title={whole} scripts={scripts} refreshSeconds={refreshSeconds}>
      <a class="skip" href="#main">
        Skip to content
      </a>
      <Side {...frame} />
      <main class="main" id="main">
        <header class="head">
          <div>
            {crumb === undefined ? null : <p class="crumb">{crumb}</p>}
            <h1>{heading ?? title}</h1>
            {answer === undefined ? null : <p class="answer">{answer}</p>}
          </div>
          {actions === undefined ? null : <div class="actions">{actions}</div>}
        </header>
        {children}
      </main>
    </Document>
  );
};
