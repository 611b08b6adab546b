// Records of consent under load, while the process is killed and started again: what was acknowledged is there, once.
import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openInstallation } from "../../packages/server/src/installation/index.ts";
import { exhaustive, SAMPLE } from "../support/sample.ts";
import { makeServed, type Served } from "../support/served.ts";

const SITE = "https://www.harbour.example";
const WRITERS = 100;

let served: Served;
beforeAll(async () => {
  // Each browser has a network of its own, as people do.
  served = await makeServed({ env: { TROTH_TRUST_PROXY: "1" } });
  await served.start();
});
afterAll(() => served.remove());

interface Written {
  readonly id: string;
  readonly browser: string;
  readonly at: string;
}

let networks = 0;
const made = (): Written => ({ id: randomUUID(), browser: randomUUID(), at: new Date().toISOString() });

/** Sends a refusal; whether it was acknowledged. */
async function send({ id, browser, at }: Written): Promise<boolean> {
  networks += 1;
  const body = {
    id,
    browser,
    at,
    shown: "a".repeat(64),
    choices: { newsletter: false },
    how: "refuse-all",
    language: "en",
    gpc: false,
  };
  return fetch(`${served.address}/v1/consents`, {
    method: "POST",
    body: JSON.stringify(body),
    headers: { origin: SITE, "content-type": "text/plain", "x-forwarded-for": `10.${(networks >> 8) & 255}.${networks & 255}.9` },
  }).then(
    async (answer) => answer.ok && ((await answer.json()) as { kept: boolean }).kept,
    () => false,
  );
}

/** What is on record, read with nothing else running. */
async function onRecord(of: Iterable<string> = []): Promise<{
  readonly lost: readonly string[];
  readonly facts: number;
  readonly committed: number;
  readonly problems: readonly unknown[];
}> {
  const inst = await openInstallation({ home: served.home, programFile: served.programFile, env: served.env });
  try {
    const facts = await inst.storage.executeSql("select id_hash from fact");
    const there = new Set(facts.rows.map((row) => row.id_hash));
    const lost = [...of].filter((id) => !there.has(inst.keys.identifierHash("fact", `consent ${id}`)));
    const entries = await inst.storage.executeSql("select body from entry where kind = 'facts.told'");
    const committed = entries.rows.reduce((sum, row) => sum + (JSON.parse(String(row.body)) as { facts: number }).facts, 0);
    return { lost, facts: facts.rows.length, committed, problems: (await inst.ledger.fsck()).problems };
  } finally {
    await inst.close();
  }
}

test("killed three times while they come in: each that was acknowledged is kept, and sent again it is the same", async () => {
  const written: Written[] = [];
  const kept = new Set<string>();
  // At the first that is acknowledged, and later: by then some wait, some are written and not answered yet.
  for (const atNth of [1, 20, 60]) {
    const some = Array.from({ length: WRITERS }, made);
    written.push(...some);
    let acknowledged = 0;
    let killed: Promise<void> | undefined;
    await Promise.all(
      some.map(async (one) => {
        if (!(await send(one))) return;
        kept.add(one.id);
        acknowledged += 1;
        if (acknowledged >= atNth) killed ??= served.kill();
      }),
    );
    expect(killed).toBeDefined();
    await killed;
    await served.start();
  }
  expect(await served.stop()).toBe(0);
  const before = await onRecord(kept);
  expect(before).toMatchObject({ lost: [], committed: before.facts, problems: [] });

  // A page that got no answer sends again; one that got one may, too. Each is there once in the end.
  await served.start();
  for (let from = 0; from < written.length; from += WRITERS)
    expect(await Promise.all(written.slice(from, from + WRITERS).map(send))).not.toContain(false);
  expect(await served.stop()).toBe(0);
  expect(await onRecord(written.map(({ id }) => id))).toEqual({
    lost: [],
    facts: written.length,
    committed: written.length,
    problems: [],
  });
});

const MANY = exhaustive ? 1_000 : 300;
const CONNECTIONS = 50;

test(`${MANY} choices from ${CONNECTIONS} connections, a third of them twice at once, and a kill amidst: each once${SAMPLE}`, async () => {
  const { facts: already } = await onRecord();
  await served.start();
  const all = Array.from({ length: MANY }, made);
  const left = [...all];
  const early = new Set<string>();
  let unanswered = 0;
  let restarted: Promise<unknown> | undefined;
  const killAndStart = async (): Promise<void> => {
    await served.kill();
    await served.start();
  };
  await Promise.all(
    Array.from({ length: CONNECTIONS }, async () => {
      for (let one = left.pop(); one !== undefined; one = left.pop()) {
        const times = all.indexOf(one) % 3 === 0 ? 2 : 1;
        const answers = await Promise.all(Array.from({ length: times }, () => send(one as Written)));
        if (restarted === undefined && answers.includes(true)) early.add(one.id);
        if (early.size >= MANY / 3) restarted ??= killAndStart();
        if (answers.includes(true)) continue;
        // As a page that got no answer: on its next one it sends again, whether that was kept or not.
        unanswered += 1;
        left.unshift(one);
        await restarted;
      }
    }),
  );
  expect(early.size).toBeGreaterThanOrEqual(MANY / 3);
  expect(unanswered).toBeGreaterThan(0);
  expect(await served.stop()).toBe(0);
  const facts = already + MANY;
  expect(await onRecord(all.map(({ id }) => id))).toEqual({ lost: [], facts, committed: facts, problems: [] });
});
