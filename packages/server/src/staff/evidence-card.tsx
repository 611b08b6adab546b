import type { Child } from "hono/jsx";
import type { RequestPageData } from "./read-request.ts";
import type { EvidenceRow } from "./store.ts";
import { Table, TableCard } from "./table.tsx";
import { counted, figure, stamp } from "./words.ts";

const kinds: Readonly<Record<string, string>> = {
  "request.taken": "received",
  "request.entered": "entered by staff",
  "request.planned": "planned",
  "request.approved": "signed",
  "request.started": "run begun",
  "request.held": "held open",
  "request.completed": "completed",
  "request.denied": "denied",
  "request.appealed": "appealed against",
  "request.appeal-decided": "appeal decided",
  "request.fee-asked": "a fee asked for",
  "request.fee-accepted": "the fee accepted",
  "request.fee-waived": "the fee waived",
  "request.extended": "made longer",
  "request.asked": "the person asked for something",
  "request.given": "what was asked for has come",
  "request.named-further": "one more identifier, on record",
  "request.code-sent": "a code sent to one more address",
  "request.code-ended": "one more address left out: its code was not entered",
  "ask.lapsed": "a code to one more address lapsed",
  "request.left-out": "a dataset left out, on record",
  "request.stopped": "stopped while it cooled off",
  "request.withdrawn": "taken back by the person",
  "question.answered": "answered",
  "question.turned": "turned into a right",
  "message.written": "message written",
  "store.erased": "erased in a store",
  "store.partly-erased": "a part erased in a store",
  "store.verified": "read back in a store",
  "store.shadowed": "rolled back: a store in shadow",
  "store.failed": "a store failed",
  "store.settled": "the outcome in a store settled by who looked",
  "store.not-theirs": "rows said to be another person's",
  "store.reported": "done by hand in a store, as reported",
  "task.opened": "somebody asked to do it by hand",
  "task.late": "reminded: still to be done by hand",
  "task.ended": "reported by who did it by hand",
  "recipient.told": "recipient told",
  "copy.made": "copy made",
  "copy.fetched": "copy fetched",
  "copy.removed": "copy removed",
  "copy.link-made": "link to the copy made",
  "copy.text-reviewed": "a text of the copy was read",
  "mail.sent": "mail sent",
  "mail.repeated": "mail perhaps sent twice",
  "mail.failed": "a mail could not be sent",
  "mail.bounced": "a mail came back",
  "ask.shown": "code entered",
  "request.let-stay": "rows that were found late stay: somebody came back",
  "keep.ended": "what a law kept was removed, as far as its time is over",
  "keep.failed": "what a law kept could not be deleted yet",
  "person.forgetting": "the person is being forgotten",
  "person.forgotten": "the person is forgotten",
};

const text = (value: unknown): string | undefined =>
  typeof value === "string" || typeof value === "number" ? String(value) : undefined;

/** What of an entry's body is shown beside its kind: names of ours and numbers. */
function detailOf({ body }: EvidenceRow): string {
  const parts = [
    text(body.store),
    text(body.recipient),
    text(body.was) !== undefined && `from ${text(body.was)} to ${text(body.right)}`,
    text(body.came) !== undefined && `by ${text(body.came)}`,
    text(body.ground),
    text(body.amount),
    text(body.outcome),
    text(body.plan) !== undefined && `plan ${text(body.plan)?.slice(0, 8)}`,
    body.complete === false && "another signature is wanted",
    text(body.decision) !== undefined && (body.decision === "redact" ? "redacted" : "released"),
    typeof body.deleted === "number" && `${figure(body.deleted)} deleted`,
    typeof body.changed === "number" && `${figure(body.changed)} changed`,
    typeof body.waiting === "number" && body.waiting > 0 && `${figure(body.waiting)} stay`,
    Array.isArray(body.reasons) && body.reasons.filter((one) => typeof one === "string").join("; "),
    typeof body.remaining === "number" && `${figure(body.remaining)} found`,
    typeof body.rows === "number" && counted(body.rows, "row"),
  ];
  return parts.filter((part) => typeof part === "string").join(", ");
}

function whoOf({ body, kind }: EvidenceRow, names: ReadonlyMap<string, string>): string {
  const account = text(body.account);
  if (account !== undefined) return names.get(account) ?? account;
  if (kind === "request.taken" || kind === "message.written") return text(body.by) === "person" ? "the person" : "staff";
  if (kind === "request.withdrawn" || kind === "ask.shown" || kind === "copy.fetched" || kind === "copy.link-made")
    return "the person";
  return text(body.role) ?? "Troth";
}

const rowOf = (row: EvidenceRow, { names, zone }: RequestPageData): readonly Child[] => [
  row.index === null ? <span class="quiet">pending</span> : <span class="mono">{figure(Number(row.index))}</span>,
  <>
    {kinds[row.kind] ?? row.kind}
    {detailOf(row) === "" ? null : <span class="small quiet"> {detailOf(row)}</span>}
  </>,
  whoOf(row, names),
  <time datetime={row.at}>{stamp(row.at, zone)}</time>,
];

/** Who has opened the person's data, in a line each account. */
function looksOf(data: RequestPageData): string | undefined {
  const looks = data.evidence.filter((one) => one.kind === "person.looked-at");
  if (looks.length === 0) return undefined;
  const by = new Map<string, number>();
  for (const look of looks) by.set(whoOf(look, data.names), (by.get(whoOf(look, data.names)) ?? 0) + 1);
  return `The person's data was opened ${[...by].map(([who, times]) => `${times === 1 ? "once" : `${times} times`} by ${who}`).join(", ")}; each look is an entry.`;
}

/** The ledger's entries of a request, the last first; looks at the person are summed up. */
export const EvidenceCard = ({ data }: { readonly data: RequestPageData }) => {
  const looks = looksOf(data);
  return (
    <TableCard
      id="evidence"
      title="Evidence"
      aside={<a href={`/staff/requests/${data.view.id}/receipt`}>Receipt</a>}
      foot={
        <>
          {looks === undefined ? null : <p>{looks}</p>}
          <p>
            Every entry proves itself offline: <code>troth verify</code>
          </p>
        </>
      }
    >
      <Table
        label="Entries in the ledger"
        columns={[{ label: "Entry" }, { label: "What" }, { label: "Who" }, { label: "When" }]}
        rows={data.evidence.filter((one) => one.kind !== "person.looked-at").map((row) => rowOf(row, data))}
      />
    </TableCard>
  );
};
