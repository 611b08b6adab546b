// A denial rests on a ground that the laws of the request have; the person can appeal, and somebody else decides.
import { expect, test } from "vitest";
import { clockedWorkshop } from "../../../../test/support/clocked-workshop.ts";
import { eachKind } from "../../../../test/support/storages.ts";
import { MARK } from "../../../../test/support/workshop.ts";
import {
  acknowledgmentOf,
  appealRequest,
  approveRequest,
  decideAppeal,
  denialsOfRequest,
  denyRequest,
  extendRequest,
  findRequest,
  groundOf,
  recordTold,
  resumeAll,
  runRequest,
  turnIntoRight,
  viewRequest,
  withdrawRequest,
  wordsOfAppeal,
} from "./index.ts";

const WORDS = `the fortieth of ${MARK} this month`;

eachKind("denials", (kind) => {
  const at = clockedWorkshop(kind, "2026-11-30T09:00:00Z");
  const { open, ask, lastMail } = at;

  // Each act a second after the last, so that its mail is the last one.
  const reason = async (done: Promise<{ readonly kind: "done" } | { readonly kind: "refused"; readonly reason: string }>) => {
    const answer = await done;
    at.now += 1000;
    return answer.kind === "refused" ? answer.reason : answer.kind;
  };
  const bodies = async (wanted: string): Promise<Record<string, unknown>[]> => {
    const { rows } = await at.inst.storage.executeSql(`select body from entry where kind = '${wanted}' order by id`);
    return rows.map((row) => JSON.parse(String(row.body)) as Record<string, unknown>);
  };
  const account = async (id: string): Promise<void> => {
    const created_at = new Date(at.now).toISOString();
    const row = {
      id,
      sealed: new Uint8Array(),
      name_hash: null,
      role: "officer",
      password_hash: null,
      created_at,
      ended_at: null,
    };
    const hash = id.replace("S-", "").repeat(64);
    await at.inst.storage.db
      .insertInto("staff_account")
      .values({ ...row, name_hash: hash })
      .execute();
  };

  test("words alone deny nobody to whom a law gives the right: the grounds are listed, and nothing is changed", async () => {
    await open("[gdpr]");
    const request = await ask("erasure");
    for (const ground of [undefined, "", "made-up", "legal-duty", "unfounded-fee"])
      expect([ground, await reason(denyRequest(at.inst, { request, because: WORDS, ground }))]).toEqual([ground, "ground"]);
    const answer = await denyRequest(at.inst, { request, because: WORDS });
    expect(answer.kind === "refused" && answer.advice).toMatch(
      /^name one with `--ground`: unfounded \(GDPR Art\. 12\(5\)\(b\)\); deceased .*these deny nothing here.*: expression, legal-duty/,
    );
    expect((await viewRequest(at.inst, request)).state).toBe("received");
    expect(await bodies("request.denied")).toEqual([]);
  });

  test("the ledger has the ground's word, law and article, and the letter its articles; the words stay sealed", async () => {
    await open("[gdpr]");
    const request = await ask("erasure");
    expect(await reason(denyRequest(at.inst, { request, ground: "unfounded", because: WORDS, account: "S-1" }))).toBe("done");
    const [entry = {}] = await bodies("request.denied");
    expect(entry).toMatchObject({
      ground: "unfounded",
      rules: [{ law: "gdpr", article: "GDPR Art. 12(5)(b)" }],
      words: expect.stringMatching(/^[0-9a-f]{64}$/),
      account: "S-1",
    });
    expect(JSON.stringify(entry)).not.toContain(MARK);
    const text = await lastMail();
    for (const said of [`> ${WORDS}`, "GDPR Art. 12(5)(b); GDPR Art. 12(4)", "data protection authority", "go to court"])
      expect(text).toContain(said);
    expect(await groundOf(at.inst, request)).toBe(WORDS);
    expect((await viewRequest(at.inst, request)).denial).toMatchObject({
      ground: "unfounded",
      follows: ["prove-it"],
      account: "S-1",
    });
  });

  test("a ground that only some laws have denies nothing where another gives the right", async () => {
    await open("[gdpr, ccpa]");
    const request = await ask("erasure");
    const answer = await denyRequest(at.inst, { request, ground: "unverified", because: WORDS });
    expect(answer).toMatchObject({ kind: "refused", reason: "ground", says: expect.stringContaining("GDPR gives the right") });
    expect(await reason(denyRequest(at.inst, { request, ground: "unfounded", because: WORDS }))).toBe("done");
    const text = await lastMail();
    expect(text).toContain("not to sell your data");
    expect(text).toContain("Cal. Civ. Code 1798.145(h)(3)");
  });

  test("no ground that nobody has read is carried by any path of any law", async () => {
    await open("[gdpr, ccpa, id-pdp, uk-gdpr, ch-fadp, lgpd, us-states, coppa]");
    for (const right of ["access", "erasure"] as const) {
      const request = await ask(right);
      const { choices } = await denialsOfRequest(at.inst, request);
      const unread = choices.filter(({ rules }) => rules.every(({ verified }) => !verified));
      for (const { id } of [...unread, ...choices.filter(({ holds }) => !holds)])
        expect([id, await reason(denyRequest(at.inst, { request, ground: id, because: WORDS }))]).toEqual([id, "ground"]);
      await withdrawRequest(at.inst, request);
    }
  });

  test("where no law gives the right, words are enough, and a duty to refuse is told as such", async () => {
    await open("[coppa]");
    const request = await ask("erasure");
    expect(await reason(denyRequest(at.inst, { request, because: WORDS }))).toBe("done");
    expect((await viewRequest(at.inst, request)).denial).toEqual({ rules: [], follows: [] });
    expect((await bodies("request.denied"))[0]).not.toHaveProperty("ground");
    await open("[id-pdp]");
    const access = await ask("access");
    await denyRequest(at.inst, { request: access, ground: "safety", because: WORDS });
    expect((await viewRequest(at.inst, access)).denial).toMatchObject({ must: true, rules: [{ article: "UU PDP Pasal 33" }] });
  });
  const denied = async (ground = "unfounded/Virginia", by?: string): Promise<string> => {
    const request = await ask("erasure");
    const done = denyRequest(at.inst, { request, ground, because: WORDS, ...(by === undefined ? {} : { account: by }) });
    expect(await reason(done)).toBe("done");
    return request;
  };

  test("an appeal is on the request with the clock of its own law, and is made once", async () => {
    await open("[us-states]");
    const request = await denied();
    expect(await lastMail()).toContain("You may appeal to us against this decision");
    expect((await viewRequest(at.inst, request)).canAppeal).toBe(true);
    at.now = Date.parse("2026-12-07T09:00:00Z");
    expect(await reason(appealRequest(at.inst, { request, text: " ", cameBy: "person" }))).toBe("text");
    expect(await reason(appealRequest(at.inst, { request, text: WORDS, cameBy: "person" }))).toBe("done");
    // Sixty days in Virginia; Colorado's 45 are not theirs.
    const view = await viewRequest(at.inst, request);
    expect(view).toMatchObject({
      state: "appealed",
      closedAt: undefined,
      canAppeal: false,
      clock: { article: "Va. Code 59.1-577(C)" },
    });
    expect(view.clock?.dueAt.slice(0, 10)).toBe("2027-02-05");
    expect(await reason(appealRequest(at.inst, { request, text: WORDS, cameBy: "person" }))).toBe("state");
    const [entry = {}] = await bodies("request.appealed");
    expect(entry).toMatchObject({ by: "person", article: "Va. Code 59.1-577(C)" });
    expect(JSON.stringify(entry)).not.toContain(MARK);
    expect(await lastMail()).toMatch(/received your appeal[\s\S]*5 February 2027[\s\S]*Va\. Code 59\.1-577\(C\)/);
  });

  test("who denied it does not decide the appeal where somebody else may, nor does the command line", async () => {
    await open("[us-states]");
    await account("S-1");
    const alone = await denied("unfounded/Virginia", "S-1");
    expect(await reason(appealRequest(at.inst, { request: alone, text: "no", cameBy: "person" }))).toBe("done");
    const refuse = (request: string, by?: string) =>
      reason(
        decideAppeal(at.inst, { request, outcome: "refused", because: WORDS, ...(by === undefined ? {} : { account: by }) }),
      );
    await account("S-2");
    expect(await refuse(alone, "S-1")).toBe("same");
    expect(await refuse(alone)).toBe("account");
    expect((await viewRequest(at.inst, alone)).state).toBe("appealed");
    expect(await refuse(alone, "S-2")).toBe("done");
    expect(await refuse(alone, "S-2")).toBe("state");
    expect((await viewRequest(at.inst, alone)).appeal).toMatchObject({ outcome: "refused" });
    expect((await viewRequest(at.inst, alone)).state).toBe("denied");
    const text = await lastMail();
    for (const said of [`> ${WORDS}`, "attorney general", "Va. Code 59.1-577(C)"]) expect(text).toContain(said);
    expect(await wordsOfAppeal(at.inst, alone)).toBe(WORDS);
    expect(await groundOf(at.inst, alone)).toBe(WORDS);
    expect(await reason(appealRequest(at.inst, { request: alone, text: "once more", cameBy: "person" }))).toBe("again");
    expect(await bodies("request.appeal-decided")).toMatchObject([{ outcome: "refused", account: "S-2" }]);
  });

  test("a single account decides what it denied: there is nobody else", async () => {
    await open("[us-states]");
    await account("S-1");
    const request = await denied("unfounded/Virginia", "S-1");
    await appealRequest(at.inst, { request, text: "no", cameBy: "person" });
    const decision = { request, outcome: "refused", because: WORDS, account: "S-1" } as const;
    expect(await reason(decideAppeal(at.inst, decision))).toBe("done");
  });

  test("granted, the request is received anew on its old day, goes on by itself, and is not denied again", async () => {
    await open("[us-states]");
    const request = await denied();
    const { receivedAt } = await viewRequest(at.inst, request);
    at.now += 7 * 86_400_000;
    expect(await reason(appealRequest(at.inst, { request, text: "it is mine", cameBy: "person" }))).toBe("done");
    expect(await reason(decideAppeal(at.inst, { request, outcome: "granted", because: "you are right" }))).toBe("done");
    expect(await viewRequest(at.inst, request)).toMatchObject({
      state: "received",
      receivedAt,
      denial: undefined,
      closedAt: undefined,
    });
    expect((await viewRequest(at.inst, request)).clock?.dueAt.slice(0, 10)).toBe("2027-01-14");
    expect(await lastMail()).toContain("Your appeal is granted");
    await resumeAll(at.inst);
    expect((await viewRequest(at.inst, request)).state).toBe("planned");
    expect(await reason(denyRequest(at.inst, { request, ground: "unfounded/Virginia", because: WORDS }))).toBe("appeal");
    expect((await findRequest(at.inst.storage.db, request))?.file).toBeNull();
  });

  test("what confirms, extends and completes tells what its laws want told", async () => {
    await open("[gdpr, ccpa]");
    const told = { receivedAt: new Date(at.now).toISOString(), request: "R-1", page: "https://x.example/" };
    expect(acknowledgmentOf(at.inst, { ...told, right: "erasure" })).toMatchObject({
      contents: ["when-answered", "how-verified"],
    });
    const concern = await ask("concern");
    await turnIntoRight(at.inst, { request: concern, account: "S-1", right: "erasure" });
    expect(await lastMail()).toMatch(/You hear from us by[\s\S]*We check that it is you[\s\S]*11 CCR 7021\(a\)/);
    expect(await reason(extendRequest(at.inst, { request: concern, because: WORDS }))).toBe("done");
    expect(await lastMail()).toMatch(/takes us longer[\s\S]*GDPR Art\. 12\(3\); Cal\. Civ\. Code 1798\.145\(h\)\(1\)/);
    const { plan } = await viewRequest(at.inst, concern);
    await approveRequest(at.inst, { request: concern, plan: plan?.hash ?? "", as: "officer" });
    await runRequest(at.inst, concern);
    expect(await reason(recordTold(at.inst, { request: concern, recipient: "letters" }))).toBe("done");
    const erased = await lastMail();
    for (const said of [
      "who they are, and who has been told",
      "everybody was told",
      "keep a record of this request",
      "GDPR Art. 19",
    ])
      expect(erased).toContain(said);
  });

  test("where no law gives an appeal there is none, and a message is a message", async () => {
    await open("[gdpr]");
    const request = await ask("erasure");
    await denyRequest(at.inst, { request, ground: "unfounded", because: WORDS });
    expect((await viewRequest(at.inst, request)).canAppeal).toBe(false);
    expect(await reason(appealRequest(at.inst, { request, text: "no", cameBy: "person" }))).toBe("law");
    expect((await viewRequest(at.inst, request)).state).toBe("denied");
  });
});
