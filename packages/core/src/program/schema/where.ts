// Section `stores`: where data lies, what its rows and columns are, and how rows lead to each other.
import { z } from "zod";
import { category, country, id, idMap, many, map, period, place, ref, scalar, secret, strategy, text, words } from "./words.ts";

const fieldForm = z.strictObject({
  is: z.union([z.literal("none"), category]).optional(),
  holds: z.array(category).optional(),
  at: ref.optional(),
  erasure: strategy.optional(),
  editable: z.boolean().optional(),
  because: text.optional(),
});
const fieldText = z
  .string()
  .regex(
    /^(none|([a-z0-9-]+:)?[a-z][a-z0-9-]*(\.[a-z0-9-]+)*(\.\*)?)( at ([a-z0-9-]+:)?[a-z0-9-]+)?$/,
    "a data category, perhaps `at` a collection point, or none",
  );

const linkWord = z.enum(["none", "owned"]);
const linkText = z
  .string()
  .regex(
    /^(none|owned|(owned by|shared by|mentions) ([a-z0-9-]+:)?([a-z0-9-]+\/)?[^\s/:(]+(\([^)]+\))?)$/,
    "`owned by`, `shared by` or `mentions` and the dataset it leads to, or `none`",
  );
const target = z.union([place, map(place)]);
const linkForm = z.strictObject({
  owned: target.optional(),
  shared: target.optional(),
  mentions: target.optional(),
  by: text.optional(),
  where: map(scalar).optional(),
  split: text.optional(),
  cast: z.enum(["text", "number", "uuid"]).optional(),
  match: text.optional(),
  fold: z.boolean().optional(),
  unshared: z.boolean().optional(),
  erasure: strategy.optional(),
});

const rows = map(z.union([scalar, z.array(z.union([z.string(), z.number()]))]));
const is = z.record(ref, rows);
const identityForm = z.strictObject({ field: many(text), match: z.enum(["exact", "fold", "phone"]).optional() });

const dataset = z.strictObject({
  about: words.optional(),
  is: is.optional(),
  identity: map(identityForm).optional(),
  tenant: text.optional(),
  service: ref.optional(),
  at: ref.optional(),
  fields: map(
    z.union([z.literal("none"), fieldForm], { error: "a data category, perhaps `at` a collection point, or none" }),
  ).optional(),
  rest: z.literal("none").optional(),
  links: map(
    z.union([linkWord, linkForm], { error: "`owned by`, `shared by` or `mentions` and the dataset it leads to, or none" }),
  ).optional(),
  erasure: z.enum(["delete", "fields", "keep"]).optional(),
  gone: text.optional(),
  match: text.optional(),
  anonymous: z.boolean().optional(),
  derived: z.array(place).optional(),
  because: text.optional(),
});
const datasetWritten = dataset.extend({
  is: z.union([ref, is]).optional(),
  identity: map(z.union([text, z.array(text), identityForm.extend({ field: z.union([text, many(text)]) })])).optional(),
  fields: map(z.union([fieldText, fieldForm])).optional(),
  links: map(z.union([linkText, linkForm])).optional(),
});

const store = z.strictObject({
  connector: z.enum([
    "postgres",
    "mysql",
    "sqlite",
    "mongodb",
    "s3",
    "files",
    "http",
    "app",
    "manual",
    "stripe",
    "mailchimp",
    "hubspot",
  ]),
  url: secret.optional(),
  secrets: map(secret).optional(),
  options: map(z.unknown()).optional(),
  definition: text.optional(),
  about: words.optional(),
  service: ref.optional(),
  provider: ref.optional(),
  country: country.optional(),
  hours: text.optional(),
  backups: period.optional(),
  ask: text.optional(),
  within: period.optional(),
  datasets: map(dataset),
});

export const stores = idMap(store);
export const storesWritten = z.record(id, store.extend({ datasets: map(z.union([z.null(), datasetWritten])) }));
