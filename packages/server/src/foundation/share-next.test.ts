import { setTimeout as wait } from "node:timers/promises";
import { expect, test } from "vitest";
import { shareNext } from "./share-next.ts";

test("who asks while it runs shares the next run, which sees what they had done", async () => {
  const done: string[] = [];
  const saw: string[][] = [];
  const look = shareNext(async () => {
    saw.push([...done]);
    await wait(20);
    return saw.length;
  });
  done.push("first");
  const first = look();
  await wait(5);
  const others = ["second", "third", "fourth"].map((name) => {
    done.push(name);
    return look();
  });
  expect(await first).toBe(1);
  expect(await Promise.all(others)).toEqual([2, 2, 2]);
  expect(saw).toEqual([["first"], ["first", "second", "third", "fourth"]]);
});

test("one that fails fails those who share it, and nobody after them", async () => {
  let runs = 0;
  const look = shareNext(async () => {
    runs += 1;
    if (runs === 1) throw new Error("no");
    return runs;
  });
  const [one, other] = [look(), look()];
  await expect(one).rejects.toThrow("no");
  await expect(other).rejects.toThrow("no");
  expect(await look()).toBe(2);
});
