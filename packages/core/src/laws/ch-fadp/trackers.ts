import type { LegalRule, TrackerRule } from "../law.ts";

const tca: LegalRule = {
  article: "TCA (SR 784.10) Art. 45c",
  since: "2023-09-01",
  verified: true,
  evidence: "its words are quoted by a law firm (hostpoint.ch, VISCHER) and told alike by three others",
  read: "2026-11-28",
};

/** What is asked before something is stored on a device, or read from it. That some profiling needs a yes is guidance of the authority (2025), not read. */
export const trackers: readonly TrackerRule[] = [{ ...tca, choice: "notice" }];
