import type { Channel } from "../base.ts";
import { categoriesOfAll } from "../lookup.ts";
import { oneOf } from "../nearest.ts";
import type { Check } from "./check.ts";
import { donePurposes } from "./purposes.ts";

/** As many as the bits of a number hold, which is how a refusal lies in memory: a purpose of more topics is several. */
const MOST_TOPICS = 30;

/** Data without which nobody is reached so: one of them. A notification needs none that a program would name. */
const NEEDS: Readonly<Partial<Record<Channel, readonly string[]>>> = {
  email: ["contact.email"],
  sms: ["contact.phone"],
  phone: ["contact.phone"],
  post: ["contact.address", "contact.street"],
};

/** Not more topics than there is room for; and a purpose that goes by a channel lists what reaching people so takes: else the notice is silent about it, and no decision lets it be used. */
export const checkParts: Check = ({ group, view, report }) => {
  for (const [id, purpose] of donePurposes(view)) {
    const topics = Object.keys(purpose.topics ?? {});
    if (topics.length > MOST_TOPICS)
      report({
        code: "topics",
        level: "error",
        path: ["purposes", id, "topics"],
        says: `\`${id}\` has ${topics.length} topics`,
        expected: `at most ${MOST_TOPICS}, or several purposes`,
      });
    const used = new Set(categoriesOfAll(group, view, Object.keys(purpose.data ?? {})));
    for (const [at, channel] of (purpose.channels ?? []).entries()) {
      const needs = NEEDS[channel] ?? [];
      if (needs.length === 0 || needs.some((category) => used.has(category))) continue;
      report({
        code: "channel",
        level: "warning",
        path: ["purposes", id, "channels", at],
        says: `\`${id}\` goes by ${channel}, and lists no ${needs[0]} in \`data\``,
        expected: `${oneOf("categories", needs)} in \`data\`, or no ${channel} among \`channels\``,
      });
    }
  }
};
