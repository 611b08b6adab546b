// Choices by a signed link: a mail program's one click, a person's, and what somebody who changes a link gets.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { canonicalJson } from "@troth/core/foundation";
import { verifyOpened } from "@troth/core/ledger";
import { afterAll, beforeAll, expect, test } from "vitest";
import { backendOf } from "../../../../test/support/as-backend.ts";
import { type ServedWorkshop, serveWorkshop } from "../../../../test/support/served-workshop.ts";
import { makeBackendKey } from "../apps/index.ts";
import { runCommandLine } from "../cli/index.ts";
import { choiceToken, linkOfSubject } from "../consent/index.ts";

let served: ServedWorkshop;
let key: string;
beforeAll(async () => {
  served = await serveWorkshop({}, "", "", [
    [
      "recipients:",
      `  letter: { label: Our letter, kind: newsletter, basis: consent, data: [contact.email] }
  partners: { label: Letters of partners, kind: newsletter, basis: consent, data: [contact.email] }
  tips: { label: Tips, kind: newsletter, basis: consent, consent: { lasts: 1 month }, data: [contact.email] }
recipients:`,
    ],
  ]);
  key = await makeBackendKey(served.server.inst, { name: "shop", by: "officer" });
});
afterAll(() => served.close());

const asBackend = backendOf(() => ({ base: served.base, key }));
interface Link {
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
}
const linkFor = async (person: string, purpose?: string): Promise<Link> =>
  (await asBackend<{ links: Link[] }>("/v1/choice-links", { links: [{ person, ...(purpose === undefined ? {} : { purpose }) }] }))
    .links[0] as Link;
const pathOf = ({ url }: Link) => new URL(url).pathname;
const agreed = (person: string, purpose: string) =>
  asBackend("/v1/facts", {
    facts: [
      {
        id: `s ${person}`,
        person,
        at: "2026-01-01T00:00:00Z",
        origin: "app",
        kind: "resides",
        country: "IE",
        evidence: "stated",
      },
      {
        id: `a ${person} ${purpose}`,
        person,
        at: "2026-01-02T00:00:00Z",
        origin: "app",
        kind: "consented",
        purpose,
        given: true,
      },
    ],
  });
const may = async (person: string, purpose: string) =>
  (await asBackend<{ allowed: boolean }>("/v1/decide", { person, purpose, data: ["contact.email"] })).allowed;
/** As a mail provider sends it: no origin, no cookie. */
const oneClick = (path: string) =>
  fetch(`${served.base}${path}`, {
    method: "POST",
    redirect: "manual",
    body: "List-Unsubscribe=One-Click",
    headers: { "content-type": "application/x-www-form-urlencoded" },
  });

test("one click of a mail program stops that kind of mail at the next decision, and no other", async () => {
  await agreed("one", "letter");
  await agreed("one", "partners");
  const link = await linkFor("one", "letter");
  expect(link.headers).toEqual({
    "List-Unsubscribe": `<${link.url}>`,
    "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
  });
  // Looking changes nothing: scanners of mails look at every link.
  const looked = await served.get(pathOf(link));
  expect([looked.status, looked.headers.get("set-cookie")]).toEqual([200, null]);
  expect(await may("one", "letter")).toBe(true);
  const clicked = await oneClick(pathOf(link));
  expect([clicked.status, clicked.headers.get("location"), clicked.headers.get("set-cookie")]).toEqual([200, null, null]);
  expect(await may("one", "letter")).toBe(false);
  expect(await may("one", "partners")).toBe(true);
  expect((await oneClick(pathOf(link))).status).toBe(200);
});

test("a link out of a purpose that the program has no more ends all marketing, by a click or a mail program's", async () => {
  await agreed("renamed", "letter");
  const path = `/leave/${choiceToken(served.server.inst, { person: "renamed", purpose: "old-letter" })}`;
  const looked = await served.get(path);
  expect([looked.status, await looked.text()]).toEqual([200, expect.stringContaining("goes by another name now")]);
  expect(await may("renamed", "letter")).toBe(true);
  expect((await oneClick(path)).status).toBe(200);
  expect(await may("renamed", "letter")).toBe(false);
  expect(await (await served.get(pathOf(await linkFor("renamed")))).text()).toMatch(/No: [^.]*old-letter/);
});

test("nobody is told that something stopped which goes on: of what leaves no choice there is no way out", async () => {
  await agreed("bound", "letter");
  const refused = asBackend("/v1/choice-links", { links: [{ person: "bound", purpose: "account" }] });
  await expect(refused).rejects.toThrow("links.0.purpose");
  const path = `/leave/${choiceToken(served.server.inst, { person: "bound", purpose: "account" })}`;
  expect(await (await served.get(path)).text()).toContain("there is no choice in it");
  const clicked = await oneClick(path);
  expect([clicked.status, await clicked.text()]).toEqual([409, expect.not.stringContaining("It is done")]);
  expect(await may("bound", "account")).toBe(true);
});

