import { plain } from "../counting.ts";
import type { ClockRule, RightWord } from "../law.ts";
import { read, readLater, readResolution } from "./read.ts";

/** The rights of Art. 18 but access, which alone has its days (Art. 19). */
const WITHOUT_DAYS: readonly RightWord[] = ["information", "rectification", "erasure", "portability", "withdrawal", "objection"];

const ofTheLaw = plain("LGPD Art. 19 II");
const ofTheResolution = plain("Res. CD/ANPD 15/2024 Art. 6, 9");

const onReceipt = { starts: "receipt", bound: "by", counting: ofTheLaw } as const;

/** Twice as long for small agents (§ 8 of Art. 6, § 6 of Art. 9), who are not told apart here: the shorter holds for all. */
const ofIncident = (at: {
  readonly article: string;
  readonly numbers: string;
  readonly act: ClockRule["act"];
  readonly starts: ClockRule["starts"];
  readonly days: number;
}): ClockRule => ({
  ...readResolution(`Res. CD/ANPD 15/2024 ${at.article}`, at.numbers),
  act: at.act,
  starts: at.starts,
  bound: "by",
  period: { count: at.days, unit: "business days" },
  counting: ofTheResolution,
});

/** The clocks of the law, and of the authority's Resolution on incidents. */
export const clocks: readonly ClockRule[] = [
  {
    ...read("LGPD Art. 19 I", "br.access.simple"),
    ...onReceipt,
    act: "answer-categories",
    rights: ["access"],
    noNumber: "at-once",
  },
  {
    ...read("LGPD Art. 19 II", "br.access.full"),
    ...onReceipt,
    act: "answer",
    rights: ["access"],
    period: { count: 15, unit: "days" },
  },
  { ...read("LGPD Art. 18 § 5º", "br.other: no days in the law"), ...onReceipt, act: "answer", rights: WITHOUT_DAYS },
  { ...read("LGPD Art. 20", "br.adm: no days in the law"), ...onReceipt, act: "answer", rights: ["human-review"] },
  { ...read("LGPD Art. 18 § 4º", "br.cannot"), ...onReceipt, act: "refuse", rights: ["access", ...WITHOUT_DAYS] },
  {
    ...read("LGPD Art. 18 § 6º", "br.recipients"),
    act: "pass-on",
    rights: ["rectification", "erasure"],
    starts: "completion",
    bound: "by",
    noNumber: "at-once",
    counting: ofTheLaw,
  },
  { ...readLater("LGPD Art. 9 § 2º"), act: "inform", starts: "change", bound: "by", noNumber: "before", counting: ofTheLaw },
  ofIncident({ article: "Art. 6", numbers: "br.breach", act: "notify-authority", starts: "awareness", days: 3 }),
  ofIncident({ article: "Art. 6 § 3º", numbers: "br.breach", act: "complete-notification", starts: "report", days: 20 }),
  ofIncident({ article: "Art. 9", numbers: "br.breach.subject", act: "notify-people", starts: "awareness", days: 3 }),
  // Three business days from the end of the three of Art. 9: six from the same moment, whenever people were told.
  ofIncident({ article: "Art. 9 § 4º", numbers: "br.breach.declare", act: "declare-told", starts: "awareness", days: 6 }),
  {
    ...readResolution("Res. CD/ANPD 15/2024 Art. 10", "br.breach.keep"),
    act: "keep-breaches",
    starts: "record",
    bound: "at-least",
    period: { count: 5, unit: "years" },
    counting: ofTheResolution,
  },
];
