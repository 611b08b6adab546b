// Strangers who have code after code mailed to somebody: they cannot bury them in mail, and cannot keep them from their rights.
import type { Hono } from "hono";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Center, openCenter } from "../../../../test/support/center.ts";
import { ada } from "../../../../test/support/workshop.ts";
import { CODES_PER_ADDRESS, CODES_PER_ADDRESS_AND_NETWORK } from "../asks/index.ts";
import { makeApp } from "../http/index.ts";
import type { Mail } from "../mail/index.ts";
import { problemPage } from "../pages/index.ts";
import { centerRoutes } from "./index.ts";

const ADDRESS = "http://127.0.0.1:4620";
const ME = "203.0.113.7";
const wide = { calls: 1_000_000, seconds: 60 };

let center: Center;
let app: Hono;
beforeAll(async () => {
  center = await openCenter();
  // Behind a proxy, so that a call can come from any network.
  app = makeApp({
    inst: center.inst,
    routes: centerRoutes({ mayLink: () => undefined }),
    sessions: { person: async () => undefined, staff: async () => undefined },
    trustProxy: 1,
    problemPage,
    budgets: { page: wide, ask: wide, code: wide, api: wide },
  });
});
afterAll(() => center.close());

const call = (path: string, from: string, fields?: Readonly<Record<string, string>>): Promise<Response> =>
  Promise.resolve(
    app.request(`${ADDRESS}${path}`, {
      headers: {
        ...{ origin: ADDRESS, accept: "text/html", "x-forwarded-for": from },
        ...(fields === undefined ? {} : { "content-type": "application/x-www-form-urlencoded" }),
      },
      ...(fields === undefined ? {} : { method: "POST", body: new URLSearchParams(fields).toString() }),
    }),
  );

/** The mails of an ask, opened, the last one last. */
async function mailsOf(ask: string): Promise<readonly Mail[]> {
  const rows = await center.inst.storage.db
    .selectFrom("mail")
    .select("sealed")
    .where("owner", "=", ask)
    .orderBy("created_at")
    .execute();
  return Promise.all(
    rows.map(async ({ sealed }) => {
      const plain = await center.inst.keys.open({ request: ask }, "mail", sealed ?? new Uint8Array());
      return (JSON.parse(new TextDecoder().decode(plain)) as { mail: Mail }).mail;
    }),
  );
}

/** Asks, and gives the ask with the mails that came of it. */
async function ask(from: string, fields: Readonly<Record<string, string>>): Promise<{ ask: string; mails: readonly Mail[] }> {
  const answer = await call("/en/ask", from, fields);
  expect(answer.status, await answer.clone().text()).toBe(303);
  const id = /\/code\/(A-[0-9a-f-]{36})$/.exec(answer.headers.get("location") ?? "")?.[1] ?? "none";
  return { ask: id, mails: await mailsOf(id) };
}

/** The page that a mail's last link leads to. */
function ownPageIn(mail: Mail | undefined): URL {
  if (mail === undefined || !("own" in mail) || mail.own === undefined) throw new Error("no mail with a link came");
  return new URL(mail.own);
}

/** What strangers do from two networks until no mail goes out any more; the mails that the person got of it. */
async function useUp(email: string, kind: string): Promise<readonly Mail[]> {
  const got: Mail[] = [];
  for (let hour = 0; hour < 5; hour++) {
    for (const from of ["198.51.100.1", "192.0.2.1"])
      for (let at = 0; at < CODES_PER_ADDRESS_AND_NETWORK.hour + 1; at++) got.push(...(await ask(from, { kind, email })).mails);
    center.clock.now += 3_600_000;
  }
  return got;
}

for (const kind of ["access", "sign-in"])
  test(`two networks that use up somebody's codes for a day (${kind}) keep them from nothing`, async () => {
    const email = kind === "access" ? ada.email : "c8@workshop.example";
    const got = await useUp(email, kind);
    expect(got).toHaveLength(CODES_PER_ADDRESS.day);
    // From the plain form nothing more goes out: nobody can be buried in mail.
    expect((await ask(ME, { kind: "erasure", email })).mails).toEqual([]);
    const page = ownPageIn(got.at(-1));
    expect(page.href).not.toContain(encodeURIComponent(email));
    const form = await (await call(`${page.pathname}${page.search}`, ME)).text();
    const own = /name="own" value="([^"]+)"/.exec(form)?.[1] ?? "none";
    const mine = await ask(ME, { kind: "erasure", email, own });
    expect(mine.mails).toMatchObject([{ template: "code", kind: "erasure" }]);
    // Sent again, and entered.
    center.clock.now += 1000;
    expect((await call(`/en/code/${mine.ask}/again`, ME, {})).status).toBe(303);
    const [, second] = await mailsOf(mine.ask);
    const entered = await call(`/en/code/${mine.ask}`, ME, { code: second !== undefined && "code" in second ? second.code : "" });
    expect(entered.headers.get("location")).toMatch(/^\/en\/requests\/R-\d+$/);
    expect(await (await call("/en/code/A-00000000-0000-4000-8000-000000000000", ME)).text()).toContain("link at the end");
  });

test("the link lets out no mail to another address, nor beyond its own bound, nor after two days; and a form that comes back keeps it", async () => {
  const email = "c4@workshop.example";
  const [first] = await useUp(email, "access");
  await useUp("c5@workshop.example", "access");
  const own = ownPageIn(first).searchParams.get("own") ?? "none";
  const wrong = await call("/en/ask", ME, { kind: "access", email: "c4", own });
  expect(await wrong.text()).toContain(`name="own" value="${own}"`);
  const signIn = await call("/en/ask", ME, { kind: "sign-in", email: "c4", own });
  expect(await signIn.text()).toContain(`name="own" value="${own}"`);
  expect((await ask(ME, { kind: "access", email: "c5@workshop.example", own })).mails).toEqual([]);
  for (const made of [`${own}0`, own.replace(/^./, "9"), "x", ""])
    expect((await ask(ME, { kind: "access", email, own: made })).mails).toEqual([]);
  let sent = 0;
  for (let at = 0; at < 2 * CODES_PER_ADDRESS.hour; at++)
    sent += (await ask(`203.0.${at}.7`, { kind: "access", email, own })).mails.length;
  expect(sent).toBe(CODES_PER_ADDRESS.hour);
  await useUp(email, "access");
  center.clock.now += 43 * 3_600_000;
  await useUp(email, "access");
  expect((await ask(ME, { kind: "access", email, own })).mails).toEqual([]);
});
