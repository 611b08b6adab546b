import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { eachKind, makePlace } from "../../../../test/support/storages.ts";
import { MARK, makeWorkshop, openWorkshop, type Workshop } from "../../../../test/support/workshop.ts";
import type { Installation } from "../installation/index.ts";
import { takeRequest } from "../requests/index.ts";
import { createSink, deliverMail, mailOf, queueMail, readBounce, recordBounce, takeBounce } from "./index.ts";

interface Report {
  readonly messageId?: string;
  readonly action?: string;
  readonly status?: string;
  readonly returned?: string;
  readonly delivery?: string;
}

/** A report as mail servers write them (RFC 3464). */
const report = ({
  messageId = "<one@workshop.example>",
  action = "failed",
  status = "5.1.1",
  returned = "message/rfc822",
  delivery = "message/delivery-status",
}: Report = {}): Uint8Array =>
  new TextEncoder().encode(
    [
      ...["From: MAILER-DAEMON@mx.example", "To: privacy@workshop.example", "Subject: Undelivered Mail Returned to Sender"],
      ...["MIME-Version: 1.0", 'Content-Type: multipart/report; report-type=delivery-status; boundary="b1"', ""],
      ...["--b1", "Content-Type: text/plain", "", `I could not deliver to ${MARK}@workshop.example.`, ""],
      ...[
        "--b1",
        `Content-Type: ${delivery}`,
        "",
        "Reporting-MTA: dns; mx.example",
        "Arrival-Date: Mon, 23 Nov 2026 08:20:00 +0000",
        "",
      ],
      ...[`Final-Recipient: rfc822; ${MARK}@workshop.example`, `Action: ${action}`, `Status: ${status}`],
      ...[`Diagnostic-Code: smtp; 550 <${MARK}@workshop.example>`, "    no such user", ""],
      ...["--b1", `Content-Type: ${returned}`, "", "From: privacy@workshop.example", `To: ${MARK}@workshop.example`],
      ...["Message-ID:", ` ${messageId}`, "Subject: Your code", "", "the code", "--b1--", ""],
    ].join("\r\n"),
  );

describe("reading a bounce", () => {
  const bounce = { messageId: "<one@workshop.example>", because: "5.1.1" };

  test.each([
    ["with the whole mail", {}],
    ["with its head alone", { returned: "text/rfc822-headers" }],
    ["about an address beyond ASCII", { delivery: "message/global-delivery-status", returned: "message/global" }],
    ["shouting", { action: "FAILED (the server is sure)" }],
  ])("%s", async (_, how) => {
    expect(await readBounce(report(how))).toEqual({ kind: "bounce", bounce });
  });

  test("a status that is none is left out", async () => {
    expect(await readBounce(report({ status: `${MARK}@workshop.example` }))).toEqual({
      kind: "bounce",
      bounce: { ...bounce, because: "" },
    });
  });

  test.each([
    ["a delay", report({ action: "delayed", status: "4.4.1" })],
    ["a delivery", report({ action: "delivered", status: "2.0.0" })],
    ["no Message-ID", report({ messageId: "" })],
    ["a Message-ID with a line end in it", report({ messageId: "<one\r\n two@workshop.example>" })],
    [
      "a letter",
      new TextEncoder().encode(
        "From: a@b.example\r\nSubject: hi\r\n\r\nMessage-ID: <one@workshop.example>\r\nAction: failed\r\n",
      ),
    ],
    ["a report without the mail", report({ returned: "text/plain" })],
    ["nothing", new Uint8Array()],
    ["noise", new Uint8Array(2000).map((_, at) => (at * 37) % 256)],
    ["a report that is too large", new Uint8Array([...report(), ...new Uint8Array(600_000).fill(65)])],
    ["too deep a nesting", new TextEncoder().encode("Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n".repeat(400))],
    ["too long a head", new TextEncoder().encode(`${"X-Long: y\r\n".repeat(20_000)}\r\n`)],
  ])("%s is none", async (_, raw) => {
    expect(await readBounce(raw)).toMatchObject({ kind: "other", says: expect.not.stringContaining(MARK) });
  });

  test("whatever comes, it answers", async () => {
    const whole = new TextDecoder().decode(report());
    const cuts = fc.record({ at: fc.nat(whole.length), length: fc.nat(200), put: fc.string({ maxLength: 40 }) });
    await fc.assert(
      fc.asyncProperty(fc.array(cuts, { maxLength: 4 }), async (edits) => {
        const text = edits.reduce((all, { at, length, put }) => all.slice(0, at) + put + all.slice(at + length), whole);
        const read = await readBounce(new TextEncoder().encode(text));
        if (read.kind === "bounce") expect(read.bounce.because).toMatch(/^([245]\.\d{1,3}\.\d{1,3})?$/);
      }),
      { numRuns: 150 },
    );
  });
});

