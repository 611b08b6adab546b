// A connection that is cut around COMMIT: before it arrives, or after it took effect and before its answer comes back. What
// became of it is found out before anything is done again, and by what it was found out is said.
import { describe, expect, test } from "vitest";
import { type RequestView, resumeAll, runRequest, viewRequest } from "../../packages/server/src/requests/index.ts";
import { cleanUp, entriesOf } from "../attack/support.ts";
import { LINKED, type LinkedShop, makeLinkedShop, rowsOfUncut, skippedLinks } from "./linked-stores.ts";
import { readStore } from "./read-store.ts";

cleanUp();

const MOST_ROUNDS = 5;

/** Goes on until the store is read back: a server that has not noticed the cut yet still holds the rows of what it will undo. */
async function settle({ inst, request }: LinkedShop): Promise<RequestView> {
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    await resumeAll(inst);
    const view = await viewRequest(inst, request);
    if (view.stores[0]?.state === "verified") return view;
    // Until it is known it is said, and nothing else is claimed.
    expect(view).toMatchObject({ state: "open", because: expect.stringContaining("shop") });
  }
  return viewRequest(inst, request);
}

/** Erased and read back, once: in Troth's books, in the store's own, and in every row, the others' too. */
async function expectDoneOnce(made: LinkedShop, view: RequestView, uncut: string): Promise<void> {
  expect(view).toMatchObject({ state: "open", because: "not told yet: letters" });
  expect(view.stores[0]).toMatchObject({ state: "verified", deleted: 15, changed: 6, remaining: 0 });
  expect(await entriesOf(made.inst, "store.erased")).toHaveLength(1);
  expect((await made.inst.ledger.fsck()).problems).toEqual([]);
  const state = await readStore(made.url);
  expect(state.rows).toBe(uncut);
  expect(state.marked).toBe(false);
  expect(state.acts ?? 1).toBe(1);
}

describe.skipIf(LINKED.length === 0)(`a connection cut around COMMIT${skippedLinks}`, () => {
  test.each(LINKED)(
    "$name: before COMMIT arrives: nothing was done, which is found out, and then done once",
    {
      timeout: 120_000,
    },
    async (at) => {
      const uncut = await rowsOfUncut(at);
      const made = await makeLinkedShop(at, (link) => link.cutAt("before COMMIT arrives"));
      const before = (await readStore(made.url)).rows;
      const view = await runRequest(made.inst, made.request);
      expect(view.stores[0]).toMatchObject({ state: "started", because: "the server cannot be reached or went away" });
      expect(view.because).toContain("shop");
      const after = await readStore(made.url);
      expect(after.rows).toBe(before);
      expect(after.acts ?? 0).toBe(0);
      expect(await entriesOf(made.inst, "store.erased")).toHaveLength(0);
      const ended = await settle(made);
      expect(ended.stores[0]?.outcomeKnownBy).toBe("commit");
      await expectDoneOnce(made, ended, uncut);
    },
  );

  test.each(LINKED)(
    "$name: before COMMIT is answered: it was done, which is found out by $knownBy, and not done again",
    {
      timeout: 120_000,
    },
    async (at) => {
      const uncut = await rowsOfUncut(at);
      const made = await makeLinkedShop(at, (link) => link.cutAt("before COMMIT is answered"));
      const view = await runRequest(made.inst, made.request);
      expect(view.stores[0]).toMatchObject({ state: "started", because: "the server cannot be reached or went away" });
      // The store has it, Troth does not claim it yet.
      const after = await readStore(made.url);
      expect(after.rows).toBe(uncut);
      expect(await entriesOf(made.inst, "store.erased")).toHaveLength(0);
      const ended = await settle(made);
      expect(ended.stores[0]?.outcomeKnownBy).toBe(at.knownBy);
      await expectDoneOnce(made, ended, uncut);
    },
  );
});
