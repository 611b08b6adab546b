// The order is what the script is for: signals and gate before anything else of the page, the banner when there is a body.
import type { ConsentHow } from "@troth/core/consent";
import { allowed, choose, isAllowed, isUnanswered, send, signIn } from "./choice.ts";
import { raise, settleAll } from "./gate.ts";
import { afterFrame } from "./natives.ts";
import { tell } from "./signals.ts";
import { mount, show } from "./ui.ts";

/** What the site may do: read, write, open, and hear of changes. */
type Listener = (state: {
  readonly allowed: Record<string, boolean>;
  readonly withdrawn: readonly string[];
  readonly how: string;
}) => void;

let known = allowed();
const listeners = new Set<Listener>();

function change(how: ConsentHow): void {
  const now = allowed();
  const withdrawn = Object.keys(known).filter((id) => known[id] && !now[id]);
  known = now;
  tell("update");
  settleAll();
  const state = { allowed: now, withdrawn, how };
  for (const listener of listeners) listener(state);
  document.dispatchEvent(new CustomEvent("troth:consent", { detail: state }));
}

/** By what whoever is here now has chosen, and by nothing of whoever was before. */
function become(token?: string): void {
  signIn(token);
  change("api");
  if (document.body) show(isUnanswered() ? 1 : 0);
}

tell("default");
raise();
const page = window as unknown as { troth?: object };
page.troth = {
  ...page.troth,
  consent: {
    get: allowed,
    isAllowed,
    set: (choices: Readonly<Record<string, boolean>>) => {
      choose(choices, "api");
      change("api");
      show(0);
    },
    open: () => show(2),
    signedIn: become,
    signedOut: () => become(),
    on: (listener: Listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  },
};
mount(change);
addEventListener("click", ({ target }) => (target as Element).closest?.("[data-troth-open]") && show(2));
// What waits from an earlier page waits for this page's first frame, too: looking for it holds up the banner.
afterFrame(send);
