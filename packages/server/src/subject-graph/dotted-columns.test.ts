// A column whose own name holds a dot, in each kind of database: drafted, checked, found and erased by that name.
import { draftProgram, guessStore } from "@troth/core/discovery";
import { checkLive, compileProgram } from "@troth/core/program";
import { makePlan, settleErasure } from "@troth/core/subject-graph";
import { afterEach, describe, expect, test } from "vitest";
import { skippedWithoutPostgres, testPostgres } from "../../../../test/support/databases.ts";
import { mariadbShop, postgresShop, programOf, type Shop, sqliteShop } from "../../../../test/support/engine-shops.ts";
import { skippedWithoutMariadb, testMariadb } from "../../../../test/support/mariadb.ts";
import { captureRows, eraseRows } from "./index.ts";

const open: Shop[] = [];
afterEach(async () => {
  for (const shop of open.splice(0)) await shop.close();
});

const subject = [{ kind: "email", value: "ada@fernway.example" }];
const TODAY = { day: "2026-06-01", zone: "UTC" };

const kinds = [
  { kind: "sqlite", shop: sqliteShop, skip: false, mark: '"' },
  { kind: `postgres${skippedWithoutPostgres}`, shop: postgresShop, skip: testPostgres === undefined, mark: '"' },
  { kind: `mariadb${skippedWithoutMariadb}`, shop: mariadbShop, skip: testMariadb === undefined, mark: "`" },
];
const PEOPLE = (mark: string) => `create table people (id integer primary key, email varchar(80) not null unique,
    ${mark}address.street${mark} varchar(80), address varchar(200));
  insert into people values (1, 'ada@fernway.example', '1 Quay', '{"street": "2 Lane"}'), (2, 'bo@fernway.example', '3 Row', null);`;
const RULE = (fields: string) => `      people:
        is: c
        identity: { email: email }
        erasure: fields
        fields:
          email: { is: contact.email, erasure: pseudonym }
          address: { is: contact.address, erasure: keep }
${fields}`;
const NAMED = `          '"address.street"': { is: contact.address, erasure: clear }`;

for (const { kind, shop: make, skip, mark } of kinds)
  describe.skipIf(skip)(`a column with a dot in its name, ${kind}`, () => {
    const opened = async (): Promise<Shop> => {
      const shop = await make(PEOPLE(mark));
      open.push(shop);
      return shop;
    };

    test("is found and emptied by its own name; the path of that name is another thing", async () => {
      const shop = await opened();
      const schema = await shop.connector.inspect();
      const program = programOf(schema.kind, RULE(NAMED));
      const [plan] = makePlan({ program, schemas: [schema], right: "erasure", identities: ["email"] }).stores;
      if (!plan) throw new Error("no plan");
      const work = await shop.connector.read(async (session) =>
        settleErasure(plan, await captureRows(session, plan, subject), TODAY),
      );
      const answer = await eraseRows({
        ...{ connector: shop.connector, plan, subject, today: TODAY, approved: work.steps, known: work.findings },
        ...{ name: "R-1/1", shadow: false, pseudonymKey: new Uint8Array(32).fill(5) },
        ...{ journal: async () => undefined, passing: async () => undefined, clock: () => 0 },
      });
      expect(answer).toMatchObject({ kind: "acted" });
      const rows = await shop.sql(`select id, ${mark}address.street${mark} as street, address from people order by id`);
      expect(rows.map((row) => ({ ...row }))).toMatchObject([
        { id: 1, street: null, address: '{"street": "2 Lane"}' },
        { id: 2, street: "3 Row", address: null },
      ]);
    });

    test("is drafted so that the draft means it, and what reads as a path is asked about", async () => {
      const shop = await opened();
      const schema = await shop.connector.inspect();
      const draft = draftProgram({ store: "main", connector: schema.kind, url: "${DB}", schema, guesses: guessStore(schema) });
      expect(draft).toContain(`'"address.street"': `);
      const { program } = compileProgram({ file: "troth.yaml", read: () => draft });
      expect(program?.stores.main?.datasets.people?.fields).toContainEqual(
        expect.objectContaining({ column: "address.street", path: [] }),
      );
      const live = { ...schema, datasets: schema.datasets };
      const told = (fields: string) =>
        checkLive(programOf(schema.kind, RULE(fields)), [live])
          .filter(({ code }) => code === "dotted" || code === "column" || code === "unmapped")
          .map(({ level, code, says, write }) => ({ level, code, says, write }));
      expect(told(NAMED)).toEqual([]);
      expect(told("          address.street: { is: contact.address, erasure: clear }")[0]).toEqual({
        ...{ level: "error", code: "dotted", write: `'"address.street"'` },
        says: "`address.street` is a column of `people`, and reads as a path into `address`",
      });
      // Both are said: there is nothing to ask.
      expect(told(`${NAMED}\n          address.street: { is: contact.address, erasure: clear }`)).toEqual([]);
      expect(told("")).toMatchObject([{ level: "warning", says: 'a column of `people` has no category: "address.street"' }]);
    });
  });

test("in links and identity it is refused, with what to do", () => {
  const text = `troth: 1
organization: { name: L, country: US, contact: x@l.example }
laws: [ccpa]
subjects: [c]
stores:
  main:
    connector: sqlite
    url: \${DB}
    datasets:
      people: { is: c, identity: { email: '"e.mail"' }, fields: { '"e.mail"': contact.email } }
      notes: { links: { '"of.id"': owned by people }, rest: none }
`;
  const { findings } = compileProgram({ file: "troth.yaml", read: () => text });
  expect(findings.filter(({ code }) => code === "dotted").map(({ place, says }) => `${place?.line} ${says}`)).toEqual([
    '10 a column with a dot in its name is named in `fields` alone, and `identity` names "e.mail"',
    '11 a column with a dot in its name is named in `fields` alone, and `links` names "of.id"',
  ]);
});
