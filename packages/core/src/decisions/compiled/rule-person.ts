// Rows of the table about who the person is, whose their data is, and in which form it is used.
import { useArticle } from "../../jurisdictions/index.ts";
import type { Law } from "../../program/index.ts";
import { identifiesNobody, satisfies } from "../forms.ts";
import { allStandAfter, everyClient, isOfOtherClients } from "./asked.ts";
import { isAllCovered } from "./lacks.ts";
import { CLIENTS, ERASED, hasSection, RESTRICTED, STOPPED, startOf, UNKNOWN, word } from "./record.ts";
import { minor } from "./rule-minor.ts";
import { always, type Check, firstOf, type No, type RuleOf } from "./ruling.ts";

const personKnown: RuleOf = ({ purpose }) =>
  purpose.doubt === "allow" ? undefined : { wakes: UNKNOWN, saysNo: always, no: () => ({ names: [], doubt: "unknown-person" }) };

const beingErased: RuleOf = ({ purpose }) =>
  purpose.group === "law" ? undefined : { wakes: ERASED, saysNo: always, no: () => ({ names: [] }) };

const subject: RuleOf = ({ people, purpose }) => {
  const { chosen, possible, guessed, held } = people;
  if (possible.length === 0 || (held && chosen.length === 0)) return undefined;
  const source = { place: purpose.place };
  if (!guessed) return chosen.length > 0 ? undefined : { names: [purpose.id, possible.map(({ id }) => id).join(", ")], source };
  const missing = possible.filter((one) => !chosen.includes(one)).map(({ id }) => id);
  if (missing.length === 0) return undefined;
  return { names: [purpose.id, `${missing.join(", ")}, which this person could be`], source, doubt: "unknown-subject" };
};

/** Beside what `everyClient` tells. */
const OTHER_CLIENT = 2;

const instruction: RuleOf = ({ tables, clients, shape, purpose, people }) => {
  if (!people.held) return undefined;
  const { program } = tables;
  const gdpr: { law?: Law; article?: string | undefined } = program.laws.includes("gdpr")
    ? { law: "gdpr", article: useArticle("gdpr", "processor") }
    : {};
  const no = (why: string): No => ({ names: [purpose.id, why], source: { place: purpose.place, ...gdpr } });
  if (purpose.basis !== "instruction") {
    const aboutNobody = people.chosen.length > 0 && identifiesNobody(people.form);
    return aboutNobody ? undefined : no("it is a purpose of our own");
  }
  const instructions = program.clients?.instructions ?? {};
  const when = Object.hasOwn(instructions, purpose.id) ? instructions[purpose.id] : undefined;
  if (when === undefined) return no("clients do not instruct it");
  const otherClient = no("it is not the data of that client");
  if (when === "always") return { wakes: 1 << CLIENTS, saysNo: isOfOtherClients, no: () => otherClient };
  const instructs = (client: number) => clients.of(client)?.instructed.has(shape.purposeNumber) === true;
  return {
    wakes: 0,
    saysNo: (asked) => {
      asked.a = isOfOtherClients(asked) ? OTHER_CLIENT : everyClient(asked, instructs);
      return asked.a !== 1;
    },
    no: (why) => {
      if (why === OTHER_CLIENT) return otherClient;
      if (why === 0) return no("the client has not authorized it");
      return { ...no("it is not known whose client's it is"), doubt: "unknown-client" };
    },
  };
};

const anonymity: RuleOf = ({ tables, shape }) => {
  if (!identifiesNobody(shape.form)) return undefined;
  return firstOf(shape.from, (name) => {
    const slash = name.indexOf("/");
    const dataset = tables.program.stores[name.slice(0, slash)]?.datasets[name.slice(slash + 1)];
    return dataset?.anonymous === true ? undefined : { names: [name, shape.form], source: { place: dataset?.place } };
  });
};

const form: RuleOf = ({ shape, purpose, people }) =>
  firstOf(shape.data, ({ id, used = "any" }) => {
    const needs = !satisfies(shape.form, people.form) ? people.form : satisfies(shape.form, used) ? undefined : used;
    return needs && { names: [purpose.id, id, needs, shape.form], source: { place: purpose.place } };
  });

const parentStopped: RuleOf = ({ shape }) =>
  shape.collects ? { wakes: STOPPED, saysNo: always, no: () => ({ names: [] }) } : undefined;

/** Kinds of purpose that go on while processing is restricted. @source GDPR Art. 18(2) */
const GOES_ON: readonly string[] = ["backup", "legal-claims", "rights"];
const GROUNDS = ["accuracy", "unlawful", "claims", "objection"] as const;

const isRestricted: Check["saysNo"] = (asked) => {
  const { words, person, browser, mine, theirs } = asked;
  const isPersons = hasSection(words, person, RESTRICTED);
  const at = startOf(words, isPersons ? person : browser, RESTRICTED);
  asked.a = word(words, at);
  // A yes of the browser alone may be somebody else's.
  return (isPersons ? mine : theirs) === 0 || !(allStandAfter(asked, at + 1) && isAllCovered(asked));
};

const restricted: RuleOf = ({ shape, purpose, laws }) => {
  if (GOES_ON.includes(shape.kind ?? "")) return undefined;
  const law = laws.find((one) => useArticle(one, "restriction") !== undefined);
  return {
    wakes: 1 << RESTRICTED,
    saysNo: isRestricted,
    no: (ground) => ({
      names: [GROUNDS[ground] ?? "", purpose.id],
      source: { law, article: law && useArticle(law, "restriction") },
    }),
  };
};

/** These rows, by their names in the table. */
export const personRules = {
  "person-known": personKnown,
  "being-erased": beingErased,
  subject,
  instruction,
  anonymity,
  form,
  "parent-stopped": parentStopped,
  minor,
  restricted,
} as const;
