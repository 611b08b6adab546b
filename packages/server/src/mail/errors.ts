import { TrothError } from "@troth/core/foundation";

/** Why mail is not set up. */
export type MailErrorCode = "mail.smtp-url" | "mail.from";

/** A setting of mail cannot be used. The message never repeats it: an address of a mail server holds a password. */
export class MailError extends TrothError {
  readonly code: MailErrorCode;

  constructor(code: MailErrorCode, message: string, more: { readonly place?: string; readonly advice?: string } = {}) {
    super(message, more);
    this.code = code;
  }
}
