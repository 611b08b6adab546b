export { type Refusals, type RefusedTracker, refusalsOf, refusedTrackers } from "./account-refusals.ts";
export {
  type AccountSignal,
  accountSignal,
  placeOfSignal,
  sellsOrShares,
  takesSignal,
} from "./account-signal.ts";
export { type AgeGate, type AgeRuleAt, ageGate } from "./age-gate.ts";
export {
  type Answers,
  type Banner,
  type BannerChoice,
  type BannerPurpose,
  type BannerTexts,
  type BannerTracker,
  type ConsentHow,
  type ConsentWrite,
  namesShown,
  type SignInWrite,
} from "./banner.ts";
export { canRefuse } from "./bases.ts";
export { choicesOf, type PurposeChoice, trackersOf } from "./choices-of.ts";
export { type ChoicesText, choicesText } from "./choices-text.ts";
export { type ChoiceMade, consentRecord } from "./consent-record.ts";
export { type CspInput, cspFor, type Unsayable, unsayable } from "./csp.ts";
export { type BannerInput, type DrawnUpBanner, drawUpBanner } from "./draw-up-banner.ts";
export {
  type ConsentKnown,
  type ConsentWritten,
  consentWrite,
  factOfConsent,
  type ReadConsent,
  type SignInWritten,
  signInWrite,
} from "./fact-of-write.ts";
export { allowedByCookie, CHOICE_COOKIE, type CookieAt } from "./kept-choice.ts";
export { mayCarry } from "./may-carry.ts";
export {
  type Chooser,
  type OfferedChoice,
  type OfferedChoices,
  type OfferedPart,
  type OfferedTracker,
  offerChoices,
} from "./offer-choices.ts";
export { type PageAsked, PageError, type PagePolicies, pagePolicies } from "./page-policy.ts";
export { type AppliedRule, choiceAbout, type Judged, stricter } from "./regime.ts";
export { type AskedThen, readShown, type TextShown } from "./shown-text.ts";
export type { LackOfYes } from "./standing-yes.ts";
export { type BannerLanguage, bannerLanguage, spokenLanguage } from "./texts.ts";
export { ownTrackerLine, trackerLine } from "./tracker-line.ts";
export { trackerName, trackerOfName } from "./tracker-names.ts";
export { matchedRequests, matchesRequest } from "./urls.ts";
export { endedBy, goesBy, marketingOf, type Noes, type WayOut, withWholeNoes } from "./ways-out.ts";
