import type { TrackerRule } from "../law.ts";
import { unread } from "./read.ts";

const READING =
  "the Act does not name trackers: that what they take rests on consent where the person asked for nothing is our reading";

/** What is asked before something is stored on a device, or read from it. */
export const trackers: readonly TrackerRule[] = [
  { ...unread("UU PDP Pasal 20 ayat (2) huruf a", READING), choice: "opt-in" },
  { ...unread("UU PDP Pasal 20 ayat (2) huruf b", READING), choice: "none", of: "essential" },
];
