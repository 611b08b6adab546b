import type { Asked } from "./asked.ts";

/**
 * Whether nobody who asks this is ever asked to show who they are: opt-outs, limits, and objections to marketing. What a law
 * lets a company ask of them it may leave, and this product leaves it; a law's prohibition, and a duty if one had it, still hold.
 *
 * @source 11 CCR 7026(d), 7027(e), 7060(b)
 * @source GDPR Art. 21(2), (3)
 */
export const isNeverVerified = ({ right, marketing = false }: Pick<Asked, "right" | "marketing">): boolean =>
  right === "opt-out" || right === "limit" || right === "automated-opt-out" || (right === "objection" && marketing);
