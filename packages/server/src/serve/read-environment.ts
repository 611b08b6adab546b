import { TrothError } from "@troth/core/foundation";
import { isThisMachine, parseListen, variables } from "./variables.ts";

type Environment = Readonly<Record<string, string | undefined>>;

/** Something in the environment is not as it must be. Never holds a value. */
export class EnvironmentError extends TrothError {
  readonly code = "serve.environment";
}

/** What `troth start` goes by. */
export interface Settings {
  readonly listen: { readonly host: string; readonly port: number };
  /** Undefined: where it listens. */
  readonly address: string | undefined;
  readonly databaseUrl: string | undefined;
  readonly trustProxy: number;
  /** A folder with what came back to the sender of mail. */
  readonly bounces: string | undefined;
}

const DEFAULT_LISTEN = { host: "127.0.0.1", port: 4620 };

// Of our own tests and tools; a shell that runs them may start a server too.
const OTHERS = /^TROTH_(TEST_|PROMISES_|GOLDEN$|EXHAUSTIVE$|SEED$|SECOND$|SHARED$)/;

/** Checks the whole environment and says all that is wrong with it at once. @throws EnvironmentError */
export function readEnvironment(env: Environment): Settings {
  const faults = [...misspelled(env), ...unfit(env)];
  const settings = settingsOf(env);
  const beyond = faults.length === 0 ? listensUnnamed(settings) : undefined;
  if (beyond !== undefined) faults.push(beyond);
  if (faults.length > 0) {
    throw new EnvironmentError(faults.join("; "), {
      place: "the environment",
      advice: "docs/deploy.md has every variable; nothing was started",
    });
  }
  return settings;
}

function settingsOf(env: Environment): Settings {
  return {
    listen: (env.TROTH_LISTEN ? parseListen(env.TROTH_LISTEN) : undefined) ?? DEFAULT_LISTEN,
    address: env.TROTH_ADDRESS || undefined,
    databaseUrl: env.TROTH_DATABASE_URL || undefined,
    trustProxy: Number(env.TROTH_TRUST_PROXY || 0),
    bounces: env.TROTH_BOUNCES || undefined,
  };
}

/** A name that nobody reads would be a setting that silently does not hold. */
function misspelled(env: Environment): string[] {
  const names = new Set(variables.map((one) => one.name));
  const unknown = Object.keys(env).filter((name) => name.startsWith("TROTH_") && !names.has(name) && !OTHERS.test(name));
  return unknown.toSorted().map((name) => `\`${name}\` is no variable of Troth`);
}

function unfit(env: Environment): string[] {
  return variables.flatMap(({ name, fault }) => {
    const value = env[name];
    // Set and empty is as good as not set.
    const expected = value === undefined || value === "" ? undefined : fault(value);
    return expected === undefined ? [] : [`\`${name}\` is not as expected: ${expected}`];
  });
}

function listensUnnamed({ listen, address }: Settings): string | undefined {
  if (address !== undefined || isThisMachine(listen.host)) return undefined;
  return "`TROTH_LISTEN` is open to other machines, so `TROTH_ADDRESS` must say where the privacy center stands for them";
}
