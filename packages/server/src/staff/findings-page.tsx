import type { FindingView } from "../findings/index.ts";
import type { Call } from "../http/index.ts";
import { Empty, Note, StaffLayout } from "../pages/index.ts";
import { Form, Hidden, Submit } from "./form.tsx";
import { Table, TableCard } from "./table.tsx";
import { counted, shortDay } from "./words.ts";

/** What the page of findings shows. */
export interface FindingsPageData {
  readonly findings: readonly FindingView[];
  /** May decide them. */
  readonly decides: boolean;
  readonly zone: string;
}

/** The lines of a program that something touches: a part that no line is behind stands by itself. */
const Touches = ({ of }: { readonly of: FindingView["touches"] }) => (
  <ul class="bullets small">
    {of.map(({ part, id, place }) => (
      <li>
        {part}
        {id === undefined ? "" : `: ${id}`}
        {place === undefined ? null : (
          <>
            {" "}
            <code>
              {place.file.split("/").at(-1)}:{place.line}
            </code>
          </>
        )}
      </li>
    ))}
  </ul>
);

const Decide = ({ id }: { readonly id: string }) => (
  <Form action="/staff/findings/decide" as="actions">
    <Hidden name="finding" value={id} />
    <Submit small name="decision" value="changed">
      Program and notice are changed<span class="hidden"> for {id}</span>
    </Submit>
    <Submit small name="decision" value="nothing-to-do">
      Nothing has to be<span class="hidden"> for {id}</span>
    </Submit>
  </Form>
);

/** Changes in the laws, and stores that have left the program: each open until it is decided. */
export const FindingsPage = ({
  call,
  data,
  refused,
}: {
  readonly call: Call;
  readonly data: FindingsPageData;
  readonly refused?: string | undefined;
}) => {
  const { findings, decides, zone } = data;
  const answer =
    findings.length === 0
      ? "Nothing waits for the officer."
      : `${counted(findings.length, "finding waits", "findings wait")} for the officer.`;
  return (
    <StaffLayout call={call} title="Findings" answer={answer}>
      {refused === undefined ? null : (
        <div role="alert">
          <Note kind="soon">{refused}</Note>
        </div>
      )}
      {findings.length === 0 ? (
        <section class="card" aria-label="Findings">
          <Empty title="Nothing is open">
            <p>What changes in the laws of the program, and where a store leaves the program, stands here until it is decided.</p>
          </Empty>
        </section>
      ) : (
        <TableCard id="findings" title="To be decided">
          <Table
            label="To be decided"
            columns={[
              { label: "What", heading: true },
              { label: "Of" },
              { label: "Touches, in the notice and the program", short: "Touches" },
              { label: "Since" },
              { label: "Act", silent: true },
            ]}
            rows={findings.map((one) => [
              one.says,
              one.kind === "law" ? "a law" : "a store",
              <Touches of={one.touches} />,
              shortDay(one.openedAt, zone),
              decides ? <Decide id={one.id} /> : null,
            ])}
          />
        </TableCard>
      )}
      {decides ? (
        <Form action="/staff/findings/look">
          <div>
            <Submit>Look again</Submit>
          </div>
        </Form>
      ) : null}
    </StaffLayout>
  );
};
