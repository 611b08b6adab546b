import type { Question } from "@troth/core/decisions";
import { explainQuestion } from "../../decisions/index.ts";
import type { CommandContext } from "../context.ts";
import { UseError } from "../errors.ts";
import { renderExplanation } from "../render/explanation.ts";
import { withInstallation } from "../with-installation.ts";

/** What `troth explain` is given. */
export interface ExplainOptions {
  readonly purpose?: string;
  readonly data?: readonly string[];
  readonly person?: string;
  readonly browser?: string;
  readonly recipient?: string;
  readonly form?: string;
  readonly at?: string;
  readonly from?: readonly string[];
  readonly as?: string;
  readonly client?: string;
  readonly content?: string;
  readonly channel?: string;
  readonly topic?: string;
  readonly country?: string;
  readonly region?: string;
  readonly gpc?: boolean;
  readonly automated?: boolean;
  readonly collect?: boolean;
  readonly json?: boolean;
}

/** `troth explain`: a decision, with every row of the table that led to it. 0 allowed, 1 denied. */
export async function explain(context: CommandContext, options: ExplainOptions): Promise<number> {
  const question = questionOf(options);
  const explanation = await withInstallation(context, (inst) => explainQuestion(inst, question));
  const { screen } = context;
  if (options.json) screen.json(explanation);
  else screen.lines(renderExplanation(explanation, question, screen.paint));
  return explanation.decision.allowed ? 0 : 1;
}

function questionOf(options: ExplainOptions): Question {
  const { purpose = "", data = [], country, region, gpc, automated, collect, json: _, ...names } = options;
  if (data.length === 0) throw new UseError("it is not said which data", { advice: "write `--data contact.email`" });
  if (names.person === undefined && names.browser === undefined)
    throw new UseError("it is not said whose data", { advice: "write `--person <id>`, `--browser <id>`, or both" });
  if (region !== undefined && country === undefined)
    throw new UseError("a region stands without its country", { advice: "write `--country US --region CA`" });
  const question = {
    ...names,
    purpose,
    data,
    ...(country === undefined ? {} : { place: { country, ...(region === undefined ? {} : { region }) } }),
    ...(gpc ? { signals: ["gpc"] } : {}),
    ...(automated ? { automated } : {}),
    ...(collect ? { act: "collect" } : {}),
  };
  // A form that is none is named by the decision, like every other name.
  return question as Question;
}
