import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Database from "libsql";
import { afterAll, beforeAll, expect, test } from "vitest";
import { storeByHand } from "../../../examples/in-app/by-hand.ts";
import type { Message, Reply, Task } from "./messages.ts";
import { serveStore } from "./serve-store.ts";

let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "troth-serve-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test("how a transaction ended is answered when it has ended, though both were asked at once", async () => {
  const path = join(folder, "app.db");
  const db = new Database(path);
  db.exec("create table notes (id integer primary key); insert into notes values (1)");
  const specs = { notes: { key: ["id"], columns: { id: "number" } } } as const;
  const serving = serveStore(storeByHand(path, specs, 200), { onError: () => undefined });
  const take = (task: Task): Promise<Reply> | undefined => serving.take({ id: crypto.randomUUID(), ...task } as Message);
  const session = crypto.randomUUID();
  await take({ kind: "begin", session, act: true, name: "R-1" });
  await take({ kind: "erase", session, work: { dataset: "notes", key: ["id"], keys: [[1]] } });
  // Its driver answers at once: whoever waited for the lock here would keep its own transaction from ending.
  const [, outcome] = await Promise.all([take({ kind: "end", session, commit: false }), take({ kind: "outcome", name: "R-1" })]);
  expect(outcome).toMatchObject({ ok: "aborted" });
  expect(db.prepare("select id from notes").all([])).toEqual([{ id: 1 }]);
  db.close();
});
