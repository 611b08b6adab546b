// The workshop under laws that a test chooses, at a time that a test moves.
import { afterEach, beforeEach } from "vitest";
import type { Installation } from "../../packages/server/src/installation/index.ts";
import { createSink, deliverMail } from "../../packages/server/src/mail/index.ts";
import { recordRequest } from "../../packages/server/src/requests/index.ts";
import { makePlace } from "./storages.ts";
import { ada, makeWorkshop, openWorkshop, type Workshop } from "./workshop.ts";

export interface Clocked {
  /** In ms; each test begins at the same one. */
  now: number;
  readonly shop: Workshop;
  readonly inst: Installation;
  readonly place: Awaited<ReturnType<typeof makePlace>>;
  /** Opens it under laws, as in `[gdpr, ccpa]`; another time, under others. */
  open(laws: string): Promise<void>;
  /** Ada asks, verified. Gives the request's id. */
  ask(right?: "access" | "erasure" | "concern"): Promise<string>;
  /** The last mail, as it went out: a mail program reads its lines as one. */
  lastMail(): Promise<string>;
}

/** A workshop for each test of a suite, gone after it. */
export function clockedWorkshop(kind: Parameters<typeof makePlace>[0], begins: string): Clocked {
  let made: Pick<Clocked, "shop" | "place"> | undefined;
  let inst: Installation | undefined;
  let stands = "[gdpr]";
  const has = <T>(thing: T | undefined): T => {
    if (thing === undefined) throw new Error("open it first");
    return thing;
  };
  const at: Clocked = {
    now: 0,
    get shop() {
      return has(made).shop;
    },
    get place() {
      return has(made).place;
    },
    get inst() {
      return has(inst);
    },
    async open(laws) {
      await inst?.close();
      at.shop.edit(`laws: ${stands}`, `laws: ${laws}`);
      stands = laws;
      const { home, databaseUrl } = at.place;
      inst = await openWorkshop(at.shop, { home, databaseUrl, surroundings: { now: () => at.now } });
    },
    async ask(right = "access") {
      const asker = { hash: "ab".repeat(32), contact: { email: ada.email }, language: "en" } as const;
      const subject = [{ kind: "email", value: ada.email }];
      return (await recordRequest(at.inst, { right, subject, takenBy: "person", verified: true, asker })).request;
    },
    async lastMail() {
      const sink = createSink();
      await deliverMail(at.inst, sink, { lanes: 1 });
      const mail = sink.mails()[0];
      return `${mail?.subject}\n${mail?.text}`;
    },
  };
  beforeEach(async () => {
    made = { place: await makePlace(kind), shop: makeWorkshop() };
    at.now = Date.parse(begins);
    stands = "[gdpr]";
  });
  afterEach(async () => {
    await inst?.close();
    inst = undefined;
    made?.shop.remove();
    await made?.place.remove();
  });
  return at;
}
