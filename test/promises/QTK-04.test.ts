import { afterAll, beforeAll, expect, test } from "vitest";
import { type ServedCompany, serveCompany } from "./support/served-company.ts";

let suite: ServedCompany;
beforeAll(async () => {
  suite = await serveCompany(`
troth: 1
organization: { name: Teal Suite, country: ID, contact: privacy@teal.example }
laws: [gdpr, id-pdp]
services: { app: { name: Teal, urls: ["https://www.teal.example"] } }
subjects: [contact]
purposes:
  news: { kind: newsletter, basis: consent, data: [contact.email] }
  mail-figures: { kind: analytics, basis: { gdpr: consent, id-pdp: consent }, data: [usage.mail-interaction, usage.click] }
recipients:
  gauge: { name: Gauge Mail, kind: analytics-provider, country: ID, for: [mail-figures], receives: [usage.mail-interaction, usage.click], agreement: { kind: dpa, date: 2026-01-02, document: gauge.pdf } }
trackers:
  opened: { kind: pixel, party: third, purpose: mail-figures, provider: gauge, in: mail, data: [usage.mail-interaction], loads: ["https://gauge.example/open/*"] }
  clicked: { kind: tag, party: third, purpose: mail-figures, provider: gauge, in: mail, data: [usage.click], loads: ["https://gauge.example/go/*"] }
`);
});
afterAll(() => suite.close());

const LETTER = `<html><body><h1>News</h1><a href="https://gauge.example/go/7">Read</a><img src="https://gauge.example/open/7.gif" width="1" height="1"></body></html>`;
const at = "2026-03-01T09:00:00Z";
const tell = (person: string, ...facts: readonly object[]) =>
  suite.post("/v1/facts", {
    facts: [{ kind: "resides", country: "ID", evidence: "stated" }, ...facts].map((fact, index) => ({
      ...{ id: `${person} ${index}`, person, at, origin: "app" },
      ...fact,
    })),
  });
const filtered = async (person: string) =>
  ((await suite.post("/v1/mails", { mails: [{ person, html: LETTER }] })).mails as { html: string; found: object[] }[])[0];
/** What the sender is told with the headers of the mail. */
const carried = async (person: string) =>
  ((await suite.post("/v1/choice-links", { links: [{ person, purpose: "news" }] })).links as { trackers: object }[])[0]?.trackers;
const opened = (stands: string, removed: boolean) => ({ host: "gauge.example", tracker: "opened", stands, removed });
const clicked = (stands: string) => ({ host: "gauge.example", tracker: "clicked", stands, removed: false });

test("whether a mail was opened or clicked is not recorded where a yes is needed and missing", async () => {
  await tell("none", { kind: "consented", purpose: "news", given: true });
  expect(await carried("none")).toEqual({ opened: false, clicked: false });
  expect(await filtered("none")).toEqual({
    html: `<html><body><h1>News</h1><a href="https://gauge.example/go/7">Read</a></body></html>`,
    found: [clicked("refused"), opened("refused", true)],
  });
  expect(await carried("somebody of whom nothing is known")).toEqual({ opened: false, clicked: false });
});

test("it is where that yes was given, until it is taken back", async () => {
  const yes = { kind: "consented", purpose: "mail-figures", given: true };
  await tell("agreed", yes);
  expect(await carried("agreed")).toEqual({ opened: true, clicked: true });
  expect(await filtered("agreed")).toEqual({ html: LETTER, found: [clicked("allowed"), opened("allowed", false)] });
  const back = { ...yes, id: "back", person: "agreed", origin: "app", given: false, at: "2026-04-01T09:00:00Z" };
  await suite.post("/v1/facts", { facts: [back] });
  expect(await carried("agreed")).toEqual({ opened: false, clicked: false });
  expect((await filtered("agreed"))?.html).not.toContain("open/7.gif");
});
