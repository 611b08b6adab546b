// The clocks of every law, reckoned a second time by PostgreSQL's own arithmetic, with holidays from another source.
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { PGlite } from "@electric-sql/pglite";
import { endOfPeriod } from "@troth/core/jurisdictions";
import { type ClockRule, type Counting, type DaysOff, type LawData, lawBook } from "@troth/core/laws";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { exhaustive } from "../support/sample.ts";

/** CI asks of each clock as many as find a wrong rule; `npm run full` all. */
const DATES = exhaustive ? 10_000 : 2_000;
const HOLIDAYS = readFileSync(fileURLToPath(new URL("holidays-de.csv", import.meta.url)), "utf8")
  .split("\n")
  .filter((line) => /^\d/.test(line));
const here = new Set(HOLIDAYS);

/** Clocks that differ: the same period, counted the same way in the same zone, is reckoned once. */
const clocks = (lawBook as readonly LawData[]).flatMap((law) =>
  law.clocks.flatMap((rule) =>
    (["target", "limit"] as const).flatMap((reading) =>
      rule.period === undefined
        ? []
        : [{ name: nameOf(law, rule, reading), law, period: rule.period, counting: rule.counting[reading] }],
    ),
  ),
);
const shapeOf = ({ law, period, counting }: (typeof clocks)[number]): string =>
  JSON.stringify([period, { ...counting, article: "" }, law.zone ?? "Europe/Berlin"]);
const distinct = [...new Map(clocks.map((one) => [shapeOf(one), one])).values()];

function nameOf(law: LawData, rule: ClockRule, reading: string): string {
  return `${law.id} ${rule.act}, ${rule.period?.count} ${rule.period?.unit}, ${reading}`;
}

let db: PGlite;
beforeAll(async () => {
  db = await PGlite.create();
  await db.exec("create table holiday (day date primary key); create table moment (at timestamptz)");
  await db.exec(`insert into holiday values ${HOLIDAYS.map((day) => `('${day}')`).join(", ")}`);
  const moments = fc.sample(fc.integer({ min: Date.parse("2015-02-01"), max: Date.parse("2037-01-01") }), {
    numRuns: DATES,
    seed: 20261128,
  });
  await db.exec(`insert into moment values ${moments.map((ms) => `('${new Date(ms).toISOString()}')`).join(", ")}`);
});
afterAll(() => db?.close());

test.each(distinct.map((one) => [one.name, one] as const))(
  `%s: ${DATES} moments`,
  async (_, { period, counting, law }) => {
    const zone = law.zone ?? "Europe/Berlin";
    const { rows } = await db.query<{ at: Date; ends: Date }>(sqlOf({ period, counting, zone }));
    expect(rows).toHaveLength(DATES);
    const differ = rows.flatMap(({ at, ends }) => {
      const ours = endOfPeriod({ startsAt: at.toISOString(), period, zone, counting, holidays: (day) => here.has(day) });
      return Date.parse(ours) === ends.getTime() ? [] : [`${at.toISOString()}: ${ours} here, ${ends.toISOString()} there`];
    });
    expect(differ.slice(0, 5)).toEqual([]);
  },
  600_000,
);

interface Reckoned {
  readonly period: NonNullable<ClockRule["period"]>;
  readonly counting: Counting;
  readonly zone: string;
}

/** The end of a period in SQL: the interval is PostgreSQL's, and so are the days of the week and the zone's clock. */
function sqlOf({ period, counting, zone }: Reckoned): string {
  const { count, unit } = period;
  if (unit === "hours") {
    // Every law's zone is whole hours from UTC: an hour that comes twice in autumn is told apart.
    const from =
      counting.hourOfEvent === "in" ? "at" : "date_trunc('hour', at at time zone 'UTC') at time zone 'UTC' + interval '1 hour'";
    return `select at, ${from} + interval '${count} hours' as ends from moment`;
  }
  const day = `(at at time zone '${zone}')::date`;
  const first = counting.dayOfEvent === "in" ? "- 1" : "";
  const last =
    unit === "business days"
      ? `(select d::date from generate_series(${day} ${first} + 1, ${day} + ${count * 3 + 20}, interval '1 day') d where not (${offSql(counting.off)}) order by d offset ${count - 1} limit 1)`
      : `(${day} + interval '${count} ${unit}')::date ${first}`;
  const rolled = `(select min(d)::date from generate_series(x.last, x.last + 20, interval '1 day') d where not (${offSql(counting.rolls)}))`;
  return `select at, ((${rolled} + 1)::timestamp at time zone '${zone}') - interval '1 second' as ends from (select at, ${last} as last from moment) x`;
}

/** Whether a day `d` is off. */
function offSql({ saturday, sunday, holidays }: DaysOff): string {
  const days = [...(saturday ? [6] : []), ...(sunday ? [7] : [])];
  const week = days.length === 0 ? "false" : `extract(isodow from d) in (${days.join(", ")})`;
  if (holidays === "none") return week;
  if (holidays === "place") return `${week} or d::date in (select day from holiday)`;
  const own = holidays.map((rule) =>
    "day" in rule
      ? `(extract(month from d) = ${rule.month} and extract(day from d) = ${rule.day})`
      : `(extract(month from d) = ${rule.month} and extract(isodow from d) = ${rule.weekday} and ${
          rule.nth > 0
            ? `extract(day from d) between ${rule.nth * 7 - 6} and ${rule.nth * 7}`
            : `extract(day from (date_trunc('month', d) + interval '1 month' - interval '1 day')) - extract(day from d) between ${(-rule.nth - 1) * 7} and ${-rule.nth * 7 - 1}`
        })`,
  );
  return [week, ...own].join(" or ");
}
