// Recipients who would not hear of all that is erased.
import { join } from "node:path";
import Database from "libsql";
import { expect, test } from "vitest";
import {
  leaveOut,
  lookForLateRows,
  recordTold,
  runRequest,
  setStoreLive,
  takeRequest,
  viewRequest,
} from "../../packages/server/src/requests/index.ts";
import { ada, makeWorkshop } from "../support/workshop.ts";
import { approved, by, cleanUp, entriesOf, open, sign } from "./support.ts";

cleanUp();

// Once failed: whoever was told before the late look was never told of what was written, and went out, after that.
test("whoever was told before rows were written late is told again of those", async () => {
  const shop = makeWorkshop();
  shop.edit("late-rows: none", "late-rows: 1 hours");
  let ahead = 0;
  const inst = await open(shop, { surroundings: { now: () => Date.now() + ahead } });
  const request = await approved(inst, by("email", ada.email));
  await runRequest(inst, request);
  await recordTold(inst, { request, recipient: "letters" });
  const recipients = async () => {
    const { state, recipients: all } = await viewRequest(inst, request);
    return [state, ...all.map((one) => one.state)];
  };
  expect(await recipients()).toEqual(["done", "told"]);
  shop.sql(`insert into customers values (77, '${ada.email}', 'Ada', null, null, null)`);
  ahead = 3_700_000;
  expect(await lookForLateRows(inst)).toEqual([]);
  await runRequest(inst, request);
  expect(await recipients()).toEqual(["planned", "told"]);
  await sign(inst, request);
  await runRequest(inst, request);
  expect(await recipients()).toEqual(["open", "waiting"]);
  expect((await entriesOf(inst, "request.recipients-found"))[0]).toMatchObject({ recipients: ["letters"] });
  await recordTold(inst, { request, recipient: "letters" });
  expect(await recipients()).toEqual(["done", "told"]);
  shop.remove();
});

const HOSTED = `  counters:
    connector: sqlite
    url: \${COUNTERS_DB}
    provider: counting
    datasets:
      visits: { identity: { device: device }, fields: { device: device.id, seen: usage.last-seen }, rest: none }
`;

/** A store that a recipient hosts, which finds people by their device alone. */
async function hostedStore() {
  const shop = makeWorkshop();
  shop.edit(
    "\nrecipients:\n",
    "\nrecipients:\n  counting: { name: Counting, kind: analytics-provider, country: IE, for: [account], receives: [contact.email], agreement: { kind: dpa, date: 2025-01-01, document: c.pdf } }\n",
  );
  shop.edit("\nretention:\n", `\n${HOSTED}retention:\n`);
  shop.edit("datasets: [orders]", "datasets: [shop/orders]");
  const file = join(shop.folder, "counters.db");
  const db = new Database(file);
  db.exec("create table visits (id integer primary key, device text, seen text); create index visits_device on visits (device)");
  db.close();
  const inst = await open({ ...shop, env: { ...shop.env, COUNTERS_DB: `file:${file}` } });
  await setStoreLive(inst, { store: "counters", by: "officer" });
  return { shop, inst };
}

// Once failed: the store stood in the plan with nothing to do in it, and its host counted as erased there and was never told.
test("whoever hosts a store to which nothing of the request leads is told like any other recipient", async () => {
  const { shop, inst } = await hostedStore();
  const waiting = async (subject: Parameters<typeof approved>[1]) => {
    const { request } = await takeRequest(inst, { right: "erasure", subject, takenBy: "staff" });
    await leaveOut(inst, { request, places: ["counters/visits"], reason: "not-identifiable", as: "officer" });
    await sign(inst, request);
    return (await viewRequest(inst, request)).recipients.map((one) => `${one.recipient} ${one.state}`);
  };
  expect(await waiting(by("email", ada.email))).toEqual(["counting waiting", "letters waiting"]);
  expect(await waiting([...by("email", "c7@workshop.example"), ...by("device", "d-7")])).toEqual(["letters waiting"]);
  shop.remove();
});
