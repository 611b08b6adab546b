import type { Language } from "../words/index.ts";

/**
 * Every mail that the product sends, with what it is filled with. Days and moments are ISO 8601 in UTC; addresses of pages
 * are whole. Subject lines and links carry no personal value.
 */
export type Mail =
  | {
      readonly template: "code";
      readonly kind: "access" | "erasure" | "question" | "concern" | "sign-in";
      readonly code: string;
      readonly until: string;
    }
  | { readonly template: "nothing-here" }
  | {
      readonly template: "received";
      readonly request: string;
      readonly right: "access" | "erasure";
      readonly due: string | undefined;
      readonly law: string | undefined;
      readonly page: string;
    }
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
  | { readonly template: "turned"; readonly request: string; readonly right: "access" | "erasure"; readonly page: string }
  | {
      readonly template: "denied";
      readonly request: string;
      readonly because: string;
      readonly page: string;
      readonly law: string | undefined;
    }
  | { readonly template: "copy-ready"; readonly request: string; readonly until: string; readonly page: string }
  | {
      readonly template: "erased";
      readonly request: string;
      readonly receivedAt: string;
      readonly deleted: number;
      readonly changed: number;
      readonly kept: number;
      readonly keptUntil: string | undefined;
      /** Of `kept`: how many have no end that is known. */
      readonly keptWithoutEnd?: number;
      readonly law: string | undefined;
      readonly page: string;
    };

/** A mail for somebody, as a use case queues it. */
export interface NewMail {
  /** Whose request-file key seals it until it is sent: a request (`R-0001`) or an ask (`A-...`). */
  readonly owner: string;
  readonly request: string | null;
  readonly to: string;
  readonly language: Language;
  readonly mail: Mail;
}
