export { answerContentLink, type ContentAnswer, readContentLink } from "./answer-content.ts";
export { lapseContents } from "./lapse-contents.ts";
export { type NewContent, type SubmittedContent, submitContent } from "./submit-content.ts";
export type { ContentStands, ContentThread, OpenContent } from "./thread.ts";
