// npm run bench -- decisions: may this purpose use this data of this person, a thousand rules of which one can permit it.
import { fork } from "node:child_process";
import { fileURLToPath } from "node:url";
import { type Decision, decideNaively, type Engine, open, type Question } from "@troth/core/decisions";
import type { BenchResult } from "../bench.ts";
import { interleave } from "../interleave.ts";
import { type Asking, askingOf, companyOf, mixed, NOW, noticesOf, type Person, personOf, stateOf } from "./company.ts";
import { cpuMs } from "./cpu.ts";
import type { Measured, Order } from "./million.ts";
import { casbinOf, caslOf, cedarOf, mapOf, type Peer, type Prepared, rightOf } from "./peers.ts";

const RULES = 1_000;
const PEOPLE = 200_000;
const ROUNDS = 5;
/** Questions a round: each of another person. The slow ones are asked fewer. */
const ASKED = { ours: PEOPLE, map: PEOPLE, casl: PEOPLE, casbin: 500, cedar: 200 } as const;
const READ_REASON = 100;
/** Answered by the plain version too, before anybody's rate counts. */
const CHECKED = 1_000;
/** In megabytes. */
const ROOM = ["--min-semi-space-size=64", "--max-semi-space-size=64"];
const MILLION = fileURLToPath(new URL("./million.ts", import.meta.url));

/** The cost of a question to each peer divided by ours; then a million people in a process of their own, and growth with rules. */
export async function run(): Promise<BenchResult> {
  const people = Array.from({ length: PEOPLE }, (_, number) => personOf(number, RULES));
  const { questions, right, prepared } = roundOf(people);
  const engine = openFor(people);
  const ask = <Made>({ prepare, answer }: Peer<Made>, count: number) => {
    const made = prepared.slice(0, count).map(prepare);
    return timed(count, right, (number) => answer(made[number] as Made));
  };
  const casl = caslOf(RULES, people);
  const map = mapOf(RULES, people);
  const compared = await interleave({
    rounds: ROUNDS,
    ours: timed(ASKED.ours, right, (number) => readSome(engine.decide(questions[number] as Question), number)),
    peers: {
      cedar: ask(cedarOf(RULES), ASKED.cedar),
      casbin: ask(await casbinOf(RULES), ASKED.casbin),
      casl: ask(casl, ASKED.casl),
      map: ask(map, ASKED.map),
    },
  });
  const yesOrNo = await interleave({
    rounds: ROUNDS,
    ours: timed(ASKED.ours, right, (number) => engine.allows(questions[number] as Question)),
    peers: { casl: ask(casl, ASKED.casl) },
  });
  const fresh = await interleave({
    rounds: ROUNDS,
    ours: () => {
      const asked = questions.map((question) => ({ ...question, person: anew(question.person ?? "") }));
      return timed(ASKED.ours, right, (number) => readSome(engine.decide(asked[number] as Question), number))();
    },
    peers: { casl: withNewIds(casl, prepared, right), map: withNewIds(map, prepared, right) },
  });
  const chance = roundOf(inChanceOrder(people));
  const caslPrepared = chance.prepared.map(casl.prepare);
  const byChance = await interleave({
    rounds: ROUNDS,
    ours: timed(ASKED.ours, chance.right, (number) => readSome(engine.decide(chance.questions[number] as Question), number)),
    peers: {
      casl: timed(ASKED.casl, chance.right, (number) => casl.answer(caslPrepared[number] as (typeof caslPrepared)[number])),
    },
  });
  const million = await measureApart({ people: 1_000_000, rules: RULES, room: false });
  const few = await measureApart({ people: 10_000, rules: 10, room: true });
  const many = await measureApart({ people: 10_000, rules: 10_000, room: true });
  const rate = (ms: number) => 1_000_000 / ms;
  return {
    ratios: {
      ...compared.ratios,
      caslOverAllows: yesOrNo.ratios.casl ?? Number.NaN,
      caslOfNewIds: fresh.ratios.casl ?? Number.NaN,
      mapOfNewIds: fresh.ratios.map ?? Number.NaN,
      caslByChance: byChance.ratios.casl ?? Number.NaN,
    },
    figures: {
      oursPerSecond: rate(compared.oursMs),
      mapPerSecond: rate(compared.peersMs.map ?? Number.NaN),
      caslPerSecond: rate(compared.peersMs.casl ?? Number.NaN),
      casbinPerSecond: rate(compared.peersMs.casbin ?? Number.NaN),
      cedarPerSecond: rate(compared.peersMs.cedar ?? Number.NaN),
      allowsPerSecond: rate(yesOrNo.oursMs),
      oursOfNewIdsPerSecond: rate(fresh.oursMs),
      oursByChancePerSecond: rate(byChance.oursMs),
      millionPerSecond: million.perSecond,
      millionP99Us: million.p99Us,
      millionBytesAPerson: million.bytesAPerson,
      millionTableBytesAPerson: million.tableBytesAPerson,
      millionLoadSeconds: million.loadSeconds,
      bytesAnAnswer: Math.max(few.bytesAnAnswer, many.bytesAnAnswer),
      changes100000Ms: million.changesMs,
      costOf10000RulesOver10: few.perSecond / many.perSecond,
      bytesOf10000RulesOver10: many.tableBytesAPerson / few.tableBytesAPerson,
    },
    targets: { cedar: ">= 100", casbin: ">= 100", casl: ">= 1", caslOfNewIds: ">= 1", bytesAnAnswer: "<= 1" },
    notes: [
      "rates are per second of one core's time, which the process's own clock tells: others used the machine",
      `${RULES} rules, ${PEOPLE} people, each asked about once a round, in the order in which everybody was loaded; ${right.reduce((sum, yes) => sum + Number(yes), 0)} answers are yes`,
      "every answer of every contender is compared with the right one, inside the clock; ours reads one reason in a hundred",
      "Cedar and Casbin are handed the person; ours, CASL and the Map find them by id, CASL and the Map in a Map of objects",
      "...ByChance: in an order by chance, as people come to a server; in that of loading CASL's people lie one after the other, and the processor fetches them ahead",
      "casl, map: an id is the very string that is the Map's key, which is found without being read; ours hashes and compares it each time",
      "casl answers yes or no alone: caslOverAllows sets our `allows` against it, which does the same; the ratio above is that of a decision",
      "...OfNewIds: each id is a new string, as out of a request or a row: everybody reads it, and CASL's Map hashes it too",
      "bytes an answer: growth of the heap over three million answers of 10 and of 10,000 rules, whichever is more, whose reason is not read, by a clock that stands still (the system's makes a number of 16 bytes each time it is read)",
      "bytes a person: growth of a fresh process by a million people, ids included (as hashes); of these, the table's own",
    ],
  };
}

