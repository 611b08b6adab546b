// Every number, yes and no, and rule of a law, changed one at a time.
import { type ClockRule, type Counting, type LawData, RULE_LISTS } from "@troth/core/laws";

/** A law with one thing changed, and what that is. */
export interface Mutant {
  readonly says: string;
  readonly law: LawData;
}

/** Lists with which nothing is computed for a request: an article alone, or what core/consent holds with cases of its own. */
const ARTICLES_ONLY: ReadonlySet<string> = new Set(["bases", "uses", "trackers"]);

/** Every mutant of a law. */
export function* mutantsOf(law: LawData): Generator<Mutant> {
  for (const list of RULE_LISTS) {
    if (ARTICLES_ONLY.has(list)) continue;
    const rules = law[list] as readonly object[];
    for (const [at, rule] of rules.entries()) {
      const name = `${list}[${at}] ${(rule as { article: string }).article}`;
      const put = (changed: object[]): LawData => ({
        ...law,
        [list]: [...rules.slice(0, at), ...changed, ...rules.slice(at + 1)],
      });
      yield { says: `${name}: taken out`, law: put([]) };
      for (const { path, value } of valuesIn(rule)) {
        for (const changed of changesOf(path, value))
          yield {
            says: `${name}: ${path.join(".")} ${String(value)} -> ${String(changed)}`,
            law: put([withValue(rule, path, changed)]),
          };
      }
    }
  }
  yield* countingMutants(law);
}

interface Leaf {
  readonly path: readonly string[];
  readonly value: unknown;
}

/** What is looked at in a rule: not its evidence, and not how days are counted, which several rules share. */
const LEFT: ReadonlySet<string> = new Set([
  "article",
  "evidence",
  "read",
  "verified",
  "state",
  "counting",
  "countries",
  "regions",
  "kind",
  "categories",
]);

function* valuesIn(value: unknown, path: readonly string[] = []): Generator<Leaf> {
  if (value === null || typeof value !== "object") {
    yield { path, value };
    return;
  }
  for (const [key, inner] of Object.entries(value)) if (!LEFT.has(key)) yield* valuesIn(inner, [...path, key]);
}

const FLIPS: Readonly<Record<string, readonly string[]>> = {
  must: ["may", "must-not"],
  may: ["must", "must-not"],
  "must-not": ["may"],
  keep: ["decline", "erase"],
  erase: ["keep"],
  decline: ["keep"],
  charge: ["decline"],
  "may-decline": ["may-charge"],
  "may-charge": ["may-decline"],
  "at-once": ["without-delay"],
  "without-delay": ["at-once"],
  "reasonable-time": ["at-once"],
  before: ["at-once"],
};

/** A day in force is moved by one; of `until` to later, of `since` to later: the day itself is a case. */
function changesOf(path: readonly string[], value: unknown): readonly unknown[] {
  const key = path.at(-1) ?? "";
  if (typeof value === "number") return [value + 1, value - 1];
  if (typeof value === "boolean") return [!value];
  if (typeof value !== "string") return [];
  if (path[0] === "measures" || ["lets", "wins", "beyond", "noNumber", "duty"].includes(key))
    return key === "duty" ? [undefined] : (FLIPS[value] ?? []);
  // A word of a list is taken out: a right, a requester, a content.
  return path.length === 2 && /^\d+$/.test(key) ? [undefined] : [];
}

function withValue(value: unknown, path: readonly string[], changed: unknown): object {
  const [key = "", ...rest] = path;
  if (Array.isArray(value)) {
    const at = Number(key);
    if (rest.length > 0) return value.map((inner, index) => (index === at ? withValue(inner, rest, changed) : inner));
    return changed === undefined
      ? value.filter((_, index) => index !== at)
      : value.map((inner, index) => (index === at ? changed : inner));
  }
  const record = value as Record<string, unknown>;
  const inner = rest.length > 0 ? withValue(record[key], rest, changed) : changed;
  return { ...record, [key]: inner };
}

/** A way of counting is one thing of a law, however many of its clocks count so. */
function* countingMutants(law: LawData): Generator<Mutant> {
  for (const reading of ["target", "limit"] as const) {
    for (const counting of new Set(law.clocks.filter(({ period }) => period).map((clock) => clock.counting[reading]))) {
      const clocks = law.clocks.filter((clock) => clock.counting[reading] === counting && clock.period);
      for (const { says, changed } of countingChanges(counting, clocks)) {
        const swap = (clock: ClockRule): ClockRule =>
          clock.counting[reading] === counting ? { ...clock, counting: { ...clock.counting, [reading]: changed } } : clock;
        yield { says: `counting (${reading}) ${counting.article}: ${says}`, law: { ...law, clocks: law.clocks.map(swap) } };
      }
    }
  }
}

function countingChanges(
  counting: Counting,
  clocks: readonly ClockRule[],
): readonly { readonly says: string; readonly changed: Counting }[] {
  const units = new Set(clocks.map(({ period }) => period?.unit));
  const inDays = [...units].some((unit) => unit !== "hours" && unit !== "business days");
  const changes: { says: string; changed: Counting }[] = [];
  if (units.has("hours"))
    changes.push({ says: "hourOfEvent", changed: { ...counting, hourOfEvent: flip(counting.hourOfEvent) } });
  if (inDays || units.has("business days"))
    changes.push({ says: "dayOfEvent", changed: { ...counting, dayOfEvent: flip(counting.dayOfEvent) } });
  if (inDays) changes.push(...daysOffChanges(counting, "rolls"));
  if (units.has("business days")) changes.push(...daysOffChanges(counting, "off"));
  return changes;
}

const flip = (side: "in" | "out"): "in" | "out" => (side === "in" ? "out" : "in");

function daysOffChanges(counting: Counting, key: "rolls" | "off"): readonly { says: string; changed: Counting }[] {
  const days = counting[key];
  const put = (says: string, changed: object) => ({
    says: `${key}.${says}`,
    changed: { ...counting, [key]: { ...days, ...changed } },
  });
  const holidays = days.holidays;
  const lists =
    typeof holidays === "string"
      ? [put("holidays", { holidays: holidays === "place" ? "none" : "place" })]
      : holidays.map((rule, at) =>
          put(`holidays without ${rule.name}`, { holidays: holidays.filter((_, index) => index !== at) }),
        );
  return [put("saturday", { saturday: !days.saturday }), put("sunday", { sunday: !days.sunday }), ...lists];
}