eachKind("recording a bounce", (kind) => {
  let place: Awaited<ReturnType<typeof makePlace>>;
  let shop: Workshop;
  let inst: Installation;
  beforeAll(async () => {
    place = await makePlace(kind);
    shop = makeWorkshop();
    inst = await openWorkshop(shop, { home: place.home, databaseUrl: place.databaseUrl });
  });
  afterAll(async () => {
    await inst.close();
    shop.remove();
    await place.remove();
  });

  test("a report marks the mail, once, with an entry, and staff see it with the request", async () => {
    const { request } = await takeRequest(inst, {
      right: "access",
      subject: [{ kind: "email", value: `${MARK}@workshop.example` }],
      takenBy: "staff",
    });
    const page = `https://x.example/en/requests/${request}`;
    const queued = await queueMail(inst, {
      ...{ owner: request, request, to: `${MARK}@workshop.example`, language: "en" },
      mail: { template: "answered", request, page },
    });
    await inst.storage.transaction((tx) => queued.add(tx));
    const sink = createSink();
    await deliverMail(inst, sink);
    const messageId = sink.mails()[0]?.messageId ?? "";
    const raw = report({ messageId });
    expect(await takeBounce(inst, report({ messageId: "<another@workshop.example>" }))).toMatchObject({ kind: "other" });
    expect(await takeBounce(inst, report({ messageId, action: "delayed" }))).toMatchObject({ kind: "other" });
    expect(await mailOf(inst, request)).toMatchObject([{ state: "sent" }]);
    expect(await takeBounce(inst, raw)).toMatchObject({ kind: "done", request });
    expect(await takeBounce(inst, raw)).toMatchObject({ kind: "other" });
    expect(await mailOf(inst, request)).toMatchObject([{ template: "answered", state: "bounced", because: "bounced 5.1.1" }]);
    const entries = await inst.storage.db.selectFrom("entry").select("body").where("kind", "=", "mail.bounced").execute();
    expect(entries.map((row) => JSON.parse(row.body))).toMatchObject([
      { request, template: "answered", because: "bounced 5.1.1" },
    ]);
    expect((await inst.ledger.fsck()).problems).toEqual([]);
  });

  test("a mail that still waits after a lost answer is not sent again, and a server's words are not kept", async () => {
    await inst.keys.ensure({ request: "A-1" });
    const mail = { template: "nothing-here" } as const;
    const queued = await queueMail(inst, { owner: "A-1", request: null, to: "ada@workshop.example", language: "en", mail });
    await inst.storage.transaction((tx) => queued.add(tx));
    const find = () => inst.storage.db.selectFrom("mail").selectAll().where("owner", "=", "A-1").executeTakeFirstOrThrow();
    const { id, message_id } = await find();
    const because = `550 <${MARK}@workshop.example> unknown`;
    expect(await recordBounce(inst, { messageId: message_id, because })).toEqual({ mail: id, request: undefined });
    expect(await deliverMail(inst, createSink())).toMatchObject({ sent: 0, waiting: 0 });
    expect(await find()).toMatchObject({ state: "bounced", because: "bounced", sealed: null });
  });
});
