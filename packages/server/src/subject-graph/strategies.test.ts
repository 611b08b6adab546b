// Each strategy on real stores: what it leaves, that the rest stays, and what is refused.
import { makePlan, type PlanFinding, settleErasure } from "@troth/core/subject-graph";
import { afterEach, describe, expect, test } from "vitest";
import { skippedWithoutPostgres, testPostgres } from "../../../../test/support/databases.ts";
import { mariadbShop, postgresShop, programOf, type Shop, sqliteShop } from "../../../../test/support/engine-shops.ts";
import { skippedWithoutMariadb, testMariadb } from "../../../../test/support/mariadb.ts";
import { captureRows, eraseRows, joinedParts, readBackCopies, readBackIdentities, readBackTouched } from "./index.ts";

const open: Shop[] = [];
afterEach(async () => {
  for (const shop of open.splice(0)) await shop.close();
});

const subject = [{ kind: "email", value: "ada@fernway.example" }];
const key = new Uint8Array(32).fill(5);
const TODAY = { day: "2026-06-01", zone: "UTC" };

async function planned(shop: Shop, datasets: string, more = "") {
  const schema = await shop.connector.inspect();
  const program = programOf(schema.kind, datasets, more);
  const made = makePlan({ program, schemas: [schema], right: "erasure", identities: ["email"] });
  const [plan] = made.stores;
  if (!plan) throw new Error("no plan");
  const work = await shop.connector.read(async (session) =>
    settleErasure(plan, await captureRows(session, plan, subject), TODAY),
  );
  const findings: readonly PlanFinding[] = [...made.findings, ...work.findings];
  return {
    plan,
    work,
    findings,
    blocking: findings.filter((one) => one.blocks).map((one) => `${one.code} ${one.dataset}.${one.column}: ${one.says}`),
  };
}

async function erased(shop: Shop, datasets: string) {
  const { plan, work, blocking } = await planned(shop, datasets);
  expect(blocking).toEqual([]);
  const answer = await eraseRows({
    ...{ connector: shop.connector, plan, subject, today: TODAY, approved: work.steps, known: work.findings },
    ...{ name: "R-1/1", shadow: false, pseudonymKey: key, journal: async () => undefined, passing: async () => undefined },
    clock: () => 0,
  });
  if (answer.kind !== "acted") throw new Error(answer.because.join("; "));
  return { plan, work, record: answer.record };
}

/** Unique without regard to case, in some rows only, and in pairs. */
const INDEXES = `create unique index cards_mail on cards (lower(mail));
  create unique index cards_code on cards (code) where live = 1;
  create unique index cards_pair on cards (kind, label);`;
const MARIADB_INDEXES = `alter table cards
  add folded text as (lower(mail)) virtual, add live_code text as (if(live = 1, code, null)) virtual,
  add unique index cards_mail (folded), add unique index cards_code (live_code), add unique index cards_pair (kind, label);`;

/** How each engine writes what they all have. */
const SQLITE = { json: "json", bytes: "blob", moment: "timestamp", indexes: INDEXES, length: "length" };
const POSTGRES = { ...SQLITE, json: "jsonb", bytes: "bytea", moment: "timestamptz" };
const MARIADB = { ...SQLITE, moment: "datetime(3)", indexes: MARIADB_INDEXES, length: "char_length" };

const kinds = [
  { kind: "sqlite", shop: sqliteShop, skip: false, ...SQLITE },
  {
    ...{ kind: `postgres${skippedWithoutPostgres}`, shop: postgresShop, skip: testPostgres === undefined },
    ...POSTGRES,
  },
  {
    ...{ kind: `mariadb${skippedWithoutMariadb}`, shop: mariadbShop, skip: testMariadb === undefined },
    ...MARIADB,
  },
];

const PEOPLE = `create table people (id integer primary key, email varchar(80) not null unique, name text not null, phone text, gone_at text);
  insert into people values (1, 'ada@fernway.example', 'Ada Quellbrunn', '+353 1 555 0173', null), (2, 'bo@fernway.example', 'Bo Reyes', null, null);`;
