import type { DatasetSchema, ForeignKey } from "../subject-graph/index.ts";
import type { FieldGuess, LinkGuess, StoreSamples, SubjectGuess } from "./guesses.ts";
import type { Pointer } from "./look.ts";
import { datasetWords, wordsOf } from "./name-words.ts";
import { actorName, partyName } from "./pointer-names.ts";

/** What has been guessed before links are. */
export interface LinkContext {
  readonly datasets: readonly DatasetSchema[];
  readonly subjects: ReadonlyMap<string, SubjectGuess>;
  readonly fields: ReadonlyMap<string, readonly FieldGuess[]>;
  readonly samples: StoreSamples;
}

/** A way from a dataset's rows to another's: declared by the store, or found. */
export interface Way extends Pick<ForeignKey, "columns" | "target" | "targetColumns" | "onDelete"> {
  readonly pointer?: Pointer;
}

const talkName = /^(comment|message|conversation|chat|reply|thread|discussion|komentar|pesan|percakapan)$/;
const logName = /^(log|audit|activity|event|history|track|jejak|aktivitas|riwayat|masuk|login)$/;
/** What many people work in: it is not deleted with one of them. */
const sharedThing =
  /^(account|company|organi[sz]ation|team|workspace|group|project|department|branch|campaign|perusahaan|cabang|proyek)$/;
/** Who did what a row of a log tells. */
const doerName = /^(actor|user|author|who|whodunnit|pelaku|pengguna|by|performed by|oleh)( id)?$/;

const wordsAs = (columns: readonly string[]): string => columns.flatMap(wordsOf).join(" ");
const nameOf = (way: Way): string => way.pointer?.words.join(" ") ?? wordsAs(way.columns);

/** A found pointer as a way. */
export const wayOf = (pointer: Pointer): Way => ({
  columns: pointer.columns,
  target: pointer.targets[0]?.dataset ?? "",
  targetColumns: pointer.targets[0]?.columns ?? [],
  onDelete: "no-action",
  pointer,
});

/** Whether rows may be without it: as declared, and not so where every row that was seen has it. */
export function isOptional(dataset: DatasetSchema, way: Way): boolean {
  if (way.pointer?.isAlwaysSet) return false;
  return way.columns.some((name) => dataset.columns.find((column) => column.name === name)?.nullable ?? true);
}

/** Guesses what the pointers of one dataset to people say, declared or found. */
export function guessPersonLinks(dataset: DatasetSchema, ways: readonly Way[], context: LinkContext): readonly LinkGuess[] {
  const toPeople = ways.filter((way) => targetsOf(way).every((name) => context.subjects.has(name)) && !isLater(way));
  return toPeople.map((way) => linkOf(way, kindOfPointer(dataset, way, toPeople, context)));
}

const targetsOf = (way: Way): readonly string[] => way.pointer?.targets.map((one) => one.dataset) ?? [way.target];

/** A link by value says something only where nothing else leads to the same people. */
export const isLater = (way: Way): boolean => way.pointer?.isByValue === true;

/** A way and what it means, as a guess. */
export function linkOf({ pointer, columns, target }: Way, kind: Kind): LinkGuess {
  if (!pointer) return { columns, ...kind, targets: kind.kind === "none" ? [] : [{ dataset: target }], declared: true };
  const { by, split, cast, match, fold } = pointer;
  return {
    columns,
    ...kind,
    targets: pointer.targets.map(({ dataset, columns: to, type }) => ({
      dataset,
      ...(to.length === 0 ? {} : { columns: to }),
      ...(type === undefined ? {} : { type }),
    })),
    ...(by === undefined ? {} : { by }),
    ...(split === undefined ? {} : { split }),
    ...(cast === undefined ? {} : { cast }),
    ...(match === undefined ? {} : { match }),
    ...(fold ? { fold } : {}),
    declared: false,
    // What it means is a guess upon a guess.
    sure: Math.round(pointer.sure * (0.4 + 0.6 * kind.sure) * 100) / 100,
    because: `no key is declared, but ${kind.because}`,
    evidence: pointer.evidence,
  };
}

export type Kind = Pick<LinkGuess, "kind" | "sure" | "because">;

