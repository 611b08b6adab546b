import type { ClientState, PersonState } from "../facts/index.ts";
import type { Residence } from "../jurisdictions/index.ts";
import type { Channel, DataForm } from "../program/index.ts";

/** What a browser sent by itself. @source 11 CCR 7025 */
export type Signal = "gpc";

/** May this purpose use this data of this person, now? Ids are those of the program and of the application. */
export interface Question {
  /** Whom it is about: a person, a browser, or a person on a browser. */
  readonly person?: string | undefined;
  readonly browser?: string | undefined;
  readonly purpose: string;
  /** Ids of the taxonomy, branches of it, or entries of `data`. */
  readonly data: readonly string[];
  /** In which form the data is used or handed over; absent: as it is. */
  readonly form?: DataForm | undefined;
  readonly recipient?: string | undefined;
  /** `collect`: it is about to be taken at `at`. */
  readonly act?: "use" | "collect" | undefined;
  /** The collection point that the data came from, or is taken at. */
  readonly at?: string | undefined;
  /** `store/dataset` that the data is taken from, or put together from. */
  readonly from?: readonly string[] | undefined;
  /** As which kind of person; absent: as all that they are known to be. */
  readonly as?: string | undefined;
  /** Whose client's data it is; absent: of every client that the person is known with. */
  readonly client?: string | undefined;
  /** The hash (`contentHash`) of the text that is published, where a purpose asks who wrote it for each. */
  readonly content?: string | undefined;
  /** By which way it would reach the person, and about which of the purpose's topics. */
  readonly channel?: Channel | undefined;
  readonly topic?: string | undefined;
  /** It decides something about the person by itself. */
  readonly automated?: boolean | undefined;
  readonly signals?: readonly Signal[] | undefined;
  /** Where the browser seems to be; counts where no residence is known. */
  readonly place?: Residence | undefined;
}

/** What a version of the notice stated: purpose -> ids of data, as the whole group writes them. */
export interface NoticeStated {
  readonly version: string;
  readonly purposes: Readonly<Record<string, readonly string[]>>;
}

/** All that is known when a question is asked. */
export interface Known {
  /** Absent: nobody of this id is known. */
  readonly person: PersonState | undefined;
  /** Absent: this browser has chosen nothing. */
  readonly browser: PersonState | undefined;
  readonly clients: Readonly<Record<string, ClientState>>;
  /** Every version of the notice that was published, under its name. */
  readonly notices: Readonly<Record<string, NoticeStated>>;
  /** What is known is older than it may be. */
  readonly stale: boolean;
  /** Milliseconds since 1970, UTC. */
  readonly now: number;
}
