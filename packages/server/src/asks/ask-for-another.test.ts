// Somebody asks for another: what is kept, what is told before they have shown that they may, and to whom the answer goes.
import { expect, test } from "vitest";
import { clockedWorkshop } from "../../../../test/support/clocked-workshop.ts";
import { eachKind } from "../../../../test/support/storages.ts";
import { ada, MARK } from "../../../../test/support/workshop.ts";
import { makeCopyLink, makePackage } from "../packages/index.ts";
import {
  approveRequest,
  askPerson,
  contactOf,
  findRequest,
  readMessages,
  recordShown,
  runRequest,
  viewRequest,
} from "../requests/index.ts";
import { type AskInput, askedRequest, askedRequests, askFor, enterCode, personOf } from "./index.ts";

const AGENT = "agent@rights.example";

eachKind("asking for another", (kind) => {
  const at = clockedWorkshop(kind, "2026-11-09T13:02:00Z");
  const { open } = at;
  let networks = 0;

  const ask = (more: Partial<AskInput> = {}) => {
    networks += 1;
    const network = networks.toString(16).padStart(64, "0");
    return askFor(at.inst, {
      ...{ kind: "access", email: AGENT, language: "en", network, requester: "agent", about: { value: ada.email } },
      ...more,
    });
  };
  const codeOf = async (id: string): Promise<string> => {
    const rows = await at.inst.storage.db.selectFrom("mail").select("sealed").where("owner", "=", id).execute();
    const plain = await at.inst.keys.open({ request: id }, "mail", rows.at(-1)?.sealed ?? new Uint8Array());
    return (JSON.parse(new TextDecoder().decode(plain)) as { mail: { code?: string } }).mail.code ?? "none";
  };
  const enter = async (asked: ReturnType<typeof ask>): Promise<{ request: string; asker: string }> => {
    const answer = await asked;
    if (answer.kind === "refused") throw new Error(`${answer.reason}: ${answer.says}`);
    const entered = await enterCode(at.inst, { ask: answer.value.ask, code: await codeOf(answer.value.ask) });
    if (entered.kind === "refused") throw new Error(entered.reason);
    await runRequest(at.inst, entered.value.request ?? "");
    return { request: entered.value.request ?? "", asker: (await personOf(at.inst, entered.value.session))?.asker ?? "" };
  };
  const bodies = async (): Promise<string> => {
    const { rows } = await at.inst.storage.executeSql("select kind, body from entry order by id");
    return rows.map((row) => `${row.kind} ${row.body}`).join("\n");
  };
  const planOf = async (request: string) => (await viewRequest(at.inst, request)).plan?.hash ?? "";
  const reasonOf = (answer: { readonly kind: string; readonly reason?: string }) => answer.reason ?? answer.kind;

  test("the answer goes to the agent, who is told nothing of the person before they have shown a permission", async () => {
    await open("[gdpr, ccpa]");
    const { request, asker } = await enter(ask());
    const row = await findRequest(at.inst.storage.db, request);
    expect(row && (await contactOf(at.inst, row))).toEqual({ email: AGENT });
    const staffs = await viewRequest(at.inst, request);
    expect(staffs).toMatchObject({ state: "planned", verified: false, asker: { requester: "agent", account: true } });
    expect(staffs.plan?.totals.rows).toBeGreaterThan(5);
    const told = await askedRequest(at.inst, { asker, request });
    expect(told).toMatchObject({ state: "received", plan: undefined, stores: [], recipients: [], entries: [] });
    expect(JSON.stringify(told)).not.toContain("customers");
    // What is asked would tell whether there is an account.
    expect(told?.asker).not.toHaveProperty("account");
    expect((await askedRequests(at.inst, asker)).map(({ plan }) => plan)).toEqual([undefined]);

    const plan = await planOf(request);
    const refused = await approveRequest(at.inst, { request, plan, as: "officer" });
    expect(refused).toMatchObject({ kind: "refused", reason: "asker" });
    expect(refused.kind === "refused" && refused.says).toContain("11 CCR 7063(a)");
    expect(await makeCopyLink(at.inst, { request })).toMatchObject({ kind: "refused", reason: "asker" });

    expect(reasonOf(await recordShown(at.inst, { request, measure: "signed-permission", as: "officer" }))).toBe("done");
    expect(reasonOf(await approveRequest(at.inst, { request, plan, as: "officer" }))).toBe("done");
    await runRequest(at.inst, request, { copy: (copied, id) => makePackage(copied, { request: id }) });
    expect((await askedRequest(at.inst, { asker, request }))?.plan?.totals.rows).toBeGreaterThan(5);
    expect(reasonOf(await makeCopyLink(at.inst, { request }))).toBe("done");
    const { rows } = await at.inst.storage.executeSql("select owner, template from mail order by created_at");
    expect(rows.filter((one) => one.owner === request).map((one) => one.template)).toEqual(["received", "copy-ready"]);
    const all = await bodies();
    expect(all).toContain('"requester":"agent"');
    expect(all).toContain('"measure":"signed-permission"');
    expect(all).not.toContain(MARK);
    expect(all).not.toContain(AGENT);
  });

  test("an agent of several people asks for each, and for themselves, apart; the same twice is one", async () => {
    await open("[gdpr, ccpa]");
    const first = await enter(ask());
    at.now += 3_600_000;
    const other = await enter(ask({ about: { value: "other@workshop.example" } }));
    const own = await enter(ask({ requester: "person", about: undefined }));
    at.now += 3_600_000;
    const again = await enter(ask());
    expect(new Set([first.request, other.request, own.request]).size).toBe(3);
    expect(again.request).toBe(first.request);
    expect((await viewRequest(at.inst, own.request)).asker).toMatchObject({ requester: "person", judged: { proven: true } });
  });

  test("whoever is asked something, and answers in the form, has answered: their words join, and the clock runs on", async () => {
    await open("[uk-gdpr]");
    const own = { requester: "person", about: undefined, email: ada.email } as const;
    const { request } = await enter(ask(own));
    const due = async () => (await viewRequest(at.inst, request)).clock?.dueAt;
    const before = await due();
    expect(reasonOf(await askPerson(at.inst, { request, what: "clarification", text: "Which years do you mean?" }))).toBe("done");
    at.now += 3 * 86_400_000;
    const answer = () => enter(ask({ ...own, words: "All since 2020." }));
    expect((await Promise.all([answer(), answer()])).map((one) => one.request)).toEqual([request, request]);
    expect((await viewRequest(at.inst, request)).awaited).toMatchObject([{ givenAt: new Date(at.now).toISOString() }]);
    expect((await bodies()).match(/^request\.given /gm)).toHaveLength(1);
    // Four days, the 9th and the 12th among them.
    expect([before, await due()].map((one) => one?.slice(0, 10))).toEqual(["2026-12-08", "2026-12-12"]);
    expect((await readMessages(at.inst, request)).filter(({ sender }) => sender === "person")).toHaveLength(2);
  });

  test("a law that has the right for a parent alone says no to an agent with its article, and nothing is kept", async () => {
    await open("[coppa]");
    const before = await bodies();
    const answer = await ask();
    expect(answer).toMatchObject({ kind: "refused", reason: "law" });
    expect(answer.kind === "refused" && answer.articles?.[0]).toMatch(/312\.6/);
    expect(await bodies()).toBe(before);
    expect(reasonOf(await ask({ requester: "parent" }))).toBe("done");
  });

  test("what is no asker, no place and no identifier is said, and changes nothing", async () => {
    await open("[gdpr, id-pdp]");
    const before = await bodies();
    const reason = async (more: Partial<AskInput>) => reasonOf(await ask(more));
    expect(await reason({ requester: "neighbor" })).toBe("requester");
    expect(await reason({ about: undefined })).toBe("about");
    expect(await reason({ about: { value: "ada" } })).toBe("about");
    expect(await reason({ about: { kind: "shoe-size", value: "41" } })).toBe("about");
    expect(await reason({ place: "US-CA" })).toBe("place");
    expect(await reason({ place: "Atlantis" })).toBe("place");
    expect(await bodies()).toBe(before);
  });

  test("whoever names somebody and says that the data is theirs is asked which it is: nothing of their own is taken by mistake", async () => {
    await open("[gdpr, ccpa]");
    const before = await bodies();
    for (const requester of ["person", "", undefined])
      for (const kind of ["erasure", "access"] as const)
        expect(await ask({ kind, requester, about: { value: ada.email } })).toMatchObject({ kind: "refused", reason: "whose" });
    expect(await ask({ kind: "erasure", requester: "person", about: { kind: "account", value: "7" } })).toMatchObject({
      reason: "whose",
    });
    expect(await bodies()).toBe(before);
    for (const value of ["  ", AGENT.toUpperCase()])
      expect(reasonOf(await ask({ kind: "erasure", requester: "person", about: { value } }))).toBe("done");
  });

  test("where no law says how they would show it, nobody asks for another", async () => {
    await open("[id-pdp]");
    expect(await ask()).toMatchObject({ kind: "refused", reason: "requester" });
  });
});
