// May a human do a guarded act with these items of this person, for this ground, now? The first rule that says no is the answer.
import { type Agreement, NO_STATE, type PersonState } from "../facts/index.ts";
import { periodEnd } from "../jurisdictions/index.ts";
import type { GroundRule, GuardedRule, LegalPeriod, Program } from "../program/index.ts";
import { covers, kindsOfData, lineageOf } from "./data-names.ts";
import type { DecisionSource, Doubt, Obligation } from "./decision.ts";

/** How many items a permission may name. */
export const MOST_ACCESS_ITEMS = 100;

/** How long a permission lasts where the program does not say. */
const LASTS: LegalPeriod = { unit: "hours", count: 24 };

/**
 * Grounds by their names, for what the law lets go on. Whoever is being erased is looked at for a duty of law alone: erasure
 * yields to a legal duty and to claims, and to nothing else that a human would read for. While processing is restricted,
 * security goes on as well (it protects the rights of others), and what the person has agreed to since.
 * @source GDPR Art. 17(3)(b), (e), 18(2)
 */
const GOES_ON = { beingErased: ["law"], restricted: ["law", "security"] } as const;

/** What is asked. Ids are those of the program. */
export interface AccessQuestion {
  readonly act: string;
  readonly ground: string;
  /** In which role of the program's `staff` it is asked. */
  readonly role: string;
  /** Keyed hashes of the items, as agreements name them. */
  readonly items: readonly string[];
  /** What of the act's data it is about; absent: all of it. */
  readonly data?: readonly string[] | undefined;
  /** What for; where the role is for some purposes alone. */
  readonly purpose?: string | undefined;
  /** Until when it is wanted, in milliseconds since 1970; it may be less than the ground lasts, and never is more. */
  readonly until?: number | undefined;
}

/** What is known when it is asked. */
export interface AccessKnown {
  /** Absent: nobody of this id is known. */
  readonly person: PersonState | undefined;
  /** Milliseconds since 1970, UTC. */
  readonly now: number;
}

/** The rules, in their order. `{0}`, `{1}` are names of the program, or numbers; never what was sent. */
export const ACCESS_RULES = [
  { id: "known-act", says: "the program guards no act of this name; it guards {0}" },
  { id: "known-ground", says: "`{0}` has no such ground; it has {1}" },
  { id: "known-purpose", says: "the program has no purpose of this name; it has {0}" },
  { id: "role", says: "`{0}` is for {1} alone" },
  { id: "role-purpose", says: "the role `{0}` works for {1} alone" },
  { id: "data", says: "`{0}` opens {1}, and nothing else" },
  { id: "role-data", says: "the role `{0}` does not see `{1}`" },
  { id: "items", says: "{0}" },
  { id: "term", says: "it ends before it begins" },
  { id: "person-known", says: "nothing is known of this person" },
  { id: "being-erased", says: "the person's data is being erased; a ground named `law` alone goes on" },
  { id: "restricted", says: "processing is restricted ({0}); `law`, `security` and what the person has agreed to since go on" },
  { id: "agreement", says: "`{0}` rests on the person's agreement, and {1}" },
] as const;

/** A row of the table, or why the answer is yes. */
export type AccessRule = (typeof ACCESS_RULES)[number]["id"] | "allowed";

/** Yes or no, with the rule that said so. */
export interface AccessDecision {
  readonly allowed: boolean;
  readonly rule: AccessRule;
  /** One sentence, of ids of the program alone. */
  readonly because: string;
  readonly source: DecisionSource;
  readonly doubt: Doubt | undefined;
  /** Of a yes: when it ends, in milliseconds since 1970. */
  readonly until: number | undefined;
  readonly obligations: readonly Obligation[];
  /** Of a yes: the person sees that it happened. */
  readonly shown: boolean;
}

interface Case {
  readonly program: Program;
  readonly question: AccessQuestion;
  readonly known: AccessKnown;
  readonly act: GuardedRule;
  readonly ground: GroundRule;
  readonly state: PersonState;
}

interface No {
  readonly rule: Exclude<AccessRule, "allowed">;
  readonly names: readonly string[];
  readonly doubt?: Doubt;
}

