// What somebody wrote is theirs to see: in their copy, with what they answered.
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { openAuthors } from "../../../../test/support/authors.ts";
import { eachKind } from "../../../../test/support/storages.ts";
import { takeApproved } from "../../../../test/support/workshop.ts";
import { writeCopy } from "../requests/index.ts";

eachKind("the texts of a person", (kind) => {
  test("are in their copy, each with its answer, and nobody else's are", async () => {
    const at = await openAuthors(kind);
    try {
      const { inst, handIn, approved } = at;
      await approved("1", "It holds.");
      const waiting = await handIn("1", "It still holds.");
      await approved("2", "It does not.");
      const copy = await writeCopy(inst, { request: await takeApproved(inst, "access", [{ kind: "account", value: "1" }]) });
      if (copy.kind === "refused") throw new Error(copy.says);
      const { data } = JSON.parse(readFileSync(copy.value.file, "utf8")) as {
        data: { store: string; dataset: string; rows: Record<string, unknown>[] }[];
      };
      const rows = data.find(({ store, dataset }) => store === "troth" && dataset === "contents")?.rows ?? [];
      const head = { purpose: "publication", where: "Front page" };
      const until = new Date(Date.parse(waiting.until ?? "")).toISOString();
      expect(rows).toEqual([
        { ...head, text: "It still holds.", answer: "waiting", until, answered_at: null, ...moments(["asked_at"]) },
        { ...head, text: "It holds.", answer: "approved", until: null, ...moments(["asked_at", "answered_at"]) },
      ]);
      expect(readFileSync(copy.value.file, "utf8")).not.toContain("It does not.");
    } finally {
      await at.told.close();
    }
  });
});

const moments = (names: readonly string[]) =>
  Object.fromEntries(names.map((name) => [name, expect.stringMatching(/^\d{4}-\d\d-\d\dT/) as string]));
