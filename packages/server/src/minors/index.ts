export {
  answerParent,
  type ParentAnswer,
  type ParentLink,
  type ParentQuestion,
  readParentLink,
} from "./answer-parent.ts";
export { type AgeAnswer, type AgeAsked, gateAge } from "./gate-age.ts";
export { lapseParents } from "./lapse-parents.ts";
export { readWithdrawToken, withdrawParent } from "./withdraw-parent.ts";
