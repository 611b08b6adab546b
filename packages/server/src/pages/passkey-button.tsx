import type { Child } from "hono/jsx";
import { Icon } from "./icon.tsx";

/**
 * A button that adds a passkey or signs in with one. Needs `passkey` among the page's scripts, and is hidden without them
 * or where the browser has no passkeys: the password remains.
 *
 * The script POSTs `{}` to `options`, which answers `{ options, challenge }` (what @simplewebauthn/server made, and a name
 * for it); it POSTs `{ challenge, response }` to `answer`, which answers `{ next }`, the page to go to, or a problem
 * whose `detail` is shown.
 */
export const PasskeyButton = ({
  purpose,
  options,
  answer,
  children,
  primary = false,
}: {
  readonly purpose: "add" | "sign-in";
  readonly options: string;
  readonly answer: string;
  readonly children?: Child;
  readonly primary?: boolean;
}) => (
  <div data-passkey={purpose} data-options={options} data-answer={answer} hidden>
    <button class={primary ? "button primary" : "button"} type="button">
      <Icon name="key" /> {children}
    </button>
    <p class="error" role="alert" data-says />
  </div>
);
