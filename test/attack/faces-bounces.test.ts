// Once failed: half a megabyte of line ends, sent to the sender's address by anybody, kept the process busy for two seconds each.
// Mails of malice to the sender's address: anybody can write there, and whatever comes is read in a moment.
import { expect, test } from "vitest";
import { readBounce } from "../../packages/server/src/mail/read-bounce.ts";
import { growthOf } from "../support/growth.ts";

const SIZE = 120 * 1024;
const report = (status: string, returned = "Message-ID: <a@b.example>\r\n\r\n"): string =>
  `Content-Type: multipart/report; boundary=b\r\n\r\n--b\r\nContent-Type: message/delivery-status\r\n\r\n${status}\r\n--b\r\nContent-Type: message/rfc822\r\n\r\n${returned}\r\n--b--\r\n`;

/** A piece again and again, as long as a mail may be or a part of that. */
type Long = (piece: string, size?: number) => string;

test.each<[string, (long: Long) => string]>([
  ["a head without an end", (long) => long("a")],
  ["heads of blanks", (long) => `Subject: x${long("\r\n ")}`],
  ["a head of encoded words", (long) => `Subject: ${long("=?utf-8?q?a?= ", 60_000)}\r\n\r\n`],
  ["a head of half encoded words", (long) => `Subject: ${long("=?", 60_000)}\r\n\r\n`],
  ["addresses within addresses", (long) => `From: ${long("(", 60_000)}\r\n\r\n`],
  ["groups of addresses", (long) => `To: ${long("a:b,", 60_000)}\r\n\r\n`],
  ["quotes without an end", (long) => `From: ${long('"\\', 60_000)}\r\n\r\n`],
  ["parameters without an end", (long) => `Content-Type: multipart/mixed;${long(" a*0*=b;", 60_000)}\r\n\r\n`],
  ["parts within parts", (long) => long("Content-Type: multipart/mixed; boundary=a\r\n\r\n--a\r\n")],
  ["borders alone", (long) => `Content-Type: multipart/mixed; boundary=a\r\n\r\n${long("--a\r\n")}`],
  ["mails within mails", (long) => long("Content-Type: message/rfc822\r\n\r\n")],
  ["base64 that is none", (long) => `Content-Transfer-Encoding: base64\r\n\r\n${long("=A")}`],
  ["quoted-printable that is none", (long) => `Content-Transfer-Encoding: quoted-printable\r\n\r\n${long("=")}`],
  ["blank lines in a report", (long) => report(long("\r\n"))],
  ["folded lines in a report", (long) => report(`Reporting-MTA: a\r\n\r\nAction: failed${long("\r\n\t")}`)],
  ["recipients without end", (long) => report(long("\r\n\r\nAction: delayed"))],
  ["a returned head without an end", (long) => report("Reporting-MTA: a\r\n\r\nAction: failed", `Message-ID: ${long("<")}`)],
  ["half entities in HTML", (long) => `Content-Type: text/html\r\n\r\n${long("<a &#")}`],
  ["tags without an end", (long) => `Content-Type: text/html\r\n\r\n${long("<")}`],
  ["blanks in HTML", (long) => `Content-Type: text/html\r\n\r\n${long(" \n")}`],
  ["as many lines as are read", (long) => `Content-Type: text/html\r\n\r\n${long("<i>\r\n", 9_900 * 5)}`],
  ["base64 in lines", (long) => `Content-Transfer-Encoding: base64\r\n\r\n${long(`${"=A".repeat(38)}\r\n`)}`],
  ["long lines", (long) => `\r\n${long(`${"<".repeat(19_000)}\r\n`)}`],
  ["comments in HTML", (long) => `Content-Type: text/html\r\n\r\n${long("<!--")}`],
])("%s", async (_, mailOf) => {
  const long =
    (part: number): Long =>
    (piece, size = SIZE) =>
      piece.repeat(Math.ceil((size * part) / piece.length)).slice(0, size * part);
  const read = (part: number) => readBounce(new TextEncoder().encode(mailOf(long(part))));
  expect((await read(1)).kind).toBe("other");
  expect(await growthOf(read, 1 / 8, 1)).toBeLessThan(1.6);
});
