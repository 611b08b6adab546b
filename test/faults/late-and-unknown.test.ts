// A store that cannot tell how a transaction ended, and a row that was written before anybody could look.
import Sqlite from "libsql";
import { expect, test } from "vitest";
import { resumeAll, runRequest, viewRequest } from "../../packages/server/src/requests/index.ts";
import { approved, by, cleanUp, makeCompany, open, replaceAll } from "../attack/support.ts";

cleanUp();

test("what was committed is known by its own rows: a row that came late hides nothing of it", async () => {
  const shop = makeCompany({
    sql: `create table people (id integer primary key, email text unique);
      insert into people values (1, 'ada@a.example'), (2, 'ben@a.example');
      create table notes (id integer primary key, mail text, body text);
      insert into notes values (1, 'ada@a.example', 'hers'), (2, 'ben@a.example', 'his');`,
    datasets: `      people: { is: customer, identity: { account: id, email: email }, fields: { email: contact.email }, rest: none }
      notes: { rest: none, fields: { body: content.text }, links: { mail: owned by people.email } }
`,
  });
  replaceAll(shop, (text) => text.replace("url: ${SHOP_DB}\n", "url: ${SHOP_DB}\n    options: { journal: false }\n"));
  const broken = { step: "store.acted" };
  const passing = async (step: string) => {
    if (step !== broken.step) return;
    broken.step = "";
    throw new Error("broken off");
  };
  const inst = await open(shop, { surroundings: { passing } });
  const request = await approved(inst, by("email", "ada@a.example"));
  await expect(runRequest(inst, request)).rejects.toThrow("broken off");
  new Sqlite(shop.database).exec("insert into notes values (3, 'ada@a.example', 'late')");
  await runRequest(inst, request);
  await resumeAll(inst);
  const { db } = inst.storage;
  const [erased] = await db.selectFrom("entry").select("body").where("kind", "=", "store.erased").orderBy("id").execute();
  expect(JSON.parse(erased?.body ?? "{}")).toMatchObject({ deleted: 2, outcomeKnownBy: "read-back" });
  expect((await db.selectFrom("tombstone").select("dataset").execute()).map((row) => row.dataset).sort()).toEqual([
    "notes",
    "people",
  ]);
  // The late row is another matter: it is found, and planned for.
  expect((await viewRequest(inst, request)).state).not.toBe("done");
});
