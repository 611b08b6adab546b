// A law that keeps data, and one that asks for its use, go by their names in each language, wherever a person reads of them.
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Center, openCenter } from "../../../../test/support/center.ts";
import { ada } from "../../../../test/support/workshop.ts";
import { approveRequest, planRequest, recordTold, runRequest, viewRequest } from "../requests/index.ts";

const LAWS = { en: "Companies Act", id: "Undang-Undang Perseroan" } as const;

const DUTIES = { en: "Tax Procedure Act", id: "Undang-Undang Perpajakan" } as const;
const TOGETHER = { en: "Harbour answers for both.", id: "Harbour menjawab untuk keduanya." } as const;
const inBoth = ({ en, id }: typeof DUTIES | typeof TOGETHER): string => `{ en: "${en}", id: "${id}" }`;

let center: Center;
let cookie: string;
let request: string;
beforeAll(async () => {
  center = await openCenter([
    ["because: Companies Act", `because: { exception: legal-duty, law: { en: ${LAWS.en}, id: ${LAWS.id} } }`],
    [
      "\npurposes:\n",
      `\npurposes:\n  filing: { kind: tax-filing, basis: legal-duty, duty: ${inBoth(DUTIES)}, data: [contact.email] }\n`,
    ],
    ["contact: privacy@", `joint: { arrangement: ${inBoth(TOGETHER)} }, contact: privacy@`],
  ]);
  ({ cookie, request } = await center.enter(ada.email, { kind: "erasure" }));
  await planRequest(center.inst, request);
});
afterAll(() => center.close());

const each = [
  ["en", LAWS.en, LAWS.id],
  ["id", LAWS.id, LAWS.en],
] as const;

test.each(each)("in the notice, in short and by rule (%s)", async (language, law, other) => {
  const { text } = await center.get(`/${language}/notice`);
  expect(text.split(law)).toHaveLength(3);
  expect(text).not.toContain(other);
});

test.each(["en", "id"] as const)("a duty, and what joint controllers agreed on, in the notice (%s)", async (language) => {
  const { text } = await center.get(`/${language}/notice`);
  const other = language === "en" ? "id" : "en";
  for (const words of [DUTIES, TOGETHER]) {
    expect(text).toContain(words[language]);
    expect(text).not.toContain(words[other]);
  }
});

test.each(each)("on the request's page, and where an application reads it (%s)", async (language, law, other) => {
  const { text } = await center.get(`/${language}/requests/${request}`, cookie);
  expect(text).toContain(law);
  expect(text).not.toContain(other);
  const api = await center.bytes(`/api/v1/requests/${request}`, cookie, { accept: "*/*", "accept-language": language });
  expect(await api.json()).toMatchObject({ stays: [{ law }] });
});

test("in the letter at the end", async () => {
  const { inst } = center;
  await inst.storage.db.updateTable("privacy_request").set({ language: "id" }).where("id", "=", request).execute();
  const { plan } = await viewRequest(inst, request);
  await approveRequest(inst, { request, plan: plan?.hash ?? "", as: "officer" });
  center.clock.now += 86_400_000;
  await runRequest(inst, request);
  await recordTold(inst, { request, recipient: "letters" });
  expect((await viewRequest(inst, request)).state).toBe("done");
  const rows = await inst.storage.db.selectFrom("mail").selectAll().where("owner", "=", request).execute();
  const mails = await Promise.all(
    rows.map(async (row) => new TextDecoder().decode(await inst.keys.open({ request }, "mail", row.sealed ?? new Uint8Array()))),
  );
  const letter = mails.map((text) => JSON.parse(text).mail).find(({ template }) => template === "erased");
  expect(letter).toMatchObject({ kept: 2, law: LAWS.id });
});
