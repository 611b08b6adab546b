import type { AccountView, PasskeyView } from "../accounts/index.ts";
import { PASSWORD_CHARACTERS } from "../accounts/index.ts";
import type { Call } from "../http/index.ts";
import {
  Card,
  ErrorSummary,
  errorOf,
  FactList,
  Field,
  type FieldError,
  Note,
  PasskeyButton,
  StaffLayout,
} from "../pages/index.ts";
import { Form, Hidden, Submit } from "./form.tsx";
import { counted, moment } from "./words.ts";

/** What the page of one's own account shows. */
export interface AccountPageData {
  readonly account: AccountView;
  readonly passkeys: readonly PasskeyView[];
  /** Browsers make passkeys for this address. */
  readonly passkeysHere: boolean;
  /** The password of before is asked for. */
  readonly asksCurrent: boolean;
  readonly manages: boolean;
  readonly zone: string;
  readonly done: "password" | undefined;
}

const fresh = ({ account }: AccountPageData): boolean => !account.hasPassword && account.passkeys === 0;

const answerOf = (data: AccountPageData): string =>
  fresh(data)
    ? "You are signed in by a link that worked once. Say how you sign in from now on: by a password, a passkey, or both."
    : `You sign in by ${[...(data.account.hasPassword ? ["password"] : []), ...(data.account.passkeys > 0 ? [counted(data.account.passkeys, "passkey")] : [])].join(" or ")}.`;

const PasswordCard = ({
  data,
  errors,
  name,
}: {
  readonly data: AccountPageData;
  readonly errors: readonly FieldError[];
  readonly name: string;
}) => (
  <Card id="password-card" title={data.account.hasPassword ? "Change your password" : "Name and password"}>
    <Form action="/staff/account">
      <Field
        name="name"
        label="Your name"
        hint="You sign in with it, and colleagues see it beside what you sign."
        value={name}
        error={errorOf(errors, "name")}
        autocomplete="username"
        maxlength={200}
      />
      {data.asksCurrent ? (
        <Field
          name="current"
          type="password"
          label="Password of before"
          error={errorOf(errors, "current")}
          autocomplete="current-password"
          maxlength={1000}
        />
      ) : null}
      <Field
        name="password"
        type="password"
        label="New password"
        hint={`At least ${PASSWORD_CHARACTERS.least} characters. Four or five words that do not belong together are good.`}
        error={errorOf(errors, "password")}
        autocomplete="new-password"
        maxlength={1000}
      />
      <div>
        <Submit primary>Set it</Submit>
      </div>
    </Form>
    <p class="small quiet">A new password signs you out everywhere else.</p>
  </Card>
);

const PasskeyLine = ({ passkey, at, zone }: { readonly passkey: PasskeyView; readonly at: number; readonly zone: string }) => (
  <li>
    <span class="top">
      <span>
        Passkey {at + 1}, added {moment(passkey.createdAt, zone)}
        <br />
        <span class="small quiet">
          {passkey.usedAt === undefined ? "never used" : `last used ${moment(passkey.usedAt, zone)}`}
        </span>
      </span>
      <Form action="/staff/account/passkey" as="actions">
        <Hidden name="passkey" value={passkey.passkey} />
        <Submit small>
          Remove<span class="hidden"> passkey {at + 1}</span>
        </Submit>
      </Form>
    </span>
  </li>
);

const PasskeyCard = ({ data }: { readonly data: AccountPageData }) => (
  <Card id="passkeys" title="Passkeys">
    {data.passkeys.length === 0 ? (
      <p>None yet. A passkey stays on your device or in your password manager; nobody can phish it.</p>
    ) : (
      <ul class="plain lines">
        {data.passkeys.map((passkey, at) => (
          <PasskeyLine passkey={passkey} at={at} zone={data.zone} />
        ))}
      </ul>
    )}
    {data.passkeysHere ? (
      <PasskeyButton purpose="add" options="/staff/account/passkey/options" answer="/staff/account/passkey/add">
        Add a passkey
      </PasskeyButton>
    ) : (
      <p class="small quiet">Browsers make none for this address: it needs a name and https.</p>
    )}
  </Card>
);

/** One's own account: how one signs in, and signing out everywhere. */
export const AccountPage = ({
  call,
  data,
  errors = [],
  name,
}: {
  readonly call: Call;
  readonly data: AccountPageData;
  readonly errors?: readonly FieldError[];
  readonly name?: string;
}) => (
  <StaffLayout
    call={call}
    title="Your account"
    answer={answerOf(data)}
    wrong={errors.length > 0}
    scripts={data.passkeysHere ? ["passkey"] : []}
    actions={
      data.manages ? (
        <a class="button" href="/staff/accounts">
          Accounts of staff
        </a>
      ) : undefined
    }
  >
    <ErrorSummary errors={errors} />
    {data.done === "password" ? (
      <div role="status">
        <Note kind="brand">Your password is set, and you are signed out everywhere else.</Note>
      </div>
    ) : null}
    <div class="two">
      <PasswordCard data={data} errors={errors} name={name ?? data.account.name} />
      <div class="column">
        <PasskeyCard data={data} />
        <Card id="sessions" title="This account">
          <FactList
            facts={[
              { term: "Role", is: data.account.role },
              { term: "Id", is: <code>{data.account.account}</code> },
              { term: "Since", is: moment(data.account.createdAt, data.zone) },
            ]}
          />
          <Form action="/staff/account/sign-out">
            <div>
              <Submit>Sign out everywhere</Submit>
            </div>
          </Form>
          <p class="small quiet">A session ends after thirty minutes without a look, and after twelve hours.</p>
        </Card>
      </div>
    </div>
  </StaffLayout>
);
