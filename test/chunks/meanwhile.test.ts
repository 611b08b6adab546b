// What others do to a store between the transactions of a large erasure.
import { describe, expect, test } from "vitest";
import { planRequest, runRequest } from "../../packages/server/src/requests/index.ts";
import { approved, by, cleanUp, open, sign } from "../attack/support.ts";
import { inTurn, SAMPLE } from "../support/sample.ts";
import { type Forum, goOn, KINDS, makeForum, SMALL, skipped, type TABLES } from "./company.ts";

cleanUp();

const ada = by("email", "ada@a.example");

/** Does something in the store once, when a step is passed for the nth time. */
const once = (step: string, nth: number, work: () => Promise<unknown>) => {
  let left = nth;
  return async (name: string) => {
    if (name !== step) return;
    left -= 1;
    if (left === 0) await work();
  };
};

const AFTER_ONE = ["store.chunk.recorded", 1] as const;

interface Meanwhile {
  readonly what: string;
  readonly does: readonly string[];
  readonly at?: readonly [step: string, nth: number];
  /** Why the rest is planned again. */
  readonly says: RegExp;
  /** Rows that are nobody's to erase. */
  readonly stays: readonly (readonly [table: (typeof TABLES)[number], start: string])[];
}

const CASES: readonly Meanwhile[] = [
  {
    what: "an order is somebody else's now: it stays, and so do its lines, which nobody touched",
    does: ["update orders set buyer = 2 where id = 101"],
    says: /orders: 1 rows that lead to others are not as they were captured/,
    stays: [
      ["orders", '[101,2,"2011-05-01","Ada"]'],
      ["items", '[1011,101,"for Ada"]'],
      ["items", '[1012,101,"for Ada"]'],
    ],
  },
  {
    what: "a row is somebody else's now, and leads to nothing",
    does: ["update messages set sender = 3, receiver = 2 where id = 101"],
    says: /messages: 1 rows are not as they were captured, and may be somebody else's now/,
    stays: [["messages", '[101,3,2,"from Ada 1"]']],
  },
  {
    what: "a line is written to an order that is to go",
    does: ["insert into items values (9999, 101, 'late')"],
    at: ["store.chunk.recorded", 6],
    says: /items: 1 rows point at rows of orders that are to be deleted, and were written since|foreign key/,
    stays: [],
  },
  {
    what: "she writes a comment below a post that is to go, and that the store would delete with it",
    does: ["insert into comments values (99999, 102, 1, 'late')"],
    at: ["store.chunk.recorded", 4],
    says: /comments: 1 rows point at rows of posts/,
    stays: [],
  },
  {
    what: "a row that is to go is gone already",
    does: ["delete from comments where id = 1123"],
    says: /comments: 1 rows that were captured are gone/,
    stays: [],
  },
];

