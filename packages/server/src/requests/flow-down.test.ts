// Whoever received something of a person is told that it was erased, up to the last moment.
import { afterEach, beforeEach, expect, test } from "vitest";
import { eachKind } from "../../../../test/support/storages.ts";
import { anyLink, makeToldWorkshop, type ToldWorkshop } from "../../../../test/support/told-workshop.ts";
import { takeApproved } from "../../../../test/support/workshop.ts";
import { takeDisclosures } from "../decisions/index.ts";
import { tellFacts } from "../facts/index.ts";
import { recordTold, runRequest, viewRequest } from "./index.ts";

/** No recipient any more: an erasure tells it for what it had, or not at all. */
const FORMER = `  printers: { name: Printers, kind: mail-delivery, country: IE, for: [account], receives: [name], until: 2025-01-01, agreement: { kind: dpa, date: 2024-01-01, document: b.pdf } }
`;

eachKind("the recipients of an erasure", (kind) => {
  let told: ToldWorkshop;
  let request: string;
  let ids = 0;
  let now = Date.now();
  let late: (() => Promise<void>) | undefined;
  beforeEach(async () => {
    late = undefined;
    const passing = async (step: string) => {
      if (step === "close.decided") await late?.();
    };
    told = await makeToldWorkshop(kind, { passing, now: () => now });
    told.shop.edit("\nrecipients:\n", `\nrecipients:\n${FORMER}`);
    const inst = await told.reopen();
    const fact = { id: "f", person: "1", at: "2026-01-02T00:00:00Z", origin: "app", kind: "minor", is: false };
    expect(await tellFacts(inst, { facts: [fact], by: "key" }, anyLink)).toMatchObject({ kind: "told" });
    request = await takeApproved(inst, "erasure", [{ kind: "account", value: "1" }]);
    await runRequest(inst, request);
  });
  afterEach(() => told.close());

  /** It has gone out already, whatever should have been. */
  const gone = async (recipient: string, at = new Date(now).toISOString()) => {
    const ask = { id: `d${++ids}`, person: "1", purpose: "account", data: ["name.full"], recipient, form: "any" } as const;
    const asks = [{ ...ask, items: 1, done: true, at }];
    expect(await takeDisclosures(told.inst, { asks, by: "key" })).toMatchObject({ results: [{ recorded: true }] });
  };
  const recipients = async () => {
    const view = await viewRequest(told.inst, request);
    return [
      view.state,
      ...view.recipients.map(
        (one) => `${one.recipient} ${one.state} ${one.had === "damaged" ? "damaged" : (one.had?.occasions ?? 0)}`,
      ),
    ];
  };
  const tell = (recipient: string) => recordTold(told.inst, { request, recipient });

  test("who receives something while the person is being erased is told, and told again for what came after", async () => {
    expect(await recipients()).toEqual(["open", "letters waiting 0"]);
    await gone("printers");
    await tell("letters");
    expect(await recipients()).toEqual(["open", "letters told 0", "printers waiting 1"]);
    now += 1000;
    await gone("letters");
    await tell("printers");
    expect(await recipients()).toEqual(["open", "letters waiting 1", "printers told 1"]);
    now += 1000;
    await tell("letters");
    expect(await recipients()).toEqual(["done", "letters told 1", "printers told 1"]);
  });

  test("what went out before a recipient was told, and is reported after it, is kept with what it had, and asks for nothing", async () => {
    const before = new Date(now - 60_000).toISOString();
    await gone("printers");
    await tell("letters");
    await gone("letters", before);
    await tell("printers");
    expect(await recipients()).toEqual(["done", "letters told 1", "printers told 1"]);
  });

  test("a record of what one had that is damaged is said, and made anew by what goes out next", async () => {
    await gone("printers");
    await tell("letters");
    const { db } = told.inst.storage;
    await db
      .updateTable("recipient_had")
      .set({ sealed: new Uint8Array(64).fill(7) })
      .where("request_id", "=", request)
      .execute();
    expect(await recipients()).toEqual(["open", "letters told 0", "printers waiting damaged"]);
    await tell("printers");
    expect(await recipients()).toEqual(["done", "letters told 0", "printers told 1"]);
  });

  test("what goes out in the moment in which it completes keeps it open", async () => {
    late = async () => {
      late = undefined;
      await gone("printers");
    };
    await tell("letters");
    expect(await recipients()).toEqual(["open", "letters told 0", "printers waiting 1"]);
    await tell("printers");
    expect(await recipients()).toEqual(["done", "letters told 0", "printers told 1"]);
    const found = await told.inst.storage.db
      .selectFrom("entry")
      .select("body")
      .where("kind", "=", "request.recipients-found")
      .execute();
    expect(found.map(({ body }) => JSON.parse(body))).toMatchObject([{ request, recipients: ["printers"] }]);
  });
});
