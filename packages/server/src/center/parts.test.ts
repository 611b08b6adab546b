// Channels and topics of a purpose: each refused by itself on the page of choices, by a mail's link, by a mail; and heeded.
import { afterAll, beforeAll, expect, test } from "vitest";
import { backendOf } from "../../../../test/support/as-backend.ts";
import { makeMaildir } from "../../../../test/support/maildir.ts";
import { type ServedWorkshop, serveWorkshop } from "../../../../test/support/served-workshop.ts";
import { makeBackendKey } from "../apps/index.ts";

let served: ServedWorkshop;
let key: string;
const { arriving, receive, remove } = makeMaildir();
beforeAll(async () => {
  served = await serveWorkshop({ env: { TROTH_BOUNCES: arriving } }, "", "", [
    [
      "recipients:",
      `  letter:
    label: Our letter
    kind: newsletter
    basis: consent
    data: [contact.email]
    channels: [sms, email]
    topics: { offers: { en: Offers, id: Penawaran }, readings: { en: Readings, id: Pembacaan } }
  own-notes: { label: Notes, kind: newsletter, basis: consent, data: [contact.email], channels: [email] }
trackers:
  opened: { kind: pixel, in: mail, purpose: letter, about: Tells that a letter was opened. }
recipients:`,
    ],
    ["\npurposes:", "\ncollection: { sign-up: { of: [customer], takes: [contact.email] } }\npurposes:"],
    ["IE, for: [account]", "IE, for: [account, letter]"],
  ]);
  key = await makeBackendKey(served.server.inst, { name: "shop", by: "officer" });
});
afterAll(async () => {
  await served.close();
  remove();
});

const asBackend = backendOf(() => ({ base: served.base, key }));
interface Link {
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
}
const linkFor = async (person: string, of: Readonly<Record<string, string>> = {}): Promise<Link> => {
  const { links } = await asBackend<{ links: readonly Link[] }>("/v1/choice-links", { links: [{ person, ...of }] });
  return links[0] ?? { url: "" };
};
/** Somebody who said yes to the letter; the path of their page of choices. */
const reader = async (person: string): Promise<string> => {
  const said = { person, at: "2026-01-02T00:00:00Z", origin: "app" };
  await asBackend("/v1/facts", {
    facts: [
      { id: `r ${person}`, ...said, kind: "resides", country: "IE", evidence: "stated" },
      { id: `c ${person}`, ...said, kind: "consented", purpose: "letter", given: true },
    ],
  });
  return new URL((await linkFor(person)).url).pathname;
};
/** Which rule settles whether the letter may be sent so; `allowed` where it may. */
const rule = async (person: string, part: Readonly<Record<string, string>> = {}): Promise<string> => {
  const { rule: settled, doubt } = await asBackend<{ rule: string; doubt: string | null }>("/v1/decide", {
    ...{ person, purpose: "letter", data: ["contact.email"] },
    ...part,
  });
  return doubt === null ? settled : doubt;
};
/** What the page says of a purpose. */
const fieldsetOf = (page: string, legend: string): string => {
  const [found] =
    new RegExp(
      `<legend>${legend}</legend>[\\s\\S]*?(?=<fieldset class="purpose">|<div class="purpose">|<p class="actions">)`,
    ).exec(page) ?? [];
  if (found === undefined) throw new Error(`the page has no ${legend}`);
  return found;
};
const SHOWN = {
  "was.letter": "yes",
  "choice.letter": "yes",
  ...{ "was.channel.letter.email": "yes", "was.channel.letter.sms": "yes" },
  ...{ "was.topic.letter.offers": "yes", "was.topic.letter.readings": "yes" },
};
const sent = (ticked: readonly string[], over: Readonly<Record<string, string>> = {}): string =>
  new URLSearchParams({ ...SHOWN, ...over, ...Object.fromEntries(ticked.map((name) => [name, "yes"])) }).toString();
const EMAIL = "channel.letter.email";
const SMS = "channel.letter.sms";
const OFFERS = "topic.letter.offers";
const READINGS = "topic.letter.readings";

