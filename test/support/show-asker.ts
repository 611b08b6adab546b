import type { Installation } from "../../packages/server/src/installation/index.ts";
import { recordShown, sayOfAsker, viewRequest } from "../../packages/server/src/requests/index.ts";

/** What the laws want shown of who asks is shown, and seen by a role: where a test is about what comes after. */
export async function showAsker(inst: Installation, request: string, as = "officer"): Promise<void> {
  for (;;) {
    const [lacking] = (await viewRequest(inst, request)).asker?.judged.lacking ?? [];
    if (lacking === undefined) return;
    const measure =
      lacking.kind === "measure" ? lacking.demand.measure : lacking.kind === "authority" ? lacking.oneOf[0]?.measure : undefined;
    const said =
      lacking.kind === "unknown" && lacking.what === "account" ? { hasAccount: false } : { stake: "ordinary" as const };
    const answer =
      measure === undefined
        ? await sayOfAsker(inst, { request, as, ...said })
        : await recordShown(inst, { request, measure, as });
    if (answer.kind === "refused") throw new Error(answer.says);
  }
}
