import type { Context } from "hono";
import { type ZodType, z } from "zod";
import { Refusal, refuse } from "./problem.ts";
import type { PostedFile } from "./route.ts";

const MOST_FIELDS = 200;
const TOO_LARGE = 413;
const FORM = "application/x-www-form-urlencoded";
const FIELD = /^[A-Za-z][A-Za-z0-9._:-]{0,99}$/;

/** The bytes of a call's body; refused once they are more than `most`, without reading on. */
async function readBytes(c: Context, most: number): Promise<Uint8Array> {
  const declared = c.req.header("content-length");
  if (declared !== undefined && Number(declared) > most) tooLarge(most);
  try {
    // What says how long it is never gets longer than that, and is read without a stream around it.
    return declared === undefined ? await readOn(c, most) : atMost(most, new Uint8Array(await c.req.raw.arrayBuffer()));
  } catch (error) {
    if (error instanceof Refusal) throw error;
    // The caller went away, or was cut off: no fault of ours, and nobody reads the answer.
    return refuse("form", "it ended before its end");
  }
}

/** Bytes of which nobody knows how many will come. */
async function readOn(c: Context, most: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  const body = c.req.raw.body;
  if (body === null) return new Uint8Array();
  for await (const chunk of body as unknown as AsyncIterable<Uint8Array>) {
    length += chunk.length;
    if (length > most) tooLarge(most);
    chunks.push(chunk);
  }
  return new Uint8Array(Buffer.concat(chunks));
}

const tooLarge = (most: number): never => refuse("too-large", `at most ${most} bytes are read here`);

const atMost = (most: number, bytes: Uint8Array): Uint8Array => (bytes.length > most ? tooLarge(most) : bytes);

async function readText(c: Context, most: number): Promise<string> {
  const bytes = await readBytes(c, most);
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return refuse("form", "it is not UTF-8 text; it is sent as UTF-8, and not compressed");
  }
}

const typeOf = (c: Context): string => (c.req.header("content-type") ?? "").split(";")[0]?.trim().toLowerCase() ?? "";

/** The fields of a posted form: each once, with a plain name. Lines end in `\n`. */
export async function readForm(c: Context, most: number, mostFields?: number): Promise<Readonly<Record<string, string>>> {
  const type = typeOf(c);
  if (type === "" && c.req.header("content-length") === "0") return {};
  if (type !== FORM) refuse("type", `a form is sent as ${FORM}`);
  const fields = formFields(mostFields);
  for (const [name, value] of new URLSearchParams(await readText(c, most))) fields.take(name, value);
  return fields.all;
}

/** Fields of a form as they come: each once, with a plain name. */
function formFields(most = MOST_FIELDS) {
  const all: Record<string, string> = Object.create(null);
  let count = 0;
  return {
    all,
    /** Counts a field and looks at its name. */
    check(name: string): void {
      count += 1;
      if (count > most) refuse("form", `a form has at most ${most} fields`);
      if (!FIELD.test(name)) refuse("form", "a field has a name that no form of ours has");
    },
    take(name: string, value: string): void {
      this.check(name);
      if (Object.hasOwn(all, name)) refuse("form", "a field is there twice");
      if (value.includes("\0")) refuse("form", "a field holds a character that no text has");
      all[name] = value.replaceAll("\r\n", "\n");
    },
  };
}

/** The fields and the files of a posted form. A field may bring several files; one that was left empty brings none. */
export async function readFormWithFiles(
  c: Context,
  most: number,
): Promise<{ readonly form: Readonly<Record<string, string>>; readonly files: readonly PostedFile[] }> {
  if (typeOf(c) !== "multipart/form-data") return { form: await readForm(c, most), files: [] };
  const bytes = await readBytes(c, most);
  const headers = { "content-type": c.req.header("content-type") ?? "" };
  const posted = await new Response(new Uint8Array(bytes), { headers })
    .formData()
    .catch(() => refuse("form", "it is not a whole form"));
  const fields = formFields();
  const files: PostedFile[] = [];
  for (const [field, value] of posted) {
    if (typeof value === "string") fields.take(field, value);
    else {
      fields.check(field);
      if (value.name !== "" || value.size > 0)
        files.push({ field, name: value.name, bytes: new Uint8Array(await value.arrayBuffer()) });
    }
  }
  return { form: fields.all, files };
}

