import { nameIn, type Program, wordsIn } from "@troth/core/program";
import type { PlanStep } from "@troth/core/subject-graph";
import type { RequestView } from "../requests/index.ts";
import { dayIn, listIn } from "../words/index.ts";
import type { Saying } from "./status-words.ts";
import { say } from "./words.ts";

/** Rows that stay, in some form. */
const stay = (step: PlanStep): boolean => step.action !== "delete" && step.action !== "copy";

/** What a dataset is called: what the program says that it is, else its name. */
function nameOf(program: Program, step: PlanStep, language: Saying["language"]): string {
  const about = program.stores[step.store]?.datasets[step.dataset]?.about;
  return about === undefined ? step.dataset.replaceAll("_", " ") : wordsIn(about, language);
}

/** A day of a calendar, which lies in no zone. */
const day = (language: Saying["language"], iso: string): string => dayIn(language, iso, "UTC");

/** Rows that stay for one reason, until one day. */
interface Staying {
  readonly rows: number;
  readonly names: readonly string[];
  readonly until: string | undefined;
  readonly isKept: boolean;
  readonly why: string;
}

/** Steps that say the same are one line. */
function stayingOf(program: Program, steps: readonly PlanStep[], language: Saying["language"]): readonly Staying[] {
  const lines = new Map<string, Staying>();
  for (const step of steps) {
    const why = whyOf(step, language).join(" ");
    const key = `${why}\n${step.until ?? ""}`;
    const had = lines.get(key) ?? { rows: 0, names: [], until: step.until, isKept: step.because !== undefined, why };
    const names = [...new Set([...had.names, nameOf(program, step, language)])];
    lines.set(key, { ...had, rows: had.rows + step.rows, names });
  }
  return [...lines.values()];
}

function whyOf(step: PlanStep, language: Saying["language"]): readonly string[] {
  if (step.because !== undefined) {
    const { as, law } = step.because;
    const how = as === "pseudonym" || as === "restricted" ? as : "whole";
    return [say(language, "stays.law", { law: nameIn(law, language) }), say(language, `stays.${how}`)];
  }
  if (step.link === "mentions") return [say(language, "stays.mention")];
  return [say(language, step.action === "keep" ? "stays.kept" : "stays.shared")];
}

const untilIn = (language: Saying["language"], { isKept, until }: Staying): string => {
  if (!isKept) return "";
  return `, ${until === undefined ? say(language, "stays.noend") : say(language, "stays.until", { day: day(language, until) })}`;
};

/** What an erasure leaves, and by which law: out of the plan that is shown to whoever approves it. */
export const Stays = ({ view, program, at }: { readonly view: RequestView; readonly program: Program; readonly at: Saying }) => {
  const { language } = at;
  const { plan } = view;
  if (plan === undefined || plan.right !== "erasure") return null;
  const lines = stayingOf(program, plan.stores.flatMap((store) => store.steps).filter(stay), language);
  return (
    <>
      <h2 id="stays">{say(language, "stays.title")}</h2>
      {view.state === "planned" ? <p class="quiet">{say(language, "stays.planned")}</p> : null}
      {lines.length === 0 ? <p>{say(language, "stays.none")}</p> : null}
      <ul class="bullets">
        {lines.map((line) => (
          <li>
            <strong>
              {say(language, "stays.rows", { count: line.rows, names: listIn(language, line.names) })}
              {untilIn(language, line)}
            </strong>
            <br />
            {line.why}
          </li>
        ))}
      </ul>
      {plan.keptUntil === undefined ? null : <p>{say(language, "stays.last", { day: day(language, plan.keptUntil) })}</p>}
      {lines.length === 0 ? null : <p class="small quiet">{say(language, "stays.wrong")}</p>}
    </>
  );
};
