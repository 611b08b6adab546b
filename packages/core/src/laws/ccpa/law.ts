import { defineLaw } from "../law.ts";
import { clocks } from "./clocks.ts";
import { conflicts, exclusions, frequency, grounds } from "./grounds.ts";
import { letters } from "./letters.ts";
import { FIRST, statute } from "./read.ts";
import { rights, scope, uses } from "./rights.ts";
import { trackers } from "./trackers.ts";
import { requesters, verification } from "./verification.ts";
import { coverage, withheld } from "./withheld.ts";

/** The California Consumer Privacy Act, as the Act of 2020 changed it, with its regulations. */
export const ccpa = defineLaw({
  id: "ccpa",
  short: { en: "CCPA", id: "CCPA" },
  name: { en: "California Consumer Privacy Act", id: "Undang-Undang Privasi Konsumen California" },
  zone: "America/Los_Angeles",
  scope,
  rights,
  clocks,
  requesters,
  verification,
  grounds,
  conflicts,
  frequency,
  exclusions,
  coverage,
  withheld,
  letters,
  ages: [
    {
      ...statute("1798.120(c); 11 CCR 7070(a), 7071(a)", FIRST, "ca.minor.parent, ca.minor.self"),
      under: 16,
      needs: "sale",
      self: 13,
      consentOnly: false,
    },
  ],
  uses,
  trackers,
});
