// A decision in words. Whatever it is about is one of few things: each is put into words once, and shared after that.
import { basisArticle } from "../../jurisdictions/index.ts";
import { findUnknown } from "../check-names.ts";
import type { Decision, DecisionSource, Obligation } from "../decision.ts";
import { type DenialRule, sentenceOf } from "../precedence.ts";
import type { Question } from "../question.ts";
import { basesUnder } from "./bases.ts";
import type { ProgramTables } from "./program-tables.ts";
import type { Ground, No } from "./ruling.ts";

const NOWHERE: DecisionSource = { place: undefined, law: undefined, article: undefined };

/** A no. */
export function denialOf(rule: DenialRule, { names, source, doubt }: No, obligations: readonly Obligation[]): Decision {
  return Object.freeze({
    allowed: false,
    rule,
    because: sentenceOf(rule, names),
    source: Object.freeze({ ...NOWHERE, ...source }),
    doubt,
    until: undefined,
    obligations: Object.freeze([...obligations]),
  });
}

/** The no to a question with a name that is not known, or that cannot be read. */
export function unknownNameIn({ program }: ProgramTables, question: Question): Decision {
  const { unknown, name, hint } = unknownOf(program, question);
  return denialOf("known-names", { names: [unknown, name, hint], doubt: "unknown-name" }, []);
}

function unknownOf(program: ProgramTables["program"], question: Question) {
  try {
    const found = findUnknown(program, question);
    if (found !== undefined) return found;
  } catch {
    // Something in it throws when it is looked at: it is told like any other question that cannot be read.
  }
  return { unknown: "question", name: "", hint: "an object with purpose, data and person or browser" };
}

/** A yes, of a purpose that goes on about nobody where `goesOn`. */
export function grantOf({ shape, purpose, laws }: Ground, goesOn: boolean): Decision {
  const { form, recipient } = shape;
  const first = basesUnder(purpose, laws)[0];
  const law = first === undefined ? laws[0] : first.law;
  const rests = `${first?.basis ?? "no basis is asked for"}${law === undefined ? "" : ` under ${law}`}`;
  const obligations: Obligation[] = [];
  if (form !== "any") obligations.push({ kind: "form", form });
  if (recipient !== undefined) obligations.push({ kind: "record" });
  const safeguards = purpose.automated?.safeguards ?? [];
  if (safeguards.length > 0) obligations.push({ kind: "safeguards", safeguards });
  const article = first === undefined || law === undefined ? undefined : basisArticle(law, first.basis);
  return Object.freeze({
    allowed: true,
    rule: goesOn ? "otherwise" : "allowed",
    because: goesOn ? sentenceOf("otherwise", [purpose.id, form]) : sentenceOf("allowed", [purpose.id, rests]),
    source: Object.freeze({ place: purpose.place, law, article }),
    doubt: undefined,
    until: undefined,
    obligations: Object.freeze(obligations.map((one) => Object.freeze(one))),
  });
}
