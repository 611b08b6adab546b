// Global Privacy Control of an account: by a browser in which somebody is signed in, and on the page of choices without one.
import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { backendOf } from "../../../../test/support/as-backend.ts";
import { newRecord, SITE, serveConsentShop } from "../../../../test/support/consent-shop.ts";
import type { ServedWorkshop } from "../../../../test/support/served-workshop.ts";
import { makeBackendKey } from "../apps/index.ts";
import { choiceToken } from "../consent/index.ts";

let served: ServedWorkshop;
let key: string;
beforeAll(async () => {
  served = await serveConsentShop({}, "  partners: { kind: cross-context-advertising, basis: consent, data: [usage] }\n");
  key = await makeBackendKey(served.server.inst, { name: "shop", by: "officer" });
});
afterAll(() => served.close());

const asBackend = backendOf(() => ({ base: served.base, key }));
const somebody = async (): Promise<string> => {
  const person = randomUUID();
  const head = { person, at: "2026-01-02T00:00:00Z", origin: "app" };
  await asBackend("/v1/facts", {
    facts: [
      { ...head, id: `r ${person}`, kind: "resides", country: "IE", evidence: "stated" },
      { ...head, id: `y ${person}`, kind: "consented", purpose: "ads", given: true },
      { ...head, id: `z ${person}`, kind: "consented", purpose: "partners", given: true },
    ],
  });
  return person;
};
const may = async (who: object, purpose: string) =>
  (await asBackend<{ allowed: boolean }>("/v1/decide", { ...who, purpose, data: ["usage.page-view"] })).allowed;
const mayAdvertise = (person: string) => may({ person }, "ads");
const tokenOf = async (person: string) => (await asBackend<{ token: string }>("/v1/browser-tokens", { person })).token;
const fromPage = async (body: object, headers: Readonly<Record<string, string>> = {}) => {
  const answer = await fetch(`${served.base}/v1/consents`, {
    method: "POST",
    body: JSON.stringify(body),
    headers: { origin: SITE, "content-type": "text/plain", ...headers },
  });
  return (await answer.json()) as { kept: boolean };
};
const signIn = async (person: string, more: object = { gpc: true }, headers: Readonly<Record<string, string>> = {}) =>
  fromPage({ id: randomUUID(), token: await tokenOf(person), ...more }, headers);
const pathOf = (person: string, purpose?: string, language = "en") =>
  `/${language}/choices/${choiceToken(served.server.inst, { person, purpose })}`;
const look = async (person: string, language = "en") => (await served.get(pathOf(person, undefined, language))).text();
const entries = async () =>
  (await served.server.inst.storage.db.selectFrom("entry").select("id").where("kind", "=", "facts.told").execute()).length;

test("a signal of a browser holds for whoever is signed in there, once, and for nobody by a token that is none", async () => {
  const ada = await somebody();
  expect(await mayAdvertise(ada)).toBe(true);
  expect(await signIn(ada, {})).toMatchObject({ kept: false });
  expect(await mayAdvertise(ada)).toBe(true);
  const before = await entries();
  expect(await signIn(ada)).toEqual({ kept: true, odd: [] });
  expect(await mayAdvertise(ada)).toBe(false);
  expect(await signIn(ada)).toMatchObject({ kept: false });
  expect(await entries()).toBe(before + 1);
  const page = await look(ada);
  expect(page).toContain("A browser in which you were signed in has sent it since");
  expect(page).toContain("Out of the sale and sharing of your data as a whole.");
  expect(await look(ada, "id")).toContain("Peramban tempat Anda masuk mengirimnya sejak");
  const bo = await somebody();
  const forged = (await tokenOf(bo)).replace(/.$/, (last) => (last === "A" ? "B" : "A"));
  expect(await fromPage({ id: randomUUID(), token: forged, gpc: true })).toEqual({ kept: false, odd: ["account"] });
  expect(await mayAdvertise(bo)).toBe(true);
});

