import { setTimeout as wait } from "node:timers/promises";
import { beforeAll, expect, test } from "vitest";
import { accountOf, ledgerOf } from "./support/backend.ts";
import { harbourSubject, openCompany } from "./support/harbour.ts";

const GUARDED = `guarded:
  link-log: { act: link, datasets: [app/sessions], roles: [engineer], grounds: [error, inquiry, investigation] }
staff:
  officer: { is: officer }
  engineer: { is: engineer, for: [security], sees: [device, usage.session] }
  clerk: { is: support, sees: [payment] }`;
const company = openCompany({ roles: ["officer"], edits: [["staff:\n  officer: { is: officer }", GUARDED]] });

const KIM = { id: "kim@harbour.example", role: "engineer" };
let person: string;
beforeAll(async () => {
  person = accountOf(company().served, harbourSubject.email);
  await company().backend.tell(person, { kind: "collected", point: "use", categories: ["device.ip-address"] });
}, 120_000);

const ask = async (more: Readonly<Record<string, unknown>> = {}) =>
  (
    await company().backend.post("/v1/access", {
      ...{ act: "link-log", ground: "error", who: KIM, person, items: ["log-2041"] },
      ...more,
    })
  ).body;

test("a line of the log is personal data: it is planned for in somebody's copy", async () => {
  const { ask: asked, visitor, staff } = company();
  const { request } = await asked(visitor(), { kind: "access", email: harbourSubject.email });
  for (let round = 0; round < 900; round++) {
    const { text } = await staff("officer").get(`/api/v1/staff/requests/${request}`);
    const { plan } = JSON.parse(text) as { plan?: { stores: { steps: { dataset: string; rows: number }[] }[] } };
    const step = plan?.stores.flatMap(({ steps }) => steps).find(({ dataset }) => dataset === "sessions");
    if (plan) {
      expect(step?.rows ?? 0).toBeGreaterThan(0);
      return;
    }
    await wait(100);
  }
  expect.fail("the request has no plan after ninety seconds");
});

test("a record is linked to a named person for a reason of the list alone", async () => {
  for (const ground of ["error", "inquiry", "investigation"]) expect(await ask({ ground })).toMatchObject({ allowed: true });
  for (const ground of ["marketing", "", "Error"]) expect(await ask({ ground })).not.toMatchObject({ allowed: true });
  expect(await ask({ items: [] })).toMatchObject({ allowed: false, rule: "items" });
});

test("a role that does not do this, or sees nothing of it, links nothing", async () => {
  expect(await ask({ who: { id: KIM.id, role: "clerk" } })).toMatchObject({ allowed: false, rule: "role" });
  expect(await ask({ who: { id: KIM.id, role: "officer" } })).toMatchObject({ allowed: false, rule: "role" });
});

test("a link without a permission, or by another's, is refused where it would be made", async () => {
  const { token } = await ask({ ground: "inquiry" });
  const link = async (more: Readonly<Record<string, unknown>> = {}) =>
    (
      await company().backend.post("/v1/access/check", {
        ...{ token, who: { id: KIM.id }, person, items: ["log-2041"] },
        ...more,
      })
    ).body;
  expect(await link({ token: "troth_access_none-that-was-given" })).toMatchObject({ allowed: false, rule: "token" });
  expect(await link({ who: { id: "lee@harbour.example" } })).toMatchObject({ allowed: false, rule: "who" });
  expect(await link({ items: ["log-2042"] })).toMatchObject({ allowed: false, rule: "other-items" });
  expect(await link()).toMatchObject({ allowed: true, act: "link-log", ground: "inquiry" });
});

test("each link is on the ledger with who, what and why, and the refusals are", async () => {
  const entries = await ledgerOf(company().served);
  const links = entries.filter(({ kind }) => kind === "access.used");
  expect(links).toHaveLength(1);
  expect(links[0]).toMatchObject({ act: "link-log", ground: "inquiry", role: "engineer" });
  expect(links[0]?.who).toMatch(/^[0-9a-f]{64}$/);
  expect(links[0]?.items).toHaveLength(1);
  const refused = entries.filter(({ kind }) => kind === "access.refused");
  expect(refused.map(({ rule }) => rule)).toEqual([
    ...["known-ground", "known-ground", "items", "role", "role"],
    ...["token", "who", "other-items"],
  ]);
  expect(refused[6]?.who).not.toBe(links[0]?.who);
  expect(JSON.stringify(entries)).not.toContain("log-2041");
});
