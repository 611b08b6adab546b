import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { eachKind, makePlace } from "../../../../test/support/storages.ts";
import { ada, MARK, makeWorkshop, openWorkshop, type Workshop } from "../../../../test/support/workshop.ts";
import { makeLink, setPassword, staffOf, useLink } from "../accounts/index.ts";
import { makeApp } from "../http/index.ts";
import type { Installation } from "../installation/index.ts";
import { recordRequest, runRequest, takeRequest, tellProgress, viewRequest } from "../requests/index.ts";
import { staffRoutes } from "./index.ts";

const ORIGIN = "http://127.0.0.1:4620";
const PASSWORD = "four unlikely purple words";
/** Somebody who writes script into every field. */
const SCRIPT = `<script>alert("${MARK}")</script>"'><img src=x onerror=alert(1)>`;
const subject = [{ kind: "email", value: ada.email }];

eachKind("staff", (kind) => {
  let place: Awaited<ReturnType<typeof makePlace>>;
  let shop: Workshop;
  let inst: Installation;
  let app: ReturnType<typeof makeApp>;
  let now = Date.parse("2026-11-22T09:00:00Z");

  const ROLES = `staff:
  officer: { is: officer }
  manager: { is: privacy-manager, approves: [access] }
  helper: { is: support }
  checker: { is: verifier }
  auditor: { is: auditor }
  narrow: { is: support, sees: [name] }
`;

  beforeAll(async () => {
    place = await makePlace(kind);
    shop = makeWorkshop();
    shop.edit("requests: { cooling-off: none }", `${ROLES}requests: { cooling-off: 1 day }`);
    inst = await openWorkshop(shop, { home: place.home, databaseUrl: place.databaseUrl, surroundings: { now: () => now } });
    const budgets = { page: { calls: 1e6, seconds: 1 }, "sign-in": { calls: 1e6, seconds: 1 }, api: { calls: 1e6, seconds: 1 } };
    app = makeApp({
      inst,
      routes: staffRoutes(),
      sessions: { person: async () => undefined, staff: (token) => staffOf(inst, token) },
      trustProxy: 0,
      budgets,
    });
  });
  afterAll(async () => {
    await inst.close();
    shop.remove();
    await place.remove();
  });

  /** A browser: keeps its cookie, follows nothing. */
  function browser() {
    let cookie = "";
    const call = async (path: string, init: { form?: Record<string, string>; json?: unknown } = {}) => {
      const posts = init.form !== undefined || init.json !== undefined;
      const response = await app.request(`${ORIGIN}${path}`, {
        method: posts ? "POST" : "GET",
        headers: {
          host: "127.0.0.1:4620",
          ...(cookie === "" ? {} : { cookie }),
          ...(posts ? { origin: ORIGIN, "sec-fetch-site": "same-origin" } : {}),
          ...(init.form ? { "content-type": "application/x-www-form-urlencoded" } : {}),
          ...(init.json === undefined ? {} : { "content-type": "application/json" }),
        },
        ...(init.form ? { body: new URLSearchParams(init.form).toString() } : {}),
        ...(init.json === undefined ? {} : { body: JSON.stringify(init.json) }),
      });
      const given = response.headers.get("set-cookie");
      if (given !== null) cookie = /Max-Age=0/.test(given) ? "" : (given.split(";")[0] ?? "");
      return response;
    };
    return {
      call,
      get: async (path: string) => (await call(path)).text(),
      post: (path: string, form: Record<string, string> = {}) => call(path, { form }),
      json: (path: string, json: unknown) => call(path, { json }),
    };
  }

  let named = 0;
  async function signedIn(role: string) {
    const used = await useLink(inst, (await makeLink(inst, { role })).token);
    if (used.kind === "refused") throw new Error(used.says);
    named += 1;
    // A session by password begins at another moment than the one by link.
    now += 1000;
    const name = `${role} ${named}`;
    await setPassword(inst, { account: used.value.account, name, password: PASSWORD });
    const one = browser();
    const answer = await one.post("/staff/sign-in", { name, password: PASSWORD });
    expect([answer.status, answer.headers.get("location")]).toEqual([303, "/staff/requests"]);
    return { ...one, account: used.value.account, name };
  }

  const take = async (right: "access" | "erasure" = "erasure") =>
    (await takeRequest(inst, { right, subject, takenBy: "staff" })).request;
  const hashOf = async (request: string) => (await viewRequest(inst, request)).plan?.hash ?? "";
  const stateOf = async (request: string) => (await viewRequest(inst, request)).state;
  const kindsOf = async (request: string) => (await viewRequest(inst, request)).entries.map((one) => one.kind);
  const asker = { hash: "a".repeat(64), contact: { email: ada.email }, language: "en" as const };

  describe("signing in", () => {
    test("a link is used by its button, not by a look; it leads a new account to its page", async () => {
      const { token } = await makeLink(inst, { role: "officer" });
      const one = browser();
      for (let look = 0; look < 3; look += 1)
        expect(await one.get(`/staff/link/${token}`)).toContain("It is used up by the button");
      const used = await one.post(`/staff/link/${token}`);
      expect([used.status, used.headers.get("location")]).toEqual([303, "/staff/account"]);
      expect(used.headers.get("set-cookie")).toMatch(/^troth_staff=.{43}; Path=\/; HttpOnly; SameSite=Strict$/);
      expect(await one.get("/staff/account")).toContain("You are signed in by a link that worked once");
      const again = await browser().post(`/staff/link/${token}`);
      expect(again.status).toBe(410);
      expect(await again.text()).not.toContain(token);
    });

    test("a wrong name and a wrong password give the same page; the password never comes back", async () => {
      const { name } = await signedIn("helper");
      const wrong = async (typed: string) => {
        const answer = await browser().post("/staff/sign-in", { name: typed, password: "not the password at all" });
        return { status: answer.status, page: (await answer.text()).replaceAll(typed, "NAME") };
      };
      const known = await wrong(name);
      expect(await wrong("Nobody Atall")).toEqual(known);
      expect(known.status).toBe(422);
      expect(known.page).not.toContain("not the password at all");
    });

    test("it leads back to a page of ours alone, and out again", async () => {
      const { name } = await signedIn("helper");
      const to = async (back: string) =>
        (await browser().post("/staff/sign-in", { name, password: PASSWORD, return: back })).headers.get("location");
      expect(await to("/staff/requests/R-0001")).toBe("/staff/requests/R-0001");
      for (const back of ["https://evil.example", "//evil.example", "/\\evil.example", "/en/requests", "/staff/../x"])
        expect(await to(back)).toBe("/staff/requests");
      const one = await signedIn("helper");
      await one.post("/staff/sign-out");
      expect((await one.call("/staff/requests")).headers.get("location")).toBe("/staff/sign-in?return=%2Fstaff%2Frequests");
    });

    test("the account's page sets a password, says what is wrong with it, and signs out everywhere", async () => {
      const one = await signedIn("helper");
      const other = browser();
      await other.post("/staff/sign-in", { name: one.name, password: PASSWORD });
      const short = await one.post("/staff/account", { name: one.name, current: PASSWORD, password: "short" });
      expect([short.status, await short.text()]).toEqual([422, expect.stringContaining("A password has at least 12 characters")]);
      const current = await one.post("/staff/account", { name: one.name, current: "wrong", password: "quite other words here" });
      expect(await current.text()).toContain('href="#current"');
      const set = await one.post("/staff/account", { name: one.name, current: PASSWORD, password: "quite other words here" });
      expect(set.headers.get("location")).toBe("/staff/account?done=password");
      expect((await other.call("/staff/account")).status).toBe(303);
      await one.post("/staff/account/sign-out");
      expect((await one.call("/staff/account")).status).toBe(303);
    });

    test("an officer lets people in and out; the link is shown once, in no address", async () => {
      const officer = await signedIn("officer");
      const made = await officer.post("/staff/accounts/link", { role: "helper" });
      const token = /\/staff\/link\/([A-Za-z0-9_-]{43})/.exec(await made.text())?.[1] ?? "";
      expect(made.headers.get("location")).toBeNull();
      expect(await officer.get("/staff/accounts")).not.toContain(token);
      expect((await browser().post(`/staff/link/${token}`)).status).toBe(303);
      expect((await officer.post("/staff/accounts/link", { role: "ghost" })).status).toBe(422);
      const [entry] = await inst.storage.db
        .selectFrom("entry")
        .select("body")
        .where("kind", "=", "staff.link-made")
        .orderBy("id", "desc")
        .limit(1)
        .execute();
      expect(JSON.parse(entry?.body ?? "{}")).toMatchObject({ role: "helper", by: officer.account });
      const victim = await signedIn("helper");
      await officer.post("/staff/accounts/end", { account: victim.account });
      expect((await victim.call("/staff/requests")).status).toBe(303);
      await officer.post("/staff/accounts/end", { account: officer.account });
      expect((await officer.call("/staff/accounts")).status).toBe(200);
    });
  });

  describe("who may what", () => {
    test("nobody comes in without a session, whatever the route", async () => {
      for (const route of staffRoutes().filter((one) => one.who !== "anyone")) {
        const path = route.path.replace(/:request\{[^}]*\}\}?/, "R-0001").replace(/\{.*$/, "");
        const answer = route.method === "get" ? await browser().call(path) : await browser().post(path);
        expect([path, answer.status === 401 || /\/staff\/sign-in/.test(answer.headers.get("location") ?? "")]).toEqual([
          path,
          true,
        ]);
      }
    });

    test("a role without the need opens no person and writes to none; its look is not a look", async () => {
      const { request } = await recordRequest(inst, {
        right: "question",
        subject,
        takenBy: "person",
        verified: true,
        asker,
        words: `${MARK} asks`,
      });
      for (const role of ["auditor", "narrow"]) {
        const one = await signedIn(role);
        const page = await one.get(`/staff/requests/${request}`);
        expect(page).toContain("Your role has no task that needs this person");
        expect(page.includes(MARK)).toBe(false);
        expect(page.includes(ada.email)).toBe(false);
        for (const act of ["message", "answer", "turn", "stop"])
          expect([
            role,
            act,
            (await one.post(`/staff/requests/${request}/${act}`, { text: "x", answer: "x", right: "access" })).status,
          ]).toEqual([role, act, 403]);
        expect((await one.call("/staff/requests/new")).status).toBe(403);
      }
      expect(await kindsOf(request)).not.toContain("person.looked-at");
      const checker = await signedIn("checker");
      expect(await checker.get(`/staff/requests/${request}`)).toContain(ada.email);
      expect((await checker.post(`/staff/requests/${request}/answer`, { answer: "x" })).status).toBe(403);
    });

    test("only whoever may decide decides, and only what they may", async () => {
      const request = await take();
      const plan = await hashOf(request);
      const helper = await signedIn("helper");
      for (const act of ["approve", "deny", "told", "run"])
        expect([
          act,
          (await helper.post(`/staff/requests/${request}/${act}`, { plan, read: "yes", because: "x" })).status,
        ]).toEqual([act, 403]);
      const manager = await signedIn("manager");
      const answer = await manager.post(`/staff/requests/${request}/approve`, { plan, read: "yes" });
      expect([answer.status, await answer.text()]).toEqual([409, expect.stringContaining("may not approve erasure")]);
      for (const path of ["/staff/accounts", "/staff/accounts/link", "/staff/accounts/end"])
        expect((await (path === "/staff/accounts" ? manager.call(path) : manager.post(path, { role: "officer" }))).status).toBe(
          403,
        );
      expect(await stateOf(request)).toBe("planned");
    });

    test("every look at a person's data is an entry with request and account; a list is no look", async () => {
      const request = await take();
      const one = await signedIn("helper");
      expect(await one.get("/staff/requests")).toContain(request);
      expect(await kindsOf(request)).not.toContain("person.looked-at");
      expect(await one.get(`/staff/requests/${request}`)).toContain(ada.email);
      expect(await one.get(`/staff/requests/${request}`)).toContain("opened 2 times by");
      const looks = await inst.storage.db
        .selectFrom("entry")
        .select("body")
        .where("kind", "=", "person.looked-at")
        .orderBy("id", "desc")
        .limit(2)
        .execute();
      for (const look of looks) expect(JSON.parse(look.body)).toMatchObject({ request, account: one.account });
    });
  });

  describe("one request", () => {
    let officer: Awaited<ReturnType<typeof signedIn>>;
    beforeEach(async () => {
      officer ??= await signedIn("officer");
    });
    const page = (request: string) => officer.get(`/staff/requests/${request}`);
    const act = async (request: string, name: string, form: Record<string, string> = {}) =>
      officer.post(`/staff/requests/${request}/${name}`, form);

    test("the plan is signed as it was read: with the box, the whole hash, and once however often it is pressed", async () => {
      const request = await take();
      const plan = await hashOf(request);
      const shown = await page(request);
      expect(shown).toContain(plan.match(/.{1,4}/g)?.join(" "));
      expect(shown).toContain("I have read the plan. 15 rows go, and cannot be brought back.");
      const empty = await act(request, "approve", { plan });
      expect([empty.status, await empty.text()]).toEqual([422, expect.stringContaining("Tick the box")]);
      expect((await act(request, "approve", { plan: plan.slice(0, 12), read: "yes" })).status).toBe(409);
      const stale = await act(request, "approve", { plan: "0".repeat(64), read: "yes" });
      expect([stale.status, await stale.text()]).toEqual([409, expect.stringContaining("not the plan that stands")]);
      expect(await stateOf(request)).toBe("planned");
      const pressed = await Promise.all([1, 2, 3].map(() => act(request, "approve", { plan, read: "yes" })));
      expect(pressed.filter((one) => one.status === 303).length).toBeGreaterThan(0);
      expect((await act(request, "approve", { plan, read: "yes" })).status).toBe(303);
      expect((await kindsOf(request)).filter((kind) => kind === "request.approved")).toHaveLength(1);
      expect(await page(request)).toContain("Until then it can be stopped");
      expect(await page(request)).toContain(`${officer.name}, officer`);
      expect((await act(request, "stop")).status).toBe(303);
      expect((await act(request, "stop")).status).toBe(303);
      expect(await stateOf(request)).toBe("planned");
      expect((await kindsOf(request)).filter((kind) => kind === "request.stopped")).toHaveLength(1);
    });

    test("where two sign, the second is another account, whatever the roles", async () => {
      const request = await take();
      const row = await inst.storage.db
        .selectFrom("privacy_request")
        .select("plan")
        .where("id", "=", request)
        .executeTakeFirstOrThrow();
      const made = row.plan as unknown as { view: object };
      const plan = JSON.stringify({ ...made, view: { ...made.view, needsSecondApprover: true } });
      await inst.storage.db.updateTable("privacy_request").set({ plan }).where("id", "=", request).execute();
      const form = { plan: await hashOf(request), read: "yes" };
      expect((await act(request, "approve", form)).status).toBe(303);
      expect((await act(request, "approve", form)).status).toBe(303);
      expect(await stateOf(request)).toBe("planned");
      const shown = await page(request);
      expect(shown).toContain("You have signed; it waits for a second approver");
      expect(shown).not.toContain("Sign and approve");
      const second = await signedIn("officer");
      expect((await second.post(`/staff/requests/${request}/approve`, form)).status).toBe(303);
      expect(await stateOf(request)).toBe("approved");
      const entries = await inst.storage.db
        .selectFrom("entry")
        .select("body")
        .where("kind", "=", "request.approved")
        .orderBy("id", "desc")
        .limit(2)
        .execute();
      expect(entries.map((one) => JSON.parse(one.body).account)).toEqual([second.account, officer.account]);
    });

    test("an erasure is followed to its end: run, told by hand, outcome, evidence, receipt", async () => {
      const others = await inst.storage.db.selectFrom("privacy_request").select("id").where("closed_at", "is", null).execute();
      for (const other of others) await act(other.id, "deny", { because: "a test is over" });
      const request = await take();
      await act(request, "approve", { plan: await hashOf(request), read: "yes" });
      now += 49 * 3_600_000;
      officer = await signedIn("officer");
      const events: string[] = [];
      const live = await officer.call(`/staff/requests/${request}/progress`);
      expect(live.headers.get("content-type")).toBe("text/event-stream");
      const reading = (async () => {
        const decoder = new TextDecoder();
        for await (const chunk of live.body as unknown as AsyncIterable<Uint8Array>) events.push(decoder.decode(chunk));
      })();
      await runRequest(inst, request, { onProgress: tellProgress(inst) });
      await reading;
      expect(events[0]).toMatch(/^data: \{"done":0,"of":1,"says":"It is about to run\.","ended":false\}\n\n$/);
      expect(events.at(-1)).toContain('"ended":true');
      expect(events.join("").includes(MARK)).toBe(false);
      const open = await page(request);
      expect(open).toContain("It is complete once Letters has been told");
      expect(open).toContain("Record as told");
      expect((await act(request, "told", { recipient: "ghost" })).status).toBe(409);
      expect((await act(request, "told", { recipient: "letters" })).status).toBe(303);
      expect((await act(request, "told", { recipient: "letters" })).status).toBe(303);
      const done = await page(request);
      expect(done).toContain("15 rows deleted, 6 rows changed");
      expect(done).toContain("forgotten: their key was destroyed with the erasure");
      expect(done).toMatch(/Companies Act/);
      const receipt = await officer.call(`/staff/requests/${request}/receipt`);
      expect(receipt.headers.get("content-disposition")).toBe(`attachment; filename="${request}.receipt.json"`);
      expect(JSON.parse(await receipt.text())).toHaveProperty("checkpoint");
    });

    test("a question is answered once and closed, or becomes a right with nothing typed again", async () => {
      const ask = async (right: "question" | "concern") =>
        (
          await recordRequest(inst, {
            right,
            subject: [{ kind: "email", value: "c9@workshop.example" }],
            takenBy: "person",
            verified: true,
            asker,
            words: "What do you hold?",
          })
        ).request;
      const question = await ask("question");
      expect(await page(question)).toContain("Answer the question");
      expect(await (await act(question, "answer", { answer: " " })).text()).toContain("Write something first");
      expect((await act(question, "answer", { answer: "Your name and your orders." })).status).toBe(303);
      expect((await act(question, "answer", { answer: "Your name and your orders." })).status).toBe(303);
      expect((await act(question, "answer", { answer: "Something else" })).status).toBe(409);
      expect(await stateOf(question)).toBe("done");
      expect((await kindsOf(question)).filter((kind) => kind === "question.answered")).toHaveLength(1);
      expect(await page(question)).toContain("Your name and your orders.");
      const concern = await ask("concern");
      expect((await act(concern, "turn", { right: "portability" })).status).toBe(409);
      expect((await act(concern, "turn", { right: "erasure" })).status).toBe(303);
      expect((await act(concern, "turn", { right: "erasure" })).status).toBe(303);
      const shown = await page(concern);
      expect(shown).toContain("What do you hold?");
      expect(shown).toContain("from concern to erasure");
      expect(shown).toContain("Sign and approve");
    });

    test("a message is said once however often it is sent, and a denial has its ground", async () => {
      const { request } = await recordRequest(inst, { right: "access", subject, takenBy: "person", verified: true, asker });
      expect((await act(request, "message", { text: "" })).status).toBe(422);
      expect((await act(request, "message", { text: "x".repeat(5001) })).status).toBe(422);
      for (let sent = 0; sent < 3; sent += 1) expect((await act(request, "message", { text: "We are at it." })).status).toBe(303);
      expect((await kindsOf(request)).filter((kind) => kind === "message.written")).toHaveLength(1);
      expect((await act(request, "deny", {})).status).toBe(422);
      expect((await act(request, "deny", { because: "It was met last week." })).status).toBe(303);
      expect((await act(request, "deny", { because: "It was met last week." })).status).toBe(303);
      expect((await kindsOf(request)).filter((kind) => kind === "request.denied")).toHaveLength(1);
    });

    test("what stands in the way is shown, and nobody can sign it", async () => {
      const request = await take();
      const row = await inst.storage.db
        .selectFrom("privacy_request")
        .select("plan")
        .where("id", "=", request)
        .executeTakeFirstOrThrow();
      const made = row.plan as unknown as { view: object };
      const finding = {
        code: "strategy",
        blocks: true,
        store: "shop",
        dataset: "messages",
        column: "body",
        says: "the field cannot be cleared",
        advice: "say how",
      };
      const plan = JSON.stringify({ ...made, view: { ...made.view, findings: [finding], canBeApproved: false } });
      await inst.storage.db.updateTable("privacy_request").set({ plan }).where("id", "=", request).execute();
      const shown = await page(request);
      expect(shown).toContain("The plan cannot be approved: 1 finding stands in the way");
      expect(shown).toContain("The field cannot be cleared.");
      expect(shown).not.toContain("Sign and approve");
      expect((await act(request, "approve", { plan: await hashOf(request), read: "yes" })).status).toBe(409);
      expect(await officer.get("/staff/requests?tab=stuck")).toContain("findings stand in the way of the plan");
      expect((await act(request, "run")).status).toBe(303);
    });

    test("a request that somebody else changes meanwhile is shown again, not overwritten", async () => {
      const request = await take();
      const form = { plan: await hashOf(request), read: "yes" };
      const both = await Promise.all([act(request, "approve", form), act(request, "deny", { because: "at the same time" })]);
      expect(both.map((one) => one.status).filter((status) => status === 303).length).toBeGreaterThan(0);
      for (const one of both) expect([303, 409]).toContain(one.status);
      expect(["denied", "approved"]).toContain(await stateOf(request));
    });

    test("there is no page for a request that is not there, nor for what is no id", async () => {
      for (const id of ["R-9999", "R-0001%2F..%2F..", "..%2Fsecrets", "x"])
        expect([id, (await officer.call(`/staff/requests/${id}`)).status]).toEqual([id, 404]);
      expect((await officer.call("/staff/requests/R-9999/progress")).status).toBe(404);
      expect((await officer.call("/staff/requests/R-9999/receipt")).status).toBe(404);
      const there = await take();
      const every = { because: "x", plan: "0".repeat(64), read: "yes", text: "x", answer: "x", right: "access", recipient: "x" };
      for (const name of ["approve", "deny", "stop", "message", "answer", "turn", "told", "run"])
        expect([name, (await act("R-9999", name, every)).status]).toEqual([name, 404]);
      expect(await officer.get("/staff/requests?find=R-9999")).toContain("There is no request with this number");
      expect((await officer.call(`/staff/requests?find=${Number(there.slice(2))}`)).headers.get("location")).toBe(
        `/staff/requests/${there}`,
      );
    });

    test("script that somebody stored is text on every page", async () => {
      const hostile = browser();
      const used = await useLink(inst, (await makeLink(inst, { role: "officer" })).token);
      if (used.kind === "refused") throw new Error(used.says);
      const name = SCRIPT.slice(0, 80);
      expect(await setPassword(inst, { account: used.value.account, name, password: PASSWORD })).toMatchObject({ kind: "done" });
      expect((await hostile.post("/staff/sign-in", { name, password: PASSWORD })).status).toBe(303);
      expect(await (await hostile.post("/staff/sign-in", { name: SCRIPT, password: SCRIPT })).text()).toContain("&lt;script&gt;");
      const account = [{ kind: "account", value: SCRIPT.slice(0, 100) }];
      const bad = { ...asker, contact: { email: SCRIPT } };
      const { request } = await recordRequest(inst, {
        right: "concern",
        subject: account,
        takenBy: "person",
        verified: true,
        asker: bad,
        words: SCRIPT,
      });
      await hostile.post(`/staff/requests/${request}/message`, { text: SCRIPT });
      await hostile.post(`/staff/requests/${request}/answer`, { answer: "x".repeat(5001) + SCRIPT });
      const pages = [
        await hostile.get(`/staff/requests/${request}`),
        await hostile.get("/staff/requests"),
        await hostile.get("/staff/accounts"),
        await hostile.get("/staff/account"),
        await (await hostile.post(`/staff/requests/${request}/answer`, { answer: `${SCRIPT}${"x".repeat(5001)}` })).text(),
        await (await hostile.post(`/staff/requests/${request}/message`, { text: `${SCRIPT}${"x".repeat(5001)}` })).text(),
        await (
          await hostile.post("/staff/requests/new", {
            right: SCRIPT,
            email: SCRIPT,
            words: SCRIPT,
            received: SCRIPT,
            "by-account": SCRIPT,
          })
        ).text(),
        await (await hostile.post("/staff/account", { name: SCRIPT, password: SCRIPT, current: SCRIPT })).text(),
        await hostile.get(
          `/staff/requests?find=${encodeURIComponent(SCRIPT)}&tab=${encodeURIComponent(SCRIPT)}&page=${encodeURIComponent(SCRIPT)}`,
        ),
        await hostile.get(`/staff/sign-in?return=${encodeURIComponent(SCRIPT)}`),
      ];
      for (const [at, shown] of pages.entries()) {
        expect([at, shown.includes("<script>alert"), shown.includes("<img")]).toEqual([at, false, false]);
        expect([at, /<script(?! type="module" src="\/assets\/)/.test(shown)]).toEqual([at, false]);
      }
      expect(pages[0]).toContain("&lt;script&gt;alert");
      expect(pages[2]).toContain("&lt;script&gt;alert");
    });
  });

  describe("what is entered by hand", () => {
    test("a letter becomes a request, unverified, on the clock of the day it came; what is wrong is said at once", async () => {
      const helper = await signedIn("helper");
      const form = {
        right: "erasure",
        came: "letter",
        received: "2026-11-20",
        email: "C7@Workshop.example",
        language: "id",
        words: "Please.",
      };
      const wrong = await helper.post("/staff/requests/new", {
        right: "nothing",
        came: "pigeon",
        received: "2999-01-01",
        email: "no address",
      });
      expect(wrong.status).toBe(422);
      const shown = await wrong.text();
      for (const field of ["right", "came", "received", "email"]) expect(shown).toContain(`href="#${field}"`);
      const done = await helper.post("/staff/requests/new", form);
      const request = (done.headers.get("location") ?? "").split("/").at(-1) ?? "";
      expect(await viewRequest(inst, request)).toMatchObject({
        right: "erasure",
        state: "planned",
        verified: false,
        takenBy: "letter",
        receivedAt: "2026-11-20T12:00:00.000Z",
        language: "id",
      });
      expect(await kindsOf(request)).toEqual(expect.arrayContaining(["request.taken", "request.entered", "message.written"]));
      const page = await helper.get(`/staff/requests/${request}`);
      expect(page).toContain("c7@workshop.example");
      expect(page).toContain("by letter; no code was entered");
      const mail = await inst.storage.db
        .selectFrom("mail")
        .select(["template", "language"])
        .where("request_id", "=", request)
        .execute();
      expect(mail).toEqual([{ template: "received", language: "id" }]);
      const bare = await helper.post("/staff/requests/new", { right: "question", came: "call", received: "2026-11-22" });
      expect(await bare.text()).toContain("Write an address, or something else");
      const by = await helper.post("/staff/requests/new", {
        right: "access",
        came: "call",
        received: "2026-11-22",
        "by-account": "4",
      });
      expect(by.status).toBe(303);
    });
  });

  describe("the texts of a copy", () => {
    test("each is released or redacted as it was read; a text that changed since is shown again", async () => {
      const officer = await signedIn("officer");
      shop.sql("update parcels set note = 'ask Customer 2 at the door, or call Bo' where id = 1");
      const { request } = await takeRequest(inst, {
        right: "access",
        subject: [{ kind: "account", value: "3" }],
        takenBy: "staff",
      });
      shop.sql("update parcels set note = 'for Customer 4, or call Bo' where id = 2");
      expect(await officer.get(`/staff/requests/${request}`)).toContain("1 row is shared with others");
      const path = `/staff/requests/${request}/copy`;
      const shown = await officer.get(path);
      expect(shown).toContain("<mark>");
      expect(shown).toContain("Customer 4</mark>");
      const field = (page: string, name: string) => new RegExp(`name="${name}" value="([^"]*)"`).exec(page)?.[1] ?? "";
      expect(field(shown, "out-1")).toBe("Customer 4");
      const form = { "text-1": field(shown, "text-1"), "out-1": "Customer 4; Bo" };
      expect(await (await officer.post(path, form)).text()).toContain("Decide about one text at least");
      expect(await (await officer.post(path, { ...form, "decision-1": "redact", "out-1": "nobody" })).text()).toContain(
        "stands nowhere in this text",
      );
      expect(await (await officer.post(path, { ...form, "decision-1": "redact", "out-1": " " })).text()).toContain(
        "Nothing is marked",
      );
      expect((await officer.post(path, { ...form, "decision-1": "redact" })).status).toBe(303);
      const redacted = await officer.get(path);
      expect(redacted).toContain("goes into the copy without others");
      expect((await officer.post(path, { "text-1": form["text-1"], "all-1": "release" })).status).toBe(303);
      expect(await officer.get(path)).toContain("goes into the copy without others");
      const reads = /In the copy it reads:<\/p><p class="quote">([^<]*)/.exec(redacted)?.[1] ?? "";
      expect(reads).toMatch(/or call/);
      expect(reads).not.toMatch(/Customer 4|Bo/);
      shop.sql("update parcels set note = 'quite another text' where id = 2");
      const changed = await officer.post(path, { ...form, "decision-1": "release" });
      expect([changed.status, await changed.text()]).toEqual([
        422,
        expect.stringContaining("This text has changed since you read it"),
      ]);
      const again = await officer.get(path);
      expect((await officer.post(path, { "text-1": field(again, "text-1"), "decision-1": "release" })).status).toBe(303);
      expect(await officer.get(path)).toContain("goes into the copy as it is");
      for (const role of ["helper", "auditor"]) expect((await (await signedIn(role)).call(path)).status).toBe(403);
    });
  });

  describe("the interface for machines", () => {
    const api = "/api/v1/staff/requests";
    test("it lists, shows, and does what the pages do, with no personal value in any answer", async () => {
      const officer = await signedIn("officer");
      const { request } = await recordRequest(inst, {
        right: "question",
        subject,
        takenBy: "person",
        verified: true,
        asker,
        words: MARK,
      });
      const planned = await take();
      const list = (await (await officer.call(api)).json()) as { requests: { id: string }[] };
      expect(list.requests.map((one) => one.id)).toEqual(expect.arrayContaining([request, planned]));
      const one = (await (await officer.call(`${api}/${planned}`)).json()) as { plan: { hash: string } };
      expect(one).toMatchObject({ id: planned, state: "planned", plan: { totals: { deleted: expect.any(Number) } } });
      expect(JSON.stringify([list, one])).not.toContain(MARK);
      const approve = (body: unknown) => officer.json(`${api}/${planned}/approve`, body);
      expect((await approve({ plan: one.plan.hash })).status).toBe(400);
      expect((await approve({ plan: one.plan.hash, read: false })).status).toBe(400);
      expect((await approve({ plan: "0".repeat(64), read: true })).status).toBe(409);
      expect(await (await approve({ plan: one.plan.hash, read: true })).json()).toEqual({ id: planned, state: "approved" });
      expect(await (await officer.json(`${api}/${planned}/stop`, {})).json()).toEqual({ id: planned, state: "planned" });
      expect(await (await officer.json(`${api}/${planned}/deny`, { because: "so" })).json()).toEqual({
        id: planned,
        state: "denied",
      });
      const closed = (await (await officer.call(`${api}?closed=1`)).json()) as typeof list;
      expect(closed.requests.map((each) => each.id)).toContain(planned);
      expect((await officer.json(`${api}/${request}/message`, { text: "hello" })).status).toBe(200);
      expect((await officer.json(`${api}/R-9999/message`, { text: "hello" })).status).toBe(404);
      expect((await officer.call(`${api}/R-9999`)).headers.get("content-type")).toBe("application/problem+json");
      const auditor = await signedIn("auditor");
      expect((await auditor.call(`${api}/${planned}`)).status).toBe(200);
      expect((await auditor.json(`${api}/${request}/message`, { text: "hello" })).status).toBe(403);
      expect((await auditor.json(`${api}/${planned}/approve`, { plan: one.plan.hash, read: true })).status).toBe(403);
    });
  });
});
