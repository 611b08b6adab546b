import { cspFor, drawUpBanner, type PageAsked, PageError, pagePolicies, unsayable } from "@troth/core/consent";
import { dayOf } from "@troth/core/jurisdictions";
import type { Program } from "@troth/core/program";
import type { CommandContext } from "../context.ts";
import { UseError } from "../errors.ts";
import { requireService } from "../parse-names.ts";
import { parsePlace } from "../parse-place.ts";
import { renderPolicies } from "../render/policies.ts";
import { requireProgram } from "../require-program.ts";

/** `troth csp <service>`: the policies that keep a browser to the program. */
export async function csp(
  context: CommandContext,
  service: string,
  options: { readonly country?: string; readonly region?: string; readonly gpc?: boolean; readonly json?: boolean },
): Promise<number> {
  const { screen, env } = context;
  const place = parsePlace(options);
  const program = requireProgram(context);
  requireService(program, service);
  const asked: PageAsked = {
    service,
    gpc: options.gpc === true,
    ...(place === undefined ? {} : { place }),
    ...(env.TROTH_ADDRESS ? { troth: originOf(env.TROTH_ADDRESS) } : {}),
  };
  const policies = { ...policiesOf(program, asked, Date.now()), unsayable: unsayable(program, service) };
  if (options.json) screen.json(policies);
  else screen.lines(renderPolicies(policies, screen.paint));
  return 0;
}

function originOf(address: string): string {
  if (URL.canParse(address)) return new URL(address).origin;
  throw new UseError("`TROTH_ADDRESS` is no address", { advice: "write it as in `https://privacy.example.com`" });
}

/** Before an answer, and after a yes to all that may be allowed. */
function policiesOf(program: Program, asked: PageAsked, now: number): { readonly before: string; readonly after: string } {
  try {
    const before = pagePolicies(program)(asked, now);
    return { before, after: cspFor(program, { ...asked, choices: yesToAll(program, asked, now) }) };
  } catch (error) {
    if (!(error instanceof PageError)) throw error;
    throw new UseError(`no policy can be made for this ${error.field}`, { advice: error.message });
  }
}

function yesToAll(program: Program, { service, place, gpc }: PageAsked, now: number): Readonly<Record<string, boolean>> {
  const day = dayOf(new Date(now).toISOString(), program.zone);
  const input = { service, language: "en", day, script: "", ...(place === undefined ? {} : { place }) };
  const purposes = drawUpBanner(program, input)?.banner.purposes ?? [];
  return Object.fromEntries(purposes.map((one) => [one.id, one.choice !== "never" && !(gpc && one.gpc)]));
}