test("the page lists the ways and the topics of what has several, in the reader's language, and of nothing else", async () => {
  const path = await reader("one");
  const page = await (await served.get(path)).text();
  expect(fieldsetOf(page, "Our letter")).toMatch(
    /How it may reach you[\s\S]*E-mail[\s\S]*Text message[\s\S]*What it may be about[\s\S]*Offers/,
  );
  expect(fieldsetOf(page, "Notes")).not.toContain("How it may reach you");
  expect(await (await served.get(path.replace("/en/", "/id/"))).text()).toMatch(
    /Surel[\s\S]*SMS[\s\S]*Penawaran[\s\S]*Pembacaan/,
  );
});

test("what is unticked is denied from the next decision on, and in doubt where the question does not say which it is", async () => {
  const path = await reader("two");
  expect([await rule("two"), await rule("two", { channel: "sms", topic: "offers" })]).toEqual(["allowed", "allowed"]);
  const saved = await served.submit(path, sent([EMAIL, OFFERS, READINGS]));
  expect(saved).toContain("Saved. It holds from now on.");
  expect(saved).toMatch(/Stopped: Our letter \(Text message\)\./);
  expect(fieldsetOf(saved, "Our letter")).toMatch(/Yes holds\.<\/strong>[\s\S]*But not for what is unticked below\./);
  const [, record = ""] = /href="([^"]+as=dpv)"/.exec(saved) ?? [];
  expect(await (await served.get(record)).json()).toMatchObject({
    "dpv:hasProcess": [{ "dct:description": "by sms", "dpv:hasStatus": { "dct:description": "objected to" } }],
  });
  expect([await rule("two"), await rule("two", { channel: "sms" }), await rule("two", { channel: "email" })]).toEqual([
    ...["unknown-part", "part-refused", "allowed"],
  ]);
  expect(await rule("two", { channel: "push" })).toBe("part-listed");
});

test("a yes to the whole brings back no part; the part ticked again does, and a page that did not show it says nothing of it", async () => {
  const path = await reader("three");
  await served.submit(path, sent([EMAIL, SMS, READINGS]));
  expect(await rule("three", { topic: "offers" })).toBe("part-refused");
  await served.submit(path, "was.letter=yes&choice.letter=no");
  expect(await rule("three", { topic: "readings" })).toBe("consent");
  await served.submit(path, "was.letter=no&choice.letter=yes");
  expect([await rule("three", { topic: "offers" }), await rule("three", { topic: "readings" })]).toEqual([
    "part-refused",
    "allowed",
  ]);
  const back = await served.submit(path, sent([EMAIL, SMS, OFFERS, READINGS], { "was.topic.letter.offers": "no" }));
  expect(back).toMatch(/Allowed again: Our letter \(Offers\)\./);
  expect(await rule("three")).toBe("allowed");
});

test("a no to every way is one to all of it, for what it brings later too; a part ticked again is none to the whole", async () => {
  const path = await reader("four");
  const saved = await served.submit(path, sent([OFFERS, READINGS]));
  expect(fieldsetOf(saved, "Our letter")).toMatch(/No holds\.<\/strong>\s*You said so on/);
  expect([await rule("four"), await rule("four", { channel: "email" })]).toEqual(["consent", "consent"]);
  const off = { "was.letter": "no", "choice.letter": "no", "was.channel.letter.email": "no", "was.channel.letter.sms": "no" };
  expect(fieldsetOf(await served.submit(path, sent([EMAIL, OFFERS, READINGS], off)), "Our letter")).toMatch(/No holds\./);
  expect(await rule("four", { channel: "email" })).toBe("consent");
  const on = { ...off, "choice.letter": "yes", "was.channel.letter.email": "yes" };
  await served.submit(path, sent([EMAIL, OFFERS, READINGS], on));
  expect([await rule("four", { channel: "email" }), await rule("four", { channel: "sms" })]).toEqual(["allowed", "part-refused"]);
  const entries = (page: string): number => page.split(", on this page").length - 1;
  const stopped = await served.submit(path, sent([OFFERS, READINGS], { ...on, "was.letter": "no" }));
  expect([stopped, entries(stopped)]).toEqual([expect.stringContaining("so no holds. To get it, tick one"), 4]);
  // A yes to nothing is no no: what nobody said stands on no record.
  const inVain = await served.submit(path, sent([OFFERS, READINGS], { ...off, "choice.letter": "yes" }));
  expect([inVain, entries(inVain)]).toEqual([expect.stringContaining("so no holds. To get it, tick one"), 4]);
});

