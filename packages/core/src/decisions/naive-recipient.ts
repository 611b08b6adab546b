// Rows of the table about who would receive the data.
import { dayOf, useArticle } from "../jurisdictions/index.ts";
import { countriesAway, OWN_ENDS, type RecipientRule } from "../program/index.ts";
import { identifiesNobody, satisfies } from "./forms.ts";
import { isTooYoungFor } from "./naive-age.ts";
import { type Case, type CaseData, inProgram, recipientChoicesOf } from "./naive-case.ts";
import { firstOf } from "./naive-data.ts";
import type { Denial, NaiveRule } from "./naive-rules.ts";

/** A rule that is asked only where there is a recipient. */
const ofRecipient =
  (rule: (at: Case, recipient: RecipientRule) => Denial | undefined): NaiveRule =>
  (at) =>
    at.recipient === undefined ? undefined : rule(at, at.recipient);

const today = ({ known, program }: Case): string => dayOf(new Date(known.now).toISOString(), program.zone);

const term = ofRecipient((at, { id, since, until, ...recipient }) => {
  const day = today(at);
  const source = inProgram(recipient);
  if (since !== undefined && day < since) return { names: [id, `from ${since} on`], source };
  return until !== undefined && day > until ? { names: [id, `until ${until}`], source } : undefined;
});

const agreement = ofRecipient((at, { id, capacity, agreement: bound, ...recipient }) => {
  if (capacity === "authority") return undefined;
  const day = today(at);
  const inForce = bound !== undefined && bound.date <= day && (bound.ends === undefined || bound.ends >= day);
  return !inForce ? { names: [id], source: inProgram(recipient) } : undefined;
});

const purpose = ofRecipient((at, { id, purposes, ...recipient }) =>
  purposes.includes(at.purpose.id) ? undefined : { names: [id, at.purpose.id], source: inProgram(recipient) },
);

const subject = ofRecipient((at, { id, of, ...recipient }) => {
  const { chosen, guessed } = at.people;
  if (of.length === 0 || chosen.length === 0) return undefined;
  const source = inProgram(recipient);
  const others = chosen.filter((one) => !of.includes(one));
  if (guessed && others.length > 0)
    return { names: [id, `${others.join(", ")}, which this person could be`], source, doubt: "unknown-subject" };
  return others.length < chosen.length ? undefined : { names: [id, chosen.join(", ")], source };
});

const data = ofRecipient((at, recipient) =>
  firstOf(at, ({ id, received }) =>
    received === undefined ? { names: [recipient.id, id], source: inProgram(recipient) } : undefined,
  ),
);

const form = ofRecipient((at, recipient) =>
  firstOf(at, ({ id, received }) => {
    const needs = received?.form ?? "any";
    return satisfies(at.form, needs) ? undefined : { names: [recipient.id, id, needs, at.form], source: inProgram(recipient) };
  }),
);

/** An advertiser has no direct identifier without the person's consent to that alone, whatever is written. */
const consent = ofRecipient((at, recipient) =>
  firstOf(at, (one) => {
    if (!asksConsent(recipient, one, at)) return undefined;
    const why = whyNoRecipientConsent(at, recipient.id);
    return why === undefined ? undefined : { names: [recipient.id, one.id, why], source: inProgram(recipient) };
  }),
);

const asksConsent = ({ kind }: RecipientRule, { received, facts }: CaseData, at: Case): boolean =>
  received?.form === "consent" || (kind === "advertiser" && facts?.identifies === "direct" && !identifiesNobody(at.form));

function whyNoRecipientConsent(at: Case, recipient: string): string | undefined {
  const choices = recipientChoicesOf(at, recipient);
  if (choices.length === 0) return "the person was never asked, or has not answered";
  if (choices.some((choice) => !choice.given)) return "it was withdrawn or refused";
  return isTooYoungFor(at, choices) ? "no parent has agreed to it" : undefined;
}

