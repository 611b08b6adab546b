export { answerContentLink, type ContentAnswer, readContentLink, withdrawContent } from "./answer-content.ts";
export { lapseContents } from "./lapse-contents.ts";
export { openWithdrawal, WITHDRAW_JOB } from "./open-withdrawal.ts";
export { keepUntil } from "./store.ts";
export { type NewContent, type SubmittedContent, submitContent } from "./submit-content.ts";
export {
  type ContentStands,
  type ContentThread,
  contentsBeside,
  contentsOf,
  type OpenContent,
  standsApproved,
} from "./thread.ts";
export { endOfAsking } from "./times.ts";
