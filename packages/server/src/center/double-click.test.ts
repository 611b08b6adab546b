// A form with a code that is sent twice at once, as a double click does: what the browser shows is the answer to the second.
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Center, type CenterPage, openCenter } from "../../../../test/support/center.ts";
import { ada } from "../../../../test/support/workshop.ts";
import { sendIdentifyCode } from "../asks/index.ts";
import { planRequest, viewRequest } from "../requests/index.ts";

let center: Center;
beforeAll(async () => {
  center = await openCenter();
});
afterAll(() => center.close());

const cookieOf = ({ headers }: CenterPage): string => (headers.get("set-cookie") ?? "").split(";")[0] ?? "";
const count = async (table: "privacy_request" | "person_session"): Promise<number> =>
  (await center.inst.storage.db.selectFrom(table).selectAll().execute()).length;

async function ask(fields: Readonly<Record<string, string>>): Promise<{ form: string; code: string }> {
  center.clock.now += 3_600_000;
  const asked = await center.send("/en/ask", fields);
  const form = asked.to ?? "none";
  return { form, code: await center.codeOf(form.split("/").at(-1) ?? "") };
}

test("the code of a request, twice at once and once more: all lead to the same request, signed in", async () => {
  const { form, code } = await ask({ kind: "access", email: ada.email });
  const both = await Promise.all([center.send(form, { code }), center.send(form, { code })]);
  const third = await center.send(form, { code: `${code.slice(0, 4)} ${code.slice(4)}` });
  for (const one of [...both, third]) {
    expect([one.status, one.to]).toEqual([303, "/en/requests/R-0001"]);
    expect((await center.get(one.to ?? "", cookieOf(one))).status).toBe(200);
  }
  expect([await count("privacy_request"), await count("person_session")]).toEqual([1, 1]);
  // It is one use: whoever finds the code later gets nothing.
  center.clock.now += 11_000;
  const late = await center.send(form, { code });
  expect([late.status, late.headers.get("set-cookie")]).toEqual([422, null]);
  // Whoever is signed in and goes back to the form is not told of a dead code, but led on.
  const back = await center.send(form, { code }, cookieOf(third));
  expect([back.status, back.to]).toEqual([303, "/en/requests/R-0001"]);
  const { cookie } = await center.enter("c6@workshop.example", { kind: "question", words: "?" });
  expect((await center.send(form, { code }, cookie)).status).toBe(422);
});

test("the code of a sign-in leads back to where one came from, both times; a wrong one costs one try", async () => {
  const { form, code } = await ask({ kind: "sign-in", email: ada.email, return: "R-0001" });
  const wrong = code === "11111111" ? "22222222" : "11111111";
  const tries = await Promise.all([center.send(form, { code: wrong }), center.send(form, { code: wrong })]);
  for (const one of tries) expect(one.text).toContain("4 tries are left");
  for (const one of await Promise.all([center.send(form, { code }), center.send(form, { code })])) {
    expect([one.status, one.to]).toEqual([303, "/en/requests/R-0001"]);
    expect((await center.get("/en/requests", cookieOf(one))).text).toContain("R-0001");
  }
});

test("the code of one more address counts once, and both say so", async () => {
  const { inst } = center;
  const { request, cookie } = await center.enter(ada.email, { kind: "erasure" });
  await planRequest(inst, request);
  const sent = await sendIdentifyCode(inst, { request, email: "c9@workshop.example", as: "officer", account: "a-1" });
  expect(sent.kind).toBe("done");
  const rows = await inst.storage.db.selectFrom("ask").select("id").where("kind", "=", "identify").execute();
  const code = await center.codeOf(rows[0]?.id ?? "");
  const form = `/en/requests/${request}/address`;
  const both = await Promise.all([center.send(form, { code }, cookie), center.send(form, { code }, cookie)]);
  for (const one of [...both, await center.send(form, { code }, cookie)])
    expect([one.status, one.to]).toEqual([303, `/en/requests/${request}?told=address`]);
  expect((await viewRequest(inst, request)).further).toHaveLength(1);
});
