// What a request costs: on a ground of the law, told before the work, owed by nobody who did not accept it.
import { expect, test } from "vitest";
import { clockedWorkshop } from "../../../../test/support/clocked-workshop.ts";
import { eachKind } from "../../../../test/support/storages.ts";
import { MARK } from "../../../../test/support/workshop.ts";
import { approveRequest, askFee, denialsOfRequest, planRequest, settleFee, viewRequest, writeMessage } from "./index.ts";

const WORDS = `forty boxes of ${MARK}`;

eachKind("fees", (kind) => {
  const at = clockedWorkshop(kind, "2026-11-30T09:00:00Z");
  const { open, ask, lastMail } = at;

  const reason = async (done: ReturnType<typeof askFee>) => {
    const answer = await done;
    return answer.kind === "refused" ? answer.reason : answer.kind;
  };
  const charge = (request: string, ground: string, amount: string) =>
    reason(askFee(at.inst, { request, ground, amount, because: WORDS }));

  test("money is asked for on a ground of the law alone, at most what it says, and the ledger has its article", async () => {
    await open("[ch-fadp]");
    const request = await ask();
    expect(await charge(request, "unfounded", "CHF 120")).toBe("ground");
    expect(await charge(request, "disproportionate-effort", "CHF 301")).toBe("amount");
    expect(await charge(request, "disproportionate-effort", "EUR 120")).toBe("amount");
    for (const amount of ["", "120", "CHF 0", "CHF -5", "CHF 12.5"])
      expect([amount, await charge(request, "disproportionate-effort", amount)]).toEqual([amount, "amount"]);
    expect((await viewRequest(at.inst, request)).fee).toBeUndefined();
    expect(await charge(request, "disproportionate-effort", "CHF 120")).toBe("done");
    expect(await charge(request, "disproportionate-effort", "CHF 120")).toBe("again");
    const { rows } = await at.inst.storage.executeSql("select body from entry where kind = 'request.fee-asked'");
    expect(String(rows[0]?.body)).toContain("DPO Art. 19(1)-(2), 22");
    expect(String(rows[0]?.body)).not.toContain(MARK);
    const mail = await lastMail();
    for (const said of ["CHF 120", `> ${WORDS}`, "DPO Art. 19(1)-(2), 22; DPO Art. 19(3), 22", "10 December 2026"])
      expect(mail).toContain(said);
  });

  test("nothing is signed before they accept, a message accepts nothing, and Switzerland's clock waits for it", async () => {
    await open("[ch-fadp]");
    const request = await ask();
    const { hash } = await planRequest(at.inst, request);
    expect(await charge(request, "disproportionate-effort", "CHF 120")).toBe("done");
    expect((await viewRequest(at.inst, request)).clock).toMatchObject({ waitsFor: "fee", withdrawnAt: expect.any(String) });
    await writeMessage(at.inst, { request, sender: "person", text: "that is much" });
    const refused = await approveRequest(at.inst, { request, plan: hash, as: "officer" });
    expect(refused).toMatchObject({ kind: "refused", reason: "fee" });
    at.now = Date.parse("2026-12-03T09:00:00Z");
    expect(await reason(settleFee(at.inst, { request, how: "accepted" }))).toBe("done");
    expect(await reason(settleFee(at.inst, { request, how: "accepted" }))).toBe("state");
    const { clock, fee } = await viewRequest(at.inst, request);
    expect(clock?.waitsFor).toBeUndefined();
    expect(clock?.startsAt).toBe("2026-12-03T09:00:00.000Z");
    expect(fee).toMatchObject({ amount: "CHF 120", acceptedAt: "2026-12-03T09:00:00.000Z" });
    expect((await approveRequest(at.inst, { request, plan: hash, as: "officer" })).kind).toBe("done");
  });

  test("in the Union a fee holds no deadline back, and the company may do it for nothing after all", async () => {
    await open("[gdpr]");
    const request = await ask();
    const due = (await viewRequest(at.inst, request)).clock?.dueAt;
    const { hash } = await planRequest(at.inst, request);
    expect(await charge(request, "unfounded-fee", "EUR 12.50")).toBe("done");
    expect((await viewRequest(at.inst, request)).clock).toMatchObject({ dueAt: due, limitAt: expect.any(String) });
    expect((await approveRequest(at.inst, { request, plan: hash, as: "officer" })).kind).toBe("refused");
    expect(await reason(settleFee(at.inst, { request, how: "waived" }))).toBe("done");
    expect((await approveRequest(at.inst, { request, plan: hash, as: "officer" })).kind).toBe("done");
    const late = await ask();
    await planRequest(at.inst, late);
    expect(await charge(late, "unfounded-fee", "EUR 12.50")).toBe("done");
  });

  test("the first copy is free, and what the second may cost is shown", async () => {
    await open("[gdpr]");
    const first = await ask();
    const often = async (request: string) =>
      (await denialsOfRequest(at.inst, request)).choices.filter(({ id: one }) => one === "asked-before");
    expect(await often(first)).toEqual([]);
    expect(await charge(first, "asked-before", "EUR 5")).toBe("ground");
    await at.inst.storage.executeSql(`update privacy_request set state = 'done', closed_at = received_at where id = '${first}'`);
    at.now += 86_400_000;
    const second = await ask();
    expect(await often(second)).toMatchObject([{ charges: true, holds: false, rules: [{ article: "GDPR Art. 15(3)" }] }]);
    expect(await charge(second, "asked-before", "EUR 5")).toBe("done");
  });
});
