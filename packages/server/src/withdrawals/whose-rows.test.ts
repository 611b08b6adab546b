// Whose rows a text goes from, and which hold it.
import { describe, expect, test } from "vitest";
import { sqliteShop } from "../../../../test/support/engine-shops.ts";
import {
  ALL_SHOWN,
  LIGHT,
  LIGHT_OFF,
  praiseWall,
  programOfGallery,
  QUIET,
  shownIn,
} from "../../../../test/support/praise-wall.ts";
import { lapseContents } from "../contents/index.ts";
import { carryOutWithdrawals, openWithdrawals, settleWithdrawal } from "./index.ts";

const wall = praiseWall();
const LATER_MS = 31 * 86_400_000;

const KEYLESS = `      visitors: { is: visitor, identity: { account: id }, fields: { name: name.full } }
      praise: { fields: { body: content.testimonial }, links: { visitor_id: owned by visitors.id }, rest: none }`;
const BESIDE = `      visitors: { is: visitor, identity: { account: id }, fields: { name: name.full } }
      praise: { fields: { body: content.testimonial }, links: { visitor_id: owned by visitors }, rest: none }
      invoices: { links: { visitor_id: owned by visitors, scan_id: owned by paper/scans }, rest: none }`;
const PAPER = `  paper:
    connector: manual
    ask: archive@gallery.example
    datasets: { scans: { is: visitor, identity: { email: mail }, fields: { mail: contact.email } } }`;
const ELSEWHERE = `      praise: { fields: { body: content.testimonial }, links: { visitor_id: owned by people/people.id }, rest: none }`;
const PEOPLE = `  people:
    connector: sqlite
    url: \${PEOPLE_DB}
    datasets: { people: { is: visitor, identity: { account: id }, fields: { name: name.full } } }`;

describe("a text that is taken back", () => {
  test("that was edited in the store is for people to look at", async () => {
    await wall.shop.sql("update praise set body = 'Zqxmark light!' where id in (1, 2)");
    await wall.open();
    await wall.at.approve("ada", QUIET);
    expect(await wall.takenBack()).toBe(
      "no row of the author holds the text, and 2 rows a text that nobody was asked about: see whether it is this one, edited",
    );
    expect(await shownIn(wall.shop)).toBe(ALL_SHOWN);
    const [one] = await openWithdrawals(wall.at.inst);
    const said = { id: one?.id ?? "", by: "rows", as: "officer" } as const;
    expect(await settleWithdrawal(wall.at.inst, said)).toBe(true);
    expect(await settleWithdrawal(wall.at.inst, said)).toBe(false);
    expect(await openWithdrawals(wall.at.inst)).toEqual([]);
    expect(await wall.at.entries("withdrawal.ended")).toEqual([
      { content: one?.id, by: "people", knownBy: "rows", role: "officer" },
    ]);
  });

  test("that is in no row any more is done, and the ledger says of how many rows", async () => {
    await wall.shop.sql("delete from praise where id in (1, 2)");
    await wall.open();
    await wall.at.approve("ada", QUIET);
    expect(await wall.takenBack()).toBeUndefined();
    expect(await wall.at.entries("withdrawal.ended")).toMatchObject([{ by: "store", rows: 0 }]);
  });

  test("in more rows than anybody publishes one text in is for people to look at", async () => {
    await wall.shop.sql(
      `with recursive n(id) as (select 10 union all select id + 1 from n where id < 1010)
     insert into praise select id, 'ada', '${LIGHT}', true, null from n`,
    );
    await wall.open();
    expect(await wall.takenBack()).toBe("1003 rows of the author hold the text: more than 1000 are not changed at once");
  });

  test("is found in a column of bytes", async () => {
    await wall.shop.sql("update praise set body = cast(body as blob)");
    await wall.open();
    expect(await wall.takenBack()).toBeUndefined();
    expect(await shownIn(wall.shop)).toBe(LIGHT_OFF);
  });

  test("of an account that the store does not know is for people to look at", async () => {
    await wall.open();
    const id = await wall.at.approve("nobody", LIGHT);
    await wall.at.withdraw("nobody", id);
    await carryOutWithdrawals(wall.at.inst);
    expect((await openWithdrawals(wall.at.inst))[0]?.because).toBe(
      "nobody in store main has the author's account: whose its rows are is not known",
    );
  });

  test("of an account that two people may have is for people to look at", async () => {
    await wall.shop.sql(
      "alter table visitors rename to old; create table visitors (id varchar(20), name varchar(40)); insert into visitors select * from old; insert into visitors values ('ada', 'Another Ada')",
    );
    await wall.open(programOfGallery("sqlite", { datasets: KEYLESS }));
    expect(await wall.takenBack()).toContain("more than one person may have the author's account");
    expect(await shownIn(wall.shop)).toBe(ALL_SHOWN);
  });

  test("is somebody else's in a row that only mentions its author, and stays there", async () => {
    await wall.shop.sql(
      "alter table praise add column pinned_by varchar(20) references visitors(id); update praise set pinned_by = 'ada' where id = 4",
    );
    const links = "{ visitor_id: owned by visitors, pinned_by: mentions visitors }";
    await wall.open(
      programOfGallery("sqlite", {
        datasets: BESIDE.split("\n").slice(0, 2).join("\n").replace("{ visitor_id: owned by visitors }", links),
      }),
    );
    expect(await wall.takenBack()).toBeUndefined();
    expect(await shownIn(wall.shop)).toBe(LIGHT_OFF);
  });

  test("is not hindered by stores that are not on its way", async () => {
    await wall.open(programOfGallery("sqlite", { datasets: BESIDE, more: PAPER }));
    expect(await wall.takenBack()).toBeUndefined();
    expect(await shownIn(wall.shop)).toBe(LIGHT_OFF);
  });

  test("of an author whom another store knows is found through it", async () => {
    const people = await sqliteShop(
      "create table people (id varchar(20) primary key, name text); insert into people values ('ada', 'Ada'), ('bo', 'Bo')",
    );
    try {
      await wall.open(programOfGallery("sqlite", { datasets: ELSEWHERE, more: PEOPLE }), { env: { PEOPLE_DB: people.url } });
      expect(await wall.takenBack()).toBeUndefined();
      expect(await shownIn(wall.shop)).toBe(LIGHT_OFF);
    } finally {
      await people.close();
    }
  });

  test("whose rows were taken off before, by a text that nobody keeps any more, is no reason to wait", async () => {
    await wall.open();
    await wall.at.withdraw("ada", await wall.at.approve("ada", QUIET));
    await carryOutWithdrawals(wall.at.inst);
    await lapseContents(wall.later(LATER_MS));
    await wall.shop.sql("delete from praise where id in (1, 2)");
    expect(await wall.takenBack()).toBeUndefined();
  });
});
