// One answer, before it is in words: the shape of the question, the records of whom it is about, and the rows left to ask.
import { turnHash } from "../../facts/index.ts";
import { findUnknown, isPlace, KEYS } from "../check-names.ts";
import type { Question } from "../question.ts";
import { type Asked, emptyAsked, flagsOfBoth, UNKNOWN_CLIENT } from "./asked.ts";
import { readContent } from "./content.ts";
import { NO_CONTEXT } from "./contexts.ts";
import type { Memory, MemoryGround } from "./memory.ts";
import { noPlan, type Plan, planEarly, planFor } from "./plan.ts";
import { CONTEXT, entryOf, UNKNOWN, word } from "./record.ts";
import type { ProgramGround } from "./ruling.ts";
import { type Shape, shapeOf } from "./shape.ts";

/** What moves while an engine is open. */
export interface Moving {
  memory: Memory;
  /** Counts what changes it. */
  version: number;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly isStale: (now: number) => boolean;
}

/** What a question is answered with. One per engine, written over each time: an answer makes no object. */
export interface Turn {
  readonly ground: MemoryGround;
  readonly moving: Moving;
  readonly asked: Asked;
  readonly personHash: Int32Array;
  readonly clientHash: Int32Array;
  /** Which row of the plan said no. */
  row: number;
  /** What holds of everybody today. */
  flags: number;
  /** A question is being answered: one that it asks meanwhile must not write over it. */
  busy: boolean;
}

/** `end`: the program says no once no row did; `goes on`: yes, about nobody. */
export type Outcome = "unreadable" | "no clock" | "no" | "end" | "yes" | "goes on";

export const makeTurn = (ground: MemoryGround, moving: Moving): Turn => ({
  ground,
  moving,
  asked: emptyAsked(noPlan()),
  personHash: new Int32Array(4),
  clientHash: new Int32Array(4),
  row: -1,
  flags: 0,
  busy: false,
});

/**
 * Answers. Throws where something of the question does when it is looked at. A question whose getters, or a clock that, change what is known
 * while it is read cannot be read: whoever was found then may be somebody else by now.
 */
export function answer(turn: Turn, question: Question): Outcome {
  const { asked, ground, moving } = turn;
  const { memory, version } = moving;
  // Two ways through memory, neither of which waits for the other: the processor fetches the person while it looks for the shape.
  findPerson(turn, memory, question.person);
  const shape = memory.interned.find(question) ?? readShape(ground, memory, question);
  if (shape === undefined || !isReadable(question) || !takeContent(asked, question)) return "unreadable";
  if (shape.early !== undefined) {
    asked.plan = earlyOf(turn, memory, question, { shape, early: shape.early });
    return moving.version === version ? "end" : "unreadable";
  }
  if (!tellTime(turn)) return "no clock";
  const unknown = findOthers(turn, memory, question);
  const context = contextOf(asked, memory, question);
  const plan = knownPlan(shape, context) ?? planOf(ground, memory, shape, context);
  // From here on nothing of the caller's runs.
  if (moving.version !== version) return "unreadable";
  const { section, purposeNumber } = plan;
  asked.plan = plan;
  asked.mine = entryOf(asked.words, asked.person, section, purposeNumber);
  asked.theirs = asked.browser === 0 ? 0 : entryOf(asked.words, asked.browser, section, purposeNumber);
  return follow(turn, plan, unknown | turn.flags | flagsOfBoth(asked));
}

/** What the program says no to; of somebody whose data inherits more, perhaps by a row that stands before. */
function earlyOf(turn: Turn, memory: Memory, question: Question, { shape, early }: { shape: Shape; early: Plan }): Plan {
  if (!memory.contexts.anyDerived()) return early;
  findOthers(turn, memory, question);
  const context = contextOf(turn.asked, memory, question);
  const inherits = Object.keys(memory.contexts.of(context).derived).length > 0;
  return inherits ? planOf(turn.ground, memory, shape, context) : early;
}

/** Asks the rows of a plan, in their order. */
function follow(turn: Turn, plan: Plan, flags: number): Outcome {
  const { saysNo, wakes, always, anyWakes } = plan.steps;
  const { asked } = turn;
  const some = (flags & anyWakes) !== 0;
  const count = some ? saysNo.length : always.length;
  let goesOn = false;
  for (let at = 0; at < count; at++) {
    const index = some ? at : (always[at] ?? 0);
    const wake = some ? (wakes[index] ?? 0) : 0;
    if (wake !== 0 && (flags & wake) === 0) continue;
    asked.a = 0;
    asked.b = 0;
    if (saysNo[index]?.(asked) !== true) continue;
    if (!plan.somePass || plan.rows[index]?.passes !== true) {
      turn.row = index;
      return "no";
    }
    goesOn = true;
  }
  if (plan.end !== undefined) return "end";
  return goesOn ? "goes on" : "yes";
}

