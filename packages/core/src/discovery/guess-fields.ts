import type { ColumnSchema, DatasetSchema } from "../subject-graph/index.ts";
import { freeTextNames, type NameRule, nameRules } from "./category-names.ts";
import type { FieldGuess, StoreSamples } from "./guesses.ts";
import { datasetWords, wordsOf } from "./name-words.ts";
import { shapeOf, type ValueShape } from "./value-kinds.ts";

/** What is known of the dataset around a column. */
export interface Surroundings {
  /** Its rows are people. */
  readonly people: boolean;
  /** They are staff: their addresses are their employer's. */
  readonly staff: boolean;
  /** It holds a street, an address or a person's name, so that a city or a country in it is somebody's. */
  readonly near: boolean;
}

/** Guesses each column of a dataset that is no key. */
export function guessFields(dataset: DatasetSchema, samples: StoreSamples[string], around: Surroundings): readonly FieldGuess[] {
  const keys = new Set([
    ...(dataset.primaryKey.length === 1 ? dataset.primaryKey : []),
    ...dataset.foreignKeys.flatMap((key) => key.columns),
  ]);
  const words = datasetWords(dataset.name);
  return dataset.columns
    .filter((column) => !keys.has(column.name) || (dataset.primaryKey.includes(column.name) && looksPersonal(column, around)))
    .map((column) => guessField(column, shapeOf(samples[column.name] ?? []), { ...around, words, siblings: dataset.columns }));
}

/** A natural key such as an address or a citizen's number is data, too. */
function looksPersonal(column: ColumnSchema, around: Surroundings): boolean {
  const name = wordsOf(column.name).join(" ");
  return nameRules.some((rule) => rule.when === "any" && rule.sure >= 0.9 && fits(rule, name, column, around));
}

interface Context extends Surroundings {
  readonly words: readonly string[];
  readonly siblings: readonly ColumnSchema[];
}

function fits(rule: NameRule, name: string, column: ColumnSchema, around: Surroundings): boolean {
  if (rule.when === "people" && !around.people) return false;
  if (rule.when === "near" && !around.near && !around.people) return false;
  return rule.name.test(name) && (rule.families ?? ["text", "other"]).includes(column.family);
}

/** Guesses one column from its name, its type and what its values look like. */
function guessField(column: ColumnSchema, shape: ValueShape, context: Context): FieldGuess {
  const name = wordsOf(column.name).join(" ");
  const found = (category: string | null | undefined, sure: number, because: string, free = false): FieldGuess => ({
    column: column.name,
    category,
    free,
    sure,
    because,
  });
  const byValue = categoryByValues(column, shape);
  const rule = nameRules.find((one) => fits(one, name, column, context));
  if (rule && !contradicted(rule.category, shape)) {
    const category = refine(rule.category, name, context);
    return found(category, byValue === rule.category ? 0.99 : rule.sure, byValue ? "its name and its values" : "its name");
  }
  if (byValue) return found(byValue, 0.9, "its values look so");
  return byDataset(column, name, context, found) ?? byType(column, name, shape, found);
}

/** Enough values were seen, and they are of another kind. */
function contradicted(category: string, shape: ValueShape): boolean {
  if (shape.seen < 5) return false;
  if (category === "contact.email") return shape.shares.email < 0.2;
  if (category === "device.ip-address") return shape.shares.ip < 0.2;
  if (category === "contact.address" || category === "contact.street") return shape.shares.email > 0.8 || shape.shares.ip > 0.8;
  return false;
}

function categoryByValues(column: ColumnSchema, shape: ValueShape): string | undefined {
  if (column.family !== "text" && column.family !== "other") return undefined;
  if (shape.seen < 3) return undefined;
  if (shape.shares.hash >= 0.8) return "auth.password";
  if (shape.shares.email >= 0.8) return "contact.email";
  if (shape.shares.ip >= 0.8) return "device.ip-address";
  if (shape.shares.phone >= 0.8) return "contact.phone";
  return undefined;
}

/** An address beside a city or a postal code is the street. */
function refine(category: string, name: string, context: Context): string {
  if (category === "contact.email" && context.staff) return "contact.email-work";
  if (category !== "contact.address" || /full|lengkap/.test(name)) return category;
  const isSplit = context.siblings.some((one) =>
    /\b(city|kota|postal|post code|zip|kode pos)\b/.test(wordsOf(one.name).join(" ")),
  );
  return isSplit ? "contact.street" : category;
}

