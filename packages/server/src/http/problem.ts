import { TrothError } from "@troth/core/foundation";

/** What can be wrong with a call, as a caller can tell it apart. */
export type ProblemKind =
  | "form"
  | "sign-in"
  | "forbidden"
  | "origin"
  | "not-found"
  | "method"
  | "conflict"
  | "gone"
  | "too-large"
  | "type"
  | "host"
  | "limited"
  | "busy"
  | "bug";

const statuses = {
  form: 400,
  "sign-in": 401,
  forbidden: 403,
  origin: 403,
  "not-found": 404,
  method: 405,
  conflict: 409,
  gone: 410,
  "too-large": 413,
  type: 415,
  host: 421,
  limited: 429,
  bug: 500,
  busy: 503,
} as const satisfies Readonly<Record<ProblemKind, number>>;

const titles: Readonly<Record<ProblemKind, string>> = {
  form: "what was sent cannot be read",
  "sign-in": "sign in first",
  forbidden: "your role may not do this",
  origin: "this did not come from a page of ours",
  "not-found": "there is nothing here",
  method: "this cannot be done with this method",
  conflict: "it stands otherwise by now",
  gone: "this is no longer here",
  "too-large": "what was sent is too large",
  type: "what was sent is of another type than is read here",
  host: "this installation stands at another address",
  limited: "too many calls; wait a little",
  bug: "something in Troth went wrong",
  busy: "something that is needed does not answer; try again",
};

/** One of several things that are wrong with what was sent: where, what, and what to do. */
export interface ProblemError {
  readonly path: string;
  readonly code: string;
  readonly says: string;
  readonly advice: string;
}

/** A problem as it is shown: to a machine as RFC 9457 has it, to a person as a page. */
export interface Problem {
  readonly kind: ProblemKind;
  readonly status: (typeof statuses)[ProblemKind];
  /** Stable and dotted. */
  readonly code: string;
  readonly title: string;
  /** In our words; never a value that was sent. */
  readonly detail: string | undefined;
  /** Of a bug, in the log too. */
  readonly id: string | undefined;
  /** Of a body with many parts: what is wrong with which. */
  readonly errors?: readonly ProblemError[];
  readonly headers: Readonly<Record<string, string>>;
}

/** Makes a problem of a kind. */
export const problem = (
  kind: ProblemKind,
  more: {
    readonly code?: string;
    readonly detail?: string | undefined;
    readonly id?: string;
    readonly errors?: readonly ProblemError[];
    readonly headers?: Problem["headers"];
  } = {},
): Problem => ({
  kind,
  status: statuses[kind],
  code: more.code ?? `http.${kind}`,
  title: titles[kind],
  detail: more.detail,
  id: more.id,
  ...(more.errors === undefined ? {} : { errors: more.errors }),
  headers: more.headers ?? {},
});

/** A call that is refused: thrown on the way to a handler, or by one. */
export class Refusal extends TrothError {
  readonly code: string;
  readonly problem: Problem;

  constructor(refused: Problem) {
    super(refused.detail ?? refused.title);
    this.code = refused.code;
    this.problem = refused;
  }
}

/** Refuses a call. */
export function refuse(kind: ProblemKind, detail?: string, headers?: Problem["headers"]): never {
  throw new Refusal(problem(kind, { detail, ...(headers === undefined ? {} : { headers }) }));
}

/** Faults of ours that a caller can act on, by their code or its first part; whatever is not here is a bug to a caller. */
const kinds: readonly (readonly [RegExp, ProblemKind])[] = [
  [/^(requests|accounts|asks|packages)\.unknown$/, "not-found"],
  [/^requests\.(state|raced|no-plan)$/, "conflict"],
  [/^accounts\.role$/, "forbidden"],
  [/\.forgotten$|^facts\.feed-pruned$/, "gone"],
  [/^facts\.feed-ahead$/, "conflict"],
  [/^connector\./, "busy"],
  [/^(storage|keys)\.(busy|unreachable)/, "busy"],
];

/** What a thrown error is to a caller; `undefined`: a bug of ours. */
export function problemOf(error: unknown): Problem | undefined {
  if (error instanceof Refusal) return error.problem;
  if (!(error instanceof TrothError)) return undefined;
  const kind = kinds.find(([code]) => code.test(error.code))?.[1];
  return kind && problem(kind, { code: error.code, detail: [error.message, error.advice].filter(Boolean).join("; ") });
}

/** A problem for machines. @source RFC 9457 */
export const problemJson = (one: Problem): Response =>
  new Response(
    JSON.stringify({
      type: `urn:troth:problem:${one.code}`,
      title: one.title,
      status: one.status,
      ...(one.detail === undefined ? {} : { detail: one.detail }),
      ...(one.id === undefined ? {} : { id: one.id }),
      ...(one.errors === undefined ? {} : { errors: one.errors }),
    }),
    { status: one.status, headers: { ...one.headers, "content-type": "application/problem+json" } },
  );
