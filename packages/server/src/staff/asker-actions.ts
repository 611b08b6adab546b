// What staff write down of whoever asks: what they have seen, what they know, that a parent wants nothing more collected.
import { pointsOf } from "@troth/core/requests";
import { isMeasure, recordShown, STAKE_WORDS, sayOfAsker, stopCollecting, stopMarketing } from "../requests/index.ts";
import { type Acted, type ActInput, acted, wrong } from "./acted.ts";

/** Writes down that a measure was shown. Pressed twice, it was shown once. */
export async function shown({ inst, request, account, role, form }: ActInput): Promise<Acted> {
  const { measure = "" } = form;
  if (!isMeasure(measure)) return { kind: "refused", says: "Say what was shown: one of the measures on the page." };
  const field = `points-${measure}`;
  const points = (form[field] ?? form.points ?? "").split(/[\s,;]+/).filter((one) => one !== "");
  const answer = await recordShown(inst, { request, measure, as: role, account, ...(points.length === 0 ? {} : { points }) });
  if (answer.kind === "refused" && answer.reason === "points" && pointsOf(measure) !== undefined)
    return wrong(field, `${answer.says[0]?.toUpperCase()}${answer.says.slice(1)}.`);
  return acted(answer);
}

/** Writes down whether there is an account, and what is at stake. */
export async function said({ inst, request, account, role, form }: ActInput): Promise<Acted> {
  const { "has-account": has = "", stake = "" } = form;
  if (has === "" && stake === "") return wrong("has-account", "Say one of them.");
  if (has !== "" && has !== "yes" && has !== "no") return wrong("has-account", "Say whether they have an account: yes or no.");
  if (stake !== "" && !Object.hasOwn(STAKE_WORDS, stake)) return wrong("stake", "Say what a wrong answer would give away.");
  return acted(
    await sayOfAsker(inst, {
      ...{ request, as: role, account },
      ...(has === "" ? {} : { hasAccount: has === "yes" }),
      ...(stake === "" ? {} : { stake: stake as keyof typeof STAKE_WORDS }),
    }),
  );
}

/** Tells every collection point that nothing more is taken of a child, on a parent's word. Pressed twice, it is told once. */
export const stopped = async ({ inst, request, account, role }: ActInput): Promise<Acted> =>
  acted(await stopCollecting(inst, { request, as: role, account }));

/** Stops marketing for an account. Pressed twice, it is one choice. */
export async function noMarketing({ inst, request, account, role, form }: ActInput): Promise<Acted> {
  const person = (form["marketing-account"] ?? "").trim();
  if (person === "" || person.length > 200 || /\p{C}/u.test(person))
    return wrong("marketing-account", "Write the id of their account, in at most 200 characters.");
  return acted(await stopMarketing(inst, { request, person, as: role, account }));
}
