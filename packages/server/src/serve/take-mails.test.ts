import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { makeWorkshop, openWorkshop, type Workshop } from "../../../../test/support/workshop.ts";
import type { Installation } from "../installation/index.ts";
import { createSink, deliverMail, mailOf, queueMail } from "../mail/index.ts";
import { takeRequest } from "../requests/index.ts";
import { takeMails } from "./take-mails.ts";

let shop: Workshop;
let inst: Installation;
const maildir = mkdtempSync(join(tmpdir(), "troth-maildir-"));
const fresh = join(maildir, "new");
beforeAll(async () => {
  mkdirSync(fresh);
  shop = makeWorkshop();
  inst = await openWorkshop(shop);
});
afterAll(async () => {
  await inst.close();
  shop.remove();
  rmSync(maildir, { recursive: true, force: true });
});

const taken = () => takeMails(inst, { folder: fresh, address: "privacy@workshop.example" }, { mayLink: () => undefined });

const report = (messageId: string): string =>
  [
    ...["From: MAILER-DAEMON@mx.example", "To: privacy@workshop.example", "Subject: Undelivered", "MIME-Version: 1.0"],
    ...['Content-Type: multipart/report; report-type=delivery-status; boundary="b1"', ""],
    ...["--b1", "Content-Type: text/plain", "", "It could not be delivered.", ""],
    ...["--b1", "Content-Type: message/delivery-status", "", "Reporting-MTA: dns; mx.example", ""],
    ...["Final-Recipient: rfc822; gone@workshop.example", "Action: failed", "Status: 5.1.1", ""],
    ...["--b1", "Content-Type: text/rfc822-headers", "", `Message-ID: ${messageId}`, "", "--b1--", ""],
  ].join("\r\n");

test("what the mail server lays into the folder is read once, shown with its request, and put aside; a letter is put aside too", async () => {
  const { request } = await takeRequest(inst, {
    right: "access",
    subject: [{ kind: "email", value: "gone@workshop.example" }],
    takenBy: "staff",
  });
  const page = `${inst.address}/en/requests/${request}`;
  const mail = await queueMail(inst, {
    owner: request,
    request,
    to: "gone@workshop.example",
    language: "en",
    mail: { template: "message", request, page },
  });
  await inst.storage.transaction((tx) => mail.add(tx));
  await deliverMail(inst, createSink());
  const sent = await inst.storage.executeSql("select message_id from mail");
  writeFileSync(join(fresh, "1700000000.M1.mx"), report(String(sent.rows[0]?.message_id)));
  writeFileSync(join(fresh, "1700000001.M2.mx"), "From: a@b.example\r\nSubject: hello\r\n\r\nI wonder about my data.\r\n");
  writeFileSync(join(fresh, "1700000002.M3.mx"), Buffer.alloc(2 * 1024 * 1024, 65));
  mkdirSync(join(fresh, "0-a-folder"));
  expect(await taken()).toBe(1);
  expect((await mailOf(inst, request))[0]).toMatchObject({ state: "bounced", because: "bounced 5.1.1" });
  expect(readdirSync(fresh)).toEqual(["0-a-folder"]);
  expect(readdirSync(join(maildir, "cur"))).toEqual(["1700000000.M1.mx:2,S", "1700000001.M2.mx:2,S", "1700000002.M3.mx:2,S"]);
  expect(await taken()).toBe(0);
});

test("files that cannot be taken are tried less and less often, and keep no letter waiting", async () => {
  // Put aside it cannot be: what is laid beside has its name.
  for (let at = 0; at < 100; at += 1) {
    const name = `1600000000.M${String(at).padStart(3, "0")}.mx`;
    writeFileSync(join(fresh, name), "From: a@b.example\r\nSubject: hello\r\n\r\nhello\r\n");
    mkdirSync(join(maildir, "cur", `${name}:2,S`));
  }
  writeFileSync(join(fresh, "1700000009.M9.mx"), "From: a@b.example\r\nSubject: hello\r\n\r\nhello\r\n");
  const waiting = () => readdirSync(fresh).filter((name) => name.endsWith(".mx"));
  await taken();
  expect(waiting()).toHaveLength(101);
  await taken();
  expect(waiting()).toHaveLength(100);
  const passed = vi.spyOn(inst.surroundings, "now").mockReturnValue(Date.now() + 10_000);
  for (const name of readdirSync(join(maildir, "cur"))) rmSync(join(maildir, "cur", name), { recursive: true });
  await taken();
  expect(waiting()).toEqual([]);
  passed.mockRestore();
});
