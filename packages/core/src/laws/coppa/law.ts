import { defineLaw } from "../law.ts";
import { clocks } from "./clocks.ts";
import { since2013, since2025 } from "./read.ts";
import { requesters, rights, scope, uses, verification } from "./rights.ts";

/**
 * The Children's Online Privacy Protection Rule. It has no zone of its own, names no ground on which a parent is refused, and
 * no number of days by which a parent is answered.
 */
export const coppa = defineLaw({
  id: "coppa",
  short: { en: "COPPA", id: "COPPA" },
  name: {
    en: "Children's Online Privacy Protection Rule of the United States",
    id: "Peraturan Pelindungan Privasi Daring Anak Amerika Serikat",
  },
  scope,
  rights,
  clocks,
  requesters,
  verification,
  ages: [
    // A second consent, apart from the first, before anything goes to third parties.
    { ...since2025("312.5(a)(2)", "coppa.separate"), under: 13, needs: "sale", consentOnly: false },
    {
      ...since2013("312.2, 312.5(a)(1)", "coppa.age: the age since 2000-04-21"),
      under: 13,
      needs: "parent",
      consentOnly: false,
      // A mail, and a second one that confirms. Read at second hand alone, and by the stricter reading.
      byMail: { to: "inside", article: "16 CFR 312.5(b)(2)(viii)", verified: false },
    },
  ],
  uses,
});
