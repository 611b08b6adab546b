import { plain } from "../counting.ts";
import type { ClockRule } from "../law.ts";
import { since2013, since2025 } from "./read.ts";
import { ASKED } from "./rights.ts";

const counting = plain("16 CFR Part 312, which says nothing of how it counts");

/** What runs. */
export const clocks: readonly ClockRule[] = [
  {
    // The rule has no days for a parent's request, and not even a word for haste.
    ...since2013("312.6(a)", "coppa.parent.review"),
    act: "answer",
    rights: ASKED,
    starts: "receipt",
    bound: "by",
    counting,
  },
  { ...since2013("312.4(a), 312.5(a)(1)"), act: "inform", starts: "collection", bound: "by", noNumber: "before", counting },
  {
    // How parents are reached, where no consent came.
    ...since2013("312.5(c)(1)", "coppa.contact.purge"),
    act: "delete-collected",
    starts: "collection",
    bound: "by",
    noNumber: "reasonable-time",
    counting,
  },
  {
    // The document by which a parent was known.
    ...since2013("312.5(b)(2)(v)"),
    act: "delete-collected",
    starts: "completion",
    bound: "by",
    noNumber: "without-delay",
    counting,
  },
  {
    ...since2025("312.8(b)(2), (5)", "coppa.security"),
    act: "assess-risk",
    starts: "completion",
    bound: "by",
    period: { count: 1, unit: "years" },
    counting,
  },
];
