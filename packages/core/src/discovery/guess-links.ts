import type { DatasetSchema, ForeignKey } from "../subject-graph/index.ts";
import type { FieldGuess, LinkGuess, StoreSamples, SubjectGuess } from "./guesses.ts";
import { datasetWords, sameThing, wordsOf } from "./name-words.ts";

/** What has been guessed before links are. */
export interface LinkContext {
  readonly datasets: readonly DatasetSchema[];
  readonly subjects: ReadonlyMap<string, SubjectGuess>;
  readonly fields: ReadonlyMap<string, readonly FieldGuess[]>;
  readonly samples: StoreSamples;
}

/** Somebody who acts on a row is only mentioned in it. */
const actorName =
  /\b(approved|approver|created|creator|updated|updater|modified|deleted|closed|assigned|assignee|reviewed|reviewer|sent by|issued|uploaded|uploader|changed|edited|verified|verifier|manager|supervisor|lead|reports? to|parent|rep|sales ?(person|man|rep)|support|agent|handled|handler|invited|inviter|referred|referrer|mentioned|completed|processed|author|by|whodunnit|tagger|actor|atasan|penyetuju|disetujui|dibuat|diubah|oleh|petugas|penanggung jawab|pembuat|pemeriksa)\b/;
/** Two people meet in such a row. */
const partyName = /^(sender|recipient|receiver|from|to|participant|peer|buyer|seller|pengirim|penerima)\b/;
const talkName = /^(comment|message|conversation|chat|reply|thread|discussion|komentar|pesan|percakapan)$/;

const wordsAs = (columns: readonly string[]): string => columns.flatMap(wordsOf).join(" ");

/** Guesses what the pointers of one dataset to people say: declared keys, pointers without a key, types with ids, and addresses. */
export function guessPersonLinks(
  dataset: DatasetSchema,
  keys: readonly ForeignKey[],
  context: LinkContext,
): readonly LinkGuess[] {
  const declared = keys.filter((key) => context.subjects.has(key.target)).map((key) => personLink(dataset, key, keys, context));
  const taken = new Set(keys.flatMap((key) => key.columns));
  const others = [
    ...typedPointers(dataset, taken, context),
    ...plainPointers(dataset, taken, context),
    ...actorPointers(dataset, taken, context),
  ];
  const links = [...declared, ...others];
  return [...links, ...addressLinks(dataset, links, context)];
}

function personLink(dataset: DatasetSchema, key: ForeignKey, keys: readonly ForeignKey[], context: LinkContext): LinkGuess {
  const { kind, sure, because } = kindOfPointer(dataset, key, keys, context);
  return { columns: key.columns, kind, targets: kind === "none" ? [] : [{ dataset: key.target }], declared: true, sure, because };
}

type Kind = Pick<LinkGuess, "kind" | "sure" | "because">;

function kindOfPointer(
  dataset: DatasetSchema,
  key: Pick<ForeignKey, "columns" | "target"> & { readonly onDelete?: ForeignKey["onDelete"] },
  keys: readonly ForeignKey[],
  context: LinkContext,
): Kind {
  const name = wordsAs(key.columns);
  const isTalk = datasetWords(dataset.name).some((word) => talkName.test(word));
  const target = context.subjects.get(key.target);
  if (dataset.name === key.target) return { kind: "mentions", sure: 0.9, because: "one person's row points at another" };
  if (context.subjects.has(dataset.name)) return { kind: "mentions", sure: 0.8, because: "the row is another person's" };
  if (
    isTalk &&
    /\b(author|user|sender|from|penulis|pengirim)\b/.test(name) &&
    !/\b(mentioned|assigned|approved|edited|updated)\b/.test(name)
  )
    return { kind: "shared", sure: 0.7, because: "what was said belongs to a conversation" };
  if (actorName.test(name)) return { kind: "mentions", sure: 0.85, because: "it names who did something to the row" };
  const isOptional = key.columns.some((column) => dataset.columns.find((one) => one.name === column)?.nullable);
  if (isOptional && /\b(owner|pemilik)\b/.test(name))
    return { kind: "mentions", sure: 0.7, because: "the row can be without an owner" };
  const isOperator =
    /^(user|pengguna)$/.test(target?.id ?? "") &&
    [...context.subjects.values()].some((one) => one.side === "outside" && one !== target);
  if (isOptional && isOperator)
    return { kind: "mentions", sure: 0.6, because: "users of an application often only keep other people's rows" };
  const toPeople = keys.filter((one) => context.subjects.has(one.target));
  const parties = toPeople.filter((one) => partyName.test(wordsAs(one.columns)));
  if (parties.length > 1 && partyName.test(name)) return { kind: "shared", sure: 0.75, because: "two people meet in the row" };
  const isBesideCustomer = toPeople.some(
    (one) => context.subjects.get(one.target)?.side === "outside" && one.target !== key.target,
  );
  if (target?.side === "inside" && isBesideCustomer)
    return { kind: "mentions", sure: 0.85, because: "the row is the customer's, and staff served it" };
  if (isTalk) return { kind: "shared", sure: 0.7, because: "what was said belongs to a conversation" };
  if (key.onDelete === "set-null") {
    // The store itself lets the row outlive the person; to call it owned would delete it.
    const holdsPerson = (context.fields.get(dataset.name) ?? []).some((field) => field.category);
    return holdsPerson
      ? { kind: "shared", sure: 0.7, because: "it holds the person's data, and the store keeps it when they go" }
      : { kind: "mentions", sure: 0.7, because: "the store keeps the row when they go" };
  }
  return { kind: "owned", sure: 0.8, because: "the row is about this person" };
}

