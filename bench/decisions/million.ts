// So many people in a process of its own: how long they take to load, what they weigh, how fast answers come.
import { type Engine, open } from "@troth/core/decisions";
import { askingOf, companyOf, NOW, noticesOf, personOf, stateOf } from "./company.ts";
import { cpuMs } from "./cpu.ts";
import { rightOf } from "./peers.ts";

/** What is measured. */
export interface Order {
  readonly people: number;
  readonly rules: number;
  /** The young generation has room for millions of answers: what they grow by can be counted, and what people weigh cannot. */
  readonly room: boolean;
}

export interface Measured {
  readonly loadSeconds: number;
  /** What the process grew by. */
  readonly bytesAPerson: number;
  /** What of it the engine says it holds. */
  readonly tableBytesAPerson: number;
  readonly perSecond: number;
  readonly p99Us: number;
  /** What the heap grows by for each answer whose reason nobody reads. */
  readonly bytesAnAnswer: number;
  /** For 100,000. */
  readonly changesMs: number;
}

const CHANGES = 100_000;
const ROUNDS = 5;
const CHUNK = 50_000;
const ANSWERS = 3_000_000;

process.once("message", (order: Order) => {
  process.send?.(measure(order), () => process.exit(0));
});

function measure({ people, rules, room }: Order): Measured {
  const engine = open({
    program: companyOf(rules),
    notices: noticesOf(rules),
    now: () => NOW,
    hashKey: new Uint8Array(16).fill(7),
  });
  // What code costs is not what people weigh: it is warm before the scale is read.
  for (let number = 0; number < 2_000; number++) apply(engine, number, rules);
  for (let number = 0; number < 2_000; number++) engine.decide(askingOf(personOf(number, rules), number, rules).question);
  const before = weigh();
  const loadSeconds = load(engine, people, rules);
  const grown = weigh() - before;
  const asked = ask(engine, { people, rules, room });
  return {
    loadSeconds,
    bytesAPerson: grown / people,
    tableBytesAPerson: engine.size().bytes / people,
    ...asked,
    changesMs: change(engine, people, rules),
  };
}

/** What the system says of the process, once nothing is left that could go. */
function weigh(): number {
  for (let time = 0; time < 4; time++) globalThis.gc?.();
  return process.memoryUsage.rss();
}

const apply = (engine: Engine, number: number, rules: number): void => {
  const person = personOf(number, rules);
  engine.apply({ kind: "person", id: person.id, state: stateOf(person) });
};

/** Only what the engine does with a state counts, not how the bench makes it up. */
function load(engine: Engine, people: number, rules: number): number {
  let ms = 0;
  for (let from = 0; from < people; from += CHUNK) {
    const chunk = Array.from({ length: Math.min(CHUNK, people - from) }, (_, at) => personOf(from + at, rules)).map((person) => ({
      kind: "person" as const,
      id: person.id,
      state: stateOf(person),
    }));
    const began = cpuMs();
    for (const one of chunk) engine.apply(one);
    ms += cpuMs() - began;
  }
  return ms / 1_000;
}

function ask(engine: Engine, { people, rules, room }: Order): Pick<Measured, "perSecond" | "p99Us" | "bytesAnAnswer"> {
  const count = Math.min(people, 300_000);
  // Far apart from each other, so that no cache has the next one already.
  const numbers = Array.from({ length: count }, (_, at) => (at * 7_919) % people);
  const askings = numbers.map((number) => askingOf(personOf(number, rules), number, rules));
  const right = askings.map((asking, at) => rightOf(personOf(numbers[at] ?? 0, rules), asking));
  const questions = askings.map(({ question }) => question);
  const once = (): void => {
    for (let at = 0; at < count; at++) {
      const question = questions[at];
      if (question === undefined || engine.decide(question).allowed !== right[at]) throw new Error("a wrong answer");
    }
  };
  const rates: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const began = cpuMs();
    once();
    rates.push((count / (cpuMs() - began)) * 1_000);
  }
  const bytesAnAnswer = room ? growthOf(once, count) : Number.NaN;
  const each = questions.map((question) => {
    const began = process.hrtime.bigint();
    engine.decide(question);
    return Number(process.hrtime.bigint() - began);
  });
  const sorted = each.sort((one, other) => one - other);
  const middle = rates.sort((one, other) => one - other)[ROUNDS >> 1] ?? Number.NaN;
  return { perSecond: middle, p99Us: (sorted[Math.floor(count * 0.99)] ?? Number.NaN) / 1_000, bytesAnAnswer };
}

/** What the heap grows by for each of some millions of answers. The young generation has room for all: nothing of it is collected. */
function growthOf(once: () => void, count: number): number {
  const times = Math.ceil(ANSWERS / count);
  weigh();
  const before = process.memoryUsage().heapUsed;
  for (let time = 0; time < times; time++) once();
  const grown = process.memoryUsage().heapUsed - before;
  if (grown < 0) throw new Error("something was collected while answers were counted");
  return grown / (times * count);
}

/** Each gives somebody the state of somebody else: longer, shorter, or none. */
function change(engine: Engine, people: number, rules: number): number {
  const changes = Array.from({ length: CHANGES }, (_, at) => ({
    kind: "person" as const,
    id: personOf((at * 104_729) % people, rules).id,
    state: at % 10 === 0 ? undefined : stateOf(personOf(at + 7, rules)),
  }));
  const began = cpuMs();
  for (const one of changes) engine.apply(one);
  return cpuMs() - began;
}
