// Links between stores on different engines, whose types, collations and ways to print a value are not the same.
import { afterEach, describe, expect, test } from "vitest";
import { runRequest } from "../../../packages/server/src/requests/index.ts";
import { approved, by, preview } from "../../attack/support.ts";
import { skippedWithoutPostgres, testPostgres } from "../../support/databases.ts";
import { skippedWithoutMariadb, testMariadb } from "../../support/mariadb.ts";
import { type Engine, HERS, openTwoStores, type TwoStores } from "./company.ts";

let opened: TwoStores | undefined;
afterEach(async () => {
  await opened?.close();
  opened = undefined;
});

const PAIRS: readonly (readonly [Engine, Engine])[] = [
  ["postgres", "mysql"],
  ["mysql", "postgres"],
  ["postgres", "sqlite"],
  ["mysql", "sqlite"],
  ["sqlite", "postgres"],
  ["sqlite", "mysql"],
];
const missing = (pair: readonly Engine[]): string =>
  `${pair.includes("postgres") ? skippedWithoutPostgres : ""}${pair.includes("mysql") ? skippedWithoutMariadb : ""}`;
const isAway = (pair: readonly Engine[]): boolean =>
  (pair.includes("postgres") && testPostgres === undefined) || (pair.includes("mysql") && testMariadb === undefined);

/** A plan's steps as `store/dataset action rows`. */
const stepsOf = (view: Awaited<ReturnType<typeof preview>>): string[] =>
  view.stores.flatMap((store) => store.steps.map((step) => `${step.store}/${step.dataset} ${step.action} ${step.rows}`)).sort();

describe.each(PAIRS.map((pair) => ({ pair, name: `people on ${pair[0]}, theirs on ${pair[1]}${missing(pair)}` })))(
  "$name",
  ({ pair }) => {
    test.skipIf(isAway(pair)).each([false, true])(
      "each one's rows are found and erased, and no other (indexed: %s)",
      async (indexed) => {
        opened = await openTwoStores(pair, { indexed });
        const { inst, snapshot } = opened;
        for (const [email, hers] of Object.entries(HERS)) {
          const before = await snapshot();
          const subject = by("email", email);
          const expected = Object.entries(hers).map(
            ([place, ids]) => `${place} ${place.endsWith("reviews") ? "clear" : "delete"} ${ids.length}`,
          );
          expect(stepsOf(await preview(inst, subject))).toEqual(expected.sort());
          const done = await runRequest(inst, await approved(inst, subject));
          expect([done.state, done.because ?? ""]).toEqual(["done", ""]);
          const left = { ...before };
          for (const [place, ids] of Object.entries(hers))
            for (const id of ids) {
              const at = `${place}/${id}`;
              if (place.endsWith("reviews")) left[at] = JSON.stringify({ ...JSON.parse(before[at] ?? "{}"), reviewer: null });
              else delete left[at];
            }
          expect(await snapshot()).toEqual(left);
          // What was found by a value of a row that is gone is looked for once more by the values that were captured.
          expect(stepsOf(await preview(inst, subject))).toEqual([]);
        }
      },
    );
  },
);
