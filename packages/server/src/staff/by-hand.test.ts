// What is entered by hand, what is read before it goes out, and the interface for machines.
import { describe, expect, test } from "vitest";
import { asker, staffedWorkshop, subject } from "../../../../test/support/staffed-workshop.ts";
import { eachKind } from "../../../../test/support/storages.ts";
import { MARK } from "../../../../test/support/workshop.ts";
import { recordRequest, runRequest, takeRequest, viewRequest } from "../requests/index.ts";

eachKind("staff: by hand", (kind) => {
  const at = staffedWorkshop(kind);
  const { signedIn, take, kindsOf } = at;

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
      expect(await viewRequest(at.inst, request)).toMatchObject({
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
      const mail = await at.inst.storage.db
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
      at.shop.sql("update parcels set note = 'ask Customer 2 at the door, or call Bo' where id = 1");
      const { request } = await takeRequest(at.inst, {
        right: "access",
        subject: [{ kind: "account", value: "3" }],
        takenBy: "staff",
      });
      at.shop.sql("update parcels set note = 'for Customer 4, or call Bo' where id = 2");
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
      at.shop.sql("update parcels set note = printf('%.*c', 100001, 'x') where id = 2");
      expect(await officer.get(path)).toMatch(/No text of this copy can be read here[\s\S]*One more value is held back/);
      at.shop.sql("update parcels set note = 'quite another text' where id = 2");
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

  test("texts that nobody read stay out of a copy that is done: its page says so before it is signed, and after, with what to do", async () => {
    const officer = await signedIn("officer");
    const given = { right: "access", subject: [{ kind: "account", value: "5" }], takenBy: "staff" } as const;
    const take = async () => (await takeRequest(at.inst, given)).request;
    const request = await take();
    const page = () => officer.get(`/staff/requests/${request}`);
    expect(await page()).toContain("what nobody has read by then takes a new request");
    expect(await page()).not.toContain("Held back from the copy");
    const plan = (await viewRequest(at.inst, request)).plan?.hash ?? "";
    expect((await officer.post(`/staff/requests/${request}/approve`, { plan, read: "yes" })).status).toBe(303);
    expect(await runRequest(at.inst, request)).toMatchObject({ state: "done" });
    const done = await page();
    expect(done).toContain("shop/parcels.note: others may be named in it, and nobody has reviewed it yet");
    expect(done).toContain("its texts can no longer be read and released here");
    expect(await officer.get(`/staff/requests/${request}/copy`)).toContain("take a new access request");
    // That way is open: the same texts wait to be read there.
    expect(await officer.get(`/staff/requests/${await take()}/copy`)).toContain("Write down what was decided");
  });

  describe("the interface for machines", () => {
    const api = "/api/v1/staff/requests";
    test("it lists, shows, and does what the pages do, with no personal value in any answer", async () => {
      const officer = await signedIn("officer");
      const { request } = await recordRequest(at.inst, {
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
      expect(await (await officer.json(`${api}/${planned}/deny`, { ground: "unfounded", because: "so" })).json()).toEqual({
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
