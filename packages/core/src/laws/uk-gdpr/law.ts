import { defineLaw } from "../law.ts";
import { clocks } from "./clocks.ts";
import { conflicts, exclusions, frequency, grounds } from "./grounds.ts";
import { letters } from "./letters.ts";
import { left } from "./read.ts";
import { rights } from "./rights.ts";
import { trackers } from "./trackers.ts";
import { bases, uses } from "./uses.ts";
import { requesters, verification } from "./verification.ts";

/** The UK GDPR with the Data Protection Act 2018, as the Data (Use and Access) Act 2025 changed them. */
export const ukGdpr = defineLaw({
  id: "uk-gdpr",
  short: { en: "UK GDPR", id: "UK GDPR" },
  name: {
    en: "UK General Data Protection Regulation and Data Protection Act 2018",
    id: "Peraturan Umum Pelindungan Data dan Undang-Undang Pelindungan Data 2018 Britania Raya",
  },
  authority: "GB",
  scope: [
    { ...left("UK GDPR Art. 3(1)"), by: "establishment", countries: ["GB"] },
    { ...left("UK GDPR Art. 3(2)"), by: "residence", countries: ["GB"] },
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
      article: "UK GDPR Art. 8(1)",
      since: "2018-05-25",
      verified: false,
      evidence: "uk.child.age: quoted at second hand; s 9 of the Data Protection Act 2018 is left out of the text that was read",
      under: 13,
      needs: "parent",
      consentOnly: true,
    },
  ],
  bases,
  uses,
  trackers,
});
