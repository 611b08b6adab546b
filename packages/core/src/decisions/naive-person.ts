// Rows of the table about the person: who they are, whose their data is, where it was taken and under which notice.
import type { Choice, Collected } from "../facts/index.ts";
import { useArticle } from "../jurisdictions/index.ts";
import type { CollectionRule, DataForm, Law } from "../program/index.ts";
import { asksForScope, closestUse, covers } from "./data-names.ts";
import { identifiesNobody, satisfies } from "./forms.ts";
import { agedIn, rulesOfAge } from "./naive-age.ts";
import {
  basisUnder,
  type Case,
  type CaseData,
  choicesOf,
  inProgram,
  isConsent,
  isStanding,
  pointsThatTake,
} from "./naive-case.ts";
import { isAllCovered, isCovered, restsOnNotice, unstatedBy, unstatedByAny } from "./naive-covers.ts";
import { firstOf } from "./naive-data.ts";
import type { Denial, NaiveRule } from "./naive-rules.ts";

const personKnown: NaiveRule = ({ question, known, purpose }) => {
  const isKnown = question.person === undefined || known.person !== undefined;
  return isKnown || purpose.doubt === "allow" ? undefined : { names: [], doubt: "unknown-person" };
};

const beingErased: NaiveRule = ({ states, purpose }) =>
  states.some((state) => state.beingErased) && purpose.group !== "law" ? { names: [] } : undefined;

const subject: NaiveRule = ({ people, purpose }) => {
  const { chosen, possible, guessed, held } = people;
  if (possible.length === 0 || (held && chosen.length === 0)) return undefined;
  const source = inProgram(purpose);
  if (!guessed) return chosen.length > 0 ? undefined : { names: [purpose.id, possible.join(", ")], source };
  const missing = possible.filter((id) => !chosen.includes(id));
  if (missing.length === 0) return undefined;
  return { names: [purpose.id, `${missing.join(", ")}, which this person could be`], source, doubt: "unknown-subject" };
};

const instruction: NaiveRule = ({ program, question, known, purpose, people, states }) => {
  if (!people.held) return undefined;
  const source = inProgram(purpose);
  const no = (why: string): Denial => ({ names: [purpose.id, why], source: { ...source, ...processorLaw(program) } });
  if (purpose.basis !== "instruction") {
    const aboutNobody = people.chosen.length > 0 && identifiesNobody(people.form);
    return aboutNobody ? undefined : no("it is a purpose of our own");
  }
  const instructions = program.clients?.instructions ?? {};
  const when = Object.hasOwn(instructions, purpose.id) ? instructions[purpose.id] : undefined;
  if (when === undefined) return no("clients do not instruct it");
  const theirs = [...new Set(states.flatMap((state) => state.clients))];
  const { client } = question;
  if (client !== undefined && theirs.length > 0 && !theirs.includes(client)) return no("it is not the data of that client");
  if (when === "always") return undefined;
  const clients = client === undefined ? theirs : [client];
  if (clients.length === 0) return { ...no("it is not known whose client's it is"), doubt: "unknown-client" };
  const lacks = clients.some((id) => !(Object.hasOwn(known.clients, id) && known.clients[id]?.instructed.includes(purpose.id)));
  return lacks ? no("the client has not authorized it") : undefined;
};

function processorLaw({ laws }: Case["program"]): { law?: "gdpr"; article?: string | undefined } {
  return laws.includes("gdpr") ? { law: "gdpr", article: useArticle("gdpr", "processor") } : {};
}

const anonymity: NaiveRule = ({ program, question, form }) => {
  if (!identifiesNobody(form)) return undefined;
  for (const name of question.from ?? []) {
    const slash = name.indexOf("/");
    const dataset = program.stores[name.slice(0, slash)]?.datasets[name.slice(slash + 1)];
    if (dataset?.anonymous !== true) return { names: [name, form], source: inProgram(dataset) };
  }
  return undefined;
};

