import type { Child } from "hono/jsx";
import { type AccountView, LINK_MINUTES } from "../accounts/index.ts";
import type { Call } from "../http/index.ts";
import { Card, Choices, ErrorSummary, errorOf, type FieldError, Note, StaffLayout, State } from "../pages/index.ts";
import { Form, Hidden, Submit } from "./form.tsx";
import { Table, TableCard } from "./table.tsx";
import { counted, day } from "./words.ts";

/** What the page of all accounts shows. */
export interface AccountsPageData {
  readonly accounts: readonly AccountView[];
  /** Roles of the program, with what they are. */
  readonly roles: readonly { readonly role: string; readonly is: string }[];
  readonly self: string;
  readonly zone: string;
  /** A link that was just made: shown once. */
  readonly link: string | undefined;
}

const StateOf = ({ account, zone }: { readonly account: AccountView; readonly zone: string }) => {
  if (account.endedAt !== undefined) return <State of="stopped">ended {day(account.endedAt, zone)}</State>;
  if (!account.roleStands) return <State of="soon">the program has no such role</State>;
  const ways = [
    ...(account.hasPassword ? ["password"] : []),
    ...(account.passkeys > 0 ? [counted(account.passkeys, "passkey")] : []),
  ];
  return ways.length === 0 ? <State of="ahead">by link alone</State> : <State of="yes">{ways.join(", ")}</State>;
};

const Acts = ({ account, self }: { readonly account: AccountView; readonly self: string }) =>
  account.endedAt !== undefined ? null : (
    <span class="actions">
      <Form action="/staff/accounts/link" as="actions">
        <Hidden name="account" value={account.account} />
        <Hidden name="role" value={account.role} />
        <Submit small>
          New link<span class="hidden"> for {account.name || account.account}</span>
        </Submit>
      </Form>
      {account.account === self ? null : (
        <Form action="/staff/accounts/end" as="actions">
          <Hidden name="account" value={account.account} />
          <Submit small>
            End<span class="hidden"> the account of {account.name || account.account}</span>
          </Submit>
        </Form>
      )}
    </span>
  );

const rowOf = (account: AccountView, { self, zone }: AccountsPageData): readonly Child[] => [
  <>
    {account.name || "no name yet"}
    {account.account === self ? " (you)" : ""}
    <br />
    <span class="small quiet mono">{account.account}</span>
  </>,
  account.role,
  <StateOf account={account} zone={zone} />,
  <Acts account={account} self={self} />,
];

/** Everybody who has an account: an officer lets people in and out. */
export const AccountsPage = ({
  call,
  data,
  errors = [],
}: {
  readonly call: Call;
  readonly data: AccountsPageData;
  readonly errors?: readonly FieldError[];
}) => {
  const open = data.accounts.filter((one) => one.endedAt === undefined);
  return (
    <StaffLayout
      call={call}
      title="Accounts of staff"
      crumb={<a href="/staff/account">Your account</a>}
      answer={`${counted(open.length, "account")} ${open.length === 1 ? "is" : "are"} open.`}
      wrong={errors.length > 0}
    >
      <ErrorSummary errors={errors} />
      {data.link === undefined ? null : (
        <div role="status">
          <Note kind="brand">
            <p>
              <strong>This link works once, within {LINK_MINUTES} minutes, and is shown only now.</strong> Whoever opens it first
              has the account: give it to nobody else.
            </p>
            <p class="hash mono">{data.link}</p>
          </Note>
        </div>
      )}
      <div class="split">
        <TableCard id="accounts" title="Accounts">
          <Table
            label="Accounts"
            columns={[
              { label: "Who", heading: true },
              { label: "Role" },
              { label: "Signs in by" },
              { label: "Act", silent: true },
            ]}
            rows={data.accounts.map((one) => rowOf(one, data))}
          />
        </TableCard>
        <Card id="invite" title="Let somebody in">
          <Form action="/staff/accounts/link">
            <Choices
              name="role"
              legend="Role"
              error={errorOf(errors, "role")}
              options={data.roles.map((one) => ({
                value: one.role,
                label: one.role,
                ...(one.is === one.role ? {} : { hint: one.is }),
              }))}
            />
            <div>
              <Submit primary>Make a link</Submit>
            </div>
          </Form>
        </Card>
      </div>
    </StaffLayout>
  );
};
