// A person with too many rows for one transaction, on every kind of store: the same end, and the same proof.
import { describe, expect, test } from "vitest";
import { requestReceipt, runRequest, setStoreLive } from "../../packages/server/src/requests/index.ts";
import { approved, by, cleanUp, open, preview } from "../attack/support.ts";
import { inTurn, SAMPLE } from "../support/sample.ts";
import type { openWorkshop } from "../support/workshop.ts";
import { HERS, KINDS, makeForum, SMALL, skipped } from "./company.ts";

cleanUp();

const ada = by("email", "ada@a.example");

describe.each(KINDS)(`%s: a large erasure${skipped}${SAMPLE}`, (kind) => {
  test("is done in several transactions and ends as in one", async () => {
    const small = await makeForum(kind);
    const whole = await makeForum(kind);
    const before = await small.dump();
    const one = await open(whole.shop);
    const done = await runRequest(one, await approved(one, ada));
    expect(done).toMatchObject({ state: "done", stores: [HERS] });

    const inst = await open(small.shop, { surroundings: { largeSets: SMALL } });
    const progress: number[] = [];
    const view = await runRequest(inst, await approved(inst, ada), {
      onProgress: ({ phase, done, of }) => phase === "erase" && of === HERS.deleted + HERS.changed && progress.push(done),
    });
    expect({ because: view.because, state: view.state, stores: view.stores }).toMatchObject({
      because: undefined,
      state: "done",
      stores: [{ ...HERS, remaining: 0, outcomeKnownBy: "commit" }],
    });
    const after = await small.dump();
    expect(after).toEqual(await whole.dump());
    expect(after.people).toEqual(before.people?.slice(1));
    const parts = view.entries.filter(({ kind }) => kind === "store.partly-erased").length;
    expect(parts).toBeGreaterThanOrEqual(Math.ceil((HERS.deleted + HERS.changed) / SMALL.chunkRows));
    expect(progress).toHaveLength(parts);
    expect(progress.at(-1)).toBe(HERS.deleted + HERS.changed);
    expect(await transactionsOf(inst, view.id)).toBe(parts);
    expect(await inst.storage.db.selectFrom("run_chunk").selectAll().execute()).toEqual([]);
    expect((await requestReceipt(inst, view.id)) && (await inst.ledger.fsck()).problems).toEqual([]);
  });

  if (inTurn(0, KINDS.indexOf(kind), KINDS.length))
    test("says so in the plan before anybody signs, and blocks nothing", async () => {
      const { shop } = await makeForum(kind);
      const inst = await open(shop, { surroundings: { largeSets: SMALL } });
      const plan = await preview(inst, ada);
      const rows = HERS.deleted + HERS.changed;
      expect(plan.findings.filter((one) => one.code === "chunks")).toMatchObject([
        {
          blocks: false,
          store: "shop",
          says: expect.stringContaining(`${rows} rows in shop: in at least ${Math.ceil(rows / 10)} transactions`),
        },
      ]);
      expect(plan.canBeApproved).toBe(true);
      await inst.close();
      expect((await preview(await open(shop), ada)).findings.filter((one) => one.code === "chunks")).toEqual([]);
    });

  if (inTurn(1, KINDS.indexOf(kind), KINDS.length))
    test("in shadow is rolled back whole: nothing is committed, and the numbers are told", async () => {
      const forum = await makeForum(kind);
      const before = await forum.dump();
      const inst = await open(forum.shop, { shadow: true, surroundings: { largeSets: SMALL } });
      expect((await preview(inst, ada)).findings).toContainEqual(
        expect.objectContaining({ code: "chunks", says: expect.stringContaining("in shadow") }),
      );
      const request = await approved(inst, ada);
      const view = await runRequest(inst, request);
      expect(view.stores).toMatchObject([{ state: "shadow", ...HERS }]);
      expect(await forum.dump()).toEqual(before);
      expect(view.entries.map((entry) => entry.kind)).not.toContain("store.partly-erased");
      await setStoreLive(inst, { store: "shop", by: "officer" });
      expect(await runRequest(inst, request)).toMatchObject({ state: "done", stores: [HERS] });
    });
});

/** What the completion's entry, and so the receipt, says of the transactions. */
async function transactionsOf(inst: Awaited<ReturnType<typeof openWorkshop>>, request: string): Promise<unknown> {
  const entries = await inst.storage.db.selectFrom("entry").select(["kind", "body"]).orderBy("id").execute();
  const bodies = entries.filter((one) => one.kind === "request.completed").map((one) => JSON.parse(one.body));
  return bodies.find((one) => one.request === request)?.stores[0]?.transactions;
}