/** What the rows that point this way are to the person. The first rule that holds wins. */
export function kindOfPointer(dataset: DatasetSchema, way: Way, toPeople: readonly Way[], context: LinkContext): Kind {
  const name = nameOf(way);
  const words = datasetWords(dataset.name);
  const isTalk = words.some((word) => talkName.test(word));
  if (dataset.name === way.target) return { kind: "mentions", sure: 0.9, because: "one person's row points at another" };
  if (context.subjects.has(dataset.name)) return betweenPeople(way);
  if (way.pointer?.isList) return ofList(name);
  if (
    isTalk &&
    /\b(author|user|sender|from|penulis|pengirim|pengguna)\b/.test(name) &&
    !/\b(mentioned|assigned|approved|edited|updated)\b/.test(name)
  )
    return { kind: "shared", sure: 0.7, because: "what was said belongs to a conversation" };
  const isAlone = toPeople.length === 1;
  if (isAlone && doerName.test(name) && words.some((word) => logName.test(word)))
    return { kind: "owned", sure: 0.7, because: "it tells what this person did" };
  if (actorName.test(name)) return { kind: "mentions", sure: 0.85, because: "it names who did something to the row" };
  const optional = isOptional(dataset, way);
  if (optional && /\b(owner|pemilik)\b/.test(name))
    return { kind: "mentions", sure: 0.7, because: "the row can be without an owner" };
  if (words.length === 1 && sharedThing.test(words[0] ?? ""))
    return { kind: "mentions", sure: 0.6, because: "what it is about is more than one person's" };
  return ofPlainPointer(dataset, way, { name, isTalk, optional, toPeople }, context);
}

/** A person's row that points at another kind of person: most often somebody else, but one for one it is the same person. */
function betweenPeople(way: Way): Kind {
  const name = nameOf(way);
  const target = datasetWords(way.target).join(" ");
  const isSame = way.pointer !== undefined && !actorName.test(name) && way.pointer.isOnce && name.includes(target);
  return isSame
    ? { kind: "owned", sure: 0.6, because: "one row for one: it seems to be the same person" }
    : { kind: "mentions", sure: 0.8, because: "the row is another person's" };
}

function ofList(name: string): Kind {
  const isParty = partyName.test(name) || /\b(attendees?|guests?|members?|participants?|anggota|peserta|tamu)\b/.test(name);
  return isParty
    ? { kind: "shared", sure: 0.75, because: "several people take part" }
    : { kind: "mentions", sure: 0.7, because: "it lists people beside the row's own" };
}

interface Pointing {
  readonly name: string;
  readonly isTalk: boolean;
  readonly optional: boolean;
  readonly toPeople: readonly Way[];
}

function ofPlainPointer(
  dataset: DatasetSchema,
  way: Way,
  { name, isTalk, optional, toPeople }: Pointing,
  context: LinkContext,
): Kind {
  const people = targetsOf(way).flatMap((one) => context.subjects.get(one) ?? []);
  const target = people.find((one) => one.side === "outside") ?? people[0];
  const isUser = /^(user|pengguna)$/.test(target?.id ?? "");
  const outside = (one: SubjectGuess | undefined): boolean => one?.side === "outside" && one !== target;
  const isBesideOthers = toPeople.some(
    (one) => one !== way && targetsOf(one).some((other) => outside(context.subjects.get(other))),
  );
  const hasOthers = [...context.subjects.values()].some(outside);
  if (isUser && ((optional && hasOthers) || (way.pointer && isBesideOthers)))
    return { kind: "mentions", sure: 0.6, because: "users of an application often only keep other people's rows" };
  const parties = toPeople.filter((one) => partyName.test(nameOf(one)));
  if (parties.length > 1 && partyName.test(name)) return { kind: "shared", sure: 0.75, because: "two people meet in the row" };
  if (target?.side === "inside" && isBesideOthers)
    return { kind: "mentions", sure: 0.85, because: "the row is the customer's, and staff served it" };
  if (isTalk) return { kind: "shared", sure: 0.7, because: "what was said belongs to a conversation" };
  if (way.onDelete === "set-null") {
    // The store itself lets the row outlive the person; to call it owned would delete it.
    const holdsPerson = (context.fields.get(dataset.name) ?? []).some((field) => field.category);
    return holdsPerson
      ? { kind: "shared", sure: 0.7, because: "it holds the person's data, and the store keeps it when they go" }
      : { kind: "mentions", sure: 0.7, because: "the store keeps the row when they go" };
  }
  return { kind: "owned", sure: 0.8, because: "the row is about this person" };
}

/** Links by value, such as a mail address that is some person's, where no other way leads from the row to those people. */
export function guessValueLinks(
  dataset: DatasetSchema,
  ways: readonly Way[],
  roots: ReadonlySet<string>,
  context: LinkContext,
): readonly LinkGuess[] {
  if (context.subjects.has(dataset.name)) return [];
  const later = ways.filter(isLater).filter((way) => context.subjects.has(way.target));
  const left = later.filter((way) => !roots.has(way.target) || (way.pointer?.match !== undefined && partyName.test(nameOf(way))));
  // One link a column: the first is the surest.
  const first = left.filter((way, at) => left.findIndex((one) => one.columns.join() === way.columns.join()) === at);
  return first.map((way) => linkOf(way, kindOfPointer(dataset, way, first, context)));
}
