// The shop with a site that asks for consent, and records as its pages send them.
import { randomUUID } from "node:crypto";
import type { ConsentWrite } from "@troth/core/consent";
import { type ServedWorkshop, serveWorkshop } from "./served-workshop.ts";

/** Where its pages are. */
export const SITE = "https://www.workshop.example";
/** Where those of its other site are. */
export const JOURNAL = "https://journal.workshop.example";

/** No budget of calls holds anybody up. */
export const unhurried = { consent: { calls: 10_000_000, seconds: 60 } };

/** What a record touches in the database. The server's chores run beside it, on tables of their own. */
export const CONSENT_TABLES: readonly string[] = [
  ...["person", "person_identifier", "fact_subject", "fact", "fact_change", "fact_feed", "erased_subject"],
  ...["notice_version", "shown_text", "entry", "log", "checkpoint", "tile", "sequencer"],
];

/** Serves it; `purposes`: lines of the program for more of them. */
export const serveConsentShop = (env: Readonly<Record<string, string>> = {}, purposes = ""): Promise<ServedWorkshop> =>
  serveWorkshop({ env, budgets: unhurried }, "", "", [
    [
      "subjects: [customer]",
      `subjects: [customer]
services:
  site: { name: Workshop, urls: ["${SITE}/shop"] }
  journal: { name: Journal, urls: ["${JOURNAL}"] }`,
    ],
    [
      "recipients:",
      `  letter: { kind: newsletter, basis: consent, data: [contact.email] }
  statistics: { kind: analytics, basis: consent, data: [usage] }
  ads: { kind: cross-context-advertising, basis: consent, data: [usage] }
${purposes}trackers:
  _visits: { kind: cookie, party: first, lasts: 1 year, in: site, purpose: statistics }
  _ads: { kind: cookie, party: first, lasts: 1 year, in: site, purpose: ads }
recipients:`,
    ],
  ]);

/** A record of a browser that nobody has seen before. */
export const newRecord = (more: Partial<ConsentWrite> = {}): ConsentWrite => ({
  ...{ id: randomUUID(), browser: randomUUID(), shown: "a".repeat(64), choices: { letter: true, statistics: false } },
  ...{ how: "choose", language: "en", at: new Date().toISOString(), gpc: false },
  ...more,
});