describe.each(KINDS)(`%s: between two transactions${skipped}${SAMPLE}`, (kind) => {
  const mine = CASES.filter((_, row) => inTurn(row, KINDS.indexOf(kind), KINDS.length));
  test.each(mine.map((one) => [one.what, one] as const))("%s", async (_, { does, at = AFTER_ONE, says, stays }) => {
    const forum = await makeForum(kind);
    const before = await forum.dump();
    const act = async () => {
      for (const statement of does) await forum.sql(statement);
    };
    const inst = await open(forum.shop, { surroundings: { largeSets: SMALL, passing: once(...at, act) } });
    const request = await approved(inst, ada);
    const stopped = await runRequest(inst, request);
    expect(stopped).toMatchObject({ state: "planned", because: expect.stringMatching(says) });
    expect(stopped.stores[0]).toMatchObject({ acted: true, state: "failed" });
    for (const [table, start] of stays) expect((await forum.dump())[table]).toContain(start);
    // Nothing more happens until somebody signs what is left.
    expect(await goOn(inst, request, 1)).toMatchObject({ state: "planned" });
    await sign(inst, request);
    const view = await goOn(inst, request);
    expect({ state: view.state, because: view.because }).toEqual({ state: "done", because: undefined });
    await expectOthersUnchanged(forum, before, stays);
    expect((await inst.ledger.fsck()).problems).toEqual([]);
  });

  test("somebody else's pin on a post that is to go is not deleted with it, and the request says who is in the way", async () => {
    const forum = await makeForum(kind);
    const before = await forum.dump();
    const act = () => forum.sql("insert into pins values (999, 101, 2)");
    const inst = await open(forum.shop, { surroundings: { largeSets: SMALL, passing: once("store.chunk.recorded", 4, act) } });
    const request = await approved(inst, ada);
    const stopped = await runRequest(inst, request);
    expect(stopped).toMatchObject({ state: "planned", because: expect.stringMatching(/pins: 1 rows point at rows of posts/) });
    expect(stopped.plan).toMatchObject({ canBeApproved: false });
    expect((await forum.dump()).pins).toContain("[999,101,2]");
    await forum.sql("delete from pins where id = 999");
    await planRequest(inst, request, "the pin is gone");
    await sign(inst, request);
    expect((await goOn(inst, request)).state).toBe("done");
    await expectOthersUnchanged(forum, before, []);
  });

  test("a store that is busy is given pauses, and goes on once it is free", async () => {
    const forum = await makeForum(kind);
    const before = await forum.dump();
    let release: (() => Promise<void>) | undefined;
    let pauses = 0;
    const passing = async (step: string) => {
      if (step === "store.chunk.recorded") release ??= await forum.hold(LOCK[kind]);
      if (step !== "store.chunk.paused") return;
      pauses += 1;
      if (pauses === 2) await release?.();
    };
    const inst = await open(forum.shop, { surroundings: { largeSets: SMALL, passing } });
    const view = await runRequest(inst, await approved(inst, ada));
    expect(pauses).toBeGreaterThanOrEqual(2);
    expect({ state: view.state, because: view.because }).toEqual({ state: "done", because: undefined });
    await expectOthersUnchanged(forum, before, []);
  });

  test("a store that stays busy keeps the request open, partly erased, and it goes on later", async () => {
    const forum = await makeForum(kind);
    const before = await forum.dump();
    let release: (() => Promise<void>) | undefined;
    const passing = async (step: string) => {
      if (step === "store.chunk.recorded") release ??= await forum.hold(LOCK[kind]);
    };
    const inst = await open(forum.shop, { surroundings: { largeSets: { ...SMALL, pauseMs: 1 }, passing } });
    const request = await approved(inst, ada);
    const view = await runRequest(inst, request);
    expect(view.state).toBe("open");
    expect(view.because).toMatch(
      /^store shop is partly erased, in 1 of \d+ transactions: chunk 2 of \d+: .*lock.*; tried 6 times/,
    );
    expect(view.stores[0]).toMatchObject({ state: "started", acted: true, deleted: 10 });
    await release?.();
    expect((await goOn(inst, request)).state).toBe("done");
    await expectOthersUnchanged(forum, before, []);
  });
});

const LOCK = {
  sqlite: "select 1",
  postgres: "select id from people where id = 1 for update",
  mysql: "select id from people where id = 1 for update",
} as const;

/** Nothing of Ada's is left but what stays, and everybody else's is as it was. */
async function expectOthersUnchanged(forum: Forum, before: Record<string, string[]>, stays: Meanwhile["stays"]): Promise<void> {
  const after = await forum.dump();
  for (const table of ["people", "posts", "comments", "pins", "items", "visits"] as const) {
    const others = (before[table] ?? []).filter((row) => !isAdas(table, row));
    const kept = stays.filter(([of]) => of === table).map(([, row]) => row);
    expect([...(after[table] ?? [])].sort()).toEqual([...others, ...kept].sort());
  }
  const words = JSON.stringify(after);
  expect(words).not.toContain("ada@a.example");
  expect(words.match(/Ada/g) ?? []).toHaveLength(stays.filter(([, row]) => row.includes("Ada")).length);
}

/** Whose a row was at the beginning tells its number: Ada's begin with 1. */
function isAdas(table: string, row: string): boolean {
  const [first] = JSON.parse(row) as readonly (string | number)[];
  if (table === "people" || table === "visits") return first === 1;
  return String(first).startsWith("1");
}
