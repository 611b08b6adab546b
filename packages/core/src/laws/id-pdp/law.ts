import { defineLaw } from "../law.ts";
import { bases } from "./bases.ts";
import { clocks } from "./clocks.ts";
import { conflicts, grounds } from "./grounds.ts";
import { letters } from "./letters.ts";
import { read, readLater, unread } from "./read.ts";
import { rights } from "./rights.ts";
import { trackers } from "./trackers.ts";
import { uses } from "./uses.ts";

const SCOPE = readLater("UU PDP Pasal 2", "read in UU 27/2022 as quoted whole at detik.com and kanalmuria.com, which agree");

/** Undang-Undang 27/2022. It regulates nobody who asks for another, and no check of identity. PP 33/2026 is not in it. */
export const idPdp = defineLaw({
  id: "id-pdp",
  short: { en: "UU PDP", id: "UU PDP" },
  name: {
    en: "Indonesian Personal Data Protection Act (Law 27/2022)",
    id: "Undang-Undang Nomor 27 Tahun 2022 tentang Pelindungan Data Pribadi",
  },
  zone: "Asia/Jakarta",
  scope: [
    { ...SCOPE, by: "establishment", countries: ["ID"] },
    { ...SCOPE, by: "residence", countries: ["ID"] },
  ],
  rights,
  clocks,
  // The Act has no rule about agents, parents or heirs who ask, and none about identity: only how a request is made.
  requesters: [],
  verification: [
    {
      ...read("UU PDP Pasal 14", "id.request: rights of Pasal 6-11"),
      rights: ["rectification", "access", "erasure", "withdrawal", "human-review", "restriction"],
      requesters: ["person", "agent", "agent-with-power", "parent", "guardian", "heir"],
      measures: { "recorded-request": "must" },
    },
  ],
  grounds,
  conflicts,
  letters,
  ages: [
    {
      ...unread(
        "UU PDP Pasal 25 ayat (2)",
        "id.guardian: consent of a parent or guardian is read; the Act names no age, 18 is that of the program's language",
      ),
      under: 18,
      needs: "parent",
      consentOnly: false,
    },
  ],
  bases,
  uses,
  trackers,
});
