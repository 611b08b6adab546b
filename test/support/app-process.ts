// An application in a process of its own: an ORM, or its own code, on the conformance fixture, and the channel to a server.
// node --import tsx --conditions=source test/support/app-process.ts <server> <store> <kysely | drizzle | prisma | hand | whole> <address of the database>; the key in TROTH_KEY
import { type AppStore, connect } from "@troth/app";

/** What each `app-store-*.ts` beside this file exports. */
export interface OpensStore {
  openStore(address: string, timeouts: { readonly statement: number; readonly lock: number }): Promise<AppStore>;
}

const [server = "", store = "", helper = "", address = ""] = process.argv.slice(2);
const { openStore } = (await import(`./app-store-${helper}.ts`)) as OpensStore;

const channel = connect({ url: server, key: process.env.TROTH_KEY ?? "" });
channel.store(store, await openStore(address, { statement: 12_000, lock: 500 }));
await channel.ready();
process.stdout.write("ready\n");
