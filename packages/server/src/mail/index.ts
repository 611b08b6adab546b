export type { Mail, NewMail } from "./mails.ts";
export { pageOf } from "./page-of.ts";
export { queueMail } from "./queue-mail.ts";