test("the longest id has a way out as well, and a mail that carries it is read", async () => {
  for (const person of ["用".repeat(200), '"'.repeat(200), "\u0001".repeat(200)]) {
    const link = await linkFor(person, "letter");
    expect((await served.get(pathOf(link))).status).toBe(200);
    expect((await served.get(pathOf(await linkFor(person)))).status).toBe(200);
    expect(linkOfSubject(served.server.inst, `stop-${pathOf(link).split("/").at(-1)}`)).toMatchObject({ person });
  }
});

test("an address of a link names nobody, and one that was changed leads nowhere", async () => {
  const link = await linkFor("ada.zqxmark", "letter");
  expect(Buffer.from(pathOf(link).split("/").at(-1) ?? "", "base64url").toString("latin1")).not.toContain("zqxmark");
  const path = pathOf(link);
  for (const forged of [`${path.slice(0, -1)}${path.endsWith("A") ? "B" : "A"}`, `/leave/${"A".repeat(60)}`])
    expect((await oneClick(forged)).status).toBe(404);
});

test("all of somebody's choices, saved without script, with the one that holds and why", async () => {
  await agreed("two", "letter");
  const link = await linkFor("two");
  const before = await (await served.get(pathOf(link))).text();
  expect(before).toContain("Yes holds.");
  expect(before).toContain("You said so on 2 January 2026.");
  expect(before).toContain("You have not said yes, and without it we do not do this.");
  const saved = await served.submit(pathOf(link), "choice.letter=no&choice.partners=yes&choice.other=yes");
  expect(saved).toContain("Saved. It holds from now on.");
  expect([await may("two", "letter"), await may("two", "partners")]).toEqual([false, true]);
  await served.post(pathOf(link), "all=no&choice.partners=yes");
  expect(await may("two", "partners")).toBe(false);
  const inIndonesian = await (await served.get(pathOf(link).replace("/en/", "/id/"))).text();
  expect(inIndonesian).toContain("Yang berlaku: tidak.");
});

test("what was saved is said by another page: loaded again it sends nothing, and its address says nothing of anybody", async () => {
  const link = await linkFor("eight");
  const records = async () =>
    [...(await (await served.get(pathOf(link))).text()).matchAll(/receipts\/(\d+)"/g)].map(([, number]) => number);
  const sent = await served.post(pathOf(link), "choice.partners=yes");
  expect([sent.status, sent.headers.get("location"), sent.headers.get("set-cookie")]).toEqual([
    303,
    `${pathOf(link)}?told=kept`,
    null,
  ]);
  const said = `${pathOf(link)}?told=kept`;
  for (const _ of ["at first", "again"]) expect(await (await served.get(said)).text()).toContain("Saved. It holds from now on.");
  expect(await records()).toEqual(["1"]);
  // The other words of that page are its own, and no address puts in others.
  expect(await (await served.get(`${pathOf(link)}?told=lead`)).text()).not.toContain('role="status"');
  expect(await (await served.get(pathOf(link))).text()).not.toContain('role="status"');
});

test("the way out of a kind of mail, taken on its page, leads to a page too; a mail program is led nowhere", async () => {
  await agreed("nine", "letter");
  const path = pathOf(await linkFor("nine", "letter"));
  const page = await (await served.get(path)).text();
  expect(await may("nine", "letter")).toBe(true);
  expect(await served.submit(path, formOf(page))).toContain("It is done.");
  expect(await may("nine", "letter")).toBe(false);
  const clicked = await oneClick(path);
  expect([clicked.status, clicked.headers.get("location")]).toEqual([200, null]);
});

/** What a browser sends of a page that nobody touched, but for `chosen`: every radio, and every hidden field. */
const formOf = (page: string, chosen: Readonly<Record<string, string>> = {}): string => {
  const fields = new URLSearchParams();
  for (const [input] of page.matchAll(/<input [^>]*>/g)) {
    const [, name = ""] = /name="([^"]+)"/.exec(input) ?? [];
    const [, value = ""] = /value="([^"]*)"/.exec(input) ?? [];
    if (input.includes('type="hidden"') || / checked/.test(input)) fields.set(name, value);
  }
  for (const [name, value] of Object.entries(chosen)) fields.set(name, value);
  return fields.toString();
};

