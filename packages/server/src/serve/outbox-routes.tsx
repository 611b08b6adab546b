import type { Child } from "hono/jsx";
import { type Call, type Route, refuse } from "../http/index.ts";
import type { Sink, SunkMail } from "../mail/index.ts";
import { DataTable, Empty, FactList, StaffLayout } from "../pages/index.ts";
import { momentIn } from "../words/index.ts";

// A mail is somebody else's page: its own styles, no script, and nothing of ours can be reached from it.
const MAIL_CSP =
  "default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'self'; base-uri 'none'; form-action 'none'; sandbox";
const PAGE_CSP =
  "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; frame-src 'self'; form-action 'none'; frame-ancestors 'none'; base-uri 'none'";

const baseOf = ({ c }: Call): string => `/outbox/${c.req.param("key")}`;

const whenOf = (call: Call, mail: SunkMail): string => momentIn("en", mail.at, call.inst.program.zone);

const frameOf = (call: Call) => ({ organization: call.inst.program.organization.name, path: call.c.req.path, who: undefined });

function listMails(call: Call, sink: Sink): Response | Promise<Response> {
  const mails = sink.mails();
  return call.c.html(
    <StaffLayout
      call={frameOf(call)}
      title="Mail"
      answer="No mail server is configured, so every mail that Troth sends is kept here, in memory, until it stops. Only this machine can look."
      actions={
        <a class="button" href={baseOf(call)}>
          Look again
        </a>
      }
    >
      <section class="card" aria-label="Mails, the newest first">
        {mails.length === 0 ? (
          <Empty title="No mail yet">
            <p>The first one is a code: ask for something in the privacy center.</p>
            <a href="/">Open the privacy center</a>
          </Empty>
        ) : (
          <DataTable
            label="Mails"
            columns={[{ label: "Subject" }, { label: "To" }, { label: "When" }]}
            rows={mails.map((mail) => [<a href={`${baseOf(call)}/${mail.id}`}>{mail.subject}</a>, mail.to, whenOf(call, mail)])}
          />
        )}
      </section>
    </StaffLayout>,
  );
}

/** A text whose addresses of ours can be followed. */
function linked(text: string, address: string): readonly Child[] {
  return text
    .split(/(https?:\/\/[^\s<>"]+)/)
    .map((part) => (part === address || part.startsWith(`${address}/`) ? <a href={part}>{part}</a> : part));
}

function mailOf(call: Call, sink: Sink): SunkMail {
  return sink.find(call.c.req.param("mail") ?? "") ?? refuse("not-found", "this mail is no longer kept");
}

function showMail(call: Call, sink: Sink): Response | Promise<Response> {
  const mail = mailOf(call, sink);
  const base = baseOf(call);
  call.c.header("content-security-policy", PAGE_CSP);
  return call.c.html(
    <StaffLayout call={frameOf(call)} title={mail.subject} crumb={<a href={base}>Mail</a>}>
      <section class="card" aria-label="The mail as text">
        <div class="body">
          <FactList
            facts={[
              { term: "To", is: mail.to },
              { term: "From", is: mail.from },
              { term: "When", is: whenOf(call, mail) },
              { term: "Message-ID", is: <code>{mail.messageId}</code> },
            ]}
          />
          <pre class="letter">{linked(mail.text, call.inst.address)}</pre>
        </div>
      </section>
      <section class="card" aria-labelledby="as-page">
        <header>
          <h2 id="as-page">As a mail program shows it</h2>
          <a class="small" href={`${base}/${mail.id}/html`}>
            Alone
          </a>
        </header>
        <div class="body">
          <iframe class="letter" title="The mail as a page" src={`${base}/${mail.id}/html`} sandbox="" />
        </div>
      </section>
    </StaffLayout>,
  );
}

const mailPage = (call: Call, sink: Sink): Response =>
  new Response(mailOf(call, sink).html, {
    headers: { "content-type": "text/html; charset=utf-8", "content-security-policy": MAIL_CSP, "x-frame-options": "SAMEORIGIN" },
  });

/** The mails of this process, for whoever has the address that the terminal printed, on this machine. */
export const outboxRoutes = (sink: Sink): Route[] => [
  {
    method: "get",
    path: "/outbox/:key",
    who: "operator",
    kind: "page",
    says: "Every mail that was sent while no mail server is configured",
    handle: (call) => listMails(call, sink),
  },
  {
    method: "get",
    path: "/outbox/:key/:mail",
    who: "operator",
    kind: "page",
    says: "One mail: its text, and how a mail program shows it",
    handle: (call) => showMail(call, sink),
  },
  {
    method: "get",
    path: "/outbox/:key/:mail/html",
    who: "operator",
    kind: "page",
    says: "One mail as a page of its own, without script and shut in",
    handle: (call) => mailPage(call, sink),
  },
];
