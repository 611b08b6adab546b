import { TrothError } from "@troth/core/foundation";
import type { Program } from "@troth/core/program";
import { type AppHub, type Connector, openAppHub, openConnector } from "../connectors/index.ts";
import { type Surroundings, systemSurroundings } from "../foundation/index.ts";
import { openJobs } from "../jobs/index.ts";
import { openKeys } from "../keys/index.ts";
import { openLedger } from "../ledger/index.ts";
import { loadProgram, storeAddress } from "../program/index.ts";
import { homePaths, openStorage } from "../storage/index.ts";
import { holidaysOf } from "./holidays-of.ts";
import type { Installation } from "./installation.ts";
import { publishProgram } from "./publish-program.ts";

/** Where `troth start` listens unless it is told otherwise. */
export const DEFAULT_ADDRESS = "http://127.0.0.1:4620";

type Environment = Readonly<Record<string, string | undefined>>;

/** Where an installation is. */
export interface InstallationPlace {
  /** TROTH_HOME. */
  readonly home: string;
  /** TROTH_DATABASE_URL; absent: the embedded database in `home`. */
  readonly databaseUrl?: string | undefined;
  readonly programFile: string;
  readonly env: Environment;
  readonly surroundings?: Surroundings;
  /** Applications can pull their work from this process: it listens. */
  readonly servesApps?: boolean;
}

/** The program has errors: nothing runs by it. */
export class ProgramBrokenError extends TrothError {
  readonly code = "program.broken";
}

/** Opens everything, in order: program, database, keys, ledger, queue; the stores at their first use. */
export async function openInstallation(place: InstallationPlace): Promise<Installation> {
  const surroundings = place.surroundings ?? systemSurroundings();
  const home = homePaths(place.home);
  const program = await readProgram(place.programFile);
  const closing: (() => Promise<void>)[] = [];
  const close = async () => {
    for (const each of closing.splice(0).reverse()) await each();
  };
  try {
    const storage = await openStorage({ home: place.home, databaseUrl: place.databaseUrl, surroundings });
    closing.push(() => storage.close());
    const keys = await openKeys({ folder: home.keys, masterKeyFile: place.env.TROTH_MASTER_KEY_FILE, surroundings });
    const ledger = await openLedger({ storage, keys, surroundings, checkpointFile: home.checkpoint, origin: originOf(program) });
    const jobs = await openJobs({ storage, surroundings });
    closing.push(() => jobs.close());
    await publishProgram({ storage, ledger, program, surroundings });
    const apps = place.servesApps === true ? openAppHub({ surroundings }) : undefined;
    const connector = connectorsOf({ program, env: place.env, closing, apps });
    if (apps) closing.push(async () => apps.close());
    const address = (place.env.TROTH_ADDRESS || DEFAULT_ADDRESS).replace(/\/+$/, "");
    const holidays = await holidaysOf(program.organization.country);
    return { home, storage, keys, ledger, jobs, program, surroundings, holidays, address, connector, apps, close };
  } catch (error) {
    await close();
    throw error;
  }
}

async function readProgram(file: string): Promise<Program> {
  const { program, findings } = loadProgram(file);
  if (program) return program;
  const errors = findings.filter((finding) => finding.level === "error");
  throw new ProgramBrokenError(
    `the program has ${errors.length === 1 ? "an error" : `${errors.length} errors`}: ${errors[0]?.says ?? ""}`,
    {
      place: file,
      advice: "`troth check` shows them",
    },
  );
}

/** The name of a log: the organization's domain, as its contact address has it. */
export function originOf(program: Program): string {
  const domain = program.organization.contact.split("@").at(-1) ?? "";
  return `${/^[a-z0-9.-]+$/i.test(domain) && domain !== "" ? domain.toLowerCase() : "troth.invalid"}/troth`;
}

/** Opens each store's connector once, with its secrets resolved in memory alone. */
function connectorsOf(at: {
  readonly program: Program;
  readonly env: Environment;
  readonly closing: (() => Promise<void>)[];
  readonly apps: AppHub | undefined;
}): (store: string) => Promise<Connector> {
  const { program, env, closing, apps } = at;
  const opened = new Map<string, Promise<Connector>>();
  const open = async (id: string): Promise<Connector> => {
    const store = program.stores[id];
    if (!store) throw new Error(`bug: the program has no store ${id}`);
    const connector = openConnector({ ...storeAddress(store, env), apps });
    closing.push(() => connector.close());
    return connector;
  };
  return (id) => {
    const had = opened.get(id) ?? open(id);
    opened.set(id, had);
    return had;
  };
}