/** Takes the hash of a text over; false for what is none. */
function takeContent(asked: Asked, { content }: Question): boolean {
  asked.hasContent = content !== undefined;
  return content === undefined || readContent(content, asked.content);
}

/** False where the clock tells no time. */
function tellTime(turn: Turn): boolean {
  const { asked, ground, moving } = turn;
  const now = moving.now();
  if (!(now >= asked.today.from && now < asked.today.to)) {
    try {
      asked.today = ground.dayOf(now);
      turn.flags = ground.young.flagOn(asked.today.number);
    } catch {
      return false;
    }
  }
  asked.now = now;
  asked.stale = moving.isStale(now);
  return true;
}

/** Finds the record of a person. What is no id is told of later, with all else that cannot be read. */
function findPerson({ asked, ground, personHash }: Turn, { table }: Memory, person: unknown): void {
  asked.words = table.words;
  asked.person = 0;
  if (typeof person !== "string") return;
  ground.hash(person, personHash);
  asked.person = table.find(personHash);
}

/** Finds the records of all else whom it is about; gives a flag where the person has none. */
function findOthers({ asked, ground, clientHash }: Turn, memory: Memory, question: Question): number {
  const { table, clients } = memory;
  const { person, browser, client } = question;
  asked.hasPerson = person !== undefined;
  asked.both = person !== undefined && browser !== undefined;
  asked.browser = 0;
  if (browser !== undefined) {
    ground.hash(browser, asked.browserHash);
    asked.browser = table.find(turnHash("browser", asked.browserHash));
  }
  asked.client = -1;
  if (client !== undefined) {
    ground.hash(client, clientHash);
    turnHash("client", clientHash);
    const number = clients.find(clientHash);
    asked.client = number < 0 ? UNKNOWN_CLIENT : number;
  }
  return person !== undefined && asked.person === 0 ? UNKNOWN : 0;
}

function contextOf(asked: Asked, { contexts, origins }: Memory, { place }: Question): number {
  const { words, person, browser } = asked;
  const own = person === 0 ? NO_CONTEXT : word(words, person + CONTEXT);
  const both = browser === 0 ? own : contexts.both(own, word(words, browser + CONTEXT));
  asked.place = -1;
  if (place === undefined) return both;
  asked.place = origins.numberOfCountry(place.country);
  return contexts.at(both, place);
}

function readShape(ground: MemoryGround, memory: Memory, question: Question): Shape | undefined {
  if (findUnknown(ground.tables.program, question) !== undefined) return undefined;
  const shape = shapeOf(ground.tables, question);
  shape.early = planEarly(groundOf(ground, memory, shape));
  memory.interned.add(question, shape);
  return shape;
}

function planOf(ground: MemoryGround, memory: Memory, shape: Shape, context: number): Plan {
  const { contexts } = memory;
  const plan = shape.plans[context] ?? planFor(groundOf(ground, memory, shape), contexts, contexts.of(context));
  shape.plans[context] = plan;
  const isFirst = shape.first === undefined;
  shape[isFirst ? "firstContext" : "nextContext"] = context;
  shape[isFirst ? "first" : "next"] = plan;
  return plan;
}

/** The plan of one of the two contexts at hand. */
function knownPlan({ firstContext, first, nextContext, next }: Shape, context: number): Plan | undefined {
  if (firstContext === context) return first;
  return nextContext === context ? next : undefined;
}

const groundOf = ({ tables }: MemoryGround, { origins, clients, notices }: Memory, shape: Shape): ProgramGround => ({
  tables,
  origins,
  clients,
  notices,
  shape,
});

/** What of a question is no part of its shape. */
function isReadable(question: Question): boolean {
  const { person, browser, client, automated, place } = question;
  if (person === undefined && browser === undefined) return false;
  if (automated !== undefined && typeof automated !== "boolean") return false;
  for (const key in question) if (!isKey(key)) return false;
  return isId(person) && isId(browser) && isId(client) && (place === undefined || isPlace(place));
}

/** What most questions say is told by comparing, which costs less than a set. */
const isKey = (key: string): boolean => key === "person" || key === "purpose" || key === "data" || IS_KEY.has(key);
const IS_KEY: ReadonlySet<string> = new Set(KEYS);

const isId = (id: unknown): boolean => id === undefined || (typeof id === "string" && id !== "");
