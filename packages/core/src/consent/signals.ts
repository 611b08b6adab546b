import type { TrackerRule } from "../program/index.ts";

/** Keys of Google's consent mode, version 2. Which purposes are behind a key is the taxonomy's. */
export const GOOGLE_KEYS = [
  "ad_storage",
  "ad_user_data",
  "ad_personalization",
  "analytics_storage",
  "functionality_storage",
  "personalization_storage",
  "security_storage",
] as const;

const loadsFrom =
  (host: RegExp) =>
  ({ loads, domain = "" }: TrackerRule): boolean =>
    [...loads, domain].some((one) => host.test(one));

/** Microsoft's advertising tag: it has a consent mode of its own. */
export const isOfUet = loadsFrom(/(^|[/.])bat\.bing\.(com|net)(\/|$)/);

/** Microsoft's session recording. */
export const isOfClarity = loadsFrom(/(^|[/.])clarity\.ms(\/|$)/);