const PEOPLE_RULE =
  "      people: { is: c, identity: { email: email }, gone: gone_at, fields: { email: contact.email, name: name.full, phone: contact.phone }, rest: none }\n";

describe.each(kinds)("on $kind", ({ shop, skip, json, bytes, moment, indexes, length }) => {
  const make = async (schema: string): Promise<Shop> => {
    const made = await shop(schema);
    open.push(made);
    return made;
  };

  test.skipIf(skip)("redact, generalize and truncate change their part alone, and are read back", async () => {
    const made = await make(`${PEOPLE}
      create table notes (id integer primary key, person_id integer, body text not null, extra ${json}, short varchar(14), born varchar(30), ip text, pay integer, zip text, gone_at text);
      insert into notes values
        (1, 1, 'Mail Ada Quellbrunn <ADA@fernway.example> or call 003531 5550173. The Canada trip stays.', '{"by": "Ada Quellbrunn", "n": [1, "Canada"]}', 'Ada Quellbrunn', '1988-07-30', '203.0.113.81', 43210, 'D04 X2P1', null),
        (2, 1, 'nothing of hers', null, null, null, null, null, null, '2020-01-01'),
        (3, 2, 'Bo wrote to Ada Quellbrunn', '{"by": "Bo"}', 'Bo', '1990-01-02', '203.0.113.82', 50000, 'D05', null)`);
    const { work, plan, record } = await erased(
      made,
      `${PEOPLE_RULE}      notes:
        erasure: fields
        gone: gone_at
        links: { person_id: owned by people }
        rest: none
        fields:
          body: { holds: [content.text] }
          extra: { holds: [content.text] }
          short: { holds: [content.text], erasure: redact }
          born: { is: demographic.birth-date, erasure: { generalize: year } }
          ip: { is: device.ip-address, erasure: { generalize: network } }
          pay: { is: employment.pay, erasure: { generalize: band 10000 } }
          zip: { is: contact.postal-code, erasure: { truncate: 3 } }`,
    );
    const [first, second, third] = await made.sql("select * from notes order by id");
    const extra = typeof first?.extra === "string" ? JSON.parse(first.extra) : first?.extra;
    expect({ ...first, extra }).toEqual({
      ...{
        id: 1,
        person_id: null,
        short: "[redacted]",
        born: "1988-01-01",
        ip: "203.0.113.0",
        pay: 40000,
        zip: "D04",
        gone_at: null,
      },
      body: "Mail [redacted] <[redacted]> or call [redacted]. The Canada trip stays.",
      extra: { by: "[redacted]", n: [1, "Canada"] },
      person_id: first?.person_id,
    });
    expect(second).toMatchObject({ body: "nothing of hers", extra: null, born: null, pay: null, zip: null });
    expect(third).toMatchObject({ body: "Bo wrote to Ada Quellbrunn", short: "Bo", pay: 50000, zip: "D05" });
    // The row that was deleted softly counts like the other.
    expect(work.steps.find((step) => step.dataset === "notes")).toMatchObject({ action: "redact", rows: 2 });
    expect(JSON.stringify(record.changedRows)).not.toContain("Canada");
    expect(await readBackTouched(made.connector, plan, record)).toMatchObject({ remaining: 0, where: [] });
    await made.sql("update notes set body = 'Ada Quellbrunn is back' where id = 1");
    expect(await readBackTouched(made.connector, plan, record)).toMatchObject({ remaining: 1, where: ["notes"] });
    expect(JSON.stringify(plan)).not.toMatch(/quellbrunn|fernway/i);
  });

  test.skipIf(skip)("many rows are redacted in batches, each once", async () => {
    const made = await make(`${PEOPLE} create table notes (id integer primary key, person_id integer, body text not null)`);
    const rows = Array.from({ length: 450 }, (_, at) => `(${at + 1}, 1, 'Ada Quellbrunn ${at}')`);
    await made.sql(`insert into notes values ${rows.join(", ")}`);
    const { record } = await erased(
      made,
      `${PEOPLE_RULE}      notes: { erasure: fields, links: { person_id: owned by people }, fields: { body: { holds: [content.text] } } }`,
    );
    expect(record.changed).toBe(450);
    const left = await made.sql("select body from notes order by id");
    expect(left.every(({ body }, at) => body === `[redacted] ${at}`)).toBe(true);
  });

  test.skipIf(skip)("what does not fit its column is refused by name", async () => {
    const made = await make(`${PEOPLE}
      create table cards (id integer primary key, person_id integer references people(id), label varchar(40), mail text, state text,
        owner text, code text, kind varchar(40), live integer, constraint known check (state in ('new', 'old')), constraint wanted check (owner is not null));
      ${indexes}
      insert into cards (id, person_id, label, mail, state, owner, code, kind, live) values (1, 1, 'x', 'ada@fernway.example', 'new', 'Ada', 'c', 'k', 1)`);
    const { blocking } = await planned(
      made,
      `${PEOPLE_RULE}      cards:
        erasure: fields
        links: { person_id: owned by people }
        rest: none
        fields:
          label: { is: name.alias, erasure: { constant: gone } }
          mail: { is: contact.email, erasure: { constant: gone } }
          state: { is: name.alias, erasure: { constant: gone } }
          owner: { is: name.full, erasure: clear }
          code: { is: account.username, erasure: { truncate: 2 } }
          kind: { is: name.alias, erasure: { generalize: decade } }
          person_id: { is: account.id, erasure: pseudonym }
          live: { is: account.settings, erasure: { truncate: 1 } }`,
    );
    const said = blocking.filter((one) => one.startsWith("strategy")).map((one) => one.replace(/^strategy cards\./, ""));
    expect(said.sort()).toEqual([
      "code: `truncate` does not fit cards.code: its values are unique (cards_code)",
      "kind: `generalize` does not fit cards.kind: nothing makes it `decade`",
      "label: `constant` does not fit cards.label: its values are unique (cards_pair)",
      expect.stringMatching(/^live: `truncate` does not fit cards.live: it is int(?:eger|\(11\)), not a text/i),
      "mail: `constant` does not fit cards.mail: its values are unique (cards_mail)",
      "owner: `clear` does not fit cards.owner: the check wanted wants a value",
      "person_id: `pseudonym` does not fit cards.person_id: it points at rows of people",
      "state: `constant` does not fit cards.state: the store limits its values (known)",
    ]);
  });

  test.skipIf(skip)(
    "a constant is refused in a column of another type, and is written and read back in one of its own",
    async () => {
      const types = { u: "uuid", d: "date", t: moment, c: "time", j: json, b: bytes, n: "smallint" };
      const columns = Object.entries(types).map(([name, type]) => `${name} ${type}`);
      const made = await make(`${PEOPLE} create table cards (id integer primary key, person_id integer, ${columns.join(", ")});
      insert into cards (id, person_id) values (1, 1)`);
      const rule = (values: Readonly<Record<string, string>>) => {
        const fields = Object.entries(values).map(
          ([name, value]) => `${name}: { is: name.alias, erasure: { constant: ${value} } }`,
        );
        return `${PEOPLE_RULE}      cards: { erasure: fields, rest: none, links: { person_id: owned by people }, fields: { ${fields.join(", ")} } }`;
      };
      const wrong = { u: "gone", d: '"2001-02-29"', t: '"2001-02-03 24:00"', c: "gone", j: "gone", b: "gone", n: "1.5" };
      const { blocking } = await planned(made, rule(wrong));
      expect(blocking.map((one) => one.replace(/^strategy cards\.(\w): `constant` does not fit .*$/, "$1")).sort()).toEqual(
        Object.keys(types).sort(),
      );
      const right = { u: "ABCDEF00-0000-4000-8000-000000000000", d: '"2000-02-29"', t: '"2000-01-01"', c: '"00:00:00"' };
      const { plan, record } = await erased(made, rule({ ...right, j: '"{}"', b: '""', n: "-1" }));
      expect(await readBackTouched(made.connector, plan, record)).toMatchObject({ remaining: 0, where: [] });
      await made.sql("update cards set t = '2000-01-02' where id = 1");
      expect(await readBackTouched(made.connector, plan, record)).toMatchObject({ remaining: 1, where: ["cards"] });
    },
  );

  test.skipIf(skip)(
    "a pseudonym in an index of several columns is one a row, and so is one in an index of some rows",
    async () => {
      const made =
        await make(`${PEOPLE} create table cards (id integer primary key, person_id integer, label varchar(40), mail text, code text, kind varchar(40), live integer);
      ${indexes} insert into cards (id, person_id, label, mail, code, kind, live) values (1, 1, 'x', 'x', 'x', 'k', 1), (2, 1, 'y', 'y', 'y', 'k', 1)`);
      const fields = ["label", "mail", "code"].map((name) => `${name}: { is: name.alias, erasure: pseudonym }`);
      await erased(
        made,
        `${PEOPLE_RULE}      cards: { erasure: fields, rest: none, links: { person_id: owned by people }, fields: { ${fields.join(", ")} } }`,
      );
      const rows = await made.sql("select label, mail, code from cards");
      expect(rows.every((row) => Object.values(row).every((value) => String(value).startsWith("erased-")))).toBe(true);
      expect(new Set(rows.map((row) => row.label)).size).toBe(2);
    },
  );

  test.skipIf(skip)("a constraint that only the store can judge rolls everything back, and is named", async () => {
    const made = await make(`${PEOPLE}
      create table notes (id integer primary key, person_id integer, body text, constraint long_enough check (${length}(body) > 30));
      insert into notes values (1, 1, 'It was Ada Quellbrunn, ada@fernway.example')`);
    const rule = `${PEOPLE_RULE}      notes: { erasure: fields, links: { person_id: owned by people }, fields: { body: { holds: [content.text] } } }`;
    await expect(erased(made, rule)).rejects.toThrow(/check.*|constraint/i);
    expect(await made.sql("select count(*) as n from people")).toEqual([{ n: expect.toSatisfy((n) => Number(n) === 2) }]);
  });

  test.skipIf(skip)("a name that is a word of everyday is not searched for, and that is said without it", async () => {
    const made = await make(`${PEOPLE} update people set name = 'May' where id = 1;
      create table notes (id integer primary key, person_id integer, body text); insert into notes values (1, 1, 'It may rain')`);
    const { findings } = await planned(
      made,
      `${PEOPLE_RULE}      notes: { erasure: fields, links: { person_id: owned by people }, fields: { body: { holds: [content.text] } } }`,
    );
    const said = findings.filter((one) => one.code === "not-searched");
    expect(said.map((one) => `${one.dataset}.${one.column}`)).toEqual(["people.name"]);
    expect(JSON.stringify(said)).not.toContain("May");
  });
});

