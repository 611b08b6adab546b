// Human access and disclosures over real HTTP, as an application's own functions speak to them.
import { afterAll, beforeAll, expect, test } from "vitest";
import { CallError, callForJson, type Server, UnreachableError } from "../../../../packages/sdk/src/calls.ts";
import { disclose } from "../../../../packages/sdk/src/disclose.ts";
import { checkAccess, humanAccess, revokeAccess } from "../../../../packages/sdk/src/human-access.ts";
import { type ServedWorkshop, serveWorkshop } from "../../../../test/support/served-workshop.ts";
import { makeBackendKey } from "../apps/index.ts";

const GUARDED = `guarded:
  read-notes: { act: read, data: [content], roles: [clerk], grounds: [security] }
collection:
  sign-up: { at: /sign-up, of: [customer], takes: [contact.email] }
`;
const ASK = { act: "read-notes", ground: "security", who: { id: "c-1", role: "clerk" }, person: "1", items: ["n-1"] };

let served: ServedWorkshop;
let troth: Server;
beforeAll(async () => {
  // What stands after the stores: `serveWorkshop` puts further stores two spaces deep before `retention`.
  served = await serveWorkshop({}, `\n${GUARDED}`);
  troth = { url: served.base, key: await makeBackendKey(served.server.inst, { name: "shop", by: "officer" }) };
  const fact = { id: "f1", person: "1", origin: "app", at: "2026-01-02T00:00:00Z", kind: "collected", point: "sign-up" };
  await callForJson(troth, "/v1/facts", { facts: [{ ...fact, categories: ["contact.email"] }] });
});
afterAll(() => served.close());

const codeOf = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => "an answer",
    (error: unknown) => (error instanceof CallError || error instanceof UnreachableError ? error.code : error),
  );

test("a permission is asked for, checked and ended", async () => {
  const permission = await humanAccess(troth, ASK);
  if (!permission.allowed) throw new Error(permission.because);
  const look = { token: permission.token, who: { id: "c-1" }, person: "1", items: ["n-1"] };
  expect(await checkAccess(troth, look)).toMatchObject({ allowed: true, access: permission.access, form: "any", shown: false });
  await revokeAccess(troth, permission.access);
  expect(await checkAccess(troth, look)).toMatchObject({ allowed: false, rule: "revoked" });
  expect(await codeOf(revokeAccess(troth, permission.access))).toBe("http.not-found");
  expect(await humanAccess(troth, { ...ASK, ground: "fun" })).toMatchObject({ allowed: false, rule: "known-ground" });
});

test("disclosures are told in order, more than fit into one call among them", async () => {
  const many = Array.from({ length: 1_001 }, (_, at) => ({
    ...{ id: `d-${at}`, person: at === 500 ? "nobody" : "1", purpose: "account", data: ["contact.email"], recipient: "letters" },
  }));
  const answers = await disclose(troth, many);
  expect(answers.map(({ id }) => id)).toEqual(many.map(({ id }) => id));
  expect(answers.filter(({ allowed }) => !allowed).map(({ id, rule }) => `${id} ${rule}`)).toEqual(["d-500 person-known"]);
  expect((await disclose(troth, many.slice(0, 2))).every(({ repeated }) => repeated)).toBe(true);
});

test("what is no answer is an error that says so, with the places of what is wrong", async () => {
  expect(await codeOf(humanAccess({ ...troth, key: `troth_app_${"x".repeat(43)}` }, ASK))).toBe("http.sign-in");
  expect(await codeOf(humanAccess({ ...troth, url: "http://127.0.0.1:9" }, ASK))).toBe("server.unreachable");
  expect(await codeOf(humanAccess(troth, { ...ASK, items: Array.from({ length: 101 }, (_, at) => `n-${at}`) }))).toBe(
    "http.form",
  );
  const wrong = { id: "w", person: "1", purpose: "account", data: ["contact.email"], recipient: "zqx@nobody.example" };
  const failed = await disclose(troth, [wrong]).catch((error: unknown) => error);
  expect(failed).toBeInstanceOf(CallError);
  expect(failed).toMatchObject({
    code: "disclosures.refused",
    status: 400,
    problems: [{ path: "disclosures[0]", code: "unknown-name" }],
  });
  expect(String(failed)).not.toContain("zqx");
});
