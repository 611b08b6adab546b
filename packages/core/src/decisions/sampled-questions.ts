// The questions that programs give rise to: what another program is tried on where nobody recorded what is asked.
import type { DataForm, Program, PurposeRule, RecipientRule } from "../program/index.ts";
import { asksForScope, closestUse, covers, lineageOf } from "./data-names.ts";
import { optOutsOf } from "./naive-law.ts";
import type { Question } from "./question.ts";

/** A question of which nobody is the subject yet. */
export type Sampled = Omit<Question, "person" | "browser">;

/** What a question is about, with what each program says of it; one of them may not have it. */
interface Topic {
  readonly programs: readonly Program[];
  readonly purpose: PurposeRule;
  readonly purposes: readonly (PurposeRule | undefined)[];
  readonly recipients: readonly (RecipientRule | undefined)[];
  readonly question: Pick<Question, "purpose" | "data" | "recipient">;
  readonly data: string;
}

/**
 * The questions that programs give rise to: each purpose with each of its data, alone and for each of its recipients.
 *
 * Each of these is asked as it is and in each form that a program lists (five at most); so, by each part of the purpose,
 * and once more for each thing that changes an answer under a program: a signal, that it decides by itself, one of each
 * sort of people. What is taken is asked at one of each sort of point (eight at most, of two programs). Things are not
 * asked in combination: the questions grow with the lines of a program, not with points times people times signals.
 */
export function questionsOf(...programs: readonly Program[]): readonly Sampled[] {
  const questions = new Map<string, Sampled>();
  for (const topic of programs.flatMap((program) => topicsOf(programs, program)))
    for (const form of formsOf(topic))
      for (const way of waysOf(topic)) {
        const question = { ...topic.question, ...way, ...form };
        questions.set(JSON.stringify(question), question);
      }
  return [...questions.values()];
}

function topicsOf(programs: readonly Program[], program: Program): readonly Topic[] {
  return Object.values(program.purposes).flatMap((purpose) => {
    const purposes = programs.map((one) => own(one.purposes, purpose.id));
    const about = (data: string, recipient?: string): Topic => ({
      ...{ programs, purpose, purposes, data },
      recipients: programs.map((one) => (recipient === undefined ? undefined : own(one.recipients, recipient))),
      question: { purpose: purpose.id, data: [data], ...(recipient === undefined ? {} : { recipient }) },
    });
    const to = Object.values(program.recipients).filter((recipient) => recipient.purposes.includes(purpose.id));
    return [...purpose.uses.map(({ id }) => about(id)), ...to.flatMap(({ id, uses }) => uses.map((use) => about(use.id, id)))];
  });
}

const own = <T>(record: Readonly<Record<string, T>>, id: string): T | undefined =>
  Object.hasOwn(record, id) ? record[id] : undefined;

/** As it is; and each form in which a program uses it, hands it over, has it of a kind of people or goes on with it after a no. */
function formsOf(topic: Topic): readonly Pick<Question, "form">[] {
  const listed = topic.programs.flatMap((program, at): readonly DataForm[] => {
    const purpose = topic.purposes[at];
    if (purpose === undefined) return [];
    const uses = [purpose.uses, topic.recipients[at]?.uses ?? []];
    const lineage = lineageOf(program, topic.data);
    return [
      ...uses.flatMap((of) => closestUse(of, lineage)?.form ?? []),
      // Whoever asks for a branch asks for all that is below it.
      ...uses.flat().flatMap(({ id, form }) => (lineageOf(program, id).includes(topic.data) ? [form] : [])),
      ...Object.values(purpose.of),
      ...(purpose.otherwise === "anonymous" ? (["anonymous"] as const) : []),
    ];
  });
  const forms = new Set(listed.filter((form) => form !== "any" && form !== "consent"));
  return [{}, ...[...forms].map((form) => ({ form }))];
}

