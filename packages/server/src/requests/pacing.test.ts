import { expect, test } from "vitest";
import { ConnectorError } from "../connectors/index.ts";
import { restAfter, whenFree } from "./pacing.ts";

const busy = () => new ConnectorError("connector.busy", "shop", "rows are locked by another transaction");

function paced() {
  const pauses: number[] = [];
  return { pauses, pace: { pauseMs: 10, pause: async (ms: number) => void pauses.push(ms), onPause: async () => undefined } };
}

test("a busy store is tried six times, each pause twice the one before, and then said to be busy", async () => {
  const { pauses, pace } = paced();
  let tries = 0;
  const work = async () => {
    tries += 1;
    throw busy();
  };
  await expect(whenFree(pace, work)).rejects.toThrow("rows are locked by another transaction; tried 6 times");
  expect([tries, pauses]).toEqual([6, [10, 20, 40, 80, 160]]);
});

test("what is not about being busy is not tried again", async () => {
  const { pauses, pace } = paced();
  const refused = new ConnectorError("connector.constraint", "shop", "a foreign key refuses the change");
  await expect(whenFree(pace, () => Promise.reject(refused))).rejects.toBe(refused);
  expect(pauses).toEqual([]);
});

test("a chunk that took far longer than those before is followed by a rest as long, which has an end", () => {
  expect(restAfter([100, 100, 100, 900])).toBe(900);
  expect(restAfter([100, 100, 100, 240])).toBe(0);
  expect(restAfter([10, 10, 10, 100])).toBe(0);
  expect(restAfter([100, 900])).toBe(0);
  expect(restAfter([1000, 1000, 1000, 120_000])).toBe(30_000);
});
