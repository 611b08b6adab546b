// What the schema finds, in words: the long form is validated, so that no message is about a union of short and long forms.
import type { z } from "zod";
import type { Draft, Path } from "./finding.ts";
import { nearest } from "./nearest.ts";
import { isRecord } from "./record.ts";
import { type LongProgram, longSchema } from "./schema/program-schema.ts";
import { ID_SECTIONS } from "./unit.ts";

type Issue = z.core.$ZodIssue;

/** The program with the entries that have a wrong shape left out, and what is wrong with them. */
export interface Shaped {
  readonly long: LongProgram;
  readonly drafts: readonly Draft[];
}

/** Validates a long form. Wrong entries are left out of what is checked further; their names stay known. */
export function shapeOf(value: unknown): Shaped {
  const parsed = longSchema.safeParse(value);
  if (parsed.success) return { long: parsed.data, drafts: [] };
  const drafts: Draft[] = [];
  let pruned: unknown = value;
  for (const issue of parsed.error.issues.flatMap(narrow)) {
    drafts.push(...draftsOf(issue, value));
    pruned = prune(pruned, issue);
  }
  const again = longSchema.safeParse(pruned);
  return { long: again.success ? again.data : {}, drafts };
}

/** Of a union only the branch that was meant is worth a message. */
function narrow(issue: Issue): readonly Issue[] {
  if (issue.code !== "invalid_union") return [issue];
  const own = issue.message !== "Invalid input" && issue.errors.every((errors) => errors.every(isAboutTheWhole));
  if (own) return [issue]; // the schema says in words what is meant
  const branches = issue.errors.map((errors) => errors.flatMap(narrow));
  const meant = branches.filter((errors) => !errors.some((error) => error.path.length === 0 && error.code === "invalid_type"));
  const deep = meant.filter((errors) => errors.some((error) => !isAboutTheWhole(error)));
  // Several maps, and the keys are of none of them: the message is about all.
  const strange = (errors: readonly Issue[]) =>
    errors.some((error) => error.code === "unrecognized_keys" && error.path.length === 0);
  if (deep.length > 1 && deep.every(strange)) return [issue];
  if (meant.length > 1 && deep.length === 0) return [issue];
  const [branch] = (deep.length > 0 ? deep : meant).sort((a, b) => a.length - b.length);
  return branch?.map((error) => ({ ...error, path: [...issue.path, ...error.path] }) as Issue) ?? [issue];
}

const isAboutTheWhole = (error: Issue): boolean => error.path.length === 0 && error.code !== "unrecognized_keys";

const pathOf = (issue: Issue): Path => issue.path.map((segment) => (typeof segment === "number" ? segment : String(segment)));

function draftsOf(issue: Issue, program: unknown): readonly Draft[] {
  const path = pathOf(issue);
  const value = valueAt(program, path);
  const base = { code: "shape", level: "error" as const, path };
  switch (issue.code) {
    case "unrecognized_keys":
      return issue.keys.map((key) => unknownKey(key, path, value));
    case "invalid_type":
      if (value === undefined) return [missing(path)];
      return [{ ...base, says: `${named(path)} is ${kindOf(value)}`, expected: KINDS[issue.expected] ?? issue.expected }];
    case "invalid_value":
      return [wrongWord(path, value, issue.values.map(String))];
    case "invalid_key":
      return [{ ...base, key: true, says: `${named(path)} is no id`, expected: issue.issues[0]?.message ?? "an id" }];
    case "invalid_format":
      return [{ ...base, says: `${named(path)} cannot be \`${String(value)}\``, expected: issue.message }];
    case "custom":
      return [{ ...base, says: `${named(path)} cannot be \`${String(value)}\``, expected: issue.message }];
    case "invalid_union":
      return [wrongUnion(issue, path, value)];
    default:
      return [{ ...base, says: `${named(path)} does not fit`, expected: issue.message }];
  }
}

/** `purposes.account.basis` in backquotes. */
const named = (path: Path): string => (path.length === 0 ? "the program" : `\`${path.join(".")}\``);

const KINDS: Readonly<Record<string, string>> = {
  string: "a text",
  number: "a number",
  int: "a whole number",
  boolean: "true or false",
  array: "a list",
  object: "a map",
  record: "a map",
  null: "nothing",
};

function kindOf(value: unknown): string {
  if (value === null) return "empty";
  if (Array.isArray(value)) return "a list";
  if (typeof value === "string") return "a text";
  return typeof value === "object" ? "a map" : `the ${typeof value} \`${String(value)}\``;
}

function missing(path: Path): Draft {
  const key = String(path.at(-1));
  const parent = path.slice(0, -1);
  return {
    code: "shape",
    level: "error",
    path: parent,
    key: true,
    says: `${named(parent)} lacks \`${key}\``,
    expected: `a \`${key}\``,
  };
}

function unknownKey(key: string, path: Path, value: unknown): Draft {
  const known = keysAt(path);
  const near = nearest(key, known);
  const cut = key.includes(" ") && isRecord(value) && value[key] === null;
  const where = path.length === 0 ? "" : ` in \`${path.join(".")}\``;
  const expected = cut
    ? "a text in quotes: inside { } a comma ends it"
    : known.length > 0
      ? `one of: ${known.join(", ")}`
      : undefined;
  return {
    code: "shape",
    level: "error",
    path: [...path, key],
    key: true,
    says: `no key \`${key}\`${where}`,
    expected,
    write: cut ? undefined : near,
  };
}