test("what nobody touched is not sent home: an old page brings back no yes, and makes none of what was never said", async () => {
  await agreed("seven", "letter");
  const link = await linkFor("seven");
  const old = await (await served.get(pathOf(link))).text();
  expect(formOf(old)).toContain("choice.letter=yes");
  await oneClick(pathOf(await linkFor("seven", "letter")));
  const saved = await served.submit(pathOf(link), formOf(old));
  expect(saved).toContain("You changed nothing, so nothing was saved.");
  expect(await may("seven", "letter")).toBe(false);
  // Of the one that was changed, and of it alone, there is a record.
  await served.post(pathOf(link), formOf(old, { "choice.partners": "yes" }));
  expect([await may("seven", "letter"), await may("seven", "partners")]).toEqual([false, true]);
  const record = (await (await served.get(`${pathOf(link)}/receipts/2`)).json()) as { readonly text: string };
  expect(JSON.parse(record.text)).toMatchObject({ fact: { how: "preferences" } });
  expect((JSON.parse(record.text) as { fact: { choices: unknown } }).fact.choices).toEqual({ partners: true });
  // No to everything is a word on each, as it stands.
  await served.post(pathOf(link), `${formOf(old)}&all=no`);
  expect(await may("seven", "partners")).toBe(false);
});

test("a signal is shown as honored", async () => {
  const link = await linkFor("three");
  expect(await (await served.get(pathOf(link), { "sec-gpc": "1" })).text()).toContain(
    "Your browser asks us not to sell or share",
  );
  expect(await (await served.get(pathOf(link))).text()).not.toContain("Your browser asks us not to sell or share");
});

test("a link for a purpose that the program has not is not made", async () => {
  await expect(linkFor("one", "leter")).rejects.toThrow("links.0.purpose");
});

test("what they said before stands there, each with a receipt that verifies without us and a record that machines read", async () => {
  await agreed("four", "letter");
  const link = await linkFor("four");
  await served.post(pathOf(link), "choice.letter=yes&choice.partners=no");
  await oneClick(pathOf(await linkFor("four", "letter")));
  const page = await (await served.get(pathOf(link))).text();
  const told = page.slice(page.indexOf("What you said before"));
  expect(told.indexOf("by the link of a mail")).toBeLessThan(told.indexOf("on this page"));
  expect(told).toContain("Yes: Our letter. No: Letters of partners.");
  const { vkey } = served.server.inst.ledger;
  const receipt = await served.get(`${pathOf(link)}/receipts/2`);
  expect(receipt.headers.get("content-disposition")).toBe('attachment; filename="choice-2.receipt.json"');
  const bytes = new Uint8Array(await receipt.arrayBuffer());
  const verified = verifyOpened(bytes, vkey);
  expect(verified.ok && JSON.parse(verified.opened.text)).toMatchObject({
    fact: { kind: "chose", person: "four", how: "unsubscribe", choices: { letter: false } },
  });
  // What the ledger says of it, without the opening, names nobody.
  expect(verified.ok && JSON.stringify(verified.opened.receipt)).not.toContain("four");
  const file = new TextDecoder().decode(bytes);
  const changed = new TextEncoder().encode(file.replace('\\"letter\\":false', '\\"letter\\":true'));
  expect(verifyOpened(changed, vkey)).toMatchObject({ ok: false, because: "notCommitted" });
  const first = JSON.parse(await (await served.get(`${pathOf(link)}/receipts/1`)).text()) as { key: string; receipt: object };
  const swapped = { ...(JSON.parse(file) as object), receipt: first.receipt };
  expect(verifyOpened(new TextEncoder().encode(canonicalJson(swapped)), vkey)).toMatchObject({ because: "notCommitted" });
  expect(verifyOpened(new TextEncoder().encode(`${file}\n`), vkey)).toMatchObject({ because: "notOpened" });

  const record = await served.get(`${pathOf(link)}/receipts/2?as=dpv`);
  expect(record.headers.get("content-type")).toBe("application/ld+json");
  expect(await record.json()).toMatchObject({
    "@type": "dpv:ConsentRecord",
    "dpv:hasProcess": [
      { "dpv:hasPurpose": { "dct:identifier": "letter" }, "dpv:hasConsentStatus": { "@type": "dpv:ConsentWithdrawn" } },
    ],
  });
  expect((await served.get(`${pathOf(link)}/receipts/3`)).status).toBe(404);
  expect((await served.get(`${pathOf(await linkFor("five"))}/receipts/1`)).status).toBe(404);
  // The way out of one kind of mail lies in mails that are passed on: it says nothing of before.
  const out = pathOf(await linkFor("four", "letter")).replace("/leave/", "/en/choices/");
  expect(await (await served.get(out)).text()).not.toContain("What you said before");
  expect((await served.get(`${out}/receipts/1`)).status).toBe(404);
});

