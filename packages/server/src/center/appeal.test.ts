// The form of an appeal: its label and its error lead to the field.
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Center, openCenter } from "../../../../test/support/center.ts";
import { denyRequest } from "../requests/index.ts";

let center: Center;
beforeAll(async () => {
  center = await openCenter([["laws: [gdpr]", "laws: [us-states]"]]);
});
afterAll(() => center.close());

test("each id of the page is there once, so that the label and the error lead to the field", async () => {
  const { cookie, request } = await center.enter("c5@workshop.example");
  const ground = "unfounded/Virginia";
  expect(await denyRequest(center.inst, { request, ground, because: "The fortieth." })).toMatchObject({ kind: "done" });
  const { status, text } = await center.send(`/en/requests/${request}/appeal`, { appeal: "" }, cookie);
  expect(status).toBe(422);
  expect(text).toContain('<label for="appeal">');
  expect(text).toContain('<a href="#appeal">');
  expect(/<(\w+)[^>]* id="appeal"/.exec(text)?.[1]).toBe("textarea");
  const ids = [...text.matchAll(/ id="([^"]*)"/g)].map(([, id]) => id);
  expect(ids.filter((id, at) => ids.indexOf(id) !== at)).toEqual([]);
});