const COPYING = [
  { kind: "sqlite", shop: sqliteShop, skip: false, fires: "begin insert into people_log values (old.id, old.name); end" },
  {
    ...{ kind: `mariadb${skippedWithoutMariadb}`, shop: mariadbShop, skip: testMariadb === undefined },
    fires: "for each row begin set @mark = '# none'; insert low_priority `people_log` values (old.id, old.name); end",
  },
];

describe.each(COPYING)("on $kind", ({ shop: make, skip, fires }) => {
  test.skipIf(skip)("a trigger that copies old rows where the program does not look stops the plan", async () => {
    const shop = await make(`${PEOPLE}
    create table people_log (id integer, name text);
    create trigger keep_old after delete on people ${fires};`);
    open.push(shop);
    const { blocking } = await planned(shop, PEOPLE_RULE);
    expect(blocking).toEqual([
      "copies people.undefined: the trigger keep_old of people copies old rows into people_log, which the program does not name",
    ]);
    const named = await planned(
      shop,
      `${PEOPLE_RULE}      people_log: { fields: { name: name.full }, links: { id: owned by people } }`,
    );
    expect(named.blocking).toEqual([]);
    expect(named.findings.map((one) => one.says)).toContain(
      "the trigger keep_old of people copies old rows into people_log, which the program names",
    );
  });
});