/** `commentable_type` with `commentable_id`: the type says where the id leads. */
function typedPointers(dataset: DatasetSchema, taken: ReadonlySet<string>, context: LinkContext): readonly LinkGuess[] {
  const links: LinkGuess[] = [];
  for (const column of dataset.columns) {
    const stem = /^(.*?)_?(type|kind|class)$/i.exec(column.name)?.[1];
    if (stem === undefined || stem === "") continue;
    const pointer = dataset.columns.find((one) => !taken.has(one.name) && wordsAs([one.name]) === `${wordsAs([stem])} id`);
    if (!pointer) continue;
    const types = new Set(context.samples[dataset.name]?.[column.name] ?? []);
    const targets = [...types].flatMap((type) => {
      const found = [...context.subjects.keys()].find((subject) => sameThing(subject, type.replace(/^.*[\\:]/, "")));
      return found === undefined ? [] : [{ dataset: found, type }];
    });
    const first = targets[0];
    if (!first) continue;
    const kind = kindOfPointer(dataset, { columns: [pointer.name], target: first.dataset }, [], context);
    links.push({ ...kind, columns: [pointer.name], targets, by: column.name, declared: false, sure: 0.7 });
  }
  return links;
}

/** `contact_id` where a dataset `contacts` exists, and no key was declared. */
function plainPointers(dataset: DatasetSchema, taken: ReadonlySet<string>, context: LinkContext): readonly LinkGuess[] {
  return dataset.columns.flatMap((column): LinkGuess[] => {
    if (taken.has(column.name) || dataset.primaryKey.includes(column.name)) return [];
    const stem = /^(.+?)_?(id|no|code)$/i.exec(column.name)?.[1];
    const target =
      stem === undefined
        ? undefined
        : [...context.subjects.keys()].find((name) => name !== dataset.name && sameThing(name, stem));
    if (target === undefined) return [];
    const kind = kindOfPointer(dataset, { columns: [column.name], target }, [], context);
    return [
      {
        ...kind,
        columns: [column.name],
        targets: [{ dataset: target }],
        declared: false,
        sure: 0.65,
        because: `no key is declared, but ${kind.because}`,
      },
    ];
  });
}

/** `assigned_to` and `approved_by` without a key: somebody of those who use the application, or a colleague. */
function actorPointers(dataset: DatasetSchema, taken: ReadonlySet<string>, context: LinkContext): readonly LinkGuess[] {
  const users = [...context.subjects].filter(([, subject]) => /^(user|pengguna)$/.test(subject.id) || subject.side === "inside");
  const [only, ...more] = users;
  return dataset.columns.flatMap((column): LinkGuess[] => {
    const name = wordsAs([column.name]);
    const isPointer =
      (column.family === "number" || column.family === "uuid") && /\b(by|to|oleh)( id)?$/.test(name) && actorName.test(name);
    if (!isPointer || taken.has(column.name)) return [];
    const isColleague = /\breports? to\b/.test(name) && context.subjects.has(dataset.name);
    const target = isColleague ? dataset.name : more.length === 0 ? only?.[0] : undefined;
    if (target === undefined) return [];
    const because = "no key is declared, but it names who did something to the row";
    return [{ columns: [column.name], kind: "mentions", targets: [{ dataset: target }], declared: false, sure: 0.6, because }];
  });
}

/** A mail address that is some person's leads to that person, where nothing else does. */
function addressLinks(dataset: DatasetSchema, links: readonly LinkGuess[], context: LinkContext): readonly LinkGuess[] {
  if (context.subjects.has(dataset.name)) return [];
  if (dataset.foreignKeys.length > 0) return [];
  const linked = new Set(
    links
      .filter((link) => link.kind === "owned" || link.kind === "shared")
      .flatMap((link) => link.targets.map((one) => one.dataset)),
  );
  const columns = (context.fields.get(dataset.name) ?? [])
    .filter((field) => field.category === "contact.email")
    .map((field) => field.column);
  return columns.flatMap((column): LinkGuess[] => {
    const best = [...context.subjects]
      .filter(([name, subject]) => !linked.has(name) && subject.identity.email !== undefined)
      .map(([name, subject]) => ({
        name,
        email: subject.identity.email?.[0] ?? "",
        overlap: overlapOf(context.samples, [dataset.name, column], [name, subject.identity.email?.[0] ?? ""]),
      }))
      .sort((one, other) => other.overlap - one.overlap)[0];
    if (!best || best.overlap < 2) return [];
    const target = { dataset: best.name, columns: [best.email] };
    return [
      {
        columns: [column],
        kind: "owned",
        targets: [target],
        fold: true,
        declared: false,
        sure: 0.7,
        because: "the same addresses stand in both",
      },
    ];
  });
}

/** How many sampled values two columns have in common. */
function overlapOf(samples: StoreSamples, one: readonly [string, string], other: readonly [string, string]): number {
  const known = new Set((samples[other[0]]?.[other[1]] ?? []).map((value) => value.toLowerCase()));
  return new Set((samples[one[0]]?.[one[1]] ?? []).map((value) => value.toLowerCase()).filter((value) => known.has(value))).size;
}
