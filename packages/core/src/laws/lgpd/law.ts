import { defineLaw } from "../law.ts";
import { bases } from "./bases.ts";
import { clocks } from "./clocks.ts";
import { conflicts, exclusions, grounds } from "./grounds.ts";
import { letters } from "./letters.ts";
import { readLater, unread } from "./read.ts";
import { rights } from "./rights.ts";
import { trackers } from "./trackers.ts";
import { uses } from "./uses.ts";
import { requesters, verification } from "./verification.ts";

/** Brazil's Lei Geral de Proteção de Dados, with the authority's Resolution on incidents. */
export const lgpd = defineLaw({
  id: "lgpd",
  short: { en: "LGPD", id: "LGPD" },
  name: {
    en: "Brazilian General Data Protection Law (Law 13.709/2018)",
    id: "Undang-Undang Umum Pelindungan Data Pribadi Brasil",
  },
  zone: "America/Sao_Paulo",
  scope: [
    {
      ...unread("LGPD Art. 3 I", "from memory: what is done with data in Brazil, whoever's it is; the item was not read"),
      by: "establishment",
      countries: ["BR"],
    },
    { ...readLater("LGPD Art. 3 II"), by: "residence", countries: ["BR"] },
  ],
  rights,
  clocks,
  requesters,
  verification,
  grounds,
  conflicts,
  exclusions,
  letters,
  bases,
  uses,
  trackers,
});