type Found = (category: string | null | undefined, sure: number, because: string, free?: boolean) => FieldGuess;

/** What the dataset's name says of columns whose own name says little. */
function byDataset(column: ColumnSchema, name: string, context: Context, found: Found): FieldGuess | undefined {
  const is = (...words: string[]): boolean => words.some((word) => context.words.includes(word));
  const isTime = ["date", "timestamp"].includes(column.family) || /\b(at|on|date|tanggal)$/.test(name);
  const isAmount = /\b(amount|total|subtotal|jumlah)\b/.test(name) && !/\b(count|tax)\b/.test(name);
  if (is("line", "item", "detail"))
    return /\b(description|name|label)\b/.test(name) ? found(null, 0.6, "what was bought or done") : undefined;
  if (is("comment", "komentar") && /^(body|text|content|message|isi)$/.test(name))
    return found("content.comment", 0.75, "what somebody said");
  if (is("email", "mail") && /^(subject|body|content|text|html)$/.test(name))
    return found("communication.email-content", 0.75, "a letter");
  if (is("email", "mail") && /^headers?$/.test(name)) return found("communication.email-metadata", 0.75, "a letter's head");
  if (is("payment", "pembayaran") && isAmount) return found("payment.transaction", 0.8, "an amount of a payment");
  if (is("invoice", "faktur", "tagihan")) {
    if (isAmount) return found("payment.transaction", 0.75, "an amount of an invoice");
    if (/^(invoice )?(number|no|nomor)$/.test(name)) return found("commerce.invoice", 0.75, "the number of an invoice");
  }
  if (is("rental", "order", "booking", "purchase", "pesanan") && isTime && !/\b(update|updated|modified)\b/.test(name)) {
    return found("commerce.order", 0.75, "a time of an order");
  }
  if (is("session", "sesi") && isTime) return found("usage.session", 0.8, "a time of a session");
  const isTimesheet = is("time", "timesheet") && is("entry", "timesheet", "log", "record");
  if (isTimesheet && (/\b(minutes|hours|duration|jam)\b/.test(name) || /^(worked on|date|day)$/.test(name))) {
    return found("employment.time", 0.8, "time that somebody worked");
  }
  return undefined;
}

const impersonalName =
  /\b(status|type|kind|code|currency|plan|active|enabled|deleted|visible|count|position|rank|sort|order|version|level|format|rate|price|cost|amount|total|quantity|qty|size|bytes|key|uuid|checksum|mime|media|template|category|icon|color|colour|width|height|role|uang|harga|jumlah|satuan|kode)\b/;

/** What is left: codes, numbers and times say nothing of a person; texts may. */
function byType(column: ColumnSchema, name: string, shape: ValueShape, found: Found): FieldGuess {
  const isTime = ["date", "time", "timestamp"].includes(column.family) || /\b(at|on|date|updated|created|update)$/.test(name);
  if (isTime && column.family !== "bytes") return found(null, 0.8, "a time of the row");
  if (column.family === "boolean" || column.family === "number" || column.family === "uuid")
    return found(null, 0.75, "no name of personal data");
  if (column.family === "bytes" || column.family === "json") return found(undefined, 0.3, "its content cannot be told");
  if (column.checked || column.generated) return found(null, 0.75, "the store limits or makes its values");
  const free = freeTextNames.find(([pattern]) => pattern.test(name));
  if (free && !/\bid$/.test(name) && !impersonalName.test(name)) {
    const isWhole = free[1] !== "content.text";
    return found(free[1], 0.7, "a place where people write freely", !isWhole);
  }
  if (impersonalName.test(name)) return found(null, 0.7, "its name");
  if (shape.seen >= 20 && shape.shares.words >= 0.5) return found("content.text", 0.5, "its values are sentences", true);
  if (shape.seen >= 20 && shape.distinct <= Math.max(3, shape.seen / 8)) return found(null, 0.65, "few values, again and again");
  if (/^(name|title|label|slug|subject|nama|judul)$/.test(name) || /\bid$/.test(name))
    return found(null, 0.5, "the name of a thing");
  return found(undefined, 0.3, "neither its name nor its values tell");
}
