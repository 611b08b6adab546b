// The words and small forms that the sections share.
import { z } from "zod";
import { lawBook } from "../../laws/index.ts";
import { CHANNELS } from "../base.ts";

const one = /^[a-z0-9]+(-[a-z0-9]+)*$/;
const group = "([a-z0-9-]+:)?";
const dotted = "[a-z][a-z0-9-]*(\\.[a-z0-9-]+)*";
const units = "(hours?|days?|business days?|weeks?|months?|years?)";
/** `[group:][store/]dataset[.field]`, with `(a, b)` for composite columns. */
const placeForm = `${group}([a-z0-9-]+\\/)?[^\\s/:(]+(\\([^)]+\\))?`;

export const id = z.string().regex(one, "an id in kebab-case, such as card-processor");
export const ref = z.string().regex(new RegExp(`^${group}[a-z0-9]+(-[a-z0-9]+)*$`), "an id, or group:id");
export const category = z.string().regex(new RegExp(`^${group}${dotted}(\\.\\*)?$`), "a data category such as contact.email");
export const place = z.string().regex(new RegExp(`^${placeForm}$`), "a place such as main/users.email");
export const period = z.string().regex(new RegExp(`^\\d+ ${units}$`), "a period such as 24 months");
export const periodOrNone = z.string().regex(new RegExp(`^(none|\\d+ ${units})$`), "a period such as 24 hours, or none");
export const span = z
  .string()
  .regex(new RegExp(`^(\\d+ ${units} since \\S+|at once when \\S+)$`), "a span such as 24 months since created_at");
export const country = z.string().regex(/^[A-Z]{2}$/, "a country in two letters, such as NL");
export const date = z.string().regex(/^\d{4}-\d{2}-\d{2}$/, "a date such as 2026-03-01");
export const url = z.string().regex(/^(https?:\/\/|\$\{)/, "an address such as https://www.example.com");
/** Another notice, or a section of this one. */
export const noticeLink = z.string().regex(/^(https?:\/\/|#)/, "an address such as https://www.example.com, or #rights");
export const text = z.string().min(1, "a text");
/** Text in one language, or by language. */
export const words = z.union([text, z.record(z.string(), text)]);
/** A value that may hold `${NAME}`; whether it hides a literal secret is a check of its own. */
export const secret = text;
export const scalar = z.union([z.string(), z.number(), z.boolean()]);

export const many = <T extends z.ZodType>(item: T) => z.array(item).min(1, "at least one");
export const map = <T extends z.ZodType>(value: T) => z.record(z.string(), value);
export const idMap = <T extends z.ZodType>(value: T) => z.record(id, value);

export const law = z.enum(lawBook.map(({ id }) => id));
export const channel = z.enum(CHANNELS);
export const capacity = z.enum(["controller", "processor"]);
export const basis = z.enum([
  "consent",
  "explicit-consent",
  "contract",
  "legal-duty",
  "vital-interest",
  "public-task",
  "legitimate-interest",
  "instruction",
]);
export const right = z.enum([
  "access",
  "rectification",
  "erasure",
  "restriction",
  "portability",
  "objection",
  "opt-out",
  "limit",
  "withdrawal",
  "human-review",
  "complaint",
  "closure",
]);
/** Rights that staff may have to approve. Nobody stands between a person and an opt-out, a limit or a withdrawal. */
export const approved = right.exclude(["opt-out", "limit", "withdrawal", "complaint"]);
export const form = z.enum(["any", "consent", "hashed", "pseudonym", "anonymous", "aggregated"]);
export const exception = z.enum([
  "legal-duty",
  "legal-claims",
  "contract",
  "security",
  "debugging",
  "expression",
  "public-health",
  "archiving",
  "research",
  "internal-use",
  "financial-supervision",
  "defense",
]);
export const strategy = z.union([
  z.enum(["delete", "keep", "clear", "pseudonym", "redact", "restrict", "generalize", "truncate"]),
  z.strictObject({ constant: scalar }),
  z.strictObject({ generalize: text }),
  z.strictObject({ truncate: z.number().int().positive() }),
]);

/** A list of ids as people write it, or the map that it stands for. */
export const listOr = <K extends z.ZodType, M extends z.ZodType>(item: K, long: M) => z.union([z.array(item), long]);
