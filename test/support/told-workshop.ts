// The shop with places where data comes in, for tests of facts.
import type { FactsPort } from "../../packages/server/src/facts/index.ts";
import type { Surroundings } from "../../packages/server/src/foundation/index.ts";
import type { Installation } from "../../packages/server/src/installation/index.ts";
import { makePlace, type StorageName } from "./storages.ts";
import { makeWorkshop, openWorkshop, type Workshop } from "./workshop.ts";

/** What the program says of where data comes in, and what is never taken. */
export const POINTS = `data:
  location.precise: never
collection:
  sign-up: { at: /sign-up, of: [customer], takes: [contact.email, name] }
  inbox: { from: integration, scopes: { mail.read: [content.text], orders.read: [commerce] } }
`;

/** Links are judged elsewhere; here they may be. */
export const anyLink: FactsPort = { mayLink: () => undefined };

/** An installation beside the shop, on one kind of storage. */
export interface ToldWorkshop {
  readonly shop: Workshop;
  readonly inst: Installation;
  /** Of PostgreSQL. */
  readonly databaseUrl: string | undefined;
  /** Opens it again, as after a crash or with another program. */
  readonly reopen: () => Promise<Installation>;
  readonly close: () => Promise<void>;
}

/** Makes a shop that is told facts. */
export async function makeToldWorkshop(kind: StorageName, surroundings: Partial<Surroundings> = {}): Promise<ToldWorkshop> {
  const place = await makePlace(kind);
  const shop = makeWorkshop(place.home);
  shop.edit("\nretention:", `\n${POINTS}retention:`);
  const open = () => openWorkshop(shop, { home: place.home, databaseUrl: place.databaseUrl, surroundings });
  let inst = await open();
  return {
    shop,
    databaseUrl: place.databaseUrl,
    get inst() {
      return inst;
    },
    async reopen() {
      await inst.close();
      inst = await open();
      return inst;
    },
    async close() {
      await inst.close();
      shop.remove();
      await place.remove();
    },
  };
}
