import type { Call } from "../http/index.ts";

/** Leads from a posted form to its page, whose address says what came of it: reloaded, or gone back to, nothing is sent again. */
export const tellThere = ({ c }: Call, told?: string): Response =>
  c.redirect(told === undefined ? c.req.path : `${c.req.path}?told=${told}`, 303);

/** What came of a form, by the page's address; undefined where it says none of these. */
export const toldBy = <Told extends string>({ c }: Call, words: readonly Told[]): Told | undefined =>
  words.find((one) => one === c.req.query("told"));
