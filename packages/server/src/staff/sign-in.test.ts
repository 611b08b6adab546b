// Signing in, and which role may what.
import { describe, expect, test } from "vitest";
import { asker, PASSWORD, staffedWorkshop, subject } from "../../../../test/support/staffed-workshop.ts";
import { eachKind } from "../../../../test/support/storages.ts";
import { ada, MARK } from "../../../../test/support/workshop.ts";
import { makeLink } from "../accounts/index.ts";
import { recordRequest } from "../requests/index.ts";
import { staffRoutes } from "./index.ts";

eachKind("staff: sign in", (kind) => {
  const at = staffedWorkshop(kind);
  const { browser, signedIn, take, hashOf, stateOf, kindsOf } = at;

  describe("signing in", () => {
    test("a link is used by its button, not by a look; it leads a new account to its page", async () => {
      const { token } = await makeLink(at.inst, { role: "officer" });
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
      const [entry] = await at.inst.storage.db
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
      const { request } = await recordRequest(at.inst, {
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
      const looks = await at.inst.storage.db
        .selectFrom("entry")
        .select("body")
        .where("kind", "=", "person.looked-at")
        .orderBy("id", "desc")
        .limit(2)
        .execute();
      for (const look of looks) expect(JSON.parse(look.body)).toMatchObject({ request, account: one.account });
    });
  });
});
