// What a person reads of data is called in their own words: never a table's or a column's name where the program has a better one.
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Center, openCenter } from "../../../../test/support/center.ts";
import { ada } from "../../../../test/support/workshop.ts";
import { planRequest } from "../requests/index.ts";
import { namesIn } from "./notice-data.tsx";

let center: Center;
beforeAll(async () => {
  center = await openCenter([["orders:\n", "orders:\n        about: { en: orders you placed, id: pesanan Anda }\n"]]);
});
afterAll(() => center.close());

test.each([
  ["en", "Orders you placed", "At least 7 years, counted from the day noted as &quot;placed at&quot;."],
  ["id", "Pesanan Anda", "Sekurang-kurangnya 7 tahun, dihitung sejak hari yang tercatat sebagai &quot;placed at&quot;."],
])("the notice calls rows as the program does (%s), and says that a day stands in a column", async (language, name, since) => {
  const { text } = await center.get(`/${language}/notice`);
  expect(text).toContain(name);
  expect(text).toContain(since);
});

test("what an erasure leaves is called so, too, in the language of the page", async () => {
  const { cookie, request } = await center.enter(ada.email, { kind: "erasure" });
  await planRequest(center.inst, request);
  const { text } = await center.get(`/id/requests/${request}`, cookie);
  expect(text).toContain("baris pesanan Anda");
  expect(text).not.toContain("baris orders");
});

test("inside a sentence a name loses its capital, unless it is written in capitals", () => {
  expect(namesIn("en", ["Name", "E-mail address", "IP address"])).toBe("Name, e-mail address, and IP address");
});
