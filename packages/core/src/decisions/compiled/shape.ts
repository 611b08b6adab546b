// A question without whom it is about: what the program says of it is looked up once.
import type { DataForm, PurposeRule, RecipientRule } from "../../program/index.ts";
import { type DataCategory, type PurposeKind, purposeKind } from "../../taxonomy/index.ts";
import { closestUse, covers, type DataRules, factsOfData, kindsOfData, lineageOf, rulesOfData } from "../data-names.ts";
import type { Question } from "../question.ts";
import type { Plan } from "./plan.ts";
import type { ProgramTables } from "./program-tables.ts";

/** One kind of data of a question. */
export interface ShapeData {
  readonly id: string;
  readonly kind: number;
  readonly lineage: readonly string[];
  readonly facts: DataCategory | undefined;
  readonly rules: DataRules;
  /** The form in which the purpose has it; undefined: it is not listed. */
  readonly used: DataForm | undefined;
  readonly received: DataForm | undefined;
  /** Numbers of the points that take it: it came from one of them where nothing says from which. */
  readonly points: readonly number[];
}

/** A question, but for the person, the browser, the client and the place. */
export interface Shape {
  /** The name of the one kind of data that is asked for; undefined: there are several, or none. */
  readonly sole: string | undefined;
  readonly purposeId: string;
  readonly kind: string | undefined;
  readonly group: PurposeKind["group"] | undefined;
  /** Undefined: it is never done. */
  readonly purpose: PurposeRule | undefined;
  readonly purposeNumber: number;
  readonly data: readonly ShapeData[];
  readonly form: DataForm;
  readonly recipient: RecipientRule | undefined;
  readonly recipientNumber: number;
  readonly collects: boolean;
  /** Number of the point; -1: none is named. */
  readonly at: number;
  readonly from: readonly string[];
  /** Number of the subject; -1: none is named. */
  readonly as: number;
  readonly channel: string | undefined;
  readonly topic: string | undefined;
  readonly automated: boolean;
  readonly signaled: boolean;
  /** What the program says no to, whoever it is about. */
  early: Plan | undefined;
  /** By version of the notice and kind of data, once a plan needs it (lacks.ts). */
  lacks: Int32Array;
  /** Which versions lack something, as bits; 0: an unknown one; all: there are more versions than bits. */
  lacking: number;
  /** The plan that was made first, and the other that was followed last, at hand with their contexts: most people are of few. */
  firstContext: number;
  first: Plan | undefined;
  nextContext: number;
  next: Plan | undefined;
  /** By context. */
  readonly plans: (Plan | undefined)[];
}

/** Reads the shape of a question of which every name is known. */
export function shapeOf(tables: ProgramTables, question: Question): Shape {
  const { program, numbers } = tables;
  const purposeNumber = numbers.purposes.get(question.purpose) ?? -1;
  const recipientNumber = question.recipient === undefined ? -1 : (numbers.recipients.get(question.recipient) ?? -1);
  const purpose = tables.purposes[purposeNumber];
  const recipient = tables.recipients[recipientNumber];
  const never = purpose === undefined ? purposeKind(question.purpose) : undefined;
  const kinds = [...new Set(question.data.flatMap((name) => kindsOfData(program, name)))];
  return {
    // What every answer touches stands first, so that it lies close together.
    sole: question.data.length === 1 ? question.data[0] : undefined,
    early: undefined,
    firstContext: -1,
    first: undefined,
    nextContext: -1,
    next: undefined,
    purposeNumber,
    recipientNumber,
    lacking: 0,
    lacks: new Int32Array(0),
    purposeId: question.purpose,
    kind: purpose === undefined ? never?.id : purpose.kind,
    group: purpose === undefined ? never?.group : purpose.group,
    purpose,
    data: kinds.map((id) => dataOf(tables, id, purpose, recipient)),
    form: question.form ?? "any",
    recipient,
    collects: question.act === "collect",
    at: question.at === undefined ? -1 : (numbers.points.get(question.at) ?? -1),
    from: [...(question.from ?? [])],
    as: question.as === undefined ? -1 : (numbers.subjects.get(question.as) ?? -1),
    channel: question.channel,
    topic: question.topic,
    automated: question.automated === true,
    signaled: question.signals?.includes("gpc") === true,
    plans: [],
  };
}

function dataOf(
  tables: ProgramTables,
  id: string,
  purpose: PurposeRule | undefined,
  recipient: RecipientRule | undefined,
): ShapeData {
  const { program, points } = tables;
  const lineage = lineageOf(program, id);
  return {
    id,
    kind: tables.kinds.numbers.get(id) ?? -1,
    lineage,
    facts: factsOfData(program, id),
    rules: rulesOfData(program, id),
    used: purpose && closestUse(purpose.uses, lineage)?.form,
    received: recipient && closestUse(recipient.uses, lineage)?.form,
    points: points.flatMap((point, number) => (takes(point, lineage) ? [number] : [])),
  };
}

/** Whether a point takes a kind of data. */
export const takes = ({ takes: uses }: { readonly takes: readonly { readonly id: string }[] }, lineage: readonly string[]) =>
  covers(
    uses.map(({ id }) => id),
    lineage,
  );
