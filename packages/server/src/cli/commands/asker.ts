import { pointsOf } from "@troth/core/requests";
import type { Installation } from "../../installation/index.ts";
import {
  type Answer,
  isMeasure,
  MEASURE_WORDS,
  type RequestView,
  recordShown,
  STAKE_WORDS,
  sayOfAsker,
  stopCollecting,
  viewRequest,
} from "../../requests/index.ts";
import { showRefusal } from "../answer.ts";
import type { CommandContext } from "../context.ts";
import { UseError } from "../errors.ts";
import { requireRole } from "../parse-names.ts";
import { parseRequest } from "../parse-words.ts";
import { renderAsker } from "../render/asker.ts";
import { requireProgram } from "../require-program.ts";
import { withInstallation } from "../with-installation.ts";

/** What `troth asker` is given beside the request. */
export interface AskerOptions {
  readonly shown?: string;
  readonly points?: string;
  readonly hasAccount?: string;
  readonly stake?: string;
  readonly collectNoMore?: boolean;
  readonly as?: string;
  readonly json?: boolean;
}

type Doing = (inst: Installation, at: { readonly request: string; readonly as: string }) => Promise<Answer<RequestView>>;

/** `troth asker <request>`: who asks, what must, may and must not be asked of them; with `--shown` and others, writes it down. */
export async function asker(context: CommandContext, id: string, options: AskerOptions): Promise<number> {
  const request = parseRequest(id);
  const doing = doingOf(options);
  const { as = "" } = options;
  if (doing.length > 0) {
    if (as === "") throw new UseError("it is not said who has seen it", { advice: "write --as <role>, a role of the program" });
    requireRole(requireProgram(context), as);
  }
  const { screen } = context;
  return withInstallation(context, async (inst) => {
    for (const one of doing) {
      const answer = await one(inst, { request, as });
      if (answer.kind === "refused") return showRefusal(screen, answer);
    }
    const view = await viewRequest(inst, request);
    if (options.json) screen.json(view.asker ?? null);
    else screen.lines(renderAsker(view, screen.paint));
    return 0;
  });
}

/** Everything that is wrong with the options is said before anything is written down. */
function doingOf(options: AskerOptions): readonly Doing[] {
  const { shown, points, collectNoMore } = options;
  const said = saidIn(options);
  if (points !== undefined && (shown === undefined || pointsOf(shown) === undefined))
    throw new UseError("--points are of a measure that matches points", { advice: "write --shown two-points or three-points" });
  return [...(shown === undefined ? [] : [showing(shown, points)]), ...said, ...(collectNoMore ? [stopCollecting] : [])];
}

function showing(measure: string, points: string | undefined): Doing {
  if (!isMeasure(measure)) throw new UseError("unknown measure", { advice: `one of: ${Object.keys(MEASURE_WORDS).join(", ")}` });
  const named = (points ?? "").split(",").flatMap((one) => one.trim() || []);
  return (inst, at) => recordShown(inst, { ...at, measure, ...(named.length === 0 ? {} : { points: named }) });
}

function saidIn({ hasAccount, stake }: AskerOptions): readonly Doing[] {
  if (hasAccount === undefined && stake === undefined) return [];
  if (hasAccount !== undefined && hasAccount !== "yes" && hasAccount !== "no")
    throw new UseError("--has-account is yes or no", { advice: "write --has-account yes" });
  if (stake !== undefined && !Object.hasOwn(STAKE_WORDS, stake))
    throw new UseError("unknown stake", { advice: `one of: ${Object.keys(STAKE_WORDS).join(", ")}` });
  return [
    (inst, at) =>
      sayOfAsker(inst, {
        ...at,
        ...(hasAccount === undefined ? {} : { hasAccount: hasAccount === "yes" }),
        ...(stake === undefined ? {} : { stake: stake as keyof typeof STAKE_WORDS }),
      }),
  ];
}
