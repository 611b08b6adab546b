import { callForJson, type Server } from "./calls.ts";

/** By which way something reaches a person. */
export type Channel = "email" | "sms" | "phone" | "post" | "push" | "app";
/** In which form data may be shown or handed over. */
export type DataForm = "any" | "consent" | "hashed" | "pseudonym" | "anonymous" | "aggregated";

/** A human at the company wants to do a guarded act with items of a person. */
export interface AccessRequest {
  /** An entry of the program's `guarded`, and one of its grounds. */
  readonly act: string;
  readonly ground: string;
  /** Your own id of the colleague, and their role in the program's `staff`. */
  readonly who: { readonly id: string; readonly role: string };
  /** Your own id of the person whose data it is. */
  readonly person: string;
  /** Your own ids of the items, up to 100; none where the ground is of all items. */
  readonly items?: readonly string[];
  /** What of the act's data it is about; all of it unless given. */
  readonly data?: readonly string[];
  readonly purpose?: string;
  /** Until when it is wanted; never longer than the ground lasts. */
  readonly until?: Date;
}

/** Why not: the rule that said so, and a sentence of names of the program alone. */
export interface AccessRefused {
  readonly allowed: false;
  readonly rule: string;
  readonly because: string;
  readonly doubt?: string;
}

/** A permission. Keep the token with the colleague's session; it is given this once. */
export interface AccessGranted {
  readonly allowed: true;
  readonly access: string;
  readonly token: string;
  /** ISO 8601. */
  readonly until: string;
  /** Show the data in this form alone. */
  readonly form: DataForm;
  /** The person sees each look. */
  readonly shown: boolean;
}

/** A look that is about to happen. */
export interface AccessLook {
  readonly token: string;
  readonly who: { readonly id: string };
  readonly person: string;
  readonly items?: readonly string[];
}

/** The look may happen, and is on record. */
export interface LookAllowed {
  readonly allowed: true;
  readonly access: string;
  readonly act: string;
  readonly ground: string;
  readonly until: string;
  readonly form: DataForm;
  readonly shown: boolean;
}

/** Asks whether a human may. @throws CallError @throws UnreachableError where there is no answer: then nobody may */
export const humanAccess = (server: Server, asked: AccessRequest): Promise<AccessGranted | AccessRefused> =>
  callForJson(server, "/v1/access", asked);

/** Checks a permission right before data is shown, and records the look. @throws CallError @throws UnreachableError where there is no answer: then show nothing */
export const checkAccess = (server: Server, look: AccessLook): Promise<LookAllowed | AccessRefused> =>
  callForJson(server, "/v1/access/check", look);

/** Ends a permission before its time. @throws CallError `http.not-found` where there is none any more */
export async function revokeAccess(server: Server, access: string): Promise<void> {
  await callForJson(server, "/v1/access/revoke", { access });
}
