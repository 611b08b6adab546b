import { defineLaw } from "../law.ts";
import { clocks } from "./clocks.ts";
import { conflicts, exclusions, grounds } from "./grounds.ts";
import { letters } from "./letters.ts";
import { readLater, unread } from "./read.ts";
import { rights } from "./rights.ts";
import { trackers } from "./trackers.ts";
import { uses } from "./uses.ts";
import { verification } from "./verification.ts";

/** The Swiss Federal Act on Data Protection with its Ordinance. It regulates nobody who asks for another. */
export const chFadp = defineLaw({
  id: "ch-fadp",
  short: { en: "Swiss FADP", id: "FADP Swiss" },
  name: { en: "Swiss Federal Act on Data Protection", id: "Undang-Undang Federal Swiss tentang Pelindungan Data" },
  zone: "Europe/Zurich",
  authority: "CH",
  // `What takes effect in Switzerland`: in any case what is done with the data of who lives there, and what is done there.
  scope: [
    {
      ...unread("FADP Art. 3(1)", "that what is done in Switzerland takes effect there, whoever's data it is, is our reading"),
      by: "establishment",
      countries: ["CH"],
    },
    { ...readLater("FADP Art. 3(1)"), by: "residence", countries: ["CH"] },
  ],
  rights,
  clocks,
  verification,
  grounds,
  conflicts,
  exclusions,
  letters,
  uses,
  trackers,
});
