import type { Installation } from "../installation/index.ts";
import type { Language } from "../words/index.ts";

/** The whole address of a request's page in the privacy center. It names the request and nobody: one shows a code there. */
export const pageOf = (inst: Pick<Installation, "address">, language: Language, request: string): string =>
  `${inst.address}/${language}/requests/${request}`;
