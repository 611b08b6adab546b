// Whoever signs in on a page: what their account is told of the browser, over real HTTP, by pages and by somebody who means harm.
import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { backendOf } from "../../../../test/support/as-backend.ts";
import { newRecord, SITE, serveConsentShop } from "../../../../test/support/consent-shop.ts";
import type { ServedWorkshop } from "../../../../test/support/served-workshop.ts";
import { makeBackendKey } from "../apps/index.ts";
import { browserToken, choiceToken, setChoices } from "../consent/index.ts";
import { whyNotLink } from "../decisions/index.ts";
import { hashOfSubject, toldChoices } from "../facts/index.ts";

let served: ServedWorkshop;
let key: string;
beforeAll(async () => {
  served = await serveConsentShop({}, "  joining: { kind: linking, basis: consent, data: [usage] }\n");
  key = await makeBackendKey(served.server.inst, { name: "shop", by: "officer" });
});
afterAll(() => served.close());

interface State {
  readonly linked: readonly string[];
  readonly consents: Readonly<Record<string, { readonly given: boolean }>>;
}
const asBackend = backendOf(() => ({ base: served.base, key }));
const send = (body: unknown) =>
  fetch(`${served.base}/v1/consents`, {
    method: "POST",
    body: JSON.stringify(body),
    headers: { origin: SITE, "content-type": "text/plain" },
  });
const said = async (body: unknown) => {
  const answer = await send(body);
  return answer.status === 200 ? await answer.json() : answer.status;
};
const tokenOf = async (person: string) => (await asBackend<{ token: string }>("/v1/browser-tokens", { person })).token;
const stateOf = async (one: object) =>
  (await asBackend<{ subjects: { state: State | null }[] }>("/v1/state/subject", { subjects: [one] })).subjects[0]?.state ?? null;
const linkedTo = async (person: string, ...browsers: string[]) => {
  const linked = (await stateOf({ person }))?.linked ?? [];
  return browsers.map((id) => linked.includes(hashOfSubject(served.server.inst, { kind: "browser", id })));
};
const tell = (person: string, more: object) =>
  asBackend<{ accepted: number }>("/v1/facts", {
    facts: [{ id: randomUUID(), person, at: new Date().toISOString(), origin: "app", ...more }],
  });
const allow = (person: string, given = true) => tell(person, { kind: "consented", purpose: "joining", given });
const somebody = async (): Promise<string> => {
  const person = `u-${randomUUID()}`;
  await tell(person, { kind: "resides", country: "IE", evidence: "stated" });
  return person;
};
const kept = { kept: true, odd: ["text"] };

test("a choice while signed in is the account's as well where it may be linked, and the browser's alone where not", async () => {
  const [ada, ben] = [await somebody(), await somebody()];
  await allow(ada);
  const [hers, his] = [newRecord({ token: await tokenOf(ada) }), newRecord({ token: await tokenOf(ben) })];
  expect(await said(hers)).toEqual(kept);
  expect(await said(his)).toEqual(kept);
  expect(await linkedTo(ada, hers.browser, his.browser)).toEqual([true, false]);
  expect(await stateOf({ person: ada })).toMatchObject({ consents: { letter: { given: true }, statistics: { given: false } } });
  expect(await stateOf({ person: ben })).toEqual({ residences: [{ country: "IE" }] });
  expect(await stateOf({ browser: his.browser })).toMatchObject({ consents: { letter: { given: true } } });
  expect(await toldChoices(served.server.inst, ben)).toEqual([]);
});

test("a yes to the linking itself, by whoever is signed in, links; and its no is the account's, and cuts", async () => {
  const cat = await somebody();
  const yes = newRecord({ token: await tokenOf(cat), choices: { joining: true } });
  expect(await said(yes)).toEqual(kept);
  expect(await linkedTo(cat, yes.browser)).toEqual([true]);
  const no = newRecord({ token: await tokenOf(cat), browser: yes.browser, choices: { joining: false } });
  expect(await said(no)).toEqual(kept);
  expect(await linkedTo(cat, yes.browser)).toEqual([false]);
  expect(await stateOf({ person: cat })).toMatchObject({ consents: { joining: { given: false } } });
});

test("who signs in is linked where that is allowed; whoever signs in next cuts it, and so does signing out", async () => {
  const [dee, eli] = [await somebody(), await somebody()];
  await allow(dee);
  await allow(eli);
  const [browser, own] = [randomUUID(), randomUUID()];
  const [first, second] = [await tokenOf(dee), await tokenOf(eli)];
  expect(await said({ id: randomUUID(), browser, token: first })).toEqual({ kept: true, odd: [] });
  await said(newRecord({ browser: own, token: first }));
  expect(await linkedTo(dee, browser, own)).toEqual([true, true]);
  expect(await said({ id: randomUUID(), browser, own, token: second, left: first })).toEqual({ kept: true, odd: [] });
  expect(await linkedTo(dee, browser, own)).toEqual([false, false]);
  expect(await linkedTo(eli, browser, own)).toEqual([true, false]);
  // The next one has not allowed it: the one before is cut all the same.
  const fay = await tokenOf(await somebody());
  expect(await said({ id: randomUUID(), browser, token: fay, left: second })).toEqual({ kept: true, odd: [] });
  expect(await linkedTo(eli, browser)).toEqual([false]);
  // What was sent before ties nothing again.
  expect(await said({ id: randomUUID(), browser, token: first })).toEqual({ kept: true, odd: [] });
  await said(newRecord({ browser: own, token: first }));
  expect(await linkedTo(dee, browser, own)).toEqual([false, false]);
});

