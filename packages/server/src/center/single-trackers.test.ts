// Single trackers on the page of choices: refused there, they run in no mail and on no browser on which the person signs in.
import { afterAll, beforeAll, expect, test } from "vitest";
import { backendOf } from "../../../../test/support/as-backend.ts";
import { type ServedWorkshop, serveWorkshop } from "../../../../test/support/served-workshop.ts";
import { makeBackendKey } from "../apps/index.ts";

let served: ServedWorkshop;
let key: string;
beforeAll(async () => {
  served = await serveWorkshop({}, "", "", [
    [
      "subjects: [customer]",
      'subjects: [customer]\nservices:\n  site: { name: Workshop, urls: ["https://www.workshop.example"] }',
    ],
    [
      "recipients:",
      `  statistics: { label: Statistics, kind: analytics, basis: consent, data: [usage] }
  letter: { label: Our letter, kind: newsletter, basis: consent, data: [contact.email] }
trackers:
  _visits: { kind: cookie, party: first, lasts: 1 year, in: site, purpose: statistics, about: Counts visits. }
  opened: { kind: pixel, in: mail, purpose: statistics, about: Tells that a mail was opened. }
recipients:`,
    ],
  ]);
  key = await makeBackendKey(served.server.inst, { name: "shop", by: "officer" });
});
afterAll(() => served.close());

const asBackend = backendOf(() => ({ base: served.base, key }));
const somebody = async (person: string): Promise<string> => {
  const said = { person, at: "2026-01-02T00:00:00Z", origin: "app" };
  await asBackend("/v1/facts", {
    facts: [
      { id: `r ${person}`, ...said, kind: "resides", country: "IE", evidence: "stated" },
      { id: `c ${person}`, ...said, kind: "consented", purpose: "statistics", given: true },
    ],
  });
  const { links } = await asBackend<{ links: { url: string }[] }>("/v1/choice-links", { links: [{ person }] });
  return new URL(links[0]?.url ?? "").pathname;
};
const inMail = async (person: string): Promise<boolean | undefined> => {
  const asked = { links: [{ person, purpose: "letter" }] };
  const { links } = await asBackend<{ links: { trackers?: Record<string, boolean> }[] }>("/v1/choice-links", asked);
  return links[0]?.trackers?.opened;
};
/** What a browser is told of whoever signs in on it. */
const onBrowser = async (person: string): Promise<readonly string[]> => {
  const { token } = await asBackend<{ token: string }>("/v1/browser-tokens", { person });
  return Object.keys(JSON.parse(decodeURIComponent(token.split(".")[2] ?? "%7B%7D")) as object).sort();
};
const SHOWN = "was.statistics=yes&choice.statistics=yes&refused._visits=no&refused.opened=no";

test("each is listed under its purpose, by its name, with whose it is and how long it stays", async () => {
  const page = await (await served.get(await somebody("one"))).text();
  const [statistics = ""] = /<legend>Statistics<\/legend>[\s\S]*?<\/fieldset>/.exec(page) ?? [];
  expect(statistics).toContain("2 trackers, one by one");
  expect(statistics).toMatch(/Not _visits[\s\S]*Workshop\. [^<]*1 year\. Counts visits\./);
  expect(statistics).toMatch(/Not opened[\s\S]*Tells that a mail was opened\./);
  // Nothing runs for a letter.
  expect(/<legend>Our letter<\/legend>[\s\S]*?<\/fieldset>/.exec(page)?.[0]).not.toContain("one by one");
});

test("what is refused there runs in no mail and on no browser of theirs; the history says so, and it can be let again", async () => {
  const path = await somebody("two");
  expect([await inMail("two"), await onBrowser("two")]).toEqual([true, []]);
  const saved = await served.submit(path, `${SHOWN}&refuse._visits=yes&refuse.opened=yes`);
  expect(saved).toContain("Saved. It holds from now on.");
  expect(saved).toMatch(/Yes holds\.<\/strong>/);
  expect(saved).toMatch(/No to single trackers: _visits, opened\./);
  expect([await inMail("two"), await onBrowser("two")]).toEqual([false, ["_visits", "opened"]]);
  const again = SHOWN.replaceAll("=no", "=yes");
  expect(await served.submit(path, `${again}&refuse._visits=yes`)).toMatch(/No longer a no to single trackers: opened\./);
  expect([await inMail("two"), await onBrowser("two")]).toEqual([true, ["_visits"]]);
});

test("a yes to the purpose leaves what is still ticked refused, and what a page did not show as it was", async () => {
  const path = await somebody("three");
  await served.post(path, "was.statistics=yes&choice.statistics=no&refused._visits=no&refused.opened=no&refuse.opened=yes");
  expect([await inMail("three"), await onBrowser("three")]).toEqual([false, ["statistics"]]);
  await served.post(path, "was.statistics=no&choice.statistics=yes&refused._visits=no&refused.opened=yes&refuse.opened=yes");
  expect([await inMail("three"), await onBrowser("three")]).toEqual([false, ["opened"]]);
  const untouched = await served.submit(path, "was.statistics=yes&choice.statistics=yes");
  expect(untouched).toContain("You changed nothing");
  expect(await inMail("three")).toBe(false);
});
