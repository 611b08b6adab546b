import type { TrackerRule } from "../law.ts";
import { unread } from "./read.ts";

const READING =
  "from memory: the law does not name trackers, and the authority's guide on them, which asks for consent where they are not necessary, was not read";

/** What is asked before something is stored on a device, or read from it. */
export const trackers: readonly TrackerRule[] = [
  { ...unread("LGPD Art. 7 I, 8", READING), choice: "opt-in" },
  { ...unread("LGPD Art. 7 V", READING), choice: "none", of: "essential" },
];
