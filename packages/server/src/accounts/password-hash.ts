import type { Options } from "@node-rs/argon2";

/**
 * OWASP asks for 19 MiB and two passes at least (Argon2id, one lane). 32 MiB and three passes cost a guesser more than
 * twice of that, and a sign-in about a tenth of a second; with two at once the memory stays below 64 MiB however many
 * people knock.
 */
const PARAMETERS: Options = { memoryCost: 32 * 1024, timeCost: 3, parallelism: 1 };
const AT_ONCE = 2;

const waiting: (() => void)[] = [];
let running = 0;

async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  if (running >= AT_ONCE) await new Promise<void>((go) => waiting.push(go));
  else running += 1;
  try {
    return await work();
  } finally {
    // The place is handed on, not freed: nobody who comes now can take it from whoever waits.
    const next = waiting.shift();
    if (next) next();
    else running -= 1;
  }
}

// Loaded at its first use: a start does not wait for a native library that few minutes need.
const argon2 = () => import("@node-rs/argon2");

/** Typed on two keyboards, the same letters may come as other bytes. */
const asBytes = (password: string): Uint8Array => new TextEncoder().encode(password.normalize("NFKC"));

/** Argon2id in PHC form. */
export const hashPassword = (password: string): Promise<string> =>
  inTurn(async () => (await argon2()).hash(asBytes(password), PARAMETERS));

/** Whether this password made the hash. */
export const matchesPassword = (hash: string, password: string): Promise<boolean> =>
  inTurn(async () => (await argon2()).verify(hash, asBytes(password)));

let decoy: Promise<string> | undefined;

/** A hash that nothing matches, of the same cost: compared with where there is no account, so that it takes as long. */
export function decoyHash(random: (length: number) => Uint8Array): Promise<string> {
  decoy ??= hashPassword(Buffer.from(random(32)).toString("base64"));
  return decoy;
}
