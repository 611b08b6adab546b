export { acknowledgmentOf } from "./acknowledge.ts";
export { answerQuestion, turnIntoRight } from "./answer-question.ts";
export { appealRequest, type NewAppeal } from "./appeal-request.ts";
export { type AppealView, wordsOfAppeal } from "./appeals.ts";
export { type ApprovalInput, approveRequest, missingSigners } from "./approve-request.ts";
export { type AskedFor, askPerson, mayAskWho } from "./ask-person.ts";
export { type AskerView, askerAsTold, askerOf, isProven, type Shown } from "./asker.ts";
export {
  articleOf,
  askerOptions,
  isMeasure,
  lackingSays,
  MEASURE_WORDS,
  REQUESTER_WORDS,
  refusedSays,
  STAKE_WORDS,
} from "./asker-words.ts";
export { answerBy, clockOf, lawsOf, movesOf } from "./clock-of.ts";
export { closeOrHold } from "./close-request.ts";
export { contactOf } from "./contact.ts";
export { endCooling, isCooling } from "./cooling.ts";
export { copyRecordOf, copyUntil } from "./copy-record.ts";
export { copyRequest as writeCopy, type WrittenCopy } from "./copy-request.ts";
export { decideAnew } from "./decide-anew.ts";
export { type AppealDecision, decideAppeal, mayDecideAppeal } from "./decide-appeal.ts";
export { denialsOfRequest, whyNotHeld } from "./denial-choices.ts";
export { type Denial, groundOf } from "./denial-ground.ts";
export { type DenyInput, denyRequest } from "./deny-request.ts";
export { endDueKeeps, endKeeps } from "./end-keeps.ts";
export { isDamaged, RequestError } from "./errors.ts";
export { extendRequest } from "./extend-request.ts";
export { type Fee, isFeeOpen } from "./fee.ts";
export { askFee, settleFee } from "./fees.ts";
export { forgetAtEpochEnd } from "./forget-person.ts";
export {
  type CopyMention,
  type CopyPiece,
  type CopySink,
  type GatheredCopy,
  gatherCopy,
  recordCopy,
  whyNoCopy,
} from "./gather-copy.ts";
export { hadSays } from "./had-says.ts";
export { otherKinds } from "./identity-kinds.ts";
export { storeModes } from "./journal-store.ts";
export { lookForLateRows } from "./late-rows.ts";
export { openLeads } from "./leads.ts";
export { isLeavingOut, leaveOut } from "./leave-out.ts";
export { letStay } from "./let-stay.ts";
export { mailTo } from "./mail-person.ts";
export type { MadePlan } from "./make-view.ts";
export { MESSAGE_CHARACTERS, type Message, markAnswered, newMessage, readMessages, writeMessage } from "./messages.ts";
export { FURTHER_SHOWN_BY, isShownBy, mayName, type NamedFurther, nameFurther, SHOWN_BY, type ShownBy } from "./name-further.ts";
export { sayNotTheirs } from "./not-theirs.ts";
export { noticeAllRestored, noticeRestored, type RestoredStore, restoredSays, restoredStores } from "./notice-restored.ts";
export { afterBatch } from "./person-store.ts";
export { planRequest, previewPlan, unknownRequest } from "./plan-request.ts";
export { type ProgressListener, tellProgress, watchProgress } from "./progress-feed.ts";
export { type Reapplied, reapplyErasures } from "./reapply-erasures.ts";
export { recordShown, sayOfAsker } from "./record-shown.ts";
export { recordTold } from "./record-told.ts";
export { expireCopies } from "./remove-copies.ts";
export { reopenRequest } from "./reopen-request.ts";
export { reportTask } from "./report-task.ts";
export { requestReceipt } from "./request-receipt.ts";
export { resumeAll } from "./resume-all.ts";
export { type RunOptions, runRequest } from "./run-request.ts";
export { setStoreLive } from "./set-store-live.ts";
export { isSettledBy, SETTLED_BY, type SettledAs, type SettledBy, settleRun } from "./settle-run.ts";
export { type Signature, signaturesOf } from "./signatures.ts";
export { openSought, placeName, type SoughtOf, soughtKey } from "./sought.ts";
export { stopCollecting } from "./stop-collecting.ts";
export { stopMarketing } from "./stop-marketing.ts";
export { stopRequest, withdrawRequest } from "./stop-request.ts";
export { codeThatWaits, findRequest, type RequestRow, requestsOfAsker, unfinishedRequests } from "./store.ts";
export { MOST_PEOPLE, normalized, openSubject } from "./subject.ts";
export { subjectsOfRequest } from "./subjects-of-request.ts";
export { type NewRequest, personNamed, recordRequest, takeRequest } from "./take-request.ts";
export { type TaskPart, takesReports, taskPartOf } from "./task-part.ts";
export { type ToldByLaw, toldByLaw } from "./told-by-law.ts";
export { listRequests, viewRequest } from "./view-request.ts";
export type { Answer, PlanView, Progress, RequestView, StoreRunView, SubjectInput } from "./views.ts";
