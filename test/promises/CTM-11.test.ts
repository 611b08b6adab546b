import { setTimeout as wait } from "node:timers/promises";
import { beforeAll, expect, test } from "vitest";
import { wordsOf } from "../support/visitor.ts";
import { harbourSubject, openCompany } from "./support/harbour.ts";

const company = openCompany({
  roles: ["officer", "engineer"],
  edits: [["  officer: { is: officer }", "  officer: { is: officer }\n  engineer: { is: engineer }"]],
});

let request: string;
beforeAll(async () => {
  const { ask, visitor } = company();
  request = (await ask(visitor(), { kind: "access", email: harbourSubject.email })).request;
  await planned(request);
}, 120_000);

/** Its plan is made in the background. */
async function planned(id: string): Promise<void> {
  for (let round = 0; round < 200; round++) {
    const { text } = await company().staff("officer").get(`/api/v1/staff/requests/${id}`);
    if ((JSON.parse(text) as { plan?: unknown }).plan) return;
    await wait(100);
  }
  throw new Error(`${id} has no plan after twenty seconds`);
}

const looks = async (): Promise<number> => {
  const page = await company().staff("officer").get(`/api/v1/staff/requests/${request}`);
  const { entries } = JSON.parse(page.text) as { entries: { kind: string }[] };
  return entries.filter(({ kind }) => kind === "person.looked-at").length;
};

test("a role with the task opens the person, and each look is on the ledger", async () => {
  const before = await looks();
  const page = await company().staff("officer").get(`/staff/requests/${request}`);
  expect(wordsOf(page.text)).toContain(harbourSubject.email);
  expect(await looks()).toBeGreaterThan(before);
});

test("a role without the need sees the plan, and neither address nor name", async () => {
  const page = await company().staff("engineer").get(`/staff/requests/${request}`);
  expect(page.status).toBe(200);
  expect(page.text).not.toContain(harbourSubject.email);
  expect(wordsOf(page.text)).toContain("no task that needs");
});

test("a role without the need decides nothing and writes to nobody", async () => {
  const engineer = company().staff("engineer");
  for (const [act, fields] of [
    ["deny", { because: "no" }],
    ["message", { text: "hello" }],
    ["approve", { plan: "0".repeat(64), read: "yes" }],
  ] as const) {
    const answer = await engineer.send(`/staff/requests/${request}/${act}`, fields);
    expect([403, 404, 409, 422], act).toContain(answer.status);
  }
});

test("whoever is not signed in opens nothing", async () => {
  const stranger = company().visitor();
  expect((await stranger.get(`/staff/requests/${request}`)).path).toMatch(/^\/staff\/sign-in/);
  expect((await stranger.get(`/api/v1/staff/requests/${request}`)).status).toBe(401);
});
