// That an index is missing is said on every engine, by what the engine itself tells of its indexes and sizes.
import { makePlan } from "@troth/core/subject-graph";
import { describe, expect, test } from "vitest";
import { skippedWithoutPostgres, testPostgres } from "../../../../test/support/databases.ts";
import { mariadbShop, postgresShop, programOf, sqliteShop } from "../../../../test/support/engine-shops.ts";
import { skippedWithoutMariadb, testMariadb } from "../../../../test/support/mariadb.ts";

const ROWS = 20_000;
const numbers = `with recursive n(i) as (select 1 union all select i + 1 from n where i < ${ROWS}) select i`;

const KINDS = [
  { kind: "sqlite", shop: sqliteShop, skip: false, from: `${numbers}, 7, 'x' from n`, analyze: "analyze" },
  {
    ...{ kind: `postgres${skippedWithoutPostgres}`, shop: postgresShop, skip: testPostgres === undefined },
    ...{ from: `select i, 7, 'x' from generate_series(1, ${ROWS}) i`, analyze: "analyze mails" },
  },
  {
    ...{ kind: `mariadb${skippedWithoutMariadb}`, shop: mariadbShop, skip: testMariadb === undefined },
    ...{ from: `select seq, 7, 'x' from seq_1_to_${ROWS}`, analyze: "analyze table mails" },
  },
];

const DATASETS = `      people: { is: c, tenant: firm, identity: { email: email }, fields: { email: contact.email }, rest: none }
      mails: { tenant: firm, rest: none, links: { sender: owned by people.email } }
`;

describe.each(KINDS)("on $kind", ({ shop, skip, from, analyze }) => {
  test.skipIf(skip)("an index on the tenant alone is none by which anybody is found; one that begins with both is", async () => {
    const made = await shop(`create table people (id integer primary key, firm integer, email varchar(80));
      create table mails (id integer primary key, firm integer, sender varchar(80), day varchar(10));
      insert into mails (id, firm, sender) ${from}; create index by_firm on mails (firm, day)`);
    try {
      await made.sql(analyze);
      const named = async () => {
        const schema = await made.connector.inspect();
        const program = programOf(schema.kind, DATASETS);
        const { findings } = makePlan({ program, schemas: [schema], right: "erasure", identities: ["email"] });
        return findings.filter((one) => one.code === "index").map((one) => `${one.dataset}.${one.column}`);
      };
      expect(await named()).toEqual(["mails.sender"]);
      await made.sql("create index by_sender on mails (firm, sender, day)");
      expect(await named()).toEqual([]);
    } finally {
      await made.close();
    }
  });
});
