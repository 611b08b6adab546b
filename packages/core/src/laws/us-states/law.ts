import { defineLaw } from "../law.ts";
import { clocks } from "./clocks.ts";
import { exclusions, frequency, grounds } from "./grounds.ts";
import { letters } from "./letters.ts";
import { rights } from "./rights.ts";
import { trackers } from "./trackers.ts";
import { uses } from "./uses.ts";
import { requesters, verification } from "./verification.ts";

/** The laws of the states of the United States but California's: those of six were read, or told of. */
export const usStates = defineLaw({
  id: "us-states",
  short: { en: "US states", id: "Negara bagian AS" },
  name: { en: "laws of other US states", id: "hukum negara bagian AS lainnya" },
  scope: [
    {
      article: "Va. Code 59.1-575 and what is like it in each state",
      since: "2023-01-01",
      verified: false,
      evidence: "that a state protects whoever lives there was read for Virginia alone",
      by: "residence",
      countries: ["US"],
      regions: { not: ["CA"] },
    },
  ],
  rights,
  clocks,
  requesters,
  verification,
  grounds,
  frequency,
  exclusions,
  letters,
  uses,
  trackers,
});