const form: NaiveRule = (at) =>
  firstOf(at, ({ id, use }) => {
    const needed: DataForm[] = [at.people.form, use?.form ?? "any"];
    const lacks = needed.find((needs) => !satisfies(at.form, needs));
    return lacks === undefined ? undefined : { names: [at.purpose.id, id, lacks, at.form], source: inProgram(at.purpose) };
  });

/** What is known of where a kind of data came from: the question, else the facts; undefined where neither says. */
function knownPoints(at: Case, lineage: readonly string[]): readonly CollectionRule[] | undefined {
  const { program, question } = at;
  const named = question.at === undefined ? collectedOf(at, lineage).map(({ point }) => point) : [question.at];
  const points = [...new Set(named)].flatMap((id) =>
    Object.hasOwn(program.collection, id) ? [program.collection[id] as CollectionRule] : [],
  );
  return points.length === 0 ? undefined : points;
}

/** The facts that say that a kind of data was taken. */
const collectedOf = ({ states, question }: Case, lineage: readonly string[]): readonly Collected[] =>
  states
    .flatMap(({ collected }) => collected)
    .filter(({ point, categories }) => covers(categories, lineage) && (question.at === undefined || point === question.at));

const takes = (point: CollectionRule, lineage: readonly string[]): boolean =>
  covers(
    point.takes.map(({ id }) => id),
    lineage,
  );

const collection: NaiveRule = (at) =>
  firstOf(at, ({ id, lineage }) => {
    const point = at.question.at === undefined ? undefined : at.program.collection[at.question.at];
    return point === undefined || takes(point, lineage) ? undefined : { names: [id, point.id], source: inProgram(point) };
  });

const collectionBound: NaiveRule = (at) =>
  firstOf(at, ({ id, lineage }) => {
    const known = knownPoints(at, lineage);
    const named = at.question.at === undefined ? [] : (known ?? []);
    const first = [...named.flatMap((point) => boundBy(at, id, point, point.for) ?? []), ...boundSince(at, id, lineage)][0];
    if (first !== undefined || known !== undefined) return first;
    const denials = pointsThatTake(at, lineage).flatMap((point) => boundBy(at, id, point, point.for) ?? []);
    return denials[0] && { ...denials[0], doubt: "unknown-point" };
  });

/** What was taken at a point serves what the point is for, and what it was for when that was taken. */
function boundSince(at: Case, id: string, lineage: readonly string[]): readonly Denial[] {
  // What is about to be taken was not taken before.
  if (at.question.act === "collect" && at.question.at !== undefined) return [];
  return collectedOf(at, lineage).flatMap((fact) => {
    const point = Object.hasOwn(at.program.collection, fact.point) ? at.program.collection[fact.point] : undefined;
    return boundBy(at, id, point, point?.for) ?? boundBy(at, id, point ?? { id: fact.point }, fact.for) ?? [];
  });
}

function boundBy(
  { purpose }: Case,
  id: string,
  point: { readonly id: string; readonly place?: CollectionRule["place"] } | undefined,
  purposes: readonly string[] | undefined,
): Denial | undefined {
  if (point === undefined || purposes === undefined || purposes.includes(purpose.id)) return undefined;
  return { names: [id, point.id, purposes.join(", ")], source: { place: point.place } };
}

const scopes: NaiveRule = (at) =>
  firstOf(at, ({ id, lineage }) => {
    const known = knownPoints(at, lineage);
    const points = known ?? pointsThatTake(at, lineage);
    // Where nothing says that it came from a sign-in elsewhere, another point that takes it may have given it.
    if (known === undefined && points.some((point) => !asksForScope(point, lineage))) return undefined;
    for (const point of points) {
      if (!asksForScope(point, lineage)) continue;
      const granted = at.states
        .flatMap((state) => (Object.hasOwn(state.granted, point.id) ? [state.granted[point.id] ?? []] : []))
        .flat();
      const lets = granted.some(
        (scope) => Object.hasOwn(point.scopes ?? {}, scope) && closestUse(point.scopes?.[scope] ?? [], lineage) !== undefined,
      );
      if (!lets)
        return { names: [id, point.id], source: inProgram(point), doubt: granted.length === 0 ? "unknown-scopes" : undefined };
    }
    return undefined;
  });

