// Until when a yes holds by itself.
import { endOfDay } from "../jurisdictions/index.ts";
import { type Case, choicesOf, endOfConsent } from "./naive-case.ts";
import { basesOf } from "./naive-law.ts";
import { openOccasions } from "./naive-recipient.ts";

/** The earliest end of what a yes rests on, in milliseconds since 1970; undefined where nothing of it ends by itself. */
export function endOfGrant(at: Case, goesOn: boolean): number | undefined {
  const ends = [...(goesOn ? [] : choiceEnds(at, at.purpose)), ...endsOfApproval(at), ...endsOfLink(at), ...endsOfRecipient(at)];
  return ends.length === 0 ? undefined : Math.min(...ends);
}

/** Whatever asks for a choice (its basis, special data, a minor), asks anew when it has lapsed. */
function choiceEnds(at: Case, purpose: Case["purpose"]): readonly number[] {
  return choicesOf(at, purpose.id).flatMap((choice) => {
    const end = choice.given ? endOfConsent(purpose, choice, at.program.zone) : undefined;
    return end === undefined || end < at.known.now ? [] : [end];
  });
}

/** The text may be published as long as its approval lasts. */
function endsOfApproval({ purpose, question, known, program }: Case): readonly number[] {
  if (!purpose.approves || question.act === "collect") return [];
  const approval = known.person?.approvals.find((one) => one.purpose === purpose.id && one.content === question.content);
  return (approval && [endOfConsent(purpose, approval, program.zone)].filter((end) => end !== undefined)) ?? [];
}

/** A browser's data stands beside a person's only as long as the link between them. */
function endsOfLink(at: Case): readonly number[] {
  const { question, program, purpose } = at;
  if (question.person === undefined || question.browser === undefined || purpose.kind === "linking") return [];
  if (!at.data.some(({ facts }) => facts?.source === "observed")) return [];
  const way = Object.values(program.purposes).find(({ kind }) => kind === "linking");
  const own: Case = { ...at, states: at.states.slice(0, 1) };
  const rests = way !== undefined && basesOf(own, way).some(({ basis }) => basis === "consent" || basis === "explicit-consent");
  return rests ? choiceEnds(own, way) : [];
}

function endsOfRecipient(at: Case): readonly number[] {
  const { recipient, program } = at;
  if (recipient === undefined) return [];
  const days = [recipient.until, recipient.capacity === "authority" ? undefined : recipient.agreement?.ends];
  const ends = days.flatMap((day) => (day === undefined ? [] : [endOfDay(day, program.zone)]));
  const open = recipient.occasion === undefined ? [] : openOccasions(at, recipient).map((one) => one.ends);
  // Several occasions at once: it stays open until the last of them ends.
  const last = open.length === 0 || open.includes(undefined) ? [] : [Math.max(...open.map((end) => end ?? 0))];
  return [...ends, ...last];
}
