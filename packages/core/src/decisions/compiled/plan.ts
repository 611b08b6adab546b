// A shape of a question in a context: the rows of the table that still have something to ask, in their order, and what comes after.

import type { PurposeRule } from "../../program/index.ts";
import { rulesOfData } from "../data-names.ts";
import type { Decision, Obligation } from "../decision.ts";
import { identifiesNobody } from "../forms.ts";
import { type DenialRule, PRECEDENCE } from "../precedence.ts";
import { sectionOf } from "./bases.ts";
import type { Context, Contexts } from "./contexts.ts";
import { endsOf, type GrantEnds } from "./grant-end.ts";
import { lookUpLacks } from "./lacks.ts";
import { peopleOf } from "./people.ts";
import { CONSENTS } from "./record.ts";
import { lawRules } from "./rule-law.ts";
import { notice } from "./rule-notice.ts";
import { originRules } from "./rule-origin.ts";
import { personRules } from "./rule-person.ts";
import { dataRules, programRules } from "./rule-program.ts";
import { recipientRules } from "./rule-recipient.ts";
import type { Check, Ground, No, ProgramGround, RuleOf, Ruling } from "./ruling.ts";
import type { Shape } from "./shape.ts";
import { type Steps, stepsOf } from "./steps.ts";
import { makeTold, makeToldOften, type Told } from "./told.ts";
import { grantOf } from "./word-decision.ts";

/** A row that is asked of the person. */
export interface Row extends Check {
  readonly rule: DenialRule;
  /** From 1. */
  readonly place: number;
  /** Its no lets the purpose go on, in the form in which it is asked for. */
  readonly passes: boolean;
}

/** What is left to do for one shape in one context. */
export interface Plan {
  // What every answer touches stands first, so that it lies close together.
  readonly steps: Steps;
  /** Of the shape. */
  readonly purposeNumber: number;
  readonly recipientNumber: number;
  /** The section in which choices about the purpose lie. */
  readonly section: number;
  /** What versions of the notice lack for the data that is asked for, and which lack something (lacks.ts). */
  readonly lacks: Int32Array;
  readonly lacking: number;
  /** How many numbers of `lacks` are about one kind of data; 0: notices say nothing of what is asked. */
  readonly width: number;
  /** Some row passes. */
  readonly somePass: boolean;
  /** What the program says no to after these rows; undefined: it is a yes. */
  readonly end: { readonly rule: DenialRule; readonly no: No } | undefined;
  /** What rows said no with: what they do often, each in its place (told.ts). The rest is in `told`. */
  readonly toldOften: (Decision | undefined)[];
  /** The yes, and the yes of a purpose that goes on about nobody. */
  readonly yes: Decision | undefined;
  /** Undefined: a yes does not end by itself. */
  readonly ends: GrantEnds | undefined;
  readonly goesOn: Decision | undefined;
  /** The rows whose checks these are. */
  readonly rows: readonly Row[];
  /** What goes with a stop of the person's own. */
  readonly otherwise: readonly Obligation[];
  readonly told: Told;
  /** The no of `end`, once it was told. */
  ended: Decision | undefined;
}

const RULES: Readonly<Record<Exclude<DenialRule, "known-names" | keyof typeof programRules>, RuleOf>> = {
  ...dataRules,
  ...personRules,
  ...originRules,
  notice,
  ...lawRules,
  ...recipientRules,
};

const isOfProgram = (rule: DenialRule): rule is keyof typeof programRules => Object.hasOwn(programRules, rule);

/** The plan of a shape to which the program says no, whoever it is about. */
export function planEarly(ground: ProgramGround): Plan | undefined {
  for (const { id } of PRECEDENCE) {
    const no = isOfProgram(id) ? programRules[id](ground) : undefined;
    if (no !== undefined && !isCheck(no)) return makePlan(ground.shape, { end: { rule: id, no } });
  }
  return undefined;
}

/** The plan of a shape in a context. */
export function planFor(ground: ProgramGround, contexts: Contexts, context: Context): Plan {
  const inherits = Object.keys(context.derived).length > 0;
  const early = inherits ? planEarly(withDerived(ground, context)) : undefined;
  if (early !== undefined) return early;
  const { shape, tables } = ground;
  const { purpose } = shape;
  if (purpose === undefined) return makePlan(shape, {});
  const laws = contexts.laws(context);
  const people = peopleOf(tables, purpose, shape.as < 0 ? context.kinds : [shape.as]);
  const on: Ground = { ...ground, purpose, context, laws, people };
  const goesOn = purpose.otherwise === "anonymous" && identifiesNobody(shape.form);
  const width = lookUpLacks(on);
  const { rows, end } = rowsOf(inherits ? withDerived(on, context) : on, goesOn);
  const rests = {
    rows,
    end,
    width,
    steps: tables.shareSteps(rows),
    section: sectionOf(purpose),
    otherwise: otherwiseOf(purpose),
  };
  if (end !== undefined) return makePlan(shape, rests);
  return makePlan(shape, { ...rests, yes: grantOf(on, false), ends: endsOf(on), goesOn: goesOn ? grantOf(on, true) : undefined });
}

/** The same question of somebody whose data inherits more than everybody's does. */
function withDerived<G extends ProgramGround>(ground: G, { derived }: Context): G {
  const { program } = ground.tables;
  const data = ground.shape.data.map((one) => ({ ...one, rules: rulesOfData(program, one.id, derived) }));
  return { ...ground, shape: { ...ground.shape, data } };
}

const otherwiseOf = ({ otherwise }: PurposeRule): readonly Obligation[] =>
  otherwise === "anonymous" ? [{ kind: "otherwise", form: "anonymous" }] : [];

/** Written out in one piece: what is put together from others lies apart, and each answer would go and fetch it. */
const makePlan = (
  { purposeNumber, recipientNumber, lacks, lacking }: Pick<Shape, "purposeNumber" | "recipientNumber" | "lacks" | "lacking">,
  { steps, section, width, yes, ends, end, goesOn, rows = [], otherwise = [] }: Partial<Plan>,
): Plan => ({
  steps: steps ?? NO_STEPS,
  purposeNumber,
  recipientNumber,
  section: section ?? CONSENTS,
  lacks,
  lacking,
  width: width ?? 0,
  somePass: rows.some(({ passes }) => passes),
  end,
  toldOften: makeToldOften(),
  yes,
  ends,
  goesOn,
  rows,
  otherwise,
  told: makeTold(),
  ended: undefined,
});

const NO_STEPS = stepsOf([]);

/** Before the first question. */
export const noPlan = (): Plan => makePlan({ purposeNumber: -1, recipientNumber: -1, lacks: new Int32Array(0), lacking: 0 }, {});

/** The table, up to the first row that says no by itself. */
function rowsOf(ground: Ground, goesOn: boolean): Pick<Plan, "rows" | "end"> {
  const rows: Row[] = [];
  for (const [index, { id }] of PRECEDENCE.entries()) {
    if (id === "known-names" || isOfProgram(id)) continue;
    const ruling = RULES[id](ground);
    if (ruling === undefined) continue;
    if (!isCheck(ruling)) return { rows, end: { rule: id, no: ruling } };
    rows.push({ ...ruling, rule: id, place: index + 1, passes: goesOn && ruling.stoppable === true });
  }
  return { rows, end: undefined };
}

const isCheck = (ruling: NonNullable<Ruling>): ruling is Check => "saysNo" in ruling;
