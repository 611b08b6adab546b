import type { LegalRule, TrackerRule } from "../law.ts";

/** The Directive on which the member states' rules on trackers rest; its consent is the Regulation's since the Regulation holds. */
const directive = (article: string): LegalRule => ({
  article: `Directive 2002/58/EC ${article}`,
  since: "2018-05-25",
  verified: true,
  evidence: "read word for word in four independent files, as consolidated on 2009-12-19 (CELEX 02002L0058-20091219)",
  read: "2026-11-28",
});

/** What is asked before something is stored on a device, or read from it. */
export const trackers: readonly TrackerRule[] = [
  { ...directive("Art. 5(3), first sentence"), choice: "opt-in" },
  { ...directive("Art. 5(3), second sentence"), choice: "none", of: "essential" },
];