test("it comes by the header alone, too, and with a choice that is made while signed in", async () => {
  const [cleo, dee] = [await somebody(), await somebody()];
  expect(await signIn(cleo, {}, { "sec-gpc": "1" })).toMatchObject({ kept: true });
  expect(await mayAdvertise(cleo)).toBe(false);
  const record = newRecord({ choices: { letter: true }, gpc: true, token: await tokenOf(dee) });
  expect(await fromPage(record)).toMatchObject({ kept: true });
  expect(await mayAdvertise(dee)).toBe(false);
});

test("somebody sets it on the page without such a browser, and ends it there: then no browser brings it back", async () => {
  const eve = await somebody();
  expect(await look(eve)).toContain("It is not on for your account.");
  expect(await served.submit(pathOf(eve), "signal=on")).toContain("You set it on this page on");
  expect(await mayAdvertise(eve)).toBe(false);
  const ended = await served.submit(pathOf(eve), "signal=off");
  expect(ended).toContain("You ended it on this page on");
  expect(ended).toContain("No longer out of the sale and sharing of your data as a whole.");
  expect(await mayAdvertise(eve)).toBe(true);
  expect(await signIn(eve)).toMatchObject({ kept: false });
  expect(await mayAdvertise(eve)).toBe(true);
  await served.post(pathOf(eve), "signal=on");
  expect(await mayAdvertise(eve)).toBe(false);
});

test("a link for one purpose, which lies in mails, neither shows it nor ends it", async () => {
  const fay = await somebody();
  await signIn(fay);
  const path = pathOf(fay, "letter");
  expect(await (await served.get(path)).text()).not.toContain("Global Privacy Control)");
  expect((await served.post(path, "signal=off")).status).toBe(404);
  expect(await mayAdvertise(fay)).toBe(false);
});

test("a yes to one purpose ends what an account is out of as a whole for that one alone, until it is out again", async () => {
  const gus = await somebody();
  await served.post(pathOf(gus), "signal=on");
  const page = await served.submit(pathOf(gus), "was.ads=no&choice.ads=yes&was.partners=no&choice.partners=no");
  expect([await mayAdvertise(gus), await may({ person: gus }, "partners")]).toEqual([true, false]);
  expect(page).toContain("It is on.");
  expect(page).toMatch(/You have since said yes to these, and it does not stop them: [^<]*\./);
  expect(await look(gus, "id")).toContain("Sejak itu Anda menyetujui yang berikut");
  await served.post(pathOf(gus), "signal=off");
  await served.post(pathOf(gus), "signal=on");
  expect([await mayAdvertise(gus), await may({ person: gus }, "partners")]).toEqual([false, false]);
});

test("a yes in a banner with the signal in view is decided by as the banner runs it, whether the question tells the signal or not", async () => {
  const { browser } = newRecord();
  await fromPage(newRecord({ browser, choices: { ads: true, partners: false }, gpc: true }), { "sec-gpc": "1" });
  const asked = (purpose: string) => Promise.all([may({ browser }, purpose), may({ browser, signals: ["gpc"] }, purpose)]);
  expect(await asked("ads")).toEqual([true, true]);
  expect(await asked("partners")).toEqual([false, false]);
  // Without it in view: what the question tells goes before it.
  const { browser: other } = newRecord();
  await fromPage(newRecord({ browser: other, choices: { ads: true } }));
  expect([await may({ browser: other }, "ads"), await may({ browser: other, signals: ["gpc"] }, "ads")]).toEqual([true, false]);
});

test("a yes in a banner after a no to all ends nothing but that purpose's opt-out on that browser", async () => {
  const { browser } = newRecord();
  const choose = (choices: Readonly<Record<string, boolean>>) => fromPage(newRecord({ browser, choices }));
  await choose({ ads: false, partners: false });
  await choose({ ads: true });
  expect([await may({ browser }, "ads"), await may({ browser }, "partners")]).toEqual([true, false]);
  const { subjects } = await asBackend<{ subjects: { state: object }[] }>("/v1/state/subject", { subjects: [{ browser }] });
  expect(subjects[0]?.state).toMatchObject({ optOuts: ["sharing"], consents: { ads: { given: true, despite: ["sharing"] } } });
  await choose({ ads: false });
  expect(await may({ browser }, "ads")).toBe(false);
});
