import type { Call } from "../http/index.ts";
import { Card, ErrorSummary, Field, type FieldError, PasskeyButton, StaffLayout } from "../pages/index.ts";
import { Form, Hidden, Submit } from "./form.tsx";

/** Where staff sign in: by name and password, or by a passkey. */
export const SignInPage = ({
  call,
  back,
  passkeys,
  name = "",
  errors = [],
}: {
  readonly call: Call;
  /** A path of ours to go to afterwards. */
  readonly back: string | undefined;
  /** Browsers make passkeys for this address. */
  readonly passkeys: boolean;
  readonly name?: string;
  readonly errors?: readonly FieldError[];
}) => (
  <StaffLayout
    call={call}
    title="Sign in"
    answer="For the staff of this organization. Whoever asks about their own data goes to the privacy center."
    wrong={errors.length > 0}
    scripts={passkeys ? ["passkey"] : []}
  >
    <ErrorSummary errors={errors} />
    <div class="two">
      <Card id="by-password" title="With your password">
        <Form action="/staff/sign-in">
          {back === undefined ? null : <Hidden name="return" value={back} />}
          <Field name="name" label="Your name" value={name} autocomplete="username" maxlength={400} required />
          <Field name="password" type="password" label="Password" autocomplete="current-password" maxlength={1000} required />
          <div>
            <Submit primary>Sign in</Submit>
          </div>
        </Form>
      </Card>
      <Card id="by-other" title="With a passkey, or a link">
        {passkeys ? (
          <PasskeyButton purpose="sign-in" options="/staff/passkey/options" answer="/staff/passkey/sign-in">
            Sign in with a passkey
          </PasskeyButton>
        ) : (
          <p>Passkeys need an address with a name and https. This one has none, so browsers offer none here.</p>
        )}
        <p class="small quiet">
          Lost your password, or nothing set up yet? An officer makes you a link that signs you in once:{" "}
          <code>troth staff invite</code>.
        </p>
      </Card>
    </div>
  </StaffLayout>
);

/** The page behind a sign-in link: a button. What scans mail opens links and presses nothing, so no look uses the link up. */
export const LinkPage = ({ call, token }: { readonly call: Call; readonly token: string }) => (
  <StaffLayout
    call={call}
    title="Sign in by link"
    answer="This link signs you in once. It is used up by the button, not by this page."
  >
    <Card id="use" title="It is you?">
      <p>Go on if you asked for this link, or if somebody here made it for you. Whoever presses the button has the account.</p>
      <Form action={`/staff/link/${token}`}>
        <div>
          <Submit primary>Sign in</Submit>
        </div>
      </Form>
    </Card>
  </StaffLayout>
);

/** A link that signs nobody in any more. */
export const DeadLinkPage = ({ call, says, advice }: { readonly call: Call; readonly says: string; readonly advice: string }) => (
  <StaffLayout call={call} title="This link is over" answer={`${says.slice(0, 1).toUpperCase()}${says.slice(1)}.`} wrong>
    <Card id="over" title="What now?">
      <p>
        Links work once, for fifteen minutes: {advice}. If you have set a password, <a href="/staff/sign-in">sign in with it</a>.
      </p>
    </Card>
  </StaffLayout>
);
