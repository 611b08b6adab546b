export { decideText, type TextDecision } from "./decide-text.ts";
export { type Expired, expirePackages } from "./expire-packages.ts";
export { type MadePackage, makePackage } from "./make-package.ts";
export type { Mark, MarkKind } from "./mark-names.ts";
export { makeCopyLink, type OpenedPackage, openPackage, type PackageView, viewPackage } from "./open-package.ts";
export { type ReviewText, reviewOf, type TextsInReview, textsToReview } from "./review-texts.ts";
