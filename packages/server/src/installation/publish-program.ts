import type { Program } from "@troth/core/program";
import type { Surroundings } from "../foundation/index.ts";
import type { Ledger } from "../ledger/index.ts";
import type { Storage } from "../storage/index.ts";
import { insertProgram, isPublished } from "./store.ts";

/** Records the program under its hash, once, with its entry: requests are planned under a program that is on record. */
export async function publishProgram(at: {
  readonly storage: Storage;
  readonly ledger: Ledger;
  readonly program: Program;
  readonly surroundings: Surroundings;
}): Promise<void> {
  const { storage, ledger, program, surroundings } = at;
  if (await isPublished(storage.db, program.hash)) return;
  const published = new Date(surroundings.now()).toISOString();
  await storage.transaction(async (tx) => {
    if (!(await insertProgram(tx, { hash: program.hash, published, long: program.long }))) return;
    await ledger.append(tx, { kind: "program.published", body: { program: program.hash } });
  });
  await ledger.sequence();
}