describe.skipIf(testMariadb === undefined)(`on mariadb alone${skippedWithoutMariadb}`, () => {
  const make = async (schema: string): Promise<Shop> => {
    const shop = await mariadbShop(schema);
    open.push(shop);
    return shop;
  };

  test("labels and checks limit a constant: one of an enum, any of a set, what a check lists or wants", async () => {
    const made = await make(`${PEOPLE}
      create table cards (id int primary key, person_id int, state enum('new', 'it''s') not null, tags set('a', 'b') not null,
        word varchar(9) check (word in ('it\\'s', 'q')), owner varchar(9) check (owner is not null), mail varchar(40), unique (mail(5)));
      insert into cards values (1, 1, 'new', 'a', 'q', 'x', 'x')`);
    const rule = (state: string, tags: string, word: string, owner: string, mail: string) =>
      `${PEOPLE_RULE}      cards: { erasure: fields, rest: none, links: { person_id: owned by people }, fields: {
        state: { is: name.alias, erasure: { constant: "${state}" } }, tags: { is: name.alias, erasure: { constant: "${tags}" } },
        word: { is: name.alias, erasure: { constant: "${word}" } }, owner: { is: name.alias, erasure: ${owner} }, mail: { is: name.alias, erasure: ${mail} } } }`;
    const { blocking } = await planned(made, rule("gone", "a,c", "gone", "clear", "{ constant: x }"));
    expect(blocking.map((one) => one.replace(/^strategy cards\.\w+: /, "")).sort()).toEqual([
      "`clear` does not fit cards.owner: the check owner wants a value",
      "`constant` does not fit cards.mail: its values are unique (mail)",
      "`constant` does not fit cards.state: the store limits its values",
      "`constant` does not fit cards.tags: the store limits its values",
      "`constant` does not fit cards.word: the store limits its values (word)",
    ]);
    const { plan, record } = await erased(made, rule("it's", "a,b", "it's", "{ constant: gone }", "clear"));
    expect(await readBackTouched(made.connector, plan, record)).toMatchObject({ remaining: 0 });
  });

  test("a trigger that calls a procedure with the old row is named, since what that does is not read", async () => {
    const shop = await make(`${PEOPLE} create trigger logs after delete on people for each row call log_it(old.name)`);
    const { findings } = await planned(shop, PEOPLE_RULE);
    expect(findings.map((one) => one.says)).toContain("what the trigger logs of people does cannot be read from its definition");
  });
});