test("an account's page says of a yes to what was not on the screen that it does not count", async () => {
  const ned = await somebody();
  await allow(ned);
  const script = await (await served.get("/banner.js?service=site&language=en&country=IE")).text();
  const [, shown = ""] = /"shown":"([0-9a-f]{64})"/.exec(script) ?? [];
  const one = newRecord({ token: await tokenOf(ned), shown, choices: { letter: true, statistics: true } });
  expect(await said(one)).toEqual({ kept: true, odd: ["names"] });
  expect(Object.keys((await stateOf({ person: ned }))?.consents ?? {})).toEqual(["joining", "statistics"]);
  const link = choiceToken(served.server.inst, { person: ned, purpose: undefined });
  const page = await (await served.get(`/en/choices/${link}`)).text();
  expect(page).toMatch(/Yes: [^.<]+\. A yes that does not count, since you were not asked about it: [^.<]+\./);
});

test("nobody who may not be linked is told of a browser, by signing in or out", async () => {
  const gus = await somebody();
  const [browser, token] = [randomUUID(), await tokenOf(gus)];
  expect(await said({ id: randomUUID(), browser, token })).toEqual({ kept: false, odd: [] });
  expect(await said({ id: randomUUID(), browser, left: token })).toEqual({ kept: false, odd: [] });
  expect(await linkedTo(gus, browser)).toEqual([false]);
});

test("the same record again is the same one, and a token ties one browser", async () => {
  const hal = await somebody();
  await allow(hal);
  const token = await tokenOf(hal);
  const one = newRecord({ token });
  expect([await said(one), await said(one)]).toEqual([kept, kept]);
  expect(await toldChoices(served.server.inst, hal)).toHaveLength(1);
  const taken = newRecord({ token });
  expect(await said(taken)).toEqual(kept);
  expect(await linkedTo(hal, one.browser, taken.browser)).toEqual([true, false]);
  const [browser, other] = [randomUUID(), randomUUID()];
  expect(await said({ id: randomUUID(), browser, token })).toEqual({ kept: true, odd: [] });
  // What a page adds to it makes no other token of it.
  for (const same of [token, `${token}.x`])
    expect(await said({ id: randomUUID(), browser: other, token: same })).toEqual({ kept: false, odd: [] });
  expect(await linkedTo(hal, browser, other)).toEqual([true, false]);
});

test("a token that is forged, over or for something else: the refusal is kept, and the account is told nothing", async () => {
  const { inst } = served.server;
  const [ida, jon] = [await somebody(), await somebody()];
  await allow(ida);
  const token = await tokenOf(ida);
  const before = { ...inst.surroundings, now: () => inst.surroundings.now() - 61 * 60_000 };
  const over = (await browserToken({ ...inst, surroundings: before }, ida)).token;
  const [name, seal] = token.split(".");
  const bad = [
    over,
    `${(await tokenOf(jon)).split(".")[0]}.${seal}`,
    `${name}.${choiceToken(inst, { person: ida })}`,
    `${token.slice(0, -2)}AA`,
    `${name}x.${seal}`,
    "ada",
  ];
  for (const one of bad) {
    const record = newRecord({ token: one });
    expect(await said(record), one).toEqual({ kept: true, odd: ["text", "account"] });
    expect(await stateOf({ browser: record.browser })).toMatchObject({ consents: { statistics: { given: false } } });
    expect(await said({ id: randomUUID(), browser: record.browser, token: one })).toEqual({ kept: false, odd: ["account"] });
    expect(await linkedTo(ida, record.browser)).toEqual([false]);
  }
  expect(await toldChoices(inst, ida)).toEqual([]);
  expect(token).not.toContain(ida);
  expect(await said(newRecord({ token: "x".repeat(3_000) }))).toBe(400);
});

test("taking back the yes cuts every link by a fact, wherever it is taken back, and a later yes ties nothing again", async () => {
  const { inst } = served.server;
  const ways: Readonly<Record<string, (person: string) => Promise<unknown>>> = {
    told: async (person) => expect(await allow(person, false)).toMatchObject({ accepted: 1 }),
    objected: (person) => tell(person, { kind: "objected", purpose: "joining", on: true }),
    link: (person) =>
      setChoices(
        inst,
        { person, choices: { joining: false }, how: "preferences", language: "en", gpc: false },
        { mayLink: whyNotLink },
      ),
  };
  for (const [way, takeBack] of Object.entries(ways)) {
    const person = await somebody();
    await allow(person);
    const [one, two] = [newRecord({ token: await tokenOf(person) }), newRecord({ token: await tokenOf(person) })];
    await said(one);
    await said(two);
    await tell(person, { kind: "objected", purpose: "ads", on: true });
    expect(await linkedTo(person, one.browser, two.browser), way).toEqual([true, true]);
    await takeBack(person);
    expect(await linkedTo(person, one.browser, two.browser), way).toEqual([false, false]);
    await allow(person);
    expect(await linkedTo(person, one.browser, two.browser), way).toEqual([false, false]);
  }
});