/** How a question is asked, apart from its form. */
function waysOf(topic: Topic): readonly Partial<Sampled>[] {
  const parts = partsOf(topic.purpose);
  const each = [...signalsOf(topic), ...automatedOf(topic), ...peopleOf(topic)];
  return [...parts, ...each.map((way) => ({ ...parts[0], ...way })), ...pointsOf(topic)];
}

/** Each channel and each topic once: a no to one and a no to the other hang on nothing of each other. */
function partsOf({ channels, topics }: PurposeRule): readonly Pick<Question, "channel" | "topic">[] {
  const [first, ...others] = Object.keys(topics);
  const withTopic = (topic: string | undefined) => (topic === undefined ? {} : { topic });
  if (channels.length === 0) return [first, ...others].map(withTopic);
  return [
    ...channels.map((channel) => ({ channel, ...withTopic(first) })),
    ...others.map((topic) => ({ channel: channels[0], topic })),
  ];
}

/** The signal says no to a sale and to sharing, and to nothing else. */
function signalsOf({ purposes, recipients }: Topic): readonly Partial<Sampled>[] {
  const heeds = purposes.some(
    (purpose, at) => purpose && optOutsOf({ purpose, recipient: recipients[at] }).some((word) => word !== "profiling"),
  );
  return heeds ? [{ signals: ["gpc"] }] : [];
}

/** Where both programs declare it, saying so changes nothing; where neither does, both say no. */
function automatedOf({ purposes }: Topic): readonly Partial<Sampled>[] {
  const declared = purposes.flatMap((purpose) => (purpose === undefined ? [] : [purpose.automated !== undefined]));
  return new Set(declared).size > 1 ? [{ automated: true }] : [];
}

/** One of each sort of people that the programs tell apart here; none where they treat all alike. */
function peopleOf(topic: Topic): readonly Partial<Sampled>[] {
  const sorts = firstOfEach(
    topic.programs.flatMap(({ subjects }) => Object.keys(subjects)),
    (id) => topic.programs.map((_, at) => sortOfPeople(topic, at, id)),
  );
  return sorts.length < 2 ? [] : sorts.map((as) => ({ as }));
}

function sortOfPeople({ programs, purposes, recipients }: Topic, at: number, id: string): unknown {
  const subject = own(programs[at]?.subjects ?? {}, id);
  if (subject === undefined) return "unknown";
  const of = recipients[at]?.of ?? [];
  const isServed = of.length === 0 || of.includes(id);
  return [subject.capacity, subject.minor, own(purposes[at]?.of ?? {}, id), isServed];
}

/** Taken, at one of each sort of point that the programs tell apart here. It serves all parts of the purpose: none is named. */
function pointsOf(topic: Topic): readonly Partial<Sampled>[] {
  if (topic.question.recipient !== undefined) return [];
  const sortOf = (point: string) => topic.programs.map((_, at) => sortOfPoint(topic, at, point));
  const points = topic.programs.flatMap(({ collection }) => Object.keys(collection));
  const open = points.filter((point) => sortOf(point).some((sort) => sort !== "closed"));
  return firstOfEach(open, sortOf).map((at) => ({ act: "collect", at }));
}

function sortOfPoint({ programs, purpose, data }: Topic, at: number, id: string): "closed" | "scope" | "open" {
  const program = programs[at];
  const point = program && own(program.collection, id);
  if (point === undefined || point.for?.includes(purpose.id) === false) return "closed";
  const lineage = lineageOf(program as Program, data);
  const isTaken = covers(
    point.takes.map((take) => take.id),
    lineage,
  );
  if (!isTaken) return "closed";
  return asksForScope(point, lineage) ? "scope" : "open";
}

/** The first of those of which the programs say the same. */
function firstOfEach(names: readonly string[], sortOf: (name: string) => unknown): readonly string[] {
  const firsts = new Map<string, string>();
  for (const name of names) {
    const sort = JSON.stringify(sortOf(name));
    if (!firsts.has(sort)) firsts.set(sort, name);
  }
  return [...firsts.values()];
}
