// The example's company, served as it is installed: people and staff come over HTTP, mail over SMTP.
import { afterAll, beforeAll } from "vitest";
import { harbourSubject } from "../../../packages/server/src/example/index.ts";
import { codeIn, type Mailbox, openMailbox, type Received } from "../../support/mailbox.ts";
import { makeServed, type Served } from "../../support/served.ts";
import { type Visited, type Visitor, visitorOf } from "../../support/visitor.ts";
import { type Backend, makeBackend } from "./backend.ts";

export { harbourSubject };

/** A company that is open to the public. */
export interface OpenCompany {
  readonly served: Served;
  readonly mailbox: Mailbox;
  /** Somebody of the public. */
  readonly visitor: () => Visitor;
  /** Somebody of the staff, signed in. Links are made before it starts. */
  readonly staff: (role: string) => Visitor;
  /** Asks as a person does, and enters the code that comes by mail: where they stand then. */
  readonly ask: (
    person: Visitor,
    fields: Readonly<Record<string, string>>,
  ) => Promise<{ readonly page: Visited; readonly request: string }>;
  /** A backend of the company, with a key of its own. */
  readonly backend: Backend;
  /** The next mail to an address. */
  readonly mail: (to: string) => Promise<Received>;
}

const PASSWORD = "correct horse battery staple 9";

/** Opens the company for the tests of a file, with a member of staff for each role. */
export function openCompany(at: {
  readonly roles: readonly string[];
  readonly edits?: readonly (readonly [search: string, replacement: string])[];
  readonly env?: Readonly<Record<string, string>>;
}): () => OpenCompany {
  let company: OpenCompany | undefined;
  beforeAll(async () => {
    const mailbox = await openMailbox();
    const served = await makeServed({
      env: { TROTH_SMTP_URL: mailbox.url, ...at.env },
      ...(at.edits ? { edits: at.edits } : {}),
    });
    const links = at.roles.map((role) => invite(served, role));
    const backend = makeBackend(served);
    await served.start();
    const staff = new Map<string, Visitor>();
    for (const [index, role] of at.roles.entries()) staff.set(role, await signIn(served, links[index] ?? "", role));
    company = {
      served,
      mailbox,
      backend,
      visitor: () => visitorOf(served.address),
      staff: (role) => staff.get(role) ?? visitorOf(served.address),
      mail: (to) => mailbox.next(to),
      ask: (person, fields) => ask(person, mailbox, fields),
    };
  }, 120_000);
  afterAll(async () => {
    await company?.served.remove();
    await company?.mailbox.close();
  });
  return () => {
    if (!company) throw new Error("the company did not open");
    return company;
  };
}

function invite(served: Served, role: string): string {
  const made = served.troth("staff", "invite", "--role", role, "--json");
  if (made.status !== 0) throw new Error(`troth staff invite: ${made.stderr}`);
  return new URL((JSON.parse(made.stdout) as { link: string }).link).pathname;
}

async function signIn(served: Served, link: string, role: string): Promise<Visitor> {
  const staff = visitorOf(served.address);
  await staff.send(link, {});
  const set = await staff.send("/staff/account", { name: `Sam ${role}`, password: PASSWORD });
  if (set.status !== 200) throw new Error(`the account of ${role} was not made: ${set.status}`);
  return staff;
}

async function ask(person: Visitor, mailbox: Mailbox, fields: Readonly<Record<string, string>>) {
  const language = fields.language ?? "en";
  const form = await person.send(`/${language}/ask`, fields);
  const code = codeIn(await mailbox.next(fields.email ?? ""));
  const page = await person.send(form.path, { code });
  const request = /R-\d{4,}/.exec(page.path)?.[0];
  if (request === undefined) throw new Error(`no request came of it: ${page.status} ${page.path}`);
  return { page, request };
}
