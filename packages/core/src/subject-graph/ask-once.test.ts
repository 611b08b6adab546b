import { expect, test } from "vitest";
import { askOnce } from "./ask-once.ts";
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
      got.push(yield query("notes", ["id", "owner"], "a"));
      got.push(yield query("notes", ["owner"], "a"));
      got.push(yield query("notes", ["owner", "id"], "a"));
      got.push(yield query("notes", ["id", "note"], "a"));
      got.push(yield query("notes", ["id"], "b"));
      got.push(yield query("parts", ["id"], "a"));
      return "done";
    })(),
  );
  let step = asking.next();
  while (step.done !== true) {
    const { dataset, columns, match } = step.value;
    asked.push(`${dataset} ${columns.join()} ${match.values.join()}`);
    step = asking.next([columns.map((name) => ROW[name] ?? null)]);
  }
  expect(step.value).toBe("done");
  expect(asked).toEqual(["notes id,owner a", "notes id,note a", "notes id b", "parts id a"]);
  expect(got).toEqual([[[1, "a"]], [["a"]], [["a", 1]], [[1, null]], [[1]], [[1]]]);
});