const enabler = ofRecipient((at, { id, enabler: by, ...recipient }) => {
  if (by === undefined) return undefined;
  const { states, question, known } = at;
  const clients = question.client === undefined ? [...new Set(states.flatMap((state) => state.clients))] : [question.client];
  const theirs = states.some(({ enabled }) => Object.hasOwn(enabled, id) && enabled[id]?.includes(by));
  const everyClient =
    by !== "person" &&
    clients.length > 0 &&
    clients.every((client) => {
      const enabled = Object.hasOwn(known.clients, client) ? (known.clients[client]?.enabled ?? {}) : {};
      return Object.hasOwn(enabled, id) && enabled[id]?.includes(by);
    });
  return theirs || everyClient ? undefined : { names: [id, by], source: inProgram(recipient) };
});

/** The occasions that open a recipient now. */
export const openOccasions = ({ states, known }: Case, { id, occasion }: RecipientRule) =>
  states
    .flatMap(({ occasions }) => occasions)
    .filter(
      (one) =>
        one.event === occasion &&
        (one.recipient === undefined || one.recipient === id) &&
        one.at <= known.now &&
        (one.ends === undefined || one.ends > known.now),
    );

const occasion = ofRecipient((at, recipient) =>
  recipient.occasion === undefined || openOccasions(at, recipient).length > 0
    ? undefined
    : { names: [recipient.id, recipient.occasion], source: inProgram(recipient) },
);

const region = ofRecipient((at, { id, regions, ...recipient }) => {
  if (regions.length === 0) return undefined;
  const lives = at.residences.length > 0 && at.residences.every(({ country }) => regions.includes(country));
  return lives ? undefined : { names: [id, regions.join(", ")], source: inProgram(recipient) };
});

/** In a program that neither sells nor lends, whoever has ends of its own gets only what the person set going. */
const ownEnds = ofRecipient((at, recipient) => {
  const givesNothing = ["sale", "rental"].every((kind) => at.program.never.purposes.includes(kind));
  if (!givesNothing || !OWN_ENDS.has(recipient.capacity)) return undefined;
  // Whether it is switched on, or it is the occasion, was asked above.
  const set = recipient.enabler !== undefined || recipient.occasion !== undefined || recipient.kind === "client";
  const agreed = whyNoRecipientConsent(at, recipient.id) === undefined;
  return set || agreed || at.purpose.group === "law" ? undefined : { names: [recipient.id], source: inProgram(recipient) };
});

/** Who agrees that their data leaves has been told of it and says so. @source GDPR Art. 49(1)(a) */
const agreesExplicitly = (at: Case, recipient: string): boolean =>
  whyNoRecipientConsent(at, recipient) === undefined && recipientChoicesOf(at, recipient).every(({ explicit }) => explicit);

const transfer = ofRecipient((at, recipient) => {
  if (recipient.capacity === "authority" || identifiesNobody(at.form)) return undefined;
  const { safeguard } = recipient;
  if (safeguard !== undefined && safeguard.kind !== "consent") return undefined;
  if (safeguard !== undefined && agreesExplicitly(at, recipient.id)) return undefined;
  for (const law of at.laws) {
    const away = countriesAway(law, recipient.country, at.program.organization.country);
    if (away.length > 0)
      return {
        names: [recipient.id, away.join(", "), law],
        source: { ...inProgram(recipient), law, article: useArticle(law, "transfer") },
      };
  }
  return undefined;
});

const fresh: NaiveRule = ({ known, purpose: asked }) =>
  known.stale && asked.doubt === "deny" ? { names: [], doubt: "stale" } : undefined;

/** These rows, by their names in the table. */
export const recipientRules = {
  "recipient-term": term,
  agreement,
  "recipient-purpose": purpose,
  "recipient-subject": subject,
  "recipient-data": data,
  "recipient-form": form,
  "recipient-consent": consent,
  enabler,
  occasion,
  region,
  "own-ends": ownEnds,
  transfer,
  fresh,
} as const;
