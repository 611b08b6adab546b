import { connect } from "@troth/sdk";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { makeBackendKey } from "../../packages/server/src/apps/index.ts";
import { makeMaildir } from "../support/maildir.ts";
import { type ServedWorkshop, serveWorkshop } from "../support/served-workshop.ts";

let served: ServedWorkshop;
let key: string;
const { arriving, receive, remove } = makeMaildir();
beforeAll(async () => {
  served = await serveWorkshop({ env: { TROTH_BOUNCES: arriving } }, "", "", [
    ["recipients:", "  news: { label: Our letter, kind: newsletter, basis: consent, data: [contact.email] }\nrecipients:"],
    [
      "recipients:",
      `  tips:
    { kind: newsletter, basis: consent, data: [contact.email], channels: [email, sms], topics: { offers: Offers, gardens: Gardens } }
recipients:`,
    ],
  ]);
  key = await makeBackendKey(served.server.inst, { name: "shop", by: "officer" });
});
afterAll(async () => {
  await served.close();
  remove();
});

const call = async <T>(path: string, body: unknown): Promise<T> => {
  const headers = { authorization: `Bearer ${key}`, "content-type": "application/json" };
  const answer = await fetch(`${served.base}${path}`, { method: "POST", body: JSON.stringify(body), headers });
  return (await answer.json()) as T;
};
const mayMail = async (person: string) =>
  (await call<{ allowed: boolean }>("/v1/decide", { person, purpose: "news", data: ["contact.email"] })).allowed;
/** A reader who said yes, with what a mail to them carries. */
async function reader(person: string) {
  const head = { person, origin: "app", at: "2026-01-01T09:00:00Z" };
  await call("/v1/facts", {
    facts: [
      { ...head, id: `${person} r`, kind: "resides", country: "IE", evidence: "stated" },
      { ...head, id: `${person} y`, kind: "consented", purpose: "news", given: true },
    ],
  });
  const { links } = await call<{ links: { url: string; headers: Record<string, string> }[] }>("/v1/choice-links", {
    links: [{ person, purpose: "news" }],
  });
  expect(await mayMail(person)).toBe(true);
  return links[0] ?? { url: "", headers: {} };
}

test("one click of a mail program takes effect on the next decision, without origin, cookie or redirect", async () => {
  const { url, headers } = await reader("one");
  expect(headers["List-Unsubscribe-Post"]).toBe("List-Unsubscribe=One-Click");
  const [, address = ""] = /^<(.+?)>/.exec(headers["List-Unsubscribe"] ?? "") ?? [];
  expect(address).toBe(url);
  const clicked = await fetch(address, {
    method: "POST",
    redirect: "manual",
    body: "List-Unsubscribe=One-Click",
    headers: { "content-type": "application/x-www-form-urlencoded" },
  });
  expect([clicked.status, clicked.headers.get("set-cookie")]).toEqual([200, null]);
  expect(await mayMail("one")).toBe(false);
});

test("a link that needs no log-in: looking changes nothing, and its button does", async () => {
  const { url } = await reader("two");
  const page = await (await fetch(url)).text();
  expect(page).toContain("Stop this: Our letter");
  expect(await mayMail("two")).toBe(true);
  expect((await served.post(new URL(url).pathname, "")).status).toBe(200);
  expect(await mayMail("two")).toBe(false);
});
const requests = async () => {
  const page = await served.get("/staff/requests", { cookie: await served.staffCookie("officer") });
  return [...(await page.text()).matchAll(/href="\/staff\/requests\/(R-\d+)"/g)].map((found) => found[1] ?? "");
};

test("a mail as mail programs send it takes effect on the next decision, and not once more after a new yes", async () => {
  const { headers } = await reader("three");
  const [, subject = ""] =
    /<mailto:privacy@workshop\.example\?subject=(stop-[^>&]+)>$/.exec(headers["List-Unsubscribe"] ?? "") ?? [];
  const mail = ["From: anybody@reader.example", "To: privacy@workshop.example", "Message-ID: <1@reader.example>"];
  await receive(...mail, `Subject: ${subject}`, "", "");
  expect(await mayMail("three")).toBe(false);
  const again = { id: "three again", person: "three", origin: "app", at: new Date().toISOString() };
  await call("/v1/facts", { facts: [{ ...again, kind: "consented", purpose: "news", given: true }] });
  expect(await mayMail("three")).toBe(true);
  await receive(...mail, `Subject: ${subject}`, "", "");
  expect(await mayMail("three")).toBe(true);
});