/**
 * The fields of a form that may come in any way, or not at all: it is the address that says what is to be done. A form as pages send it is
 * read as any other; of what comes otherwise that which cannot be read is no field, and what is too large is refused all the same.
 */
export async function readFormIfAny(c: Context, most: number): Promise<Readonly<Record<string, string>>> {
  if (typeOf(c) === FORM) return readForm(c, most);
  try {
    return (await readFormWithFiles(c, most)).form;
  } catch (error) {
    if (error instanceof Refusal && error.problem.status !== TOO_LARGE) return {};
    throw error;
  }
}

/**
 * A JSON body, held against what the route wants. What is wrong is said by place; never the value. `plain`: it may come as
 * text/plain too, which a browser sends to another origin without asking first.
 */
export async function readJson(
  c: Context,
  most: number,
  { wants, plain = false }: { readonly wants: ZodType; readonly plain?: boolean },
): Promise<unknown> {
  const type = typeOf(c);
  if (type !== "application/json" && !(plain && type === "text/plain")) refuse("type", "a body is sent as application/json");
  const text = await readText(c, most);
  let value: unknown;
  try {
    value = JSON.parse(text, MAY_BE_UNFIT.test(text) ? (plain ? refuseProto : refuseUnfit) : undefined);
  } catch (error) {
    if (error instanceof Refusal) throw error;
    refuse("form", "it is not JSON; a body is sent as one JSON value");
  }
  const read = wants.safeParse(value);
  if (read.success) return read.data;
  const ours = namesOf(wants);
  const places = issuesOf(wants, value)
    .slice(0, 5)
    .map(({ path }) => path.map((one) => placeOf(one, ours)).join(".") || "the body");
  const named = [...new Set(places)].map((place) => `\`${place.slice(0, 60)}\``).join(", ");
  return refuse("form", `not as this route wants it: ${named}; /openapi.json says what is sent here`);
}

/** What is wrong with a body; with one that may have several forms, by the one that it comes closest to. */
function issuesOf(wants: ZodType, value: unknown): readonly z.core.$ZodIssue[] {
  const forms = wants instanceof z.ZodUnion ? (wants.options as readonly ZodType[]) : [wants];
  const [closest = []] = forms
    .map((form) => form.safeParse(value).error?.issues ?? [])
    .toSorted((a, b) => farness(a) - farness(b));
  return closest;
}

/** How many members are wrong, missing, or none of this form. */
const farness = (issues: readonly z.core.$ZodIssue[]): number =>
  issues.reduce((sum, one) => sum + (one.code === "unrecognized_keys" ? one.keys.length : 1), 0);

const MAY_BE_UNFIT = /__proto__|\\u(?:00|d[89a-f])/i;
const HALF = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/;

// A record's schema would leave this name out without a word; nobody who means well sends it.
const refuseProto = (name: string, value: unknown): unknown =>
  name === "__proto__" ? refuse("form", "a member is named `__proto__`, which nothing here is; it is sent without") : value;

/** Of what a page sends, its route says what is made of each: a no that stands beside it must not be lost. */
function refuseUnfit(name: string, value: unknown): unknown {
  refuseProto(name, value);
  // No encoding has them: written down, two ids that differ in them would be one.
  if (HALF.test(name) || (typeof value === "string" && HALF.test(value)))
    refuse("form", "a text holds half a character (one of a pair of surrogates by itself); it is sent as UTF-8");
  return value;
}

/** A place in a body. A name that the caller made up may be anything, a person's address too: it is not said again. */
const placeOf = (one: PropertyKey, ours: ReadonlySet<string>): string =>
  typeof one === "number" || ours.has(String(one)) ? String(one) : "*";

const known = new WeakMap<ZodType, ReadonlySet<string>>();

/** The names of members that a schema itself has. */
function namesOf(schema: ZodType): ReadonlySet<string> {
  const before = known.get(schema);
  if (before !== undefined) return before;
  const names = new Set<string>();
  const look = (part: unknown): void => {
    if (typeof part !== "object" || part === null) return;
    for (const [key, value] of Object.entries(part)) {
      if (key === "properties") for (const name of Object.keys(value)) names.add(name);
      look(value);
    }
  };
  look(z.toJSONSchema(schema, { io: "input", unrepresentable: "any" }));
  known.set(schema, names);
  return names;
}
