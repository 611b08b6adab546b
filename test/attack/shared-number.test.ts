// Two people of one telephone number, one of whom is erased: what stands in the other's row is the other's.
import { expect, test } from "vitest";
import {
  leaveOut,
  lookForLateRows,
  resumeAll,
  runRequest,
  sayNotTheirs,
  viewRequest,
} from "../../packages/server/src/requests/index.ts";
import { by, cleanUp, entriesOf, type Inst, makeCompany, open, replaceAll, sign, staffPageOf, takeErasure } from "./support.ts";

cleanUp();

const NUMBER = "+31201111111";
const PLACE = "shop/customers.phone";
const HOUR = 3_600_000;

async function erasedBeside(at: { readonly surroundings?: object; readonly letters?: true } = {}) {
  const shop = makeCompany({
    sql: `create table customers (id integer primary key, email text unique, phone text, name text);
      create index customers_phone on customers (phone);
      insert into customers values (1, 'ada@a.example', '${NUMBER}', 'Ada'), (2, 'zoe@a.example', '${NUMBER}', 'Zoe');
      create table letters (id integer primary key, phone text);
      create index letters_phone on letters (phone);
      ${at.letters ? `insert into letters values (7, '${NUMBER}');` : ""}`,
    datasets: `      customers:
        is: customer
        identity: { account: id, email: email, phone: phone }
        fields: { email: contact.email, phone: contact.phone, name: name.full }
        rest: none
      letters:
        identity: { phone: phone }
        fields: { phone: contact.phone }
        rest: none
`,
  });
  replaceAll(shop, (text) => text.replace("late-rows: none", "late-rows: 1 hours"));
  const inst = await open(shop, at);
  const request = await takeErasure(inst, [by("account", "2")]);
  await leaveOut(inst, { request, places: ["shop/letters"], reason: "other-people", as: "officer" });
  await sign(inst, request);
  await runRequest(inst, request);
  return { shop, inst, request };
}

const say = (inst: Inst, request: string, more: Partial<Parameters<typeof sayNotTheirs>[1]> = {}) =>
  sayNotTheirs(inst, { request, place: PLACE, as: "officer", ...more });

// Once failed: it was planned again, for no row, as often as it was signed.
test("it waits for somebody to say whose row that is, and is planned for nothing meanwhile", async () => {
  const { inst, request } = await erasedBeside();
  for (let time = 0; time < 2; time++) {
    await resumeAll(inst);
    expect(await viewRequest(inst, request)).toMatchObject({
      state: "open",
      because: expect.stringContaining("found by the read-back in customers.phone, by an identifier alone"),
      undecided: [PLACE],
    });
  }
  expect(await entriesOf(inst, "request.planned")).toHaveLength(1);
});

test("said to be another person's it stays, the request is done, and the receipt says what was passed over and who said it", async () => {
  const { shop, inst, request } = await erasedBeside();
  expect(await say(inst, request)).toMatchObject({ kind: "done" });
  await resumeAll(inst);
  expect(await viewRequest(inst, request)).toMatchObject({
    state: "done",
    undecided: [],
    stores: [
      {
        state: "verified",
        remaining: 0,
        readBack: expect.arrayContaining(["tier 2 passed over 1 row of another person, by the word of who looked"]),
      },
    ],
  });
  expect(shop.sql("select id, phone from customers")).toEqual([{ id: 1, phone: NUMBER }]);
  expect(await entriesOf(inst, "store.not-theirs")).toMatchObject([{ request, place: PLACE, rows: 1, role: "officer" }]);
  expect(JSON.stringify(await entriesOf(inst, "store.not-theirs"))).not.toContain(NUMBER.slice(1));
  expect(await say(inst, request)).toMatchObject({ kind: "refused", reason: "place" });
});

test("what comes to the same place later is told again: before it is done, and in the look an hour after", async () => {
  let now = Date.now();
  const { shop, inst, request } = await erasedBeside({ surroundings: { now: () => now } });
  await say(inst, request);
  shop.sql(`insert into customers values (3, 'zoe@b.example', '${NUMBER}', 'Zoe')`);
  await resumeAll(inst);
  expect(await viewRequest(inst, request)).toMatchObject({ state: "open", undecided: [PLACE], stores: [{ remaining: 1 }] });
  await say(inst, request);
  await resumeAll(inst);
  expect((await viewRequest(inst, request)).state).toBe("done");
  now += 2 * HOUR;
  shop.sql(`insert into customers values (4, 'zoe@c.example', '${NUMBER}', 'Zoe')`);
  expect(await lookForLateRows(inst)).toEqual([]);
  await resumeAll(inst);
  expect(await viewRequest(inst, request)).toMatchObject({ state: "open", undecided: [PLACE], stores: [{ remaining: 1 }] });
  await say(inst, request);
  await resumeAll(inst);
  expect(await viewRequest(inst, request)).toMatchObject({ state: "done", undecided: [] });
  expect(shop.sql("select id from customers")).toHaveLength(3);
});

test("so it is in a dataset that was left out; two who say it at once, each of one place, are both heard", async () => {
  const { shop, inst, request } = await erasedBeside({ letters: true });
  const places = [PLACE, "shop/letters.phone"];
  await resumeAll(inst);
  await resumeAll(inst);
  expect(await viewRequest(inst, request)).toMatchObject({ state: "open", undecided: places });
  const said = await Promise.all(places.map((place) => say(inst, request, { place })));
  expect(said.map(({ kind }) => kind)).toEqual(["done", "done"]);
  await resumeAll(inst);
  expect(await viewRequest(inst, request)).toMatchObject({ state: "done", undecided: [] });
  expect(await entriesOf(inst, "store.not-theirs")).toHaveLength(2);
  expect(shop.sql("select id from letters")).toHaveLength(1);
});

test("whoever may not decide says nothing, nor anybody of a place that waits for no word", async () => {
  const { inst, request } = await erasedBeside();
  expect(await say(inst, request, { as: "nobody" })).toMatchObject({ kind: "refused", reason: "role" });
  expect(await say(inst, request, { place: "shop/customers.phon" })).toMatchObject({
    kind: "refused",
    reason: "place",
    advice: `one of: ${PLACE} - did you mean ${PLACE}?`,
  });
  await expect(say(inst, "R-0099")).rejects.toMatchObject({ code: "requests.unknown" });
  expect((await viewRequest(inst, request)).undecided).toEqual([PLACE]);
});

test("on the page of the request staff say it; pressed twice, it is said once", async () => {
  const { inst, request } = await erasedBeside();
  const page = await staffPageOf(inst, request);
  expect(await page.text()).toContain("Whose are these rows?");
  for (let pressed = 0; pressed < 2; pressed++) {
    const answer = await page.post("not-theirs", { place: PLACE });
    expect(answer.status).toBe(303);
  }
  expect(await entriesOf(inst, "store.not-theirs")).toMatchObject([{ role: "officer", account: page.account }]);
  await resumeAll(inst);
  expect(await page.text()).not.toContain("Whose are these rows?");
  expect((await viewRequest(inst, request)).state).toBe("done");
});
