// Recipients who would not hear of all that is erased.
import { expect, test } from "vitest";
import { lookForLateRows, recordTold, runRequest, viewRequest } from "../../packages/server/src/requests/index.ts";
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
