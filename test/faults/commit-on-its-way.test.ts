// A COMMIT that is still on its way when its outcome is looked for: whoever sent it has lost the connection, the server has not
// heard it yet, and until it has every other reader sees the rows as they were. That is no proof that nothing was done.
import { describe, expect, test } from "vitest";
import { resumeAll, runRequest, viewRequest } from "../../packages/server/src/requests/index.ts";
import { cleanUp, entriesOf } from "../attack/support.ts";
import { LINKED, makeLinkedShop, skippedLinks } from "./linked-stores.ts";
import { readStore } from "./read-store.ts";

cleanUp();

describe.skipIf(LINKED.length === 0)(`a COMMIT on its way${skippedLinks}`, () => {
  test.each(LINKED)(
    "$name: is not taken for undone, and once it has arrived is known as done",
    { timeout: 300_000 },
    async (at) => {
      const { url, link, inst, request } = await makeLinkedShop(at, (one) => one.cutAt("while COMMIT is on its way"));
      const before = (await readStore(url)).rows;
      const lost = await runRequest(inst, request);
      expect(lost).toMatchObject({ state: "open", stores: [{ state: "started" }] });

      await resumeAll(inst);
      const waiting = await viewRequest(inst, request);
      expect((await readStore(url)).rows).toBe(before);
      expect(waiting).toMatchObject({ state: "open", stores: [{ state: "started" }] });
      expect(waiting.stores[0]?.because).toMatch(/locked by another transaction|still under way/);

      await link.deliver();
      for (let round = 0; round < 2; round += 1) await resumeAll(inst);
      const view = await viewRequest(inst, request);
      expect({ state: view.state, because: view.because, stores: view.stores }).toMatchObject({
        ...{ state: "open", because: expect.stringContaining("told") },
        stores: [{ state: "verified", remaining: 0, outcomeKnownBy: at.knownBy }],
      });
      const erased = await entriesOf(inst, "store.erased");
      expect(erased).toHaveLength(1);
      expect(erased[0]?.deleted).toBeGreaterThan(10);
    },
  );
});
