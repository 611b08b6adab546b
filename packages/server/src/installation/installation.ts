import type { PlaceHolidays } from "@troth/core/jurisdictions";
import type { Program } from "@troth/core/program";
import type { AppHub, Connector } from "../connectors/index.ts";
import type { Surroundings } from "../foundation/index.ts";
import type { Jobs } from "../jobs/index.ts";
import type { Keys } from "../keys/index.ts";
import type { Ledger } from "../ledger/index.ts";
import type { HomePaths, Storage } from "../storage/index.ts";

/** An installation, open: what a use case works with. */
export interface Installation {
  readonly home: HomePaths;
  readonly storage: Storage;
  readonly keys: Keys;
  readonly ledger: Ledger;
  readonly jobs: Jobs;
  readonly program: Program;
  readonly surroundings: Surroundings;
  /** The public holidays of the organization's country. */
  readonly holidays: PlaceHolidays;
  /** Where the privacy center stands for the public, without a slash at the end: links in mail begin with it. */
  readonly address: string;
  /** The connector of a store of the program, opened at its first use. @throws ConnectorError, ProgramError for a missing secret */
  readonly connector: (store: string) => Promise<Connector>;
  /** Where applications pull their work; undefined where this process serves none. */
  readonly apps: AppHub | undefined;
  /** Closes everything, in reverse. Idempotent. */
  close(): Promise<void>;
}
