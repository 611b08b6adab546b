import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { anyLink, makeToldWorkshop, type ToldWorkshop } from "../../../../test/support/told-workshop.ts";
import { knownPeople } from "../facts/index.ts";
import { browserToken, takeSignIn } from "./index.ts";

let shop: ToldWorkshop;
let now = Date.parse("2026-03-02T10:00:00Z");
beforeAll(async () => {
  shop = await makeToldWorkshop("pglite", { now: () => now });
});
afterAll(() => shop.close());

const linked = async (): Promise<number> =>
  [...(await knownPeople(shop.inst, [{ kind: "person", id: "ada" }])).values()][0]?.state.linked.length ?? 0;

test("signing out cuts the link of a token whose server's clock is ahead of the one that takes the cut", async () => {
  const browser = randomUUID();
  const { token } = await browserToken(shop.inst, "ada");
  await takeSignIn(shop.inst, { id: randomUUID(), browser, token }, anyLink);
  expect(await linked()).toBe(1);
  now -= 2_000;
  expect(await takeSignIn(shop.inst, { id: randomUUID(), browser, left: token }, anyLink)).toEqual({ kept: true, odd: [] });
  expect(await linked()).toBe(0);
});
