import { quotedColumn } from "../program/index.ts";
import type { ColumnSchema, DatasetSchema } from "../subject-graph/index.ts";
import { dataCategory } from "../taxonomy/index.ts";
import type { DatasetGuess, FieldGuess, LinkGuess } from "./guesses.ts";
import { flowList, flowMap, plain, withComment, wrapped } from "./write-yaml.ts";

/** From here on a guess is not worth a comment. */
const sureEnough = 0.75;

export const columnKey = (columns: readonly string[]): string =>
  columns.length === 1 ? plain(columns[0] ?? "") : JSON.stringify(columns.join(", "));

/** The lines of one dataset, indented for a store; none where nothing in it is worth a line. */
export function draftDataset(dataset: DatasetSchema, guess: DatasetGuess): readonly string[] {
  const personal = guess.fields.some((field) => field.category);
  if (!guess.reached && !personal && guess.links.length === 0) return [];
  const staying = guess.stays !== undefined || guess.links.some((link) => link.kind === "shared");
  const lines = [`      ${plain(dataset.name)}:`, ...subjectLines(dataset, guess)];
  if (guess.stays !== undefined)
    lines.push(...withComment("        erasure: fields", `guessed: rows stay, because ${guess.stays}`));
  if (guess.reached) return [...lines, ...fieldLines(dataset, guess, staying), ...linkLines(dataset, guess)];
  // To map a field that no person leads to is an error, and to call it impersonal may be a mistake: it stays open.
  if (personal) return [...lines, ...openLines(guess), ...linkLines(dataset, guess)];
  return [...lines, ...linkLines(dataset, guess), "        rest: none"];
}

function subjectLines(dataset: DatasetSchema, guess: DatasetGuess): readonly string[] {
  if (!guess.subject) return [];
  const named = Object.entries(guess.subject.identity);
  const dotted = named.filter(([, columns]) => columns.some((column) => isDotted(dataset, column)));
  const identity = named
    .filter((one) => !dotted.includes(one))
    .map(([kind, columns]) => [kind, columns.length === 1 ? plain(columns[0] ?? "") : flowList(columns.map(plain))]);
  const lines = [
    ...withComment(`        is: ${guess.subject.id}`, `guessed: people, because ${guess.subject.because}`),
    ...dotted.map(([kind, columns]) => `        ${dottedLine(`identity ${kind}`, columns)}`),
  ];
  return identity.length === 0 ? lines : [...lines, `        identity: ${flowMap(Object.fromEntries(identity))}`];
}

function openLines(guess: DatasetGuess): readonly string[] {
  const found = guess.fields.filter((field) => field.category).map((field) => `${field.column} (${field.category})`);
  const says = `to decide: ${found.join(", ")}: these look personal, but no link leads here from a person. Add the link, or say none`;
  return wrapped(says, 100).map((part) => `        # ${part}`);
}

/** A column whose name holds a dot stands in quotes of its own: without them it would be a path. */
const fieldKey = (column: string): string =>
  column.includes(".") ? `'${quotedColumn(column).replaceAll("'", "''")}'` : plain(column);

/** Whether a column of the dataset cannot be named beyond `fields`. */
const isDotted = (dataset: DatasetSchema, column: string): boolean =>
  column.includes(".") && dataset.columns.some(({ name }) => name === column);

const dottedLine = (what: string, columns: readonly string[]): string =>
  `# to decide: ${what} by ${columns.join(", ")}: a name with a dot stands in \`fields\` alone. Give it another in a view`;

function fieldLines(dataset: DatasetSchema, guess: DatasetGuess, staying: boolean): readonly string[] {
  const shown = guess.fields;
  if (shown.length === 0) return [];
  const lines: string[] = [];
  const columns = new Map(dataset.columns.map((column) => [column.name, column]));
  for (const field of shown) {
    const key = columns.has(field.column) ? fieldKey(field.column) : plain(field.column);
    if (field.category === undefined) {
      lines.push(`          # to decide: ${field.column}, because ${field.because} (a category, or none)`);
      continue;
    }
    const column = columns.get(field.column);
    const value = field.category === null || !column ? "none" : fieldValue(field, field.category, column, staying);
    const isUnsure = field.category !== null && field.sure < sureEnough;
    lines.push(...withComment(`          ${key}: ${value}`, isUnsure ? `guessed: ${field.because}` : undefined));
  }
  const isEmpty = lines.every((line) => line.trimStart().startsWith("#"));
  return [isEmpty ? "        fields: {}" : "        fields:", ...lines];
}

