import type { Program } from "@troth/core/program";
import type { PlanStep } from "@troth/core/subject-graph";
import type { RequestView } from "../requests/index.ts";
import { dayIn } from "../words/index.ts";
import type { Saying } from "./status-words.ts";
import { say } from "./words.ts";

/** Rows that stay, in some form. */
const stay = (step: PlanStep): boolean => step.action !== "delete" && step.action !== "copy";

/** What a dataset is called: what the program says that it is, else its name. */
function nameOf(program: Program, step: PlanStep): string {
  const about = program.stores[step.store]?.datasets[step.dataset]?.about;
  return about ?? step.dataset.replaceAll("_", " ");
}

/** A day of a calendar, which lies in no zone. */
const day = (language: Saying["language"], iso: string): string => dayIn(language, iso, "UTC");

function whyOf(step: PlanStep, language: Saying["language"]): readonly string[] {
  if (step.because !== undefined) {
    const { as, law } = step.because;
    const how = as === "pseudonym" || as === "restricted" ? as : "whole";
    return [say(language, "stays.law", { law }), say(language, `stays.${how}`)];
  }
  if (step.link === "mentions") return [say(language, "stays.mention")];
  return [say(language, step.action === "keep" ? "stays.kept" : "stays.shared")];
}

/** What an erasure leaves, and by which law: out of the plan that is shown to whoever approves it. */
export const Stays = ({ view, program, at }: { readonly view: RequestView; readonly program: Program; readonly at: Saying }) => {
  const { language } = at;
  const { plan } = view;
  if (plan === undefined || plan.right !== "erasure") return null;
  const steps = plan.stores.flatMap((store) => store.steps).filter(stay);
  return (
    <>
      <h2 id="stays">{say(language, "stays.title")}</h2>
      {view.state === "planned" ? <p class="quiet">{say(language, "stays.planned")}</p> : null}
      {steps.length === 0 ? <p>{say(language, "stays.none")}</p> : null}
      <ul class="bullets">
        {steps.map((step) => (
          <li>
            <strong>
              {say(language, "stays.rows", { count: step.rows, name: nameOf(program, step) })}
              {step.because === undefined
                ? ""
                : `, ${step.until === undefined ? say(language, "stays.noend") : say(language, "stays.until", { day: day(language, step.until) })}`}
            </strong>
            <br />
            {whyOf(step, language).join(" ")}
          </li>
        ))}
      </ul>
      {plan.keptUntil === undefined ? null : <p>{say(language, "stays.last", { day: day(language, plan.keptUntil) })}</p>}
      {steps.length === 0 ? null : <p class="small quiet">{say(language, "stays.wrong")}</p>}
    </>
  );
};