function wrongWord(path: Path, value: unknown, words: readonly string[]): Draft {
  const expected = words.length === 1 ? `\`${words[0]}\`` : `one of: ${words.join(", ")}`;
  if (value === undefined) return missing(path);
  const says = typeof value === "string" ? `${named(path)} cannot be \`${value}\`` : `${named(path)} is ${kindOf(value)}`;
  return {
    code: "shape",
    level: "error",
    path,
    says,
    expected,
    write: typeof value === "string" ? nearest(value, words) : undefined,
  };
}

function wrongUnion(issue: Issue & { code: "invalid_union" }, path: Path, value: unknown): Draft {
  if (value === undefined) return missing(path);
  const errors = issue.errors.flat();
  const words = errors.flatMap((error) =>
    error.code === "invalid_value" && error.path.length === 0 ? error.values.map(String) : [],
  );
  const forms = errors.flatMap((error) =>
    error.code === "invalid_type" && error.path.length === 0 ? [KINDS[error.expected] ?? error.expected] : [],
  );
  const keys = errors.flatMap((error) => (error.path.length === 1 ? [`{ ${String(error.path[0])} }`] : []));
  const told = isRecord(value) ? keys : [...words, ...forms, ...keys];
  const expected = issue.message === "Invalid input" ? [...new Set(told)].join(", or ") : issue.message;
  const shown =
    typeof value === "string" ? `cannot be \`${value}\`` : isRecord(value) ? `has none of its forms` : `is ${kindOf(value)}`;
  const write = typeof value === "string" ? nearest(value, words) : undefined;
  return { code: "shape", level: "error", path, says: `${named(path)} ${shown}`, expected, write };
}

function valueAt(value: unknown, path: Path): unknown {
  let at = value;
  for (const segment of path) {
    if (Array.isArray(at) && typeof segment === "number") at = at[segment];
    else if (isRecord(at) && Object.hasOwn(at, segment)) at = at[String(segment)];
    else return undefined;
  }
  return at;
}

/** The keys that a map of the format may have, for messages. */
function keysAt(path: Path): readonly string[] {
  let schemas: readonly z.core.$ZodType[] = [longSchema];
  for (const segment of path) schemas = schemas.flatMap((schema) => childrenOf(schema, segment));
  const keys = schemas.flatMap(unwrap).flatMap((schema) => [...Object.keys(shapeIn(schema) ?? {}), ...wordsIn(schema)]);
  return [...new Set(keys)];
}

const definitionOf = (schema: z.core.$ZodType): z.core.$ZodTypes["_zod"]["def"] =>
  schema._zod.def as z.core.$ZodTypes["_zod"]["def"];

function unwrap(schema: z.core.$ZodType): readonly z.core.$ZodType[] {
  const definition = definitionOf(schema);
  if (definition.type === "optional" || definition.type === "nullable") return unwrap(definition.innerType);
  if (definition.type === "union") return definition.options.flatMap(unwrap);
  return [schema];
}

function shapeIn(schema: z.core.$ZodType): Readonly<Record<string, z.core.$ZodType>> | undefined {
  const definition = definitionOf(schema);
  return definition.type === "object" ? definition.shape : undefined;
}

/** The words that are the keys of a map by law or by right. */
function wordsIn(schema: z.core.$ZodType): readonly string[] {
  const definition = definitionOf(schema);
  const keys = definition.type === "record" ? definitionOf(definition.keyType) : undefined;
  return keys?.type === "enum" ? Object.values(keys.entries).map(String) : [];
}

function childrenOf(schema: z.core.$ZodType, segment: string | number): readonly z.core.$ZodType[] {
  return unwrap(schema).flatMap((inner) => {
    const definition = definitionOf(inner);
    if (definition.type === "record") return [definition.valueType];
    if (definition.type === "array") return [definition.element];
    const child = definition.type === "object" ? definition.shape[String(segment)] : undefined;
    return child ? [child] : [];
  });
}

/** Leaves out the smallest entry that holds the mistake: a dataset, an entry of a section, or the section. */
function prune(program: unknown, issue: Issue): unknown {
  const path = pathOf(issue);
  if (path.length === 0) return issue.code === "unrecognized_keys" ? without(program, issue.keys) : program;
  const [section] = path;
  const byId = (ID_SECTIONS as readonly (string | number)[]).includes(section ?? "");
  const inDataset = section === "stores" && path[2] === "datasets" && path.length >= 4;
  return remove(program, path.slice(0, inDataset ? 4 : byId && path.length >= 2 ? 2 : 1));
}

function without(value: unknown, keys: readonly string[]): unknown {
  return isRecord(value) ? Object.fromEntries(Object.entries(value).filter(([key]) => !keys.includes(key))) : value;
}

function remove(value: unknown, path: Path): unknown {
  const [head, ...rest] = path;
  if (!isRecord(value) || head === undefined) return value;
  const key = String(head);
  if (rest.length === 0) return without(value, [key]);
  return Object.hasOwn(value, key) ? { ...value, [key]: remove(value[key], rest) } : value;
}
