import type { Call } from "../http/index.ts";
import { type CenterFrame, centerFrame } from "../pages/index.ts";

/**
 * The frame of a page that answers a posted form: its place is that of the page which holds the form, for the way to the
 * other language leads there.
 */
export const frameOf = (call: Call): CenterFrame => {
  const frame = centerFrame(call);
  return { ...frame, path: frame.path.replace(/(?:\/(?:message|stop|copy|address|appeal|again))+$/, "") };
};