/** Answers whether a human may. Total: whatever it is asked, it answers. */
export function decideHumanAccess(program: Program, question: AccessQuestion, known: AccessKnown): AccessDecision {
  const act = own(program.guarded, question.act);
  if (act === undefined) return deny(undefined, { rule: "known-act", names: [listed(Object.keys(program.guarded))] });
  const ground = own(act.grounds, question.ground);
  if (ground === undefined) return deny(act, { rule: "known-ground", names: [act.id, listed(Object.keys(act.grounds))] });
  const at: Case = { program, question, known, act, ground, state: known.person ?? NO_STATE };
  for (const rule of [purpose, role, rolePurpose, data, roleData, items, term, person, agreement]) {
    const no = rule(at);
    if (no !== undefined) return deny(act, no);
  }
  return grant(at);
}

const own = <T>(record: Readonly<Record<string, T>>, id: string): T | undefined =>
  Object.hasOwn(record, id) ? record[id] : undefined;

const listed = (ids: readonly string[]): string => (ids.length === 0 ? "nothing" : ids.map((id) => `\`${id}\``).join(", "));

/** A name that the program has not may be a value that slipped into the wrong field: it is not kept with a permission. */
const purpose = ({ program, question }: Case): No | undefined =>
  question.purpose === undefined || Object.hasOwn(program.purposes, question.purpose)
    ? undefined
    : { rule: "known-purpose", names: [listed(Object.keys(program.purposes))] };

const role = ({ program, question, act }: Case): No | undefined =>
  act.roles.includes(question.role) && Object.hasOwn(program.staff, question.role)
    ? undefined
    : { rule: "role", names: [act.id, listed(act.roles)] };

/** A role that works for some purposes alone does so here, too, where a purpose is named. */
function rolePurpose({ program, question }: Case): No | undefined {
  const purposes = program.staff[question.role]?.for;
  if (question.purpose === undefined || purposes === undefined || purposes.includes(question.purpose)) return undefined;
  return { rule: "role-purpose", names: [question.role, listed(purposes)] };
}

/** Every kind of data that an act opens, by what it names and by the fields of the datasets that it names. */
export const dataOfAct = (
  program: Pick<Program, "data" | "stores">,
  act: Pick<GuardedRule, "data" | "datasets">,
): readonly string[] => [
  ...new Set([
    ...act.data.flatMap((name) => kindsOfData(program, name)),
    ...act.datasets.flatMap((name) => fieldsOf(program, name)),
  ]),
];

function fieldsOf({ stores }: Pick<Program, "stores">, dataset: string): readonly string[] {
  const slash = dataset.indexOf("/");
  const fields = stores[dataset.slice(0, slash)]?.datasets[dataset.slice(slash + 1)]?.fields ?? [];
  return fields.flatMap(({ categories }) => categories);
}

const data = ({ program, question, act }: Case): No | undefined => {
  const opens = dataOfAct(program, act);
  const outside = (question.data ?? []).some((name) => {
    const kinds = kindsOfData(program, name);
    return kinds.length === 0 || !kinds.every((kind) => opens.includes(kind));
  });
  return outside ? { rule: "data", names: [act.id, listed(act.data.length > 0 ? act.data : act.datasets)] } : undefined;
};

/**
 * A role that lists what it sees opens nothing else: data that the act, or the question, names it must see all of; of a
 * dataset something, for `sees` speaks of data and a dataset holds much. Data that the act is the only way to (`reading`) is
 * what the act's `roles` are listed for: there the role needs no other word.
 */
function roleData({ program, question, act }: Case): No | undefined {
  const sees = program.staff[question.role]?.sees;
  if (sees === undefined) return undefined;
  const seen = (kind: string): boolean => {
    const lineage = lineageOf(program, kind);
    return isOnlyWay(program, act, lineage) || covers(sees, lineage);
  };
  const no = (what: string): No => ({ rule: "role-data", names: [question.role, what] });
  const hidden = (question.data ?? act.data).flatMap((name) => kindsOfData(program, name)).find((kind) => !seen(kind));
  if (hidden !== undefined) return no(hidden);
  const dataset = act.datasets.find((name) => !fieldsOf(program, name).some(seen));
  return question.data !== undefined || dataset === undefined ? undefined : no(dataset);
}

const isOnlyWay = (program: Pick<Program, "data">, act: GuardedRule, lineage: readonly string[]): boolean =>
  lineage.some((stem) => own(program.data, stem)?.reading === act.id);

