import { expect, test } from "vitest";
import { askOnce } from "./ask-once.ts";
import { askOne, together } from "./capture-state.ts";
import type { CaptureQuery, Cell } from "./captured.ts";

const query = (dataset: string, columns: readonly string[], value: string): CaptureQuery => ({
  ...{ dataset, columns, where: {} },
  match: { columns: ["owner"], values: [[value]], fold: false },
});

const ROW: Readonly<Record<string, Cell>> = { id: 1, owner: "a", note: null };

test("a question is asked once; more columns, another value or another dataset make another question", () => {
  const asked: string[] = [];
  const got: (readonly (readonly Cell[])[])[] = [];
  const asking = askOnce(
    (function* () {
      got.push(yield* askOne(query("notes", ["id", "owner"], "a")));
      got.push(yield* askOne(query("notes", ["owner"], "a")));
      got.push(yield* askOne(query("notes", ["owner", "id"], "a")));
      got.push(yield* askOne(query("notes", ["id", "note"], "a")));
      got.push(yield* askOne(query("notes", ["id"], "b")));
      got.push(yield* askOne(query("parts", ["id"], "a")));
      return "done";
    })(),
  );
  let step = asking.next();
  while (step.done !== true) {
    for (const { dataset, columns, match } of step.value) asked.push(`${dataset} ${columns.join()} ${match.values.join()}`);
    step = asking.next(step.value.map(({ columns }) => [columns.map((name) => ROW[name] ?? null)]));
  }
  expect(step.value).toBe("done");
  expect(asked).toEqual(["notes id,owner a", "notes id,note a", "notes id b", "parts id a"]);
  expect(got).toEqual([[[1, "a"]], [["a"]], [["a", 1]], [[1, null]], [[1]], [[1]]]);
});

test("inquiries side by side ask in turns, each gets its own answers, and what two ask at once is asked once", () => {
  const turns: string[][] = [];
  function* asks(...names: readonly string[]) {
    const got: unknown[] = [];
    for (const name of names) got.push((yield* askOne(query(name, ["id"], "a")))[0]?.[0]);
    return got.join();
  }
  const asking = askOnce(together([asks("one", "two"), asks("two"), asks(), asks("one", "three", "four")]));
  let step = asking.next();
  while (step.done !== true) {
    turns.push(step.value.map((one) => one.dataset));
    step = asking.next(step.value.map((one) => [[one.dataset]]));
  }
  expect(step.value).toEqual(["one,two", "two", "", "one,three,four"]);
  expect(turns).toEqual([["one", "two"], ["three"], ["four"]]);
});
