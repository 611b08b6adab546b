import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
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