test("by the way out of a kind of mail, which is passed on, every no is taken and no yes, and nothing of before is shown", async () => {
  await agreed("ten", "letter");
  await agreed("ten", "partners");
  const own = pathOf(await linkFor("ten"));
  await served.post(own, "choice.partners=no");
  const out = pathOf(await linkFor("ten", "letter"));
  expect(await (await served.get(out)).text()).toContain("All that you can say no to");
  const path = out.replace("/leave/", "/en/choices/");
  const page = await (await served.get(path)).text();
  expect(page).toContain("this page takes no yes");
  expect(page).not.toMatch(/value="yes"|checked| holds\.|You said|You have not said|name="was\./);
  // Of somebody else who said nothing it is the same page, but for the link and whom it is about.
  const other = await (await served.get(pathOf(await linkFor("ten-b", "letter")).replace("/leave/", "/en/choices/"))).text();
  const cardOf = (text: string) => text.slice(text.indexOf('<div class="card">'), text.indexOf('<p class="actions">'));
  expect(cardOf(other)).toBe(cardOf(page));
  const records = async () => (await (await served.get(own)).text()).split(", on this page").length - 1;
  for (const [sent, says] of [
    ["choice.partners=yes", "A yes is not taken by this link, and was not saved."],
    ["was.partners=no&choice.partners=yes", "A yes is not taken by this link, and was not saved."],
    [formOf(page), "You said no to nothing, so nothing was saved."],
  ] as const) {
    expect(await served.submit(path, sent)).toContain(says);
    expect([await may("ten", "partners"), await records()]).toEqual([false, 1]);
  }
  expect(await served.submit(path, "choice.letter=no&choice.partners=yes")).toContain("What you said no to holds.");
  expect([await may("ten", "letter"), await may("ten", "partners"), await records()]).toEqual([false, false, 2]);
  // Nothing said right before is taken back by it either: whoever passed it on may have said it.
  await served.post(path, "was.letter=no&choice.letter=yes");
  expect(await may("ten", "letter")).toBe(false);
  await served.post(own, "was.letter=no&choice.letter=yes");
  expect(await may("ten", "letter")).toBe(true);
  expect(await served.submit(path.replace("/en/", "/id/"), "choice.tips=no&choice.letter=no")).toContain(
    "halaman ini tidak menerima jawaban ya",
  );
  expect(await may("ten", "letter")).toBe(false);
  await served.post(own, "was.letter=no&choice.letter=yes");
  await served.post(path, "all=no&choice.letter=yes");
  expect(await may("ten", "letter")).toBe(false);
});

test("a yes that has lapsed is not said to hold; said anew it holds", async () => {
  await agreed("lapsed", "tips");
  const path = pathOf(await linkFor("lapsed"));
  const tips = async () => {
    const page = await (await served.get(path)).text();
    return /<legend>Tips<\/legend>[\s\S]*?<\/fieldset>/.exec(page)?.[0] ?? "";
  };
  expect(await may("lapsed", "tips")).toBe(false);
  expect(await tips()).toMatch(/No holds\.<\/strong> You said yes on .*2026\. It was for a time, and that time is over\./);
  await served.post(path, "was.tips=no&choice.tips=yes");
  expect(await may("lapsed", "tips")).toBe(true);
  expect(await tips()).toMatch(/Yes holds\.<\/strong> You said so on/);
});

test("a receipt is held against the key by the command line, which shows what was opened", async () => {
  const link = await linkFor("six");
  await served.post(pathOf(link), "choice.letter=yes");
  const receipt = await (await served.get(`${pathOf(link)}/receipts/1`)).text();
  const folder = mkdtempSync(join(tmpdir(), "troth-receipt-"));
  writeFileSync(join(folder, "key"), served.server.inst.ledger.vkey);
  writeFileSync(join(folder, "good.json"), receipt);
  writeFileSync(join(folder, "bad.json"), receipt.replace("six", "ten"));
  const run = async (file: string): Promise<string> => {
    let out = "";
    const write = (text: string): void => {
      out += text;
    };
    const args = ["verify", file, "--key", "key"];
    const status = await runCommandLine(args, { stdout: { write }, stderr: { write }, env: { LANG: "C.UTF-8" }, cwd: folder });
    return `${status} ${out}`;
  };
  expect(await run("good.json")).toMatch(/^0 [\s\S]*genuine[\s\S]*it commits to[\s\S]*"letter":true/);
  expect(await run("bad.json")).toMatch(/^1 [\s\S]*does not commit to this text/);
  rmSync(folder, { recursive: true });
});

test("whoever had the use of their data restricted is told that what is on is not done meanwhile", async () => {
  await agreed("ria", "letter");
  const { url } = await linkFor("ria");
  const page = async () => (await fetch(url)).text();
  expect(await page()).not.toContain("is restricted, as you asked");
  const at = "2026-02-01T00:00:00Z";
  await asBackend("/v1/facts", {
    facts: [{ id: "r ria", person: "ria", at, origin: "app", kind: "restricted", ground: "accuracy", on: true }],
  });
  expect(await page()).toContain("is restricted, as you asked. Meanwhile nothing of what is on below is done");
  expect(await may("ria", "letter")).toBe(false);
});
