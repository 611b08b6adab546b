export { mailboxOf, readAddress } from "./address.ts";
export { type AskAnswer, type AskInput, type AskLanguage, type AskRefusal, askFor } from "./ask-for.ts";
export { askedRequest, askedRequests } from "./asked-requests.ts";
export { type CodeAnswer, type Entered, enterCode, shownTo } from "./enter-code.ts";
export {
  enterIdentifyCode,
  type IdentifyAnswer,
  sendIdentifyCode,
  sendIdentifyCodeAgain,
  settleIdentifyCode,
} from "./identify-code.ts";
export { lapseAsks } from "./lapse-asks.ts";
export { CODES_PER_ADDRESS, CODES_PER_ADDRESS_AND_NETWORK, CODES_PER_NETWORK } from "./limits.ts";
export { sendCodeAgain } from "./send-code-again.ts";
export { endPersonSession, personOf } from "./sessions.ts";
export { waitingAsks } from "./waiting-asks.ts";