function fieldValue(field: FieldGuess, category: string, column: ColumnSchema, staying: boolean): string {
  const erasure = staying ? strategyFor(category, column) : undefined;
  if (!field.free && erasure === undefined) return category;
  const pairs: Record<string, string> = field.free ? { holds: flowList([category]) } : { is: category };
  return flowMap(erasure === undefined ? pairs : { ...pairs, erasure });
}

/** What the default would not do in a row that stays: cutting names out of free text, and emptying a column that must not be empty. */
function strategyFor(category: string, column: ColumnSchema): string | undefined {
  const known = dataCategory(category);
  const isText = column.family === "text";
  if (/^(content|communication)\./.test(category))
    return column.nullable ? "clear" : isText ? '{ constant: "[removed]" }' : "keep";
  if (known?.secret) return column.nullable ? "clear" : isText ? '{ constant: "" }' : "keep";
  // A pseudonym keeps rows of one person together; in a street or a phone number it says nothing.
  const isOwnName = /^(name\.|contact\.email|account\.)/.test(category);
  if (column.nullable && /^(payment\.(card|token)|finance\.bank)/.test(category)) return "clear";
  if (column.nullable) return known?.identifies === "direct" && !isOwnName ? "clear" : undefined;
  if (known?.identifies === "none") return undefined;
  if (known?.identifies === "direct" && isText) return undefined;
  return isText ? "pseudonym" : "keep";
}

function linkLines(dataset: DatasetSchema, given: DatasetGuess): readonly string[] {
  const dotted = given.links.filter(({ columns }) => columns.some((column) => isDotted(dataset, column)));
  const guess = { ...given, links: given.links.filter((link) => !dotted.includes(link)) };
  return [...dotted.map(({ columns }) => `        ${dottedLine("a link", columns)}`), ...sayableLines(dataset, guess)];
}

function sayableLines(dataset: DatasetSchema, guess: DatasetGuess): readonly string[] {
  if (guess.links.length === 0) return [];
  if (guess.links.every((link) => link.kind === "none")) {
    const flow = `        links: ${flowMap(Object.fromEntries(guess.links.map((link) => [link.columns.join(", "), "none"])))}`;
    if (flow.length <= 110) return [flow];
  }
  return [
    "        links:",
    ...guess.links.flatMap((link) =>
      withComment(
        `          ${columnKey(link.columns)}: ${linkValue(link, pointerStrategy(dataset, link))}`,
        link.kind === "none" ? undefined : `guessed: ${link.because}`,
      ),
    ),
  ];
}

const placeOf = (target: LinkGuess["targets"][number]): string => {
  const [first, ...more] = target.columns ?? [];
  if (first === undefined) return target.dataset;
  return more.length === 0 ? `${target.dataset}.${first}` : `${target.dataset}.(${[first, ...more].join(", ")})`;
};

/** A pointer that may be empty is emptied; one that may not keeps pointing, at a row that then has to stay. */
export function pointerStrategy(dataset: DatasetSchema, link: LinkGuess): string | undefined {
  const isNullable = link.columns.every((name) => dataset.columns.find((column) => column.name === name)?.nullable ?? true);
  if (link.kind === "mentions") return isNullable ? undefined : "keep";
  return link.kind === "shared" && isNullable ? "clear" : undefined;
}

export function linkValue(link: LinkGuess, erasure: string | undefined): string {
  const [first] = link.targets;
  if (link.kind === "none" || !first) return "none";
  const place = placeOf(first);
  const isSimple =
    !link.by &&
    !link.fold &&
    !link.unshared &&
    !link.split &&
    !link.cast &&
    !link.match &&
    erasure === undefined &&
    !place.includes(" ");
  if (isSimple) return `${link.kind === "mentions" ? "mentions" : `${link.kind} by`} ${place}`;
  const target = link.by
    ? flowMap(Object.fromEntries(link.targets.map((one) => [one.type ?? one.dataset, plain(placeOf(one))])))
    : plain(place).replace(/^([^"].*,.*)$/, '"$1"');
  return flowMap({
    ...(link.by ? { by: plain(link.by) } : {}),
    [link.kind]: target,
    ...(link.split === undefined ? {} : { split: /^[a-z]+$/.test(link.split) ? link.split : JSON.stringify(link.split) }),
    ...(link.cast === undefined ? {} : { cast: link.cast }),
    ...(link.match === undefined ? {} : { match: plain(link.match) }),
    ...(link.fold ? { fold: "true" } : {}),
    ...(link.unshared ? { unshared: "true" } : {}),
    ...(erasure === undefined ? {} : { erasure }),
  });
}
