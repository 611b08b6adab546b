// Nobody learns from our answers, or from how long they take, whether somebody has a request here.
import { afterAll, beforeAll, expect, test } from "vitest";
import { compareTimes, type Turns, tellsApart, timeInTurns } from "../../../../test/support/compare-times.ts";
import { exhaustive } from "../../../../test/support/sample.ts";
import { makeHome } from "../../../../test/support/storages.ts";
import { ada, makeWorkshop, openWorkshop, type Workshop } from "../../../../test/support/workshop.ts";
import type { Installation } from "../installation/index.ts";
import { recordRequest } from "../requests/index.ts";
import { type AskInput, askFor, CODES_PER_ADDRESS, sendCodeAgain } from "./index.ts";

const ROUNDS = exhaustive ? 60 : 40;
const HERE = "aa".repeat(32);
const THERE = "bb".repeat(32);

let place: Awaited<ReturnType<typeof makeHome>>;
let shop: Workshop;
let inst: Installation;
const now = Date.parse("2026-11-09T13:02:00Z");

beforeAll(async () => {
  place = await makeHome();
  shop = makeWorkshop();
  inst = await openWorkshop(shop, { home: place.home, surroundings: { now: () => now } });
  const hash = inst.keys.identifierHash("email", ada.email);
  await recordRequest(inst, {
    right: "access",
    subject: [{ kind: "email", value: ada.email }],
    takenBy: "person",
    verified: true,
    asker: { hash, contact: { email: ada.email }, language: "en" },
  });
});
afterAll(async () => {
  await inst.close();
  shop.remove();
  await place.remove();
});

const ask = (input: Partial<AskInput>) =>
  askFor(inst, { kind: "sign-in", email: ada.email, language: "en", network: HERE, ...input });

/** Compares up to three times: noise may mislead one comparison, a leak misleads none. */
async function expectAlike(turns: Omit<Turns, "rounds">): Promise<void> {
  const seen = [];
  for (let at = 0; at < 3; at++) {
    const comparison = compareTimes(...(await timeInTurns({ rounds: ROUNDS, ...turns })));
    if (!tellsApart(comparison)) return;
    seen.push(comparison);
  }
  expect(seen, "every comparison told the two apart").toEqual([]);
}

const sql = (text: string) => inst.storage.executeSql(text);
const mails = async () => (await sql("select count(*)::int as n from mail")).rows[0]?.n as number;
const hashOf = (email: string) => inst.keys.identifierHash("email", email);

/** Fills the limit of an address, and empties all other counts: the networks of this test never come to theirs. */
const limit = (email: string) => async () => {
  await sql("delete from code_sent");
  const values = `('${hashOf(email)}', '${THERE}', '${new Date(now).toISOString()}')`;
  await sql(`insert into code_sent (asker, network, at) values ${Array(CODES_PER_ADDRESS.hour).fill(values).join(", ")}`);
};

test("a known and an unknown address are answered alike, in the same time", async () => {
  const shape = async (email: string) => JSON.stringify(await ask({ email })).replace(/A-[0-9a-f-]{36}/, "A-");
  expect(await shape("nobody@elsewhere.example")).toBe(await shape(ada.email));
  await expectAlike({
    before: () => sql("delete from code_sent"),
    calls: [() => ask({ email: ada.email }), () => ask({ email: "nobody@elsewhere.example" })],
  });
});

test("an address that has had its codes is answered like any other, in the same time", async () => {
  const before = await mails();
  let others = 0;
  const open = () => ask({ kind: "access", email: `carol${++others}@elsewhere.example` });
  await expectAlike({
    before: limit("bob@elsewhere.example"),
    calls: [() => ask({ kind: "access", email: "bob@elsewhere.example" }), open],
  });
  expect((await mails()) - before).toBe(others);
});

test("asking again for a limited address takes the same time too", async () => {
  await sql("delete from code_sent");
  const asked: string[] = [];
  for (const email of ["dora@elsewhere.example", "eve@elsewhere.example"]) {
    const answer = await ask({ email });
    if (answer.kind === "done") asked.push(answer.value.ask);
  }
  const again = (at: number) => () => sendCodeAgain(inst, { ask: asked[at] ?? "", network: HERE });
  const before = await mails();
  await limit("dora@elsewhere.example")();
  expect(await again(0)()).toMatchObject({ kind: "done" });
  expect(await mails()).toBe(before);
  await expectAlike({ before: limit("dora@elsewhere.example"), calls: [again(0), again(1)] });
});

test("the comparison would see a difference of a tenth", () => {
  const noisy = (by: number) => Array.from({ length: ROUNDS }, (_, at) => (20 + Math.sin(at * 7.3) * 1.5) * by);
  expect(tellsApart(compareTimes(noisy(1.1), noisy(1)))).toBe(true);
  expect(tellsApart(compareTimes(noisy(1), noisy(1)))).toBe(false);
});
