import type { Call } from "./route.ts";

/** Whether the browser of a call sends Global Privacy Control. @source Global Privacy Control, 3.1: the header field `Sec-GPC` */
export const sendsGpc = ({ c }: Pick<Call, "c">): boolean =>
  // A field that came twice is joined by commas: said once, it is said.
  (c.req.header("sec-gpc") ?? "").split(",").some((one) => one.trim() === "1");
