import type { PageAsked } from "@troth/core/consent";
import {
  type AskedRecord,
  type Decision,
  type Engine,
  filterRows,
  type Question,
  type RowQuestion,
  recordAsked,
} from "@troth/core/decisions";
import type { Fact } from "@troth/core/facts";
import { type AgeAnswer, type AgeQuestion, askAge } from "./age.ts";
import { callForJson, originOf, type Server } from "./calls.ts";
import { askAuthor, type ContentAsked, type ContentToApprove } from "./contents.ts";
import { type Disclosure, type DisclosureAnswer, disclose } from "./disclose.ts";
import { type FollowEvent, followState } from "./follow-state.ts";
import {
  type AccessGranted,
  type AccessLook,
  type AccessRefused,
  type AccessRequest,
  checkAccess,
  humanAccess,
  type LookAllowed,
  revokeAccess,
} from "./human-access.ts";
import { subjectsOfFacts } from "./subjects.ts";
import { readToken } from "./wire.ts";

/** How an application connects. */
export interface ConnectOptions extends Server {
  /** What is known may be so old, in milliseconds; beyond it a purpose is answered as its `doubt` says: denied, unless it may go on. */
  readonly freshFor?: number;
  /** Counts which kinds of question are asked, up to so many, for `troth what-if --asked`: whom they are about is not kept. Absent: counts nothing. */
  readonly record?: number;
  /** Told when the feed is cut, refused, and followed again. Default: a line on stderr. */
  readonly onEvent?: (event: FollowEvent) => void;
}

/** What came of facts that were told. */
export interface FactsTold {
  readonly accepted: number;
  readonly repeated: number;
  /** What was not taken in, and why; the rest was. */
  readonly dropped: readonly { readonly index: number; readonly categories: readonly string[]; readonly because: string }[];
}

/** Answers in this process, by the state of a server. */
export interface Troth {
  /** Never throws, never waits. */
  decide(question: Question): Decision;
  allows(question: Question): boolean;
  /** Those rows that the purpose may use. */
  filter<Row>(rows: Iterable<Row>, asked: RowQuestion<Row>): Iterable<Row>;
  /** Tells facts; once it resolves, decisions of this process go by them. @throws CallError @throws UnreachableError */
  facts(facts: readonly Fact[]): Promise<FactsTold>;
  /** Asks whether a human may do a guarded act. @throws CallError @throws UnreachableError: then nobody may */
  humanAccess(asked: AccessRequest): Promise<AccessGranted | AccessRefused>;
  /** Checks a permission right before data is shown, and records the look. @throws CallError @throws UnreachableError: then show nothing */
  checkAccess(look: AccessLook): Promise<LookAllowed | AccessRefused>;
  /** Ends a permission before its time. @throws CallError @throws UnreachableError */
  revokeAccess(access: string): Promise<void>;
  /** Asks before data goes to recipients, and records what goes. @throws CallError @throws UnreachableError: then send nothing */
  disclose(disclosures: readonly Disclosure[]): Promise<readonly DisclosureAnswer[]>;
  /** Asks what a collection point may do with somebody who said how old they are. @throws CallError @throws UnreachableError: then collect nothing */
  askAge(asked: AgeQuestion): Promise<AgeAnswer>;
  /** Asks who wrote a text whether they approve exactly this one. @throws CallError @throws UnreachableError: then nobody was asked */
  askAuthor(content: ContentToApprove): Promise<ContentAsked>;
  /**
   * The value of `Content-Security-Policy` for one page and its visitor: what a script in the page cannot hold, the browser does. `troth` is
   * `url` unless given. Never waits. @throws PageError where the header could not be written
   */
  csp(page: PageAsked): string;
  /** Milliseconds that what is held here may be behind the server. */
  lag(): number;
  /** What was asked of this process since it connected; undefined where it does not record. */
  asked(): AskedRecord | undefined;
  /** How much is held. */
  size(): ReturnType<Engine["size"]>;
  /** The hash of the program that decides here. */
  program(): string;
  close(): Promise<void>;
}

const FRESH_FOR_MS = 20_000;

/**
 * Reads the state of a server and follows it. Resolves once everything is here: until then nothing could be answered but no.
 *
 * @throws CallError where the server refuses the key @throws UnreachableError @throws WireError
 */
export async function connect(options: ConnectOptions): Promise<Troth> {
  const { freshFor = FRESH_FOR_MS, onEvent = sayOnStderr } = options;
  if (!/^[\x21-\x7e]+$/.test(options.key)) throw new TypeError("`key` is not what `troth app key` printed");
  const recorder = options.record === undefined ? undefined : recordAsked(options.record, Date.now());
  const closing = new AbortController();
  const followed = await followState(options, {
    now: Date.now,
    elapsed: () => performance.now(),
    freshFor,
    onEvent,
    signal: closing.signal,
  });
  const engine = (): Engine => followed.state().engine;
  /** A list counts as one question: of which rows it consists is nobody's business. */
  const see = (question: Question): void => recorder?.see(question, engine().decide(question).rule);
  return {
    decide: (question) => {
      see(question);
      return engine().decide(question);
    },
    allows: (question) => {
      see(question);
      return engine().allows(question);
    },
    filter: (rows, asked) => {
      see({ ...asked, data: asked.data ?? engine().dataOf(asked.purpose), person: "of a list", content: undefined });
      // Each row by what is held when its turn comes: whoever sends a mail in between may take hours.
      const now = {
        allows: (question: Question) => engine().allows(question),
        dataOf: (purpose: string) => engine().dataOf(purpose),
      };
      return filterRows(now, rows, asked);
    },
    facts: async (facts) => {
      const end = followed.telling(subjectsOfFacts(facts));
      try {
        const { token, ...told } = await callForJson<FactsTold & { readonly token: unknown }>(options, "/v1/facts", { facts });
        end(readToken(token));
        return told;
      } catch (error) {
        end();
        throw error;
      }
    },
    humanAccess: (asked) => humanAccess(options, asked),
    checkAccess: (look) => checkAccess(options, look),
    revokeAccess: (access) => revokeAccess(options, access),
    disclose: (disclosures) => disclose(options, disclosures),
    askAge: (asked) => askAge(options, asked),
    askAuthor: (content) => askAuthor(options, content),
    csp: (page) => followed.state().policies({ troth: originOf(options), ...page }, Date.now()),
    lag: followed.lag,
    asked: () => recorder?.record(),
    size: () => engine().size(),
    program: () => followed.state().program,
    close: async () => {
      closing.abort();
      await followed.ended;
    },
  };
}

const sayOnStderr = ({ kind, ...rest }: FollowEvent): void => {
  if (kind !== "following") process.stderr.write(`troth: the feed is ${kind}: ${"because" in rest ? rest.because : ""}\n`);
};
