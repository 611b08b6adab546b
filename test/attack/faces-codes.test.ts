// Attacks on the codes that show an address: how many guesses somebody has in all, and how much mail they can cause.
import { afterEach, beforeEach, expect, test } from "vitest";
import {
  type AskInput,
  askFor,
  CODES_PER_ADDRESS,
  CODES_PER_ADDRESS_AND_NETWORK,
  enterCode,
  sendCodeAgain,
} from "../../packages/server/src/asks/index.ts";
import { systemSurroundings } from "../../packages/server/src/foundation/index.ts";
import type { Installation } from "../../packages/server/src/installation/index.ts";
import { ada, makeWorkshop, openWorkshop, type Workshop } from "../support/workshop.ts";

const system = systemSurroundings();
let shop: Workshop;
let inst: Installation;
let drawn: string[];

beforeEach(async () => {
  shop = makeWorkshop();
  drawn = [];
  const random = (length: number): Uint8Array => {
    const bytes = system.random(length);
    // The code that is made of these four bytes, as newCode makes it: what a guesser who is lucky would type.
    if (length === 4) drawn.push(String(Buffer.from(bytes).readUInt32BE() % 1e8).padStart(8, "0"));
    return bytes;
  };
  inst = await openWorkshop(shop, { surroundings: { random } });
});

afterEach(async () => {
  await inst.close();
  shop.remove();
});

const networkOf = (at: number): string => at.toString(16).padStart(64, "0");

async function ask(more: Partial<AskInput> = {}): Promise<string> {
  const taken = await askFor(inst, { kind: "access", email: ada.email, language: "en", network: networkOf(1), ...more });
  if (taken.kind === "refused") throw new Error(taken.reason);
  return taken.value.ask;
}

const mails = async (): Promise<number> => (await inst.storage.executeSql("select id from mail")).rows.length;

// Once failed: an ask beyond the limit had a living code that nobody was mailed: five more guesses for each, without end.
test("a code that was not sent opens nothing: asking on and on gives nobody more guesses", async () => {
  const { hour } = CODES_PER_ADDRESS_AND_NETWORK;
  for (let at = 0; at < hour; at++) await ask();
  const limited = await ask();
  expect(await mails()).toBe(hour);
  const answer = await enterCode(inst, { ask: limited, code: drawn.at(-1) ?? "" });
  // Answered as any wrong code is: whoever guesses does not learn that the address is limited.
  expect(answer).toMatchObject({ kind: "refused", reason: "wrong", triesLeft: 4 });
});

test("of a code that is sent again beyond the limit nothing opens either, and the tries of the last one go on", async () => {
  const id = await ask();
  for (let at = 1; at < CODES_PER_ADDRESS_AND_NETWORK.hour; at++) await sendCodeAgain(inst, { ask: id, network: networkOf(1) });
  expect(await enterCode(inst, { ask: id, code: "00000000" })).toMatchObject({ triesLeft: 4 });
  await sendCodeAgain(inst, { ask: id, network: networkOf(1) });
  expect(await enterCode(inst, { ask: id, code: drawn.at(-1) ?? "" })).toMatchObject({ reason: "wrong", triesLeft: 3 });
});

test("a day's guesses at one address are a hundred among a hundred million, from wherever", () => {
  const guesses = CODES_PER_ADDRESS.day * 5;
  expect(guesses).toBe(100);
});

// Once failed: `ada+1@`, `ada+2@` and so on lie in one mailbox, and each had codes of its own.
test("a mailbox is not buried under addresses with a tag", async () => {
  for (let at = 0; at < 12; at++) await ask({ email: `ada+${at}@workshop.example`, network: networkOf(at) });
  expect(await mails()).toBe(CODES_PER_ADDRESS.hour);
  // Another mailbox of the same host is another.
  await ask({ email: "ben+1@workshop.example" });
  expect(await mails()).toBe(CODES_PER_ADDRESS.hour + 1);
});
