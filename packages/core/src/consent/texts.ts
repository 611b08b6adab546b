// The banner's own words. What it says of purposes and trackers is the program's.
import type { LegalPeriod } from "../foundation/index.ts";
import type { Program, TrackerRule } from "../program/index.ts";
import type { BannerTexts } from "./banner.ts";

/** Languages that the banner itself speaks. */
export type BannerLanguage = "en" | "id";

/** What the words are put together with. */
interface Filling {
  readonly service: string;
  /** Names of purposes that wait for a yes, in a list. */
  readonly asked: string;
  /** Names of those that run until a no. */
  readonly running: string;
}

interface Catalog {
  /** In which direction its script runs. */
  readonly dir: "ltr" | "rtl";
  readonly texts: Readonly<Record<"opt-in" | "opt-out" | "notice", (filling: Filling) => BannerTexts>>;
  readonly kinds: Readonly<Record<TrackerRule["kind"], string>>;
  readonly units: Readonly<Record<LegalPeriod["unit"], readonly [one: string, many: string]>>;
  readonly session: string;
  readonly forever: string;
  readonly count: (count: number, alone: boolean) => string;
  readonly thirdParty: string;
}

const english = {
  notice: "Privacy notice",
  accept: "Accept all",
  refuse: "Refuse all",
  choose: "Choose",
  save: "Save",
  close: "Close",
  second: "Choose what may run",
  yes: "Yes",
  no: "No",
  always: "Always on: the site needs it.",
  again: "Privacy choices",
  gpc: "Global Privacy Control is on, and honored: no advertising, no sale, no sharing",
  gpcNote: "A yes below goes before it.",
  optedOut: "Your opt-out is in effect",
  optOut: "Opt out at the provider too (not needed)",
};

const indonesian: typeof english = {
  notice: "Pemberitahuan privasi",
  accept: "Terima semua",
  refuse: "Tolak semua",
  choose: "Pilih",
  save: "Simpan",
  close: "Tutup",
  second: "Pilih apa yang boleh berjalan",
  yes: "Ya",
  no: "Tidak",
  always: "Selalu aktif: situs memerlukannya.",
  again: "Pilihan privasi",
  gpc: "Global Privacy Control aktif dan dihormati: tanpa iklan, tanpa penjualan, tanpa pembagian data",
  gpcNote: "Jawaban ya di bawah ini lebih diutamakan.",
  optedOut: "Penolakan Anda berlaku",
  optOut: "Tolak juga di pihak penyedia (tidak wajib)",
};

const en: Catalog = {
  dir: "ltr",
  texts: {
    "opt-in": ({ service, asked, running }) => ({
      ...english,
      title: `May ${service} use trackers?`,
      intro: `For: ${asked}. None of it runs before you say yes, and the site works the same if you refuse.${running === "" ? "" : ` Running until you refuse: ${running}.`} Change your answer at any time.`,
    }),
    "opt-out": ({ running }) => ({
      ...english,
      title: "Your privacy choices",
      intro: `Trackers run for: ${running}.`,
      // The name is the statute's. @source Cal. Civ. Code 1798.135(a)(1); 11 CCR 7013(c)
      again: "Do Not Sell or Share My Personal Information",
      // A way out of cookies alone would be none. @source 11 CCR 7026(a)(4)
      second: "Sale, sharing and trackers",
      gpc: "Opt-out signal honored",
    }),
    notice: ({ service, running }) => ({
      ...english,
      title: `${service} uses trackers`,
      intro: `For: ${running}. You can refuse them, now or at any time.`,
    }),
  },
  kinds: {
    cookie: "Cookie",
    "local-storage": "Local storage",
    "session-storage": "Session storage",
    "indexed-db": "Database in the browser",
    pixel: "Pixel",
    tag: "Script",
    fingerprint: "Features of the device",
    sdk: "Library",
  },
  units: {
    hours: ["hour", "hours"],
    days: ["day", "days"],
    "business days": ["business day", "business days"],
    weeks: ["week", "weeks"],
    months: ["month", "months"],
    years: ["year", "years"],
  },
  session: "until the browser closes",
  forever: "until it is deleted",
  count: (count, alone) => `${count} ${count === 1 ? "tracker" : "trackers"}${alone && count > 1 ? ", one by one" : ""}`,
  thirdParty: "third party",
};

const id: Catalog = {
  dir: "ltr",
  texts: {
    "opt-in": ({ service, asked, running }) => ({
      ...indonesian,
      title: `Bolehkah ${service} memakai pelacak?`,
      intro: `Untuk: ${asked}. Tidak satu pun berjalan sebelum Anda setuju, dan situs tetap berfungsi sama jika Anda menolak.${running === "" ? "" : ` Berjalan sampai Anda menolak: ${running}.`} Anda dapat mengubah jawaban kapan saja.`,
    }),
    "opt-out": ({ running }) => ({
      ...indonesian,
      title: "Pilihan privasi Anda",
      intro: `Pelacak berjalan untuk: ${running}.`,
      again: "Jangan Jual atau Bagikan Informasi Pribadi Saya",
      second: "Penjualan, pembagian, dan pelacak",
      gpc: "Sinyal penolakan dihormati",
    }),
    notice: ({ service, running }) => ({
      ...indonesian,
      title: `${service} memakai pelacak`,
      intro: `Untuk: ${running}. Anda dapat menolaknya, sekarang atau kapan saja.`,
    }),
  },
  kinds: {
    cookie: "Kuki",
    "local-storage": "Penyimpanan lokal",
    "session-storage": "Penyimpanan sesi",
    "indexed-db": "Basis data di peramban",
    pixel: "Piksel",
    tag: "Skrip",
    fingerprint: "Ciri perangkat",
    sdk: "Pustaka",
  },
  units: {
    hours: ["jam", "jam"],
    days: ["hari", "hari"],
    "business days": ["hari kerja", "hari kerja"],
    weeks: ["minggu", "minggu"],
    months: ["bulan", "bulan"],
    years: ["tahun", "tahun"],
  },
  session: "sampai peramban ditutup",
  forever: "sampai dihapus",
  count: (count, alone) => `${count} pelacak${alone && count > 1 ? ", satu per satu" : ""}`,
  thirdParty: "pihak ketiga",
};

/** Both catalogs. */
export const CATALOGS: Readonly<Record<BannerLanguage, Catalog>> = { en, id };

/** In which of its languages the banner speaks to somebody of this one: English where it has none. */
export const bannerLanguage = (language: string): BannerLanguage => (/^(id|ms)\b/i.test(language) ? "id" : "en");

/** The language in which somebody of this one is addressed, out of the program's and the banner's: made-up ones are all the same. */
export const spokenLanguage = ({ languages }: Pick<Program, "languages">, language: string): string =>
  [language, language.split("-")[0] ?? ""].find((one) => languages.includes(one)) ?? bannerLanguage(language);
