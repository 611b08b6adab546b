import { periodEnd } from "@troth/core/jurisdictions";
import type { Installation } from "../installation/index.ts";

/** How long an author has to answer, and how long a text stays that they said no to: they may think better of it. */
const ANSWERED_WITHIN = { count: 30, unit: "days" } as const;

/** Until when a text is kept that nobody approved. */
export const endOfAsking = ({ surroundings, program }: Pick<Installation, "surroundings" | "program">): string =>
  periodEnd(new Date(surroundings.now()).toISOString(), ANSWERED_WITHIN, program.zone);
