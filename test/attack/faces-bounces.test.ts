// Once failed: half a megabyte of line ends, sent to the sender's address by anybody, kept the process busy for two seconds each.
// Mails of malice to the sender's address: anybody can write there, and whatever comes is read in a moment.
import { expect, test } from "vitest";
import { readBounce } from "../../packages/server/src/mail/read-bounce.ts";

const SIZE = 120 * 1024;
const long = (piece: string, size = SIZE): string => piece.repeat(Math.ceil(size / piece.length)).slice(0, size);
const report = (status: string, returned = "Message-ID: <a@b.example>\r\n\r\n"): string =>
  `Content-Type: multipart/report; boundary=b\r\n\r\n--b\r\nContent-Type: message/delivery-status\r\n\r\n${status}\r\n--b\r\nContent-Type: message/rfc822\r\n\r\n${returned}\r\n--b--\r\n`;

test.each([
  ["a head without an end", long("a")],
  ["heads of blanks", `Subject: x${long("\r\n ")}`],
  ["a head of encoded words", `Subject: ${long("=?utf-8?q?a?= ", 60_000)}\r\n\r\n`],
  ["a head of half encoded words", `Subject: ${long("=?", 60_000)}\r\n\r\n`],
  ["addresses within addresses", `From: ${long("(", 60_000)}\r\n\r\n`],
  ["groups of addresses", `To: ${long("a:b,", 60_000)}\r\n\r\n`],
  ["quotes without an end", `From: ${long('"\\', 60_000)}\r\n\r\n`],
  ["parameters without an end", `Content-Type: multipart/mixed;${long(" a*0*=b;", 60_000)}\r\n\r\n`],
  ["parts within parts", long("Content-Type: multipart/mixed; boundary=a\r\n\r\n--a\r\n")],
  ["borders alone", `Content-Type: multipart/mixed; boundary=a\r\n\r\n${long("--a\r\n")}`],
  ["mails within mails", long("Content-Type: message/rfc822\r\n\r\n")],
  ["base64 that is none", `Content-Transfer-Encoding: base64\r\n\r\n${long("=A")}`],
  ["quoted-printable that is none", `Content-Transfer-Encoding: quoted-printable\r\n\r\n${long("=")}`],
  ["blank lines in a report", report(long("\r\n"))],
  ["folded lines in a report", report(`Reporting-MTA: a\r\n\r\nAction: failed${long("\r\n\t")}`)],
  ["recipients without end", report(long("\r\n\r\nAction: delayed"))],
  ["a returned head without an end", report("Reporting-MTA: a\r\n\r\nAction: failed", `Message-ID: ${long("<")}`)],
  ["half entities in HTML", `Content-Type: text/html\r\n\r\n${long("<a &#")}`],
  ["tags without an end", `Content-Type: text/html\r\n\r\n${long("<")}`],
  ["blanks in HTML", `Content-Type: text/html\r\n\r\n${long(" \n")}`],
  ["as many lines as are read", `Content-Type: text/html\r\n\r\n${long("<i>\r\n", 9_900 * 5)}`],
  ["base64 in lines", `Content-Transfer-Encoding: base64\r\n\r\n${long(`${"=A".repeat(38)}\r\n`)}`],
  ["long lines", `\r\n${long(`${"<".repeat(19_000)}\r\n`)}`],
  ["comments in HTML", `Content-Type: text/html\r\n\r\n${long("<!--")}`],
])("%s", async (_, mail) => {
  const began = performance.now();
  const read = await readBounce(new TextEncoder().encode(mail));
  expect(read.kind).toBe("other");
  expect(performance.now() - began).toBeLessThan(500);
});
