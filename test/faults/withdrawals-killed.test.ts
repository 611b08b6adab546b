// Approvals that are taken back, while the process is killed and started again: each text goes, is told of once, and no other goes.
import Sqlite from "libsql";
import { afterAll, beforeAll, expect, test } from "vitest";
import { withdrawContent } from "../../packages/server/src/contents/index.ts";
import { openInstallation } from "../../packages/server/src/installation/index.ts";
import { approvedText } from "../support/approved-text.ts";
import { exhaustive, SAMPLE } from "../support/sample.ts";
import { makeServed, type Served } from "../support/served.ts";
import { anyLink } from "../support/told-workshop.ts";

const PURPOSE = `  publication:
    { label: Praise, basis: consent, data: [content.text], consent: { content: app/praise.body, withdrawn: { published: false } } }
`;
const PEOPLE = exhaustive ? 40 : 16;
/** It is killed as soon as so many more texts have gone: before the first that is seen, and in the midst. */
const KILLED_AFTER = exhaustive ? [0, 1, 1, 3, 2, 1, 4] : [0, 1, 3];

let served: Served;
let site: Sqlite.Database;
beforeAll(async () => {
  served = await makeServed({
    edits: [
      ["  sale: never\n", `${PURPOSE}  sale: never\n`],
      [
        "    datasets:\n      accounts:",
        "    datasets:\n      praise: { fields: { body: content.text }, links: { user_id: owned by users }, rest: none }\n      accounts:",
      ],
    ],
  });
  site = new Sqlite(served.env.HARBOUR_DB ?? "");
  site.exec(`create table praise (
    id integer primary key, user_id integer not null references users(id), body text not null, published boolean not null
  )`);
});
afterAll(async () => {
  site.close();
  await served.remove();
});

const open = () => openInstallation({ home: served.home, programFile: served.programFile, env: served.env });
const published = (): readonly unknown[] => site.prepare("select user_id, body from praise where published order by id").all();

test(`every text that was taken back goes, however often the process dies; none other does, and each is told of once${SAMPLE}`, async () => {
  const people = site.prepare("select id from users order by id limit ?").all(PEOPLE) as { id: number }[];
  const inst = await open();
  for (const { id } of people)
    for (const text of ["Kept.", "Taken back."]) {
      const person = String(id);
      site.prepare("insert into praise (user_id, body, published) values (?, ?, 1)").run(id, text);
      const approved = await approvedText(inst, person, text);
      if (text === "Taken back.") expect(await withdrawContent(inst, { person, id: approved.id }, anyLink)).toBe("withdrawn");
    }
  await inst.close();
  expect(published()).toHaveLength(2 * PEOPLE);
  for (const more of KILLED_AFTER) {
    const before = published().length;
    await served.start();
    await expect.poll(() => before - published().length, { timeout: 60_000, interval: 2 }).toBeGreaterThanOrEqual(more);
    await served.kill();
  }
  expect(published().length).toBeGreaterThan(PEOPLE);
  await served.start();
  const kept = people.map(({ id }) => ({ user_id: id, body: "Kept." }));
  await expect.poll(published, { timeout: 60_000, interval: 100 }).toEqual(kept);
  expect(await served.stop()).toBe(0);
  const after = await open();
  try {
    const rows = await after.storage.db.selectFrom("content_withdrawal").selectAll().execute();
    expect(rows.filter(({ state, rows: changed }) => state !== "done" || changed !== 1)).toEqual([]);
    const ended = await after.storage.db.selectFrom("entry").select("body").where("kind", "=", "withdrawal.ended").execute();
    const told = ended.map(({ body }) => (JSON.parse(String(body)) as { content: string }).content);
    expect(told.sort()).toEqual(rows.map(({ content }) => content).sort());
    expect(rows).toHaveLength(PEOPLE);
    expect((await after.ledger.fsck()).problems).toEqual([]);
  } finally {
    await after.close();
  }
});
