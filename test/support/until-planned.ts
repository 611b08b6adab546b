import type { Installation } from "../../packages/server/src/installation/index.ts";
import { planRequest, viewRequest } from "../../packages/server/src/requests/index.ts";

/** Plans a request, unless the server that runs beside the test does so first. Gives the hash of the plan that stands. */
export async function untilPlanned(inst: Installation, request: string): Promise<string> {
  try {
    return (await planRequest(inst, request)).hash;
  } catch (error) {
    const { state, plan } = await viewRequest(inst, request);
    if (state !== "planned" || plan === undefined) throw error;
    return plan.hash;
  }
}