test("noes to every part that an application tells one by one: the page says no and why, and a no that is saved there is one to all of it", async () => {
  const path = await reader("ten");
  const said = { person: "ten", at: "2026-01-03T00:00:00Z", origin: "app", kind: "objected", purpose: "letter", on: true };
  await asBackend("/v1/facts", { facts: ["sms", "email"].map((channel) => ({ ...said, id: `ten ${channel}`, channel })) });
  const page = await (await served.get(path)).text();
  expect(fieldsetOf(page, "Our letter")).toMatch(/No holds\.<\/strong>\s*You said no to every way by which it could reach you\./);
  expect(await rule("ten")).toBe("part-refused");
  expect(await served.submit(path, "was.letter=in-part&choice.letter=no")).toContain("Saved. It holds from now on.");
  expect(await rule("ten")).toBe("consent");
});

test("a mail's link for a topic ends that topic by one click; its page can end all of it", async () => {
  await reader("five");
  const { url, headers } = await linkFor("five", { purpose: "letter", topic: "offers" });
  expect(headers?.["List-Unsubscribe"]).toContain(`<${url}>`);
  const path = new URL(url).pathname;
  expect(await (await served.get(path)).text()).toMatch(/Stop this: Our letter \(Offers\)[\s\S]*Stop all of it: Our letter/);
  const click = { method: "POST", body: "List-Unsubscribe=One-Click", redirect: "manual" } as const;
  const clicked = await fetch(url, { ...click, headers: { "content-type": "application/x-www-form-urlencoded" } });
  expect([clicked.status, await clicked.text()]).toEqual([200, expect.stringContaining("Stopped: Our letter (Offers)")]);
  expect([await rule("five", { topic: "offers" }), await rule("five", { topic: "readings" })]).toEqual([
    "part-refused",
    "allowed",
  ]);
  const whole = await served.submit(path, "page=yes&whole=yes");
  expect(whole).toMatch(/<h1>Stopped: Our letter<\/h1>/);
  expect(await rule("five", { topic: "readings" })).toBe("consent");
});

