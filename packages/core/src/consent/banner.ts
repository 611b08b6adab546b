// What the browser's script is given, and what it sends home. The script reads these names: a change here is a change there.

/** How a purpose's trackers are decided about: `none` always run, `never` never do. */
export type BannerChoice = "none" | "notice" | "opt-out" | "opt-in" | "never";

/** A purpose of the second layer. */
export interface BannerPurpose {
  readonly id: string;
  readonly name: string;
  readonly about: string;
  readonly choice: BannerChoice;
  /** Global Privacy Control says no to it. */
  readonly gpc: boolean;
  /** Changes when what a yes would allow changes: then the yes is over. Eight hexadecimal digits. */
  readonly hash: string;
  /** `3 trackers, one by one`. */
  readonly count: string;
}

/** A tracker of the second layer, and what its gate goes by. */
export interface BannerTracker {
  /** As `data-troth` names it: its id in the program, and `tracker:count` where a purpose is called `count`. */
  readonly id: string;
  readonly purpose: string;
  readonly name: string;
  /** Provider, kind, duration and use, in words. */
  readonly line: string;
  /** Address of the provider's own opt-out. */
  readonly optOut?: string;
  /** Its name in cookies and storage, `*` for what varies; absent: it stores nothing under a name. */
  readonly stored?: string;
  /** Requests that belong to it: host and path, without a scheme, `*` for what varies. */
  readonly urls: readonly string[];
}

/** Everything that the script needs: it fetches nothing. */
export interface Banner {
  /** What was shown: text, purposes, language, script, layout, and by which laws. Hexadecimal SHA-256; absent while it is being computed. */
  readonly shown: string;
  readonly language: string;
  readonly dir: "ltr" | "rtl";
  /** The most that any purpose asks for: which first layer is shown, if any. */
  readonly choice: "opt-in" | "opt-out" | "notice";
  readonly modal?: true;
  /** Global Privacy Control came with the request for the banner: a browser may send it there alone, and tell scripts nothing of it. */
  readonly gpc?: true;
  /** How long an answer holds. */
  readonly remember: { readonly months: number; readonly days: number };
  /** Where records go; absent: nowhere. */
  readonly records?: string;
  readonly notice?: string;
  readonly purposes: readonly BannerPurpose[];
  readonly trackers: readonly BannerTracker[];
  /** Key of Google's consent mode, and the purposes that must all be allowed for it. */
  readonly google: readonly (readonly [key: string, purposes: readonly string[]])[];
  /** The region in which what runs before a choice is known; everywhere else nothing is granted. */
  readonly region?: string;
  readonly uet?: true;
  readonly clarity?: true;
  readonly texts: BannerTexts;
}

/** What somebody could answer: its purposes and trackers as they are named there, but for those that never run, which it hides. */
export function namesShown({ purposes, trackers }: Pick<Banner, "purposes" | "trackers">): ReadonlySet<string> {
  const shown = new Set(purposes.flatMap(({ id, choice }) => (choice === "never" ? [] : [id])));
  return new Set([...shown, ...trackers.flatMap(({ id, purpose }) => (shown.has(purpose) ? [id] : []))]);
}

/** Words of the banner, each complete: the script puts none together. */
export interface BannerTexts {
  readonly title: string;
  readonly intro: string;
  readonly notice: string;
  readonly accept: string;
  readonly refuse: string;
  readonly choose: string;
  readonly save: string;
  readonly close: string;
  readonly second: string;
  readonly yes: string;
  readonly no: string;
  readonly always: string;
  readonly again: string;
  readonly gpc: string;
  readonly gpcNote: string;
  /** Beside the way back, once nothing is sold or shared any more; absent where nobody opts out. */
  readonly optedOut?: string;
  /** The link to a provider's own opt-out: nobody has to follow it. Absent where none has one. */
  readonly optOut?: string;
}

/** What was answered on a site, as the cookie `troth_choice` has it. One letter each: it travels with every request. */
export interface Answers {
  /** Choices by purpose, and by tracker where it differs. */
  readonly c: Readonly<Record<string, boolean>>;
  /** Hashes of the purposes as they were when they were answered, one after the other. */
  readonly s: string;
  /** Until when the answer holds, in milliseconds. */
  readonly u: number;
  /** Global Privacy Control was on. */
  readonly g: boolean;
  /** The answer before it, on another site of the domain: it holds where that asks something else. */
  readonly p?: Answers | undefined;
}

/** How a choice was made. `api`: by the site's own controls. */
export type ConsentHow = "accept-all" | "refuse-all" | "choose" | "api";

/** What `POST /v1/consents` is sent, as JSON. It may come twice: `id` is the same. */
export interface ConsentWrite {
  /** A random UUID, made at the choice. */
  readonly id: string;
  /** A random UUID of the browser, made at its first choice. */
  readonly browser: string;
  /** The banner's `shown`. */
  readonly shown: string;
  /** By purpose; and by tracker, where it differs from its purpose. */
  readonly choices: Readonly<Record<string, boolean>>;
  readonly how: ConsentHow;
  readonly language: string;
  /** The browser's clock: `2026-11-28T19:00:00.000Z`. */
  readonly at: string;
  /** The browser sent Global Privacy Control when the choice was made. */
  readonly gpc: boolean;
  /** Whoever is signed in: what the site's server gave the page for them. */
  readonly token?: string | undefined;
}

/** What it is sent when somebody signs in on a page, or out. */
export interface SignInWrite {
  /** A random UUID. */
  readonly id: string;
  /** The browser's id when nobody is signed in; absent: it has chosen nothing. */
  readonly browser?: string | undefined;
  /** The id under which whoever was signed in before chose. */
  readonly own?: string | undefined;
  /** Of whoever is signed in now. */
  readonly token?: string | undefined;
  /** Of whoever was before. */
  readonly left?: string | undefined;
  /** The browser sends Global Privacy Control. */
  readonly gpc?: boolean | undefined;
}
