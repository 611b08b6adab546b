import type { Installation } from "../installation/index.ts";
import type { RequestView } from "../requests/index.ts";
import type { Need } from "./need-to-know.ts";

/** How many texts of a copy nobody has read yet; undefined where that is not asked. */
export async function countTexts(_inst: Installation, _view: RequestView, _need: Need): Promise<number | undefined> {
  return undefined;
}