test("the page of a mail's link stops parts, one by one, and brings back none; which were stopped before it does not show", async () => {
  const own = await reader("twelve");
  await served.submit(own, sent([EMAIL, OFFERS, READINGS]));
  const { url } = await linkFor("twelve", { purpose: "letter", topic: "offers" });
  const path = new URL(url).pathname.replace("/leave/", "/en/choices/");
  const page = await (await served.get(path)).text();
  expect(fieldsetOf(page, "Our letter")).toMatch(/No: E-mail[\s\S]*No: Text message[\s\S]*No: Offers/);
  expect(page).not.toMatch(/checked|letter[^"]*" value="yes"|<details open/);
  const back = await served.submit(path, `was.${SMS}=no&${SMS}=yes`);
  expect(back).toContain("A yes is not taken by this link");
  expect(await rule("twelve", { channel: "sms" })).toBe("part-refused");
  expect(await served.submit(path, `${READINGS}=no&was.${SMS}=no&${SMS}=yes`)).toContain("What you said no to holds.");
  expect([await rule("twelve", { channel: "sms" }), await rule("twelve", { channel: "email", topic: "readings" })]).toEqual([
    "part-refused",
    "part-refused",
  ]);
  expect(await rule("twelve", { channel: "email", topic: "offers" })).toBe("allowed");
});

test("a link for a channel ends what comes by it, and so does the mail that it names", async () => {
  await reader("six");
  const { headers } = await linkFor("six", { purpose: "letter", channel: "email" });
  const [, subject = ""] = /subject=([^>]+)>/.exec(headers?.["List-Unsubscribe"] ?? "") ?? [];
  const lines = [
    "From: six@home.example",
    "To: privacy@workshop.example",
    `Subject: ${subject}`,
    "Message-ID: <1@home.example>",
    "",
    "",
  ];
  await receive(...lines);
  expect([await rule("six", { channel: "email" }), await rule("six", { channel: "sms" })]).toEqual(["part-refused", "allowed"]);
});

test("an answer that says stop to a mail with a topic's link ends all of it: who writes speaks of what they answer", async () => {
  await reader("nine");
  const { url } = await linkFor("nine", { purpose: "letter", topic: "offers" });
  const lines = [
    "From: nine@home.example",
    "To: privacy@workshop.example",
    "Subject: Re: our letter",
    "Message-ID: <9@home.example>",
    "",
    "stop",
    "",
    `> ${url}`,
    "",
  ];
  await receive(...lines);
  expect(await rule("nine", { topic: "readings" })).toBe("consent");
});

test("what goes to a recipient says its part, too; and a mail's tracker is asked about as the mail goes", async () => {
  const path = await reader("eleven");
  await served.submit(path, sent([EMAIL, READINGS]));
  const part = { channel: "email", topic: "readings" };
  const disclosed = async (id: string, more: object) => {
    const one = { id, person: "eleven", purpose: "letter", data: ["contact.email"], recipient: "letters", ...more };
    const { results } = await asBackend<{ results: { rule: string }[] }>("/v1/disclosures", { disclosures: [one] });
    return results[0]?.rule;
  };
  expect([await disclosed("d1", part), await disclosed("d2", {}), await disclosed("d3", { ...part, channel: "sms" })]).toEqual([
    ...["allowed", "part-refused", "part-refused"],
  ]);
  // Of the request at hand: nothing that this purpose minds.
  expect(await disclosed("d4", { ...part, signals: ["gpc"], place: { country: "NL" } })).toBe("allowed");
  const inMail = async (of: object) => {
    const asked = { links: [{ person: "eleven", purpose: "letter", ...of }] };
    return (await asBackend<{ links: { trackers?: Record<string, boolean> }[] }>("/v1/choice-links", asked)).links[0]?.trackers;
  };
  expect([await inMail({ topic: "readings" }), await inMail({ topic: "offers" }), await inMail({})]).toEqual([
    ...[{ opened: true }, { opened: false }, { opened: false }],
  ]);
});

test("what is taken at a form serves the parts that are left", async () => {
  const path = await reader("twelve");
  await served.submit(path, sent([EMAIL, OFFERS, READINGS]));
  expect(await rule("twelve", { act: "collect", at: "sign-up" })).toBe("allowed");
});

test.each([
  [{ purpose: "letter", topic: "partners" }, "links.0.topic` is no topic of `letter`"],
  [{ purpose: "letter", channel: "post" }, "links.0.channel` is no channel of `letter`"],
  [{ purpose: "letter", channel: "sms", topic: "offers" }, "stands beside a channel"],
  [{ topic: "offers" }, "is a part of a purpose, and none is named"],
])("a link for %o is refused, and says why", async (of, says) => {
  await expect(asBackend("/v1/choice-links", { links: [{ person: "seven", ...of }] })).rejects.toThrow(says);
});

test("what an application tells of a part is told by its name, or refused with where and why", async () => {
  await reader("eight");
  const tell = (fact: object) =>
    asBackend<object>("/v1/facts", {
      facts: [
        {
          id: `f ${JSON.stringify(fact)}`,
          person: "eight",
          at: "2026-01-03T00:00:00Z",
          origin: "app",
          kind: "objected",
          ...fact,
        },
      ],
    });
  await expect(tell({ purpose: "letter", topic: "partners", on: true })).rejects.toThrow(
    "expected one of 2 topics: offers, readings",
  );
  await expect(tell({ purpose: "letter", channel: "post", on: true })).rejects.toThrow("expected one of 2 channels: email, sms");
  await expect(tell({ purpose: "letter", channel: "sms", topic: "offers", on: true })).rejects.toThrow("names both");
  expect(await rule("eight")).toBe("allowed");
  await tell({ purpose: "letter", channel: "sms", on: true });
  expect(await rule("eight", { channel: "sms" })).toBe("part-refused");
  const page = await (await served.get(new URL((await linkFor("eight")).url).pathname)).text();
  expect(fieldsetOf(page, "Our letter")).toMatch(/<details open/);
});
