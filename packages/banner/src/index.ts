// For pages that are built: the banner's interface with its types. The script itself is a file of the server's, in the page's head.

/** What a page hears of a choice. */
export interface ConsentState {
  /** By purpose and by tracker: whether it may run now. */
  readonly allowed: Readonly<Record<string, boolean>>;
  /** What could run before this choice and no longer may. */
  readonly withdrawn: readonly string[];
  readonly how: "accept-all" | "refuse-all" | "choose" | "api";
}

/** `troth.consent` of a page that has the banner's script. */
export interface TrothConsent {
  /** By purpose and by tracker: whether it may run now. */
  get(): Readonly<Record<string, boolean>>;
  /** Whether a purpose or tracker may run now; what is not declared may not. */
  isAllowed(id: string): boolean;
  /** Makes a choice by a control of the page's own. What runs by a yes and is not named is refused by it; with none named, all that waits for one is. */
  set(choices: Readonly<Record<string, boolean>>): void;
  /** Opens the second layer. */
  open(): void;
  /** Somebody is signed in: what the site's server was given for them by `POST /v1/browser-tokens`, new with each page. */
  signedIn(token: string): void;
  /** Nobody is signed in: the browser's own choice holds, and nothing of an account's stays. */
  signedOut(): void;
  /** Calls at every choice; the answer stops it. */
  on(listener: (state: ConsentState) => void): () => void;
}

const NOTHING: TrothConsent = {
  get: () => ({}),
  isAllowed: () => false,
  set: () => {},
  open: () => {},
  signedIn: () => {},
  signedOut: () => {},
  on: () => () => {},
};

/** The page's banner. Where its script is not, nothing is allowed, and nothing is ever chosen. */
export const consent = (): TrothConsent => (globalThis as { troth?: { consent?: TrothConsent } }).troth?.consent ?? NOTHING;

/** Runs something once a purpose or tracker is allowed: at once, or when somebody says yes. The answer stops waiting. */
export function whenAllowed(id: string, run: () => void): () => void {
  const banner = consent();
  if (banner.isAllowed(id)) {
    run();
    return () => {};
  }
  const stop = banner.on(({ allowed }) => {
    if (!allowed[id]) return;
    stop();
    run();
  });
  return stop;
}
