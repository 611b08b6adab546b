// One request on staff's pages, from its plan to its receipt.
import { beforeEach, describe, expect, test } from "vitest";
import { asker, PASSWORD, staffedWorkshop, subject } from "../../../../test/support/staffed-workshop.ts";
import { eachKind } from "../../../../test/support/storages.ts";
import { MARK } from "../../../../test/support/workshop.ts";
import { makeLink, setPassword, useLink } from "../accounts/index.ts";
import { recordRequest, runRequest, tellProgress, viewRequest } from "../requests/index.ts";

/** Somebody who writes script into every field. */
const SCRIPT = `<script>alert("${MARK}")</script>"'><img src=x onerror=alert(1)>`;

eachKind("staff: one request", (kind) => {
  const at = staffedWorkshop(kind);
  const { browser, signedIn, take, hashOf, stateOf, kindsOf } = at;

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
      const row = await at.inst.storage.db
        .selectFrom("privacy_request")
        .select("plan")
        .where("id", "=", request)
        .executeTakeFirstOrThrow();
      const made = row.plan as unknown as { view: object };
      const plan = JSON.stringify({ ...made, view: { ...made.view, needsSecondApprover: true } });
      await at.inst.storage.db.updateTable("privacy_request").set({ plan }).where("id", "=", request).execute();
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
      const entries = await at.inst.storage.db
        .selectFrom("entry")
        .select("body")
        .where("kind", "=", "request.approved")
        .orderBy("id", "desc")
        .limit(2)
        .execute();
      expect(entries.map((one) => JSON.parse(one.body).account)).toEqual([second.account, officer.account]);
    });

    test("an erasure is followed to its end: run, told by hand, outcome, evidence, receipt", async () => {
      const others = await at.inst.storage.db
        .selectFrom("privacy_request")
        .select(["id", "right"])
        .where("closed_at", "is", null)
        .execute();
      for (const { id, right } of others) {
        const ground = right === "access" || right === "erasure" ? { ground: "unfounded" } : {};
        await act(id, "deny", { ...ground, because: "a test is over" });
      }
      const request = await take();
      await act(request, "approve", { plan: await hashOf(request), read: "yes" });
      at.wait(49 * 3_600_000);
      officer = await signedIn("officer");
      const events: string[] = [];
      const live = await officer.call(`/staff/requests/${request}/progress`);
      expect(live.headers.get("content-type")).toBe("text/event-stream");
      const reading = (async () => {
        const decoder = new TextDecoder();
        for await (const chunk of live.body as unknown as AsyncIterable<Uint8Array>) events.push(decoder.decode(chunk));
      })();
      await runRequest(at.inst, request, { onProgress: tellProgress(at.inst) });
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
          await recordRequest(at.inst, {
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

    test("what is stored and damaged is said on its page, with what to do; the rest is shown, and what does not need it is done", async () => {
      const officer = await signedIn("officer");
      const { db } = at.inst.storage;
      const garbage = new Uint8Array(64).fill(7);
      const damage = async (what: "subject" | "contact" | "message"): Promise<string> => {
        const words = "Where is my data?";
        const asked = { right: "access", subject, takenBy: "person", verified: true, asker, words } as const;
        const { request } = await recordRequest(at.inst, asked);
        if (what !== "subject") await runRequest(at.inst, request);
        if (what === "message")
          await db.updateTable("message").set({ sealed: garbage }).where("request_id", "=", request).execute();
        else
          await db
            .updateTable("privacy_request")
            .set({ [what]: garbage })
            .where("id", "=", request)
            .execute();
        return request;
      };
      const look = async (request: string) => {
        const answer = await officer.call(`/staff/requests/${request}?person=shown`);
        return { status: answer.status, text: await answer.text() };
      };
      const post = (request: string, name: string, form: Record<string, string>) =>
        officer.post(`/staff/requests/${request}/${name}`, form);
      const found = await damage("subject");
      const identifiers = await look(found);
      expect([identifiers.status, identifiers.text]).toEqual([
        200,
        expect.stringContaining("By what the person is found cannot be read"),
      ]);
      expect(identifiers.text).toContain("Where is my data?");
      expect((await runRequest(at.inst, found)).because).toContain("what is stored of it is damaged, and cannot be opened");
      expect(await (await post(found, "run", {})).text()).not.toContain("http.bug");
      expect((await post(found, "message", { text: "Please ask us again." })).status).toBe(303);
      expect((await post(found, "deny", { ground: "unfounded", because: "It was entered anew." })).status).toBe(303);
      expect((await look(found)).status).toBe(200);

      const reached = await damage("contact");
      const address = await look(reached);
      expect([address.status, address.text]).toEqual([
        200,
        expect.stringContaining("The address of whoever asked cannot be read"),
      ]);
      expect((await post(reached, "message", { text: "We are at it." })).status).toBe(303);
      expect((await look(reached)).text).toContain("We are at it.");
      expect((await post(reached, "approve", { plan: await hashOf(reached), read: "yes" })).status).toBe(303);

      const said = await damage("message");
      const message = await look(said);
      expect([message.status, message.text]).toEqual([200, expect.stringContaining("This message cannot be read")]);
      expect((await post(said, "message", { text: "Please write it again." })).status).toBe(303);
      expect((await look(said)).text).toContain("Please write it again.");
      await db.updateTable("privacy_request").set({ subject: garbage }).where("id", "=", said).execute();
      expect((await look(said)).text).toContain("By what the person is found cannot be read");
      expect((await officer.call(`/staff/requests/${said}/copy`)).status).toBe(410);
    });

    test("a message is said once however often it is sent, and a denial has its ground", async () => {
      const { request } = await recordRequest(at.inst, { right: "access", subject, takenBy: "person", verified: true, asker });
      expect((await act(request, "message", { text: "" })).status).toBe(422);
      expect((await act(request, "message", { text: "x".repeat(5001) })).status).toBe(422);
      for (let sent = 0; sent < 3; sent += 1) expect((await act(request, "message", { text: "We are at it." })).status).toBe(303);
      expect((await kindsOf(request)).filter((kind) => kind === "message.written")).toHaveLength(1);
      expect((await act(request, "deny", {})).status).toBe(422);
      expect((await act(request, "deny", { because: "It was met last week." })).status).toBe(422);
      expect((await act(request, "deny", { ground: "made-up", because: "It was met last week." })).status).toBe(422);
      expect((await act(request, "deny", { ground: "unfounded", because: "It was met last week." })).status).toBe(303);
      expect((await act(request, "deny", { ground: "unfounded", because: "It was met last week." })).status).toBe(303);
      expect((await kindsOf(request)).filter((kind) => kind === "request.denied")).toHaveLength(1);
    });

    test("they are asked what is missing, and told once that it takes longer, with what that does to the clock", async () => {
      const officer = await signedIn("officer");
      const { request } = await recordRequest(at.inst, { right: "access", subject, takenBy: "person", verified: true, asker });
      const path = `/staff/requests/${request}`;
      const due = async () => (await viewRequest(at.inst, request)).clock?.dueAt;
      const first = await due();
      expect(await (await officer.post(`${path}/ask`, { what: "clarification", question: "" })).text()).toContain(
        "Write something first.",
      );
      const asks = { what: "clarification", question: "Which years do you mean?" };
      expect((await officer.post(`${path}/ask`, asks)).status).toBe(303);
      expect((await officer.post(`${path}/ask`, asks)).status).toBe(303);
      expect((await officer.post(`${path}/ask`, { ...asks, question: "Which?" })).status).toBe(409);
      expect((await officer.post(`${path}/ask`, { ...asks, what: "money" })).status).toBe(409);
      const page = await officer.get(path);
      expect(page).toContain("They were asked what they want on");
      expect(page).toContain("the clock goes on.");
      expect(await due()).toBe(first);
      expect(await (await officer.post(`${path}/extend`, { longer: " " })).text()).toContain("Write why it takes longer");
      const longer = { longer: "Forty requests reached us at once." };
      expect((await officer.post(`${path}/extend`, longer)).status).toBe(303);
      expect((await officer.post(`${path}/extend`, longer)).status).toBe(303);
      expect((await officer.post(`${path}/extend`, { longer: "And again." })).status).toBe(409);
      expect((await due()) ?? "").not.toBe(first);
      expect(await officer.get(path)).toContain("Made longer on");
      expect((await kindsOf(request)).filter((one) => one === "request.extended" || one === "request.asked")).toEqual([
        "request.asked",
        "request.extended",
      ]);
      const helper = await signedIn("helper");
      expect((await helper.post(`${path}/extend`, longer)).status).toBe(403);
    });

    test("what stands in the way is shown, and nobody can sign it", async () => {
      const request = await take();
      const row = await at.inst.storage.db
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
      await at.inst.storage.db.updateTable("privacy_request").set({ plan }).where("id", "=", request).execute();
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
      const both = await Promise.all([
        act(request, "approve", form),
        act(request, "deny", { ground: "unfounded", because: "at the same time" }),
      ]);
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
      const used = await useLink(at.inst, (await makeLink(at.inst, { role: "officer" })).token);
      if (used.kind === "refused") throw new Error(used.says);
      const name = SCRIPT.slice(0, 80);
      expect(await setPassword(at.inst, { account: used.value.account, name, password: PASSWORD })).toMatchObject({
        kind: "done",
      });
      expect((await hostile.post("/staff/sign-in", { name, password: PASSWORD })).status).toBe(303);
      expect(await (await hostile.post("/staff/sign-in", { name: SCRIPT, password: SCRIPT })).text()).toContain("&lt;script&gt;");
      const account = [{ kind: "account", value: SCRIPT.slice(0, 100) }];
      const bad = { ...asker, contact: { email: SCRIPT } };
      const { request } = await recordRequest(at.inst, {
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
});
