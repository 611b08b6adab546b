// The order is what the script is for: signals and gate before anything else of the page, the banner when there is a body.
import type { ConsentHow } from "@troth/core/consent";
import { allowed, isAllowed, isUnanswered, reread, send, signIn, those } from "./choice.ts";
import { raise, settleAll } from "./gate.ts";
import { afterFrame } from "./natives.ts";
import { tell } from "./signals.ts";
import { all, finish, mount, put, show, shown } from "./ui.ts";

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
  settleAll();
  safely(() => tell("update"));
  const state = { allowed: now, withdrawn, how };
  for (const listener of listeners) safely(() => listener(state));
  document.dispatchEvent(new CustomEvent("troth:consent", { detail: state }));
}

/** Code of the site, or of a network: what it throws is told, and stops nothing. */
function safely(work: () => void): void {
  try {
    work();
  } catch (error) {
    reportError(error);
  }
}

/** What was chosen otherwise than by the banner here. Whoever has the focus in an answer keeps it: the next key may press that. */
function changed(): void {
  change("api");
  const layer = isUnanswered() ? 1 : 0;
  if (shown < 2 && (shown !== layer || !layer)) show(layer);
}

/** By what whoever is here now has chosen, and by nothing of whoever was before. */
function become(token?: string): void {
  signIn(token);
  changed();
}

/** What was chosen in another tab, or while this page lay in the history. */
function catchUp(): void {
  if (reread()) changed();
}

mount(change);
raise(put);
safely(() => tell("default"));
const page = window as unknown as { troth?: object };
page.troth = {
  ...page.troth,
  consent: {
    get: allowed,
    isAllowed,
    set: (choices: Readonly<Record<string, boolean>>) => {
      // What is neither a yes nor a no is left out; where nothing is left, all is refused.
      const said = those(choices, (_, yes) => yes === !!yes);
      finish("api", Object.keys(said)[0] ? said : all(false));
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
put();
addEventListener("pageshow", catchUp);
addEventListener("visibilitychange", catchUp);
document.addEventListener("click", ({ target }) => (target as Element).closest?.("[data-troth-open]") && show(2), true);
// What waits from an earlier page waits for this page's first frame, too, and so does listening for other tabs: for either the
// browser fetches the page's storage from another process, and the banner stands still meanwhile.
afterFrame(() => {
  addEventListener("storage", catchUp);
  catchUp();
  send();
});