const notice: NaiveRule = (at) => {
  if (!restsOnNotice(at)) return undefined;
  return firstOf(at, (data) => {
    const facts = collectedOf(at, data.lineage);
    if (facts.length === 0) return unstated(at, data, { notice: undefined, at: -Infinity });
    for (const fact of facts) {
      const denial = unstated(at, data, fact);
      if (denial !== undefined) return denial;
    }
    return undefined;
  });
};

/** A notice that did not state it, and no yes since, to one that did. */
function unstated(at: Case, data: CaseData, taken: Pick<Collected, "notice" | "at">): Denial | undefined {
  const lacks = taken.notice === undefined ? unstatedByAny(at, data) : unstatedBy(at, taken.notice, data);
  if (lacks === undefined || isAgreedSince(at, data, taken.at)) return undefined;
  return { names: [at.purpose.id, data.id, lacks.version], doubt: lacks.doubt };
}

function isAgreedSince(at: Case, data: CaseData, since: number): boolean {
  const choices = choicesOf(at, at.purpose.id);
  return choices.some(({ at: moment }) => moment > since) && choices.every((one) => isStanding(at, one)) && isCovered(at, data);
}

const parentStopped: NaiveRule = ({ question, states }) =>
  question.act === "collect" && states.some((state) => state.parentStopped) ? { names: [] } : undefined;

const minor: NaiveRule = (at) => {
  if (at.purpose.group === "law" || at.purpose.group === "protect") return undefined;
  for (const { law, under, needs, own } of rulesOfAge(agedIn(at), (law) => restsOnConsent(at, law))) {
    const source = { law, article: useArticle(law, needs === "sale" ? "child-sale" : "child") };
    if (needs === "refuse") return { names: [String(under), "nothing is done with their data"], source };
    if (!agreedBy(at, own ? ["person", "parent"] : ["parent"]))
      return { names: [String(under), own ? "has not agreed to it" : "no parent has agreed to it"], source };
  }
  return undefined;
};

const restsOnConsent = ({ purpose, data }: Case, law: Law): boolean =>
  isConsent(basisUnder(purpose, law)) || data.some(({ use }) => use?.form === "consent");

function agreedBy(at: Case, who: readonly Choice["by"][]): boolean {
  const choices = choicesOf(at, at.purpose.id);
  return choices.length > 0 && choices.every((choice) => isStanding(at, choice) && who.includes(choice.by)) && isAllCovered(at);
}

/** Kinds of purpose that go on while processing is restricted: storage, claims, and answering the person. @source GDPR Art. 18(2) */
export const GOES_ON_RESTRICTED: readonly string[] = ["backup", "legal-claims", "rights"];

const restricted: NaiveRule = (at) => {
  const state = at.states.find((one) => one.restricted !== undefined);
  const restriction = state?.restricted;
  if (restriction === undefined || GOES_ON_RESTRICTED.includes(at.purpose.kind ?? "")) return undefined;
  // Whoever had it restricted agrees themselves: a yes of a browser may be somebody else's.
  const agrees = Object.hasOwn(state?.consents ?? {}, at.purpose.id);
  const choices = choicesOf(at, at.purpose.id);
  const stand = choices.every((choice) => isStanding(at, choice) && choice.at > restriction.at);
  if (agrees && stand && isAllCovered(at)) return undefined;
  const law = at.laws.find((one) => useArticle(one, "restriction") !== undefined);
  return { names: [restriction.ground, at.purpose.id], source: { law, article: law && useArticle(law, "restriction") } };
};

/** These rows, by their names in the table. */
export const personRules = {
  "person-known": personKnown,
  "being-erased": beingErased,
  subject,
  instruction,
  anonymity,
  form,
  collection,
  "collection-bound": collectionBound,
  scopes,
  notice,
  "parent-stopped": parentStopped,
  minor,
  restricted,
} as const;
