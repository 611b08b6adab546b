// Two hundred people ask at once; the process is killed in the middle, and started again. Nothing that was answered is lost.
import autocannon from "autocannon";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openInstallation } from "../../packages/server/src/installation/index.ts";
import { makeServed, type Served } from "../support/served.ts";

let served: Served;
beforeAll(async () => {
  // Each person has a network of their own, as people do: the limits hold for one of them at a time.
  served = await makeServed({ env: { TROTH_TRUST_PROXY: "1" } });
  await served.start();
}, 120_000);
afterAll(() => served.remove());

interface Load {
  readonly answered: string[];
  readonly statuses: Readonly<Record<string, number>>;
}

let people = 0;

/** So many people ask at once, each once, each for an address and from a network of their own. */
async function ask(count: number): Promise<Load> {
  const answered: string[] = [];
  const statuses: Record<string, number> = {};
  const run = autocannon({
    url: `${served.address}/api/v1/asks`,
    method: "POST",
    connections: 200,
    amount: count,
    timeout: 60,
    setupClient(client) {
      const next = () => {
        people += 1;
        const network = `10.${(people >> 8) & 255}.${people & 255}.7`;
        client.setHeadersAndBody(
          { "content-type": "application/json", origin: served.address, "x-forwarded-for": network },
          JSON.stringify({
            kind: people % 2 === 0 ? "erasure" : "access",
            email: `person${people}@crowd.example`,
            language: "en",
          }),
        );
      };
      next();
      client.on("body", (body: Buffer | string) => {
        // What was cut off by the kill is no answer.
        const ask = /"ask":"(A-[0-9a-f-]{36})"/.exec(String(body))?.[1];
        if (ask !== undefined) answered.push(ask);
        next();
      });
      client.on("response", (statusCode: number) => {
        statuses[statusCode] = (statuses[statusCode] ?? 0) + 1;
      });
    },
  });
  await new Promise((done) => run.then(done, done));
  return { answered, statuses };
}

/** The asks that are on record: read by Troth's own doors, with nothing else running. */
async function onRecord(): Promise<{
  readonly asks: ReadonlySet<string>;
  readonly mails: number;
  readonly problems: readonly unknown[];
}> {
  const inst = await openInstallation({ home: served.home, programFile: served.programFile, env: served.env });
  try {
    const asks = await inst.storage.executeSql("select id from ask");
    const mails = await inst.storage.executeSql("select count(*)::int as n from mail where template = 'code'");
    const entries = await inst.storage.executeSql("select count(*)::int as n from entry where kind = 'ask.taken'");
    expect(entries.rows[0]?.n).toBe(asks.rows.length);
    await inst.ledger.sequence();
    return {
      asks: new Set(asks.rows.map((row) => String(row.id))),
      mails: Number(mails.rows[0]?.n),
      problems: (await inst.ledger.fsck()).problems,
    };
  } finally {
    await inst.close();
  }
}

test("two hundred people at once are all answered, and memory does not grow with them", async () => {
  const first = await ask(200);
  expect(first.statuses).toEqual({ 200: 200 });
  expect(new Set(first.answered).size).toBe(200);
  const after = served.memory();
  const more = await ask(600);
  expect(more.statuses).toEqual({ 200: 600 });
  // Three times as many again: what is kept a person would show as three times the growth.
  expect(served.memory() - after).toBeLessThan(120 * 1024 * 1024);
}, 300_000);

test("killed under load and started again, it has every ask that it answered, with its mail and its entry", async () => {
  const answered: string[] = [];
  for (const afterMs of [150, 400, 900]) {
    const load = ask(200);
    const killed = new Promise((done) => setTimeout(done, afterMs)).then(() => served.kill());
    answered.push(...(await load).answered);
    await killed;
    await served.start();
  }
  expect(await served.stop()).toBe(0);
  const { asks, mails, problems } = await onRecord();
  expect(answered.filter((id) => !asks.has(id))).toEqual([]);
  // Each ask with its mail, none without: they are one transaction.
  expect(mails).toBe(asks.size);
  expect(problems).toEqual([]);
}, 300_000);
