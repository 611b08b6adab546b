import type { AskingDemand } from "@troth/core/jurisdictions";
import type { MeasureWord } from "@troth/core/laws";
import { isEnded } from "@troth/core/requests";
import type { RequestView } from "../requests/index.ts";
import type { Language } from "../words/index.ts";
import { citeIn } from "./cite-in.ts";
import { type CenterWord, say } from "./words.ts";

/** What shows that somebody may ask for another, in words. */
const SHOWS: Readonly<Partial<Record<MeasureWord, CenterWord>>> = {
  "signed-permission": "prove.signed-permission",
  "own-confirmation": "prove.own-confirmation",
  "power-of-attorney": "prove.power-of-attorney",
  "parent-proof": "prove.parent-proof",
  "more-information": "prove.more-information",
};

/** Whether somebody asks for another and has not shown yet that they may. */
export const waitsForProof = ({ asker, state }: Pick<RequestView, "asker" | "state">): boolean =>
  asker !== undefined && !asker.judged.proven && !isEnded(state);

const Shows = ({ demand, language }: { readonly demand: AskingDemand; readonly language: Language }) => {
  const word = SHOWS[demand.measure];
  return word === undefined ? null : (
    <li>
      {say(language, word)} ({citeIn(language, demand.article)}
      {demand.verified ? "" : `, ${say(language, "prove.not-verified")}`})
    </li>
  );
};

/** What whoever asks for another has still to show, with the articles that let us ask it; until then they are told nothing else. */
export const StatusAsker = ({ view, language }: { readonly view: RequestView; readonly language: Language }) => {
  const lacking = view.asker?.judged.lacking ?? [];
  if (!waitsForProof(view)) return null;
  const wanted = lacking.flatMap((one) => (one.kind === "measure" ? [one.demand] : one.kind === "authority" ? one.oneOf : []));
  return (
    <section class="card" aria-labelledby="prove">
      <div class="body">
        <h2 id="prove">{say(language, "prove.title")}</h2>
        <p>{say(language, "prove.says")}</p>
        {wanted.length === 0 ? null : (
          <ul class="bullets">
            {wanted.map((demand) => (
              <Shows demand={demand} language={language} />
            ))}
          </ul>
        )}
        <p class="small quiet">{say(language, "prove.how")}</p>
      </div>
    </section>
  );
};
