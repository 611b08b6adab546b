export { acknowledgmentOf } from "./acknowledge.ts";
export { answerQuestion, turnIntoRight } from "./answer-question.ts";
export { type ApprovalInput, approveRequest, missingSigners } from "./approve-request.ts";
export { contactOf } from "./contact.ts";
export { endCooling, isCooling } from "./cooling.ts";
export { copyRequest as writeCopy, type WrittenCopy } from "./copy-request.ts";
export { groundOf } from "./denial-ground.ts";
export { denyRequest } from "./deny-request.ts";
export { endDueKeeps, endKeeps } from "./end-keeps.ts";
export { RequestError } from "./errors.ts";
export { forgetAtEpochEnd } from "./forget-person.ts";
export {
  type CopyMention,
  type CopyPiece,
  copyRecordOf,
  type GatheredCopy,
  gatherCopy,
  recordCopy,
  whyNoCopy,
} from "./gather-copy.ts";
export { mailTo } from "./mail-person.ts";
export type { MadePlan } from "./make-view.ts";
export { MESSAGE_CHARACTERS, type Message, newMessage, readMessages, writeMessage } from "./messages.ts";
export { planRequest, previewPlan, unknownRequest } from "./plan-request.ts";
export { type ProgressListener, tellProgress, watchProgress } from "./progress-feed.ts";
export { type Reapplied, reapplyErasures } from "./reapply-erasures.ts";
export { recordTold } from "./record-told.ts";
export { requestReceipt } from "./request-receipt.ts";
export { resumeAll } from "./resume-all.ts";
export { type RunOptions, runRequest } from "./run-request.ts";
export { setStoreLive } from "./set-store-live.ts";
export { type Signature, signaturesOf } from "./signatures.ts";
export { stopRequest, withdrawRequest } from "./stop-request.ts";
export { findRequest, type RequestRow, requestsOfAsker, unfinishedRequests } from "./store.ts";
export { normalized, openSubject } from "./subject.ts";
export { type NewRequest, recordRequest, takeRequest } from "./take-request.ts";
export { answerBy, listRequests, viewRequest } from "./view-request.ts";
export type { Answer, PlanView, Progress, RequestView, StoreRunView, SubjectInput } from "./views.ts";
