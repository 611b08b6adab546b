// For pages of React: it is given, so that the page's own copy is used and none is installed.
import { consent, type TrothConsent } from "./index.ts";

/** The one thing of React that is needed. */
export interface ReactLike {
  useSyncExternalStore<T>(subscribe: (changed: () => void) => () => void, now: () => T, onServer: () => T): T;
}

/** What a component asks. */
export interface ConsentHooks {
  /** Whether a purpose or tracker may run; false while the page is made on a server. The component is drawn again at a choice. */
  useAllowed(id: string): boolean;
  /** `troth.consent` of the page. */
  useConsent(): TrothConsent;
}

/** `const { useAllowed } = consentHooks(React)` */
export function consentHooks(react: ReactLike): ConsentHooks {
  const subscribe = (changed: () => void) => consent().on(changed);
  return {
    useAllowed: (id) =>
      react.useSyncExternalStore(
        subscribe,
        () => consent().isAllowed(id),
        () => false,
      ),
    useConsent: () => consent(),
  };
}