function items({ question, act, ground }: Case): No | undefined {
  const count = new Set(question.items).size;
  const no = (says: string): No => ({ rule: "items", names: [says] });
  if (ground.of === "all") return count === 0 ? undefined : no(`\`${act.id}\` is of all items for this ground: name none`);
  if (count === 0) return no(`\`${act.id}\` is of named items for this ground: name them`);
  return count > MOST_ACCESS_ITEMS ? no(`at most ${MOST_ACCESS_ITEMS} items are named at once`) : undefined;
}

const term = ({ question, known }: Case): No | undefined =>
  question.until !== undefined && question.until <= known.now ? { rule: "term", names: [] } : undefined;

function person({ question, known, state, ground }: Case): No | undefined {
  if (known.person === undefined) return { rule: "person-known", names: [], doubt: "unknown-person" };
  if (state.beingErased && !GOES_ON.beingErased.some((id) => id === question.ground)) return { rule: "being-erased", names: [] };
  const { restricted } = state;
  if (restricted === undefined || GOES_ON.restricted.some((id) => id === question.ground)) return undefined;
  const since = ground.agreed && agreementsFor(state, question).every((one) => one !== undefined && one.at > restricted.at);
  return since ? undefined : { rule: "restricted", names: [restricted.ground] };
}

/** By what each item is agreed to; undefined for one that is not, or no longer. */
function agreementsFor(state: PersonState, { act, items: asked }: AccessQuestion): readonly (Agreement | undefined)[] {
  const said = state.agreements.filter((one) => one.act === act);
  const all = said.find(({ item }) => item === undefined);
  if (asked.length === 0) return [all?.on === true ? all : undefined];
  return asked.map((item) => {
    const both = [said.find((one) => one.item === item), all].filter((one) => one !== undefined);
    const stopped = Math.max(...both.map(({ on, at }) => (on ? -Infinity : at)), -Infinity);
    return both.find(({ on, at }) => on && at > stopped);
  });
}

/** When an agreement ends: as the person said, and never later than the ground lasts from when they agreed. */
function endOfAgreement({ ground, program }: Case, { at, until }: Agreement): number {
  const lasts = endAfter(program, ground, at);
  return until === undefined ? lasts : Math.min(until, lasts);
}

const endAfter = ({ zone }: Pick<Program, "zone">, { lasts }: GroundRule, from: number): number =>
  Date.parse(periodEnd(new Date(from).toISOString(), lasts ?? LASTS, zone));

function agreement(at: Case): No | undefined {
  const { question, ground, state, known } = at;
  if (!ground.agreed) return undefined;
  const no = (why: string): No => ({ rule: "agreement", names: [question.ground, why] });
  const given = agreementsFor(state, question);
  const standing = given.filter((one) => one !== undefined);
  if (standing.length < given.length)
    return no(
      question.items.length === 0 ? "there is none that covers all items" : "there is none that covers each of these items",
    );
  return standing.every((one) => one.at <= known.now && endOfAgreement(at, one) > known.now) ? undefined : no("it has expired");
}

function grant(at: Case): AccessDecision {
  const { program, question, act, ground, known, state } = at;
  const ends = [endAfter(program, ground, known.now)];
  if (question.until !== undefined) ends.push(question.until);
  if (ground.agreed) for (const one of agreementsFor(state, question)) if (one !== undefined) ends.push(endOfAgreement(at, one));
  return {
    allowed: true,
    rule: "allowed",
    because: `\`${act.id}\` may be done for the ground \`${question.ground}\``,
    source: { place: act.place, law: undefined, article: undefined },
    doubt: undefined,
    until: Math.min(...ends),
    obligations: ground.form === "any" ? [] : [{ kind: "form", form: ground.form }],
    shown: act.shown,
  };
}

const SENTENCES: ReadonlyMap<string, string> = new Map(ACCESS_RULES.map(({ id, says }) => [id, says]));

const deny = (act: GuardedRule | undefined, { rule, names, doubt }: No): AccessDecision => ({
  allowed: false,
  rule,
  because: (SENTENCES.get(rule) ?? rule).replace(/\{(\d)\}/g, (_, index: string) => names[Number(index)] ?? ""),
  source: { place: act?.place, law: undefined, article: undefined },
  doubt,
  until: undefined,
  obligations: [],
  shown: false,
});
