// Marked values go in by every door of the faces; afterwards they are searched for in logs, addresses and every file that is kept.
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, expect, test } from "vitest";
import { openCompany } from "../promises/support/harbour.ts";
import type { Visitor } from "../support/visitor.ts";

const MARK = "Zqxfaces";
const ADDRESS = `${MARK}@elsewhere.example`.toLowerCase();
const company = openCompany({ roles: ["officer"], env: { TROTH_LOG: "debug" } });

let person: Visitor;
let request: string;
beforeAll(async () => {
  const { ask, staff, visitor } = company();
  person = visitor();
  request = (await ask(person, { kind: "question", email: ADDRESS, words: `${MARK} asks: what do you hold?` })).request;
  await person.send(`/en/requests/${request}/message`, { text: `${MARK} writes again` });
  const officer = staff("officer");
  await officer.get(`/staff/requests/${request}`);
  await officer.send(`/staff/requests/${request}/message`, { text: `Dear ${MARK}, we look.` });
  await officer.send("/staff/requests/new", {
    right: "concern",
    came: "letter",
    received: new Date().toISOString().slice(0, 10),
    email: ADDRESS,
    language: "en",
    words: `${MARK} by letter`,
  });
  await officer.send(`/staff/requests/${request}/turn`, { right: "access" });
  await officer.send(`/staff/requests/${request}/deny`, { ground: "unidentifiable", because: `${MARK} is somebody else` });
  // Wrong on purpose: what is refused is not written down either.
  await person.send("/en/ask", { kind: "erasure", email: `${MARK} no address`, words: MARK });
  await person.send(`/en/requests/R-9999/message`, { text: MARK });
  await person.get(`/en/requests/${request}`);
  await officer.get(`/api/v1/staff/requests/${request}`);
}, 120_000);

const spellings = [MARK, MARK.toLowerCase(), Buffer.from(MARK).toString("hex"), Buffer.from(MARK).toString("base64").slice(0, 9)];
const holds = (text: Buffer | string): boolean => spellings.some((one) => text.includes(one));

test("they came in: the person reads them on their page", async () => {
  expect((await person.get(`/en/requests/${request}`)).text).toContain(`${MARK} writes again`);
});

test("no line of the log has one", () => {
  expect(company().served.printed()).not.toBe("");
  expect(company().served.printed().split("\n").filter(holds)).toEqual([]);
});

test("no address of a page has one", () => {
  expect([...person.asked, ...company().staff("officer").asked].filter(holds)).toEqual([]);
});

test("no subject of a mail has one, and no file that is kept", async () => {
  const { mailbox, served } = company();
  expect(mailbox.received.map(({ mail }) => mail.subject ?? "").filter(holds)).toEqual([]);
  await served.stop();
  const files = readdirSync(served.home, { recursive: true, encoding: "utf8" }).map((name) => join(served.home, name));
  const read = files.filter((file) => statSync(file).isFile());
  expect(read.length).toBeGreaterThan(50);
  expect(read.filter((file) => holds(readFileSync(file)))).toEqual([]);
});
