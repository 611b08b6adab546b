export { carriedTo } from "./carried-to.ts";
export { type ChoiceAt, type ChoiceReceipt, choiceReceipt, choiceRecord, readHistory } from "./choice-receipts.ts";
export { type ChoiceLink, choiceToken, openLink, readChoiceToken, sealLink } from "./choice-tokens.ts";
export { type TakenConsent, takeConsent } from "./consent-intake.ts";
export { type FilteredMail, filterMails } from "./filter-mail.ts";
export { type BannerAsked, serveBanner } from "./serve-banner.ts";
export { readChoices, setChoices } from "./set-choices.ts";
export { linkOfSubject, linkQuoted, type StopLink, stopMailto } from "./stop-mail.ts";
export { findShown, noticeSince } from "./store.ts";