test("so does an answer that says stop to a mail of ours", async () => {
  const { url } = await reader("four");
  const head = ["From: anybody@reader.example", "Subject: Re: News", "Message-ID: <2@reader.example>", ""];
  await receive(...head, "Stop, please.", "", "On Monday Workshop wrote:", `> To leave: ${url}`);
  expect(await mayMail("four")).toBe(false);
});

test("a mail that shows nobody's right becomes a request; nothing happens before staff have seen it, and their one act ends it", async () => {
  await reader("five");
  const head = ["From: Five <five@reader.example>", "Subject: Hello", "Message-ID: <3@reader.example>", ""];
  const before = await requests();
  await receive(...head, "Please stop sending me your letter.");
  expect(await mayMail("five")).toBe(true);
  const [request = "", ...more] = (await requests()).filter((one) => !before.includes(one));
  expect([request, more]).toEqual([expect.stringMatching(/^R-/), []]);
  const cookie = await served.staffCookie("officer");
  const page = await (await served.get(`/staff/requests/${request}`, { cookie })).text();
  expect(page).toContain("Please stop sending me your letter.");
  const acted = await served.post(`/staff/requests/${request}/no-marketing`, "marketing-account=five", { cookie });
  expect(acted.status).toBe(303);
  expect(await mayMail("five")).toBe(false);
});

test("what programs send by themselves, and what we sent, asks for nothing", async () => {
  const before = await requests();
  const body = ["", "I am away. To reach me sooner: unsubscribe."];
  await receive("From: a@away.example", "Subject: Away", "Auto-Submitted: auto-replied", ...body);
  await receive("From: Privacy <Privacy@Workshop.example>", "Subject: stop", ...body);
  expect(await requests()).toEqual(before);
});

test("a link for one topic, and one for one channel, end that alone; a yes to the whole brings neither back", async () => {
  const head = { person: "parts", origin: "app" };
  const yes = (id: string, at: string) => ({ ...head, id, at, kind: "consented", purpose: "tips", given: true });
  const resides = { ...head, id: "parts r", at: "2026-01-01T09:00:00Z", kind: "resides", country: "IE", evidence: "stated" };
  await call("/v1/facts", { facts: [resides, yes("parts y", "2026-01-01T09:00:00Z")] });
  const may = async (part: object) =>
    (await call<{ allowed: boolean }>("/v1/decide", { person: "parts", purpose: "tips", data: ["contact.email"], ...part }))
      .allowed;
  for (const part of [{ topic: "offers" }, { channel: "sms" }]) {
    expect(await may({ channel: "sms", topic: "offers", ...part })).toBe(part.topic !== undefined);
    const { links } = await call<{ links: { url: string }[] }>("/v1/choice-links", {
      links: [{ person: "parts", purpose: "tips", ...part }],
    });
    await fetch(links[0]?.url ?? "", {
      ...{ method: "POST", redirect: "manual", body: "List-Unsubscribe=One-Click" },
      headers: { "content-type": "application/x-www-form-urlencoded" },
    });
  }
  await call("/v1/facts", { facts: [yes("parts again", new Date().toISOString())] });
  expect(
    await Promise.all(
      [
        { channel: "email", topic: "offers" },
        { channel: "sms", topic: "gardens" },
      ].map(may),
    ),
  ).toEqual([false, false]);
  expect(await may({ channel: "email", topic: "gardens" })).toBe(true);
  // The application's own process, by the compiled rules.
  const troth = await connect({ url: served.base, key });
  try {
    const decides = (channel: "email" | "sms", topic: string) =>
      troth.decide({ person: "parts", purpose: "tips", data: ["contact.email"], channel, topic }).allowed;
    await vi.waitFor(() => expect(decides("email", "gardens")).toBe(true));
    expect([decides("email", "offers"), decides("sms", "gardens")]).toEqual([false, false]);
  } finally {
    await troth.close();
  }
});
