// Shapes of questions, found again by nested lookups: a question that came before costs no string and no object.
import type { Question } from "../question.ts";
import type { Shape } from "./shape.ts";

/** A name on the way to a shape. */
interface Step {
  /** The shape of a question that ends here, with nothing but a purpose, data, and perhaps a recipient. */
  plain: Shape | undefined;
  byRecipient: Map<string, Shape> | undefined;
  /** The step that was made first, beside the rest: mostly it is the only one. */
  firstName: unknown;
  first: Step | undefined;
  next: Map<unknown, Step> | undefined;
}

/** Shapes by what was asked. */
export interface Interned {
  /** Undefined: such a question did not come before, or is none. */
  readonly find: (question: Question) => Shape | undefined;
  /** Only of a question of which every name is known. */
  readonly add: (question: Question, shape: Shape) => void;
  readonly size: () => number;
}

/** Whoever asks ever new questions makes us forget the old ones, not remember all. */
const MOST_SHAPES = 100_000;

/** Begins with none. */
export function internQuestions(): Interned {
  let root = makeStep();
  /** What most questions are: a purpose with one kind of data, the one that was asked for first. Nothing lies between it and its shape. */
  let soles = new Map<string, Shape>();
  let size = 0;
  return {
    size: () => size,
    find: (question) => {
      const { data, recipient } = question;
      if (!Array.isArray(data)) return undefined;
      const plain = isPlain(question);
      if (plain && recipient === undefined && data.length === 1) {
        const sole = soles.get(question.purpose);
        if (sole !== undefined && sole.sole === data[0]) return sole;
      }
      let step = after(root, question.purpose);
      for (let at = 0; step !== undefined && at < data.length; at++) step = after(step, data[at]);
      if (step === undefined) return undefined;
      if (!plain) return endOf(step, question)?.plain;
      return recipient === undefined ? step.plain : step.byRecipient?.get(recipient);
    },
    add: (question, shape) => {
      if (size >= MOST_SHAPES) {
        root = makeStep();
        soles = new Map();
        size = 0;
      }
      size++;
      let step = stepTo(root, question.purpose);
      for (const name of question.data) step = stepTo(step, name);
      if (!isPlain(question)) {
        for (const name of rest(question)) step = stepTo(step, name);
        step.plain = shape;
      } else if (question.recipient === undefined) {
        step.plain = shape;
        if (question.data.length === 1 && !soles.has(question.purpose)) soles.set(question.purpose, shape);
      } else {
        step.byRecipient ??= new Map();
        step.byRecipient.set(question.recipient, shape);
      }
    },
  };
}

/** Marks the end of a list: no name is this. */
const END = Symbol("end");

/** Everything but the purpose and the data; the list `from` last. */
const rest = (question: Question): readonly unknown[] => [
  END,
  question.recipient,
  question.form,
  question.act,
  question.at,
  question.as,
  question.channel,
  question.topic,
  question.automated === true,
  signaled(question.signals),
  ...(question.from ?? []),
  END,
];

function endOf(step: Step, question: Question): Step | undefined {
  const { from } = question;
  if (from !== undefined && !Array.isArray(from)) return undefined;
  let at = after(after(after(after(step, END), question.recipient), question.form), question.act);
  at = after(after(after(after(at, question.at), question.as), question.channel), question.topic);
  at = after(at, question.automated === true);
  at = after(at, signaled(question.signals));
  for (let index = 0; at !== undefined && from !== undefined && index < from.length; index++) at = after(at, from[index]);
  return after(at, END);
}

/** The step after a name, if such a question came before. */
function after(step: Step | undefined, name: unknown): Step | undefined {
  if (step === undefined || (step.first !== undefined && step.firstName === name)) return step?.first;
  return step.next?.get(name);
}

/** 0: nothing was sent, 1: GPC; 2: what is no list of signals, and was never added. */
function signaled(signals: unknown): 0 | 1 | 2 {
  if (signals === undefined) return 0;
  if (!Array.isArray(signals)) return 2;
  for (const signal of signals) if (signal !== "gpc") return 2;
  return signals.length > 0 ? 1 : 0;
}

const isPlain = ({ form, act, at, from, as, channel, topic, automated, signals }: Question): boolean =>
  form === undefined &&
  act === undefined &&
  at === undefined &&
  from === undefined &&
  as === undefined &&
  channel === undefined &&
  topic === undefined &&
  automated !== true &&
  signals === undefined;

function stepTo(step: Step, name: unknown): Step {
  const known = after(step, name);
  if (known !== undefined) return known;
  const made = makeStep();
  if (step.first === undefined) {
    step.firstName = name;
    step.first = made;
    return made;
  }
  step.next ??= new Map();
  step.next.set(name, made);
  return made;
}

const makeStep = (): Step => ({
  plain: undefined,
  byRecipient: undefined,
  firstName: undefined,
  first: undefined,
  next: undefined,
});
