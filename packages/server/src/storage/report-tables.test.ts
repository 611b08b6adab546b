import { sql } from "kysely";
import { expect, test } from "vitest";
import { eachStorage } from "../../../../test/support/storages.ts";
import { chunkTables } from "./chunk-tables.ts";
import { reportTables } from "./report-tables.ts";
import { taskTables } from "./task-tables.ts";

eachStorage("the eighth migration", (on) => {
  test("keeps what was reported before there was room for more than one report", async () => {
    await on.storage().transaction(async (tx) => {
      // The tables of before, beside ours: none of theirs is touched.
      for (const text of ["create schema before", "set local search_path to before, troth", ...taskTables, ...chunkTables])
        await sql.raw(text).execute(tx);
      await sql.raw("alter table before.task drop constraint task_request_id_fkey").execute(tx);
      const task = (id: string, state: string, ended: string, found: string, report: string) =>
        `insert into before.task values ('${id}', 'cabinet', '${state}', repeat('a', 64), '\\x01', now(), now(), null, ${ended}, null, ${found}, ${report})`;
      const file = (id: string, request: string, at: string) =>
        `insert into before.task_file values ('${id}', '${request}', 'cabinet', 'folders', '\\x03', '${at}')`;
      for (const text of [
        task("R-0001", "done", "'2026-11-01T00:00:00Z'", `'{"folders":2}'`, "'\\x02'"),
        task("R-0002", "waiting", "null", "null", "null"),
        task("R-0003", "impossible", "'2026-11-02T00:00:00Z'", "'{}'", "'\\x04'"),
        file("f1", "R-0001", "2026-11-01T00:00:00Z"),
        file("f2", "R-0001", "2026-10-01T00:00:00Z"),
        ...reportTables,
      ])
        await sql.raw(text).execute(tx);
      const rows = async (text: string) => (await sql.raw(text).execute(tx)).rows;
      expect(
        await rows(
          "select request_id, number, purpose, outcome, found::text, stays, files, encode(sealed, 'hex') as sealed from before.task_report order by 1",
        ),
      ).toEqual([
        {
          request_id: "R-0001",
          number: 1,
          purpose: "request",
          outcome: "done",
          found: '{"folders": 2}',
          stays: null,
          files: 1,
          sealed: "02",
        },
        {
          request_id: "R-0003",
          number: 1,
          purpose: "request",
          outcome: "impossible",
          found: "{}",
          stays: null,
          files: 0,
          sealed: "04",
        },
      ]);
      expect(await rows("select id, number from before.task_file order by 1")).toEqual([
        { id: "f1", number: 1 },
        { id: "f2", number: 0 },
      ]);
      expect(await rows("select distinct purpose from before.task")).toEqual([{ purpose: "request" }]);
      await sql.raw("drop schema before cascade").execute(tx);
    });
  });
});
