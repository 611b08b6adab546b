import { EEA } from "../eea.ts";
import { defineLaw } from "../law.ts";
import { bases } from "./bases.ts";
import { clocks } from "./clocks.ts";
import { conflicts, exclusions, frequency, grounds } from "./grounds.ts";
import { letters } from "./letters.ts";
import { read } from "./read.ts";
import { rights } from "./rights.ts";
import { trackers } from "./trackers.ts";
import { uses } from "./uses.ts";
import { requesters, verification } from "./verification.ts";

/** The General Data Protection Regulation. */
export const gdpr = defineLaw({
  id: "gdpr",
  short: { en: "GDPR", id: "GDPR" },
  name: { en: "General Data Protection Regulation of the European Union", id: "Peraturan Umum Pelindungan Data Uni Eropa" },
  authority: "establishment",
  scope: [
    {
      ...read("GDPR Art. 3(1)"),
      by: "establishment",
      countries: EEA,
    },
    {
      ...read("GDPR Art. 3(2)"),
      by: "residence",
      countries: EEA,
    },
  ],
  rights,
  clocks,
  requesters,
  verification,
  grounds,
  conflicts,
  frequency,
  exclusions,
  letters,
  ages: [
    {
      ...read("GDPR Art. 8(1)", "gdpr.child.age: a member state may lower it to 13"),
      under: 16,
      needs: "parent",
      consentOnly: true,
    },
  ],
  bases,
  uses,
  trackers,
});
