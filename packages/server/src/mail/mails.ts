import type { ContentWord } from "@troth/core/laws";
import type { Language } from "../words/index.ts";

/** Mails to whoever the program asks to go through a store: for a request, or for what a law kept. */
export type TaskTemplate = "task" | "task-late" | "task-keep" | "task-keep-late";

/** What the laws of the request want told in a letter of this kind. Absent: it was queued before letters knew. */
interface ToldByLaw {
  readonly contents?: readonly ContentWord[];
}

/**
 * Every mail that the product sends, with what it is filled with. Days and moments are ISO 8601 in UTC; addresses of pages
 * are whole. Subject lines and links carry no personal value.
 */
export type Mail =
  | {
      readonly template: "code";
      readonly kind: "access" | "erasure" | "question" | "concern" | "sign-in" | "identify";
      readonly code: string;
      readonly until: string;
      /** Where the owner of the mailbox asks, whatever others had sent to it. Absent: it was queued before there was such a page. */
      readonly own?: string;
    }
  | { readonly template: "nothing-here"; readonly own?: string }
  // To a parent of a child who came to a collection point: it names no child.
  | { readonly template: "parent-ask"; readonly until: string; readonly page: string }
  | { readonly template: "parent-agreed"; readonly page: string }
  // To who wrote a text that is to be published: it holds nothing of the text. `content-changed`: they approved another one of before.
  | { readonly template: "content-ask" | "content-changed"; readonly until: string; readonly page: string }
  | (ToldByLaw & {
      readonly template: "received";
      readonly request: string;
      readonly right: "access" | "erasure";
      readonly due: string | undefined;
      readonly law: string | undefined;
      readonly page: string;
    })
  | {
      readonly template: "question-received";
      readonly request: string;
      readonly kind: "question" | "concern";
      readonly page: string;
    }
  | { readonly template: "answered"; readonly request: string; readonly page: string }
  | { readonly template: "message"; readonly request: string; readonly page: string }
  | { readonly template: "cooling"; readonly request: string; readonly until: string; readonly page: string }
  | { readonly template: "stopped"; readonly request: string; readonly page: string }
  | { readonly template: "withdrawn"; readonly request: string; readonly page: string }
  | (ToldByLaw & {
      readonly template: "turned";
      readonly request: string;
      readonly right: "access" | "erasure";
      readonly due?: string | undefined;
      readonly law?: string | undefined;
      readonly page: string;
    })
  | (ToldByLaw & {
      readonly template: "denied";
      readonly request: string;
      readonly because: string;
      readonly page: string;
      readonly law: string | undefined;
      /** They can appeal, and it is decided by then where a law sets a day. */
      readonly appeal?: true;
    })
  | (ToldByLaw & {
      readonly template: "extended";
      readonly request: string;
      readonly because: string;
      readonly until: string;
      readonly law: string;
      readonly page: string;
    })
  | {
      readonly template: "appeal-received";
      readonly request: string;
      readonly due: string | undefined;
      readonly law: string | undefined;
      readonly page: string;
    }
  | (ToldByLaw & {
      readonly template: "appeal-granted" | "appeal-refused";
      readonly request: string;
      readonly because: string;
      readonly law: string | undefined;
      readonly page: string;
    })
  | (ToldByLaw & {
      readonly template: "fee";
      readonly request: string;
      readonly because: string;
      /** As it is written: `CHF 120`. */
      readonly amount: string;
      /** Until when it can be accepted, where a law says. */
      readonly until: string | undefined;
      readonly law: string | undefined;
      readonly page: string;
    })
  // To whoever the program asks to go through a store by hand.
  | {
      readonly template: TaskTemplate;
      readonly request: string;
      readonly store: string;
      readonly due: string;
      readonly page: string;
    }
  | (ToldByLaw & {
      readonly template: "copy-ready";
      readonly request: string;
      readonly until: string;
      readonly law?: string | undefined;
      readonly page: string;
    })
  | (ToldByLaw & {
      readonly template: "erased";
      readonly request: string;
      readonly receivedAt: string;
      readonly deleted: number;
      readonly changed: number;
      readonly kept: number;
      readonly keptUntil: string | undefined;
      /** Of `kept`: how many have no end that is known. */
      readonly keptWithoutEnd?: number;
      /** By which something is kept. */
      readonly law: string | undefined;
      /** By which this is told. */
      readonly toldBy?: string | undefined;
      /** Who could not be told, each with why. */
      readonly untold?: readonly { readonly name: string; readonly because: string }[];
      readonly page: string;
    });

/** A mail for somebody, as a use case queues it. */
export interface NewMail {
  /** Whose request-file key seals it until it is sent: a request (`R-0001`) or an ask (`A-...`). */
  readonly owner: string;
  readonly request: string | null;
  readonly to: string;
  readonly language: Language;
  readonly mail: Mail;
}
