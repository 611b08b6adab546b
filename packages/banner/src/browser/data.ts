// What the server puts before the script: a banner of core/consent.
import type { Banner } from "@troth/core/consent";

/** The name by which the built file hands the banner to the script. */
declare const TROTH_BANNER: Banner & {
  addOns?: (command: "default" | "update", granted: Readonly<Record<string, string>>) => void;
};

export const banner = TROTH_BANNER;
