import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { runCommandLine } from "../../packages/server/src/cli/index.ts";
import { type ServedCompany, serveCompany } from "./support/served-company.ts";

const PROGRAM = `
troth: 1
organization: { name: Reedling Desk, country: ID, contact: privacy@reedling.example }
laws: [id-pdp]
services: { desk: { name: Reedling Desk, languages: [en, id], notice: { links: { Your choices: "#rights" } } } }
subjects: [customer]
purposes:
  offers: { kind: newsletter, label: { en: Offers, id: Penawaran }, basis: consent, data: [contact.email] }
  events: { kind: newsletter, label: { en: Invitations, id: Undangan }, basis: consent, data: [contact.email] }
  bills: { kind: service, label: { en: Bills, id: Tagihan }, basis: contract, data: [contact.email] }
`;

let company: ServedCompany;
beforeAll(async () => {
  company = await serveCompany(PROGRAM);
});
afterAll(() => company.close());

const may = async (person: string, purpose: string) =>
  (await company.post("/v1/decide", { person, purpose, data: ["contact.email"], as: "customer" })).allowed;

/** A customer who said yes to both, and the headers of a mail with offers. */
async function customer(person: string): Promise<{ readonly url: string; readonly headers: Readonly<Record<string, string>> }> {
  const head = { person, origin: "app", at: "2026-01-01T09:00:00Z" };
  await company.post("/v1/facts", {
    facts: [
      { ...head, id: `${person} home`, kind: "resides", country: "ID", evidence: "stated" },
      { ...head, id: `${person} offers`, kind: "consented", purpose: "offers", given: true },
      { ...head, id: `${person} events`, kind: "consented", purpose: "events", given: true },
    ],
  });
  for (const purpose of ["offers", "events", "bills"]) expect([purpose, await may(person, purpose)]).toEqual([purpose, true]);
  const { links } = (await company.post("/v1/choice-links", {
    links: [{ person, purpose: "offers", language: "id" }],
  })) as unknown as { links: { url: string; headers: Record<string, string> }[] };
  return links[0] ?? { url: "", headers: {} };
}

test("one click of a mail program leaves offers before the next one is sent", async () => {
  const { headers } = await customer("one");
  expect(headers["List-Unsubscribe-Post"]).toBe("List-Unsubscribe=One-Click");
  const [, address = ""] = /<(https?:[^>]+)>/.exec(headers["List-Unsubscribe"] ?? "") ?? [];
  const clicked = await fetch(address, {
    method: "POST",
    redirect: "manual",
    body: "List-Unsubscribe=One-Click",
    headers: { "content-type": "application/x-www-form-urlencoded" },
  });
  expect(clicked.status).toBe(200);
  expect(await may("one", "offers")).toBe(false);
});

test("the link in it needs no password, speaks the reader's language, and looking changes nothing", async () => {
  const { url } = await customer("two");
  const page = await (await fetch(url, { headers: { "accept-language": "id" } })).text();
  expect(page).toContain("Hentikan ini: Penawaran");
  expect(await may("two", "offers")).toBe(true);
  const pressed = await fetch(url, { method: "POST", headers: { origin: new URL(url).origin } });
  expect(pressed.status).toBe(200);
  expect(await may("two", "offers")).toBe(false);
});

test("what was not left goes on: another kind of mail, and bills", async () => {
  const { url } = await customer("three");
  await fetch(url, { method: "POST", headers: { origin: new URL(url).origin } });
  expect(await may("three", "offers")).toBe(false);
  expect(await may("three", "events")).toBe(true);
  expect(await may("three", "bills")).toBe(true);
});

/** What `troth check` says of a text. */
async function check(text: string) {
  const folder = mkdtempSync(join(tmpdir(), "troth-reedling-"));
  writeFileSync(join(folder, "troth.yaml"), text);
  let stdout = "";
  const write = (part: string) => {
    stdout += part;
  };
  try {
    const status = await runCommandLine(["check", "--json"], { stdout: { write }, stderr: { write }, env: {}, cwd: folder });
    const { findings } = JSON.parse(stdout) as { findings: { code: string; place: { line: number }; says: string }[] };
    return { status, links: findings.filter(({ code }) => code === "notice-link") };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

test("a text that points to a section which is missing is reported, and one that is there is led to", async () => {
  const missing = await check(PROGRAM.replace("#rights", "#choices"));
  expect(missing).toMatchObject({
    status: 1,
    links: [{ place: { line: 5 }, says: "the notice leads to its section `choices`, which it does not have" }],
  });
  expect(await check(PROGRAM)).toEqual({ status: 0, links: [] });
  const page = await (await fetch(`${company.address}/en/notice`)).text();
  expect(page).toContain('<a href="#rights">Your choices</a>');
  expect(page).toContain('<h2 id="rights">');
});
