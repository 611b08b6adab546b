import { expect, test } from "vitest";
import { interleave, median } from "../../bench/interleave.ts";

test("a ratio is the median over the rounds of the peer's cost divided by ours", async () => {
  const ours = [10, 20, 10, 10, 1000];
  const peer = [20, 40, 30, 20, 1000];
  const shown = await interleave({ rounds: 5, ours: () => ours.shift(), peers: { sql: () => peer.shift() } });
  expect(shown).toEqual({ rounds: 5, oursMs: 10, peersMs: { sql: 30 }, ratios: { sql: 2 } });
});

test("nobody is always first", async () => {
  const order: string[] = [];
  const note = (name: string) => () => {
    order.push(name);
    return 1;
  };
  await interleave({ rounds: 6, ours: note("ours"), peers: { a: note("a"), b: note("b") } });
  expect(order.filter((_, at) => at % 3 === 0)).toEqual(["ours", "a", "b", "ours", "a", "b"]);
});

test("fewer than five rounds are no measurement", async () => {
  await expect(interleave({ rounds: 4, ours: () => 1, peers: {} })).rejects.toThrow("five rounds");
  expect(median([4, 1, 3, 2])).toBe(2.5);
});