describe.skipIf(testPostgres === undefined)(`on postgres alone${skippedWithoutPostgres}`, () => {
  const make = async (schema: string): Promise<Shop> => {
    const shop = await postgresShop(schema);
    open.push(shop);
    return shop;
  };

  test("a materialized view keeps the request open until it is refreshed", async () => {
    const shop = await make(`${PEOPLE}
      create view shown as select email, name from people;
      create materialized view top_people as select * from shown;`);
    const { findings } = await planned(shop, PEOPLE_RULE);
    expect(findings.filter((one) => one.code === "copies").map((one) => one.says)).toEqual([
      "the materialized view top_people holds rows of people until it is refreshed",
    ]);
    const { plan, record } = await erased(shop, PEOPLE_RULE);
    const copies = await readBackCopies(shop.connector, plan, record);
    const identities = await readBackIdentities(shop.connector, plan, record);
    // Nobody is asked whose rows these are.
    expect(joinedParts([copies], { identities })).toMatchObject({
      remaining: 1,
      byIdentifier: [],
      where: ["top_people.email, a materialized view: refresh it"],
    });
    await shop.sql("refresh materialized view top_people");
    expect(await readBackCopies(shop.connector, plan, record)).toMatchObject({ remaining: 0, where: [] });
  });

  test("a column of words for searching is made anew by the store, or stops the plan", async () => {
    const notes = (words: string) => `${PEOPLE}
      create table notes (id integer primary key, person_id integer, body text, words tsvector ${words});
      insert into notes (id, person_id, body) values (1, 1, 'Ada Quellbrunn sings')`;
    const rule = `${PEOPLE_RULE}      notes: { erasure: fields, rest: none, links: { person_id: owned by people }, fields: { body: { holds: [content.text] } } }`;
    const made = await make(notes("generated always as (to_tsvector('simple', body)) stored"));
    await erased(made, rule);
    expect(await made.sql("select words::text from notes")).toEqual([{ words: "'redacted':1 'sings':2" }]);

    const written = await make(notes(""));
    expect((await planned(written, rule)).blocking).toEqual([
      "search-column notes.words: notes.words holds words of the row for searching, and nothing in the store makes it anew",
    ]);
    await written.sql(`create trigger make_words before insert or update on notes for each row
      execute function tsvector_update_trigger('words', 'pg_catalog.simple', 'body')`);
    expect((await planned(written, rule)).blocking).toEqual([]);
    await erased(written, rule);
    expect(await written.sql("select words::text from notes")).toEqual([{ words: "'redacted':1 'sings':2" }]);
  });

  test("an audit function, a publication and types of the store are told by name", async () => {
    const shop = await make(
      `${PEOPLE}
      create type mood as enum ('calm', 'cross');
      create schema audit;
      create table audit.log (at timestamptz, old jsonb);
      create function keep() returns trigger language plpgsql as $f$ begin insert into audit.log values (now(), to_jsonb(old)); return null; end $f$;
      create trigger audited after update or delete on people for each row execute function keep();
      alter table people add mood mood, add ref uuid not null default gen_random_uuid(), add ip inet default '203.0.113.81', add born date default '1988-07-30', add number integer;
      create publication everything for table people with (publish = 'insert');`,
    );
    const rule = (mood: string, more = "") => `      people: { is: c, identity: { email: email }, erasure: fields, rest: none,
        fields: { email: contact.email, name: name.full, mood: { is: name.alias, erasure: { constant: ${mood} } }, ref: { is: account.id, erasure: pseudonym }, ip: { is: device.ip-address, erasure: { generalize: network } }, born: { is: demographic.birth-date, erasure: { generalize: month } }${more} } }\n`;
    const { blocking, findings } = await planned(shop, rule("gone", ", number: { is: account.id, erasure: pseudonym }"));
    expect(blocking.sort()).toEqual([
      "copies people.undefined: the trigger audited of people copies old rows into audit.log, which the program does not name",
      "strategy people.mood: `constant` does not fit people.mood: the store limits its values",
      "strategy people.number: `pseudonym` does not fit people.number: it is integer, not a text",
    ]);
    expect(findings.map((one) => one.says)).toContain(
      "rows of people go elsewhere by the publication everything, which leaves out changes or deletes",
    );
    await shop.sql("drop trigger audited on people");
    const { plan, record } = await erased(shop, rule("calm"));
    const [row] = await shop.sql("select ref::text, host(ip) as ip, born::text, mood::text, name from people where id = 1");
    expect(row).toMatchObject({ ip: "203.0.113.0", born: "1988-07-01", mood: "calm" });
    expect(row?.ref).toMatch(/^[0-9a-f-]{13}-8[0-9a-f]{3}-a/);
    expect(await readBackTouched(shop.connector, plan, record)).toMatchObject({ remaining: 0 });
  });
});