/** What everybody is asked in a round, about these people one after the other, and the right answers. */
function roundOf(people: readonly Person[]) {
  const askings = people.map((person, number) => askingOf(person, number, RULES));
  const questions = askings.map(({ question }) => question);
  const prepared = people.map((person, number): Prepared => {
    const { purpose, data } = questions[number] as Question;
    return { person, purpose, data: data[0] ?? "" };
  });
  return { questions, prepared, right: answersOf(people, askings) };
}

/** The same people in an order by chance, the same each time. */
function inChanceOrder(people: readonly Person[]): readonly Person[] {
  const ordered = [...people];
  for (let left = ordered.length; left > 1; left--) {
    const at = mixed(left, 400) % left;
    [ordered[left - 1], ordered[at]] = [ordered[at] as Person, ordered[left - 1] as Person];
  }
  return ordered;
}

/** By hand, and by the plain version for the first of them: where the two differ the bench is wrong. */
function answersOf(people: readonly Person[], askings: readonly Asking[]): readonly boolean[] {
  const right = askings.map((asking, number) => rightOf(people[number] as Person, asking));
  const program = companyOf(RULES);
  const notices = noticesOf(RULES);
  for (let number = 0; number < CHECKED; number++) {
    const person = stateOf(people[number] as Person);
    const known = { person, browser: undefined, clients: {}, notices, stale: false, now: NOW };
    const { allowed, because } = decideNaively(program, (askings[number] as Asking).question, known);
    if (allowed !== right[number]) throw new Error(`the plain version says otherwise of question ${number}: ${because}`);
  }
  return right;
}

/** The same letters as a new string, as they come out of a request: nothing is known of it yet, not even its hash. */
const anew = (id: string): string => Buffer.from(id).toString("latin1");

/** Asks a peer that finds people by id with ids that are new strings in each round, made outside the clock. */
const withNewIds =
  <Made>({ prepare, answer }: Peer<Made>, prepared: readonly Prepared[], right: readonly boolean[]) =>
  (): number => {
    const made = prepared.map(({ person, ...rest }) => prepare({ ...rest, person: { ...person, id: anew(person.id) } }));
    return timed(made.length, right, (number) => answer(made[number] as Made))();
  };

function openFor(people: readonly Person[]): Engine {
  const program = companyOf(RULES);
  const engine = open({ program, notices: noticesOf(RULES), now: () => NOW, hashKey: new Uint8Array(16).fill(7) });
  for (const person of people) engine.apply({ kind: "person", id: person.id, state: stateOf(person) });
  return engine;
}

/** One question in a hundred has its reason read. */
function readSome(decision: Decision, number: number): boolean {
  if (number % READ_REASON === 0 && decision.because.length + (decision.source.article ?? "").length === 0)
    throw new Error("a decision without a reason");
  return decision.allowed;
}

/** Milliseconds of one core for 1,000 questions, so that rounds of unlike length compare. */
const timed = (count: number, right: readonly boolean[], answer: (number: number) => boolean) => (): number => {
  const began = cpuMs();
  for (let number = 0; number < count; number++)
    if (answer(number) !== right[number]) throw new Error(`a wrong answer to question ${number}`);
  return ((cpuMs() - began) / count) * 1_000;
};

/** Measures in a process of its own, whose memory is its own. */
function measureApart(order: Order): Promise<Measured> {
  const child = fork(MILLION, {
    execArgv: ["--expose-gc", ...(order.room ? ROOM : []), "--import", "tsx", "--conditions=source"],
    stdio: ["ignore", 2, 2, "ipc"],
  });
  return new Promise((resolve, reject) => {
    child.once("message", (measured) => resolve(measured as Measured));
    child.once("exit", (status) => reject(new Error(`the process for ${order.people} people ended with ${status}`)));
    child.send(order);
  });
}
