// The plain version: the table of precedence, rule by rule, as a lawyer would read it. Slow, and what the compiled one is held to.
import { basisArticle } from "../jurisdictions/index.ts";
import type { Program } from "../program/index.ts";
import type { Decision, DecisionSource, Obligation } from "./decision.ts";
import { identifiesNobody } from "./forms.ts";
import { type Case, readCase, type Unknown } from "./naive-case.ts";
import { endOfGrant } from "./naive-end.ts";
import { basesOf } from "./naive-law.ts";
import { type Denial, RULES } from "./naive-rules.ts";
import { type DenialRule, PRECEDENCE, sentenceOf } from "./precedence.ts";
import type { Known, Question } from "./question.ts";

/** Answers a question by the table. Total: whatever it is asked, it answers. */
export function decideNaively(program: Program, question: Question, known: Known): Decision {
  const read = readCase(program, question, known);
  if ("unknown" in read) return unknownName(read);
  let goesOn = false;
  for (const { id } of PRECEDENCE) {
    const denial = id === "known-names" ? undefined : RULES[id](read);
    if (denial === undefined) continue;
    if (denial.stoppable && read.purpose?.otherwise === "anonymous") {
      if (!identifiesNobody(read.form)) return deny(id, denial, [{ kind: "otherwise", form: "anonymous" }]);
      goesOn = true;
      continue;
    }
    return deny(id, denial, []);
  }
  return grant(read, goesOn);
}

const NOWHERE: DecisionSource = { place: undefined, law: undefined, article: undefined };

function unknownName({ unknown, name, hint }: Unknown): Decision {
  const names = [unknown, name, hint];
  return {
    allowed: false,
    rule: "known-names",
    because: sentenceOf("known-names", names),
    source: NOWHERE,
    doubt: "unknown-name",
    until: undefined,
    obligations: [],
  };
}

const deny = (rule: DenialRule, { names, source, doubt }: Denial, obligations: readonly Obligation[]): Decision => ({
  allowed: false,
  rule,
  because: sentenceOf(rule, names),
  source: { ...NOWHERE, ...source },
  doubt,
  until: undefined,
  obligations,
});

function grant(at: Case, goesOn: boolean): Decision {
  const { purpose, form } = at;
  const { law, basis } = basesOf(at)[0] ?? { law: at.laws[0], basis: undefined };
  const rests = `${basis === undefined ? "no basis is asked for" : basis}${law === undefined ? "" : ` under ${law}`}`;
  const obligations: Obligation[] = [];
  if (form !== "any") obligations.push({ kind: "form", form });
  if (at.recipient !== undefined) obligations.push({ kind: "record" });
  if (purpose.automated && purpose.automated.safeguards.length > 0)
    obligations.push({ kind: "safeguards", safeguards: purpose.automated.safeguards });
  return {
    allowed: true,
    rule: goesOn ? "otherwise" : "allowed",
    because: goesOn ? sentenceOf("otherwise", [purpose.id, form]) : sentenceOf("allowed", [purpose.id, rests]),
    source: { place: purpose.place, law, article: law && basis && basisArticle(law, basis) },
    doubt: undefined,
    until: endOfGrant(at, goesOn),
    obligations,
  };
}
