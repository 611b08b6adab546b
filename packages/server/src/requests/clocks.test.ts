// What moves a request's clock: a longer time that was told, and what was asked of the person.
import { expect, test } from "vitest";
import { clockedWorkshop } from "../../../../test/support/clocked-workshop.ts";
import { eachKind } from "../../../../test/support/storages.ts";
import { askPerson, extendRequest, readMessages, viewRequest, withdrawRequest, writeMessage } from "./index.ts";

const REASON = "forty requests of yours reached us in a week";

eachKind("clocks of requests", (kind) => {
  const at = clockedWorkshop(kind, "2026-11-30T09:00:00Z");
  const { open, ask } = at;

  const due = async (request: string) => (await viewRequest(at.inst, request)).clock?.dueAt.slice(0, 10);
  const reason = async (done: ReturnType<typeof extendRequest>) => {
    const answer = await done;
    return answer.kind === "refused" ? answer.reason : answer.kind;
  };
  const bodies = async (kind: string) => {
    const { rows } = await at.inst.storage.executeSql(`select body from entry where kind = '${kind}'`);
    return rows.map((row) => String(row.body));
  };

  test("takes three months from receipt once it is told why, once, with a mail, and the reason stands in no entry", async () => {
    await open("[gdpr]");
    const request = await ask();
    expect(await due(request)).toBe("2026-12-30");
    expect(await reason(extendRequest(at.inst, { request, because: " " }))).toBe("because");
    expect(await reason(extendRequest(at.inst, { request, because: REASON }))).toBe("done");
    // 30 February becomes the 28th, a Sunday, and then Monday 1 March.
    expect(await due(request)).toBe("2027-03-01");
    expect(await reason(extendRequest(at.inst, { request, because: REASON }))).toBe("once");
    const { rows } = await at.inst.storage.executeSql("select template from mail");
    expect(rows.map((row) => row.template)).toEqual(["extended"]);
    const [entry = ""] = await bodies("request.extended");
    expect(entry).toContain("GDPR Art. 12(3)");
    expect(entry).not.toContain("forty");
  });

  test("told after the first period is over it is no extension, and a closed request needs none", async () => {
    await open("[gdpr]");
    const request = await ask();
    at.now = Date.parse("2027-01-02T09:00:00Z");
    expect(await reason(extendRequest(at.inst, { request, because: REASON }))).toBe("late");
    expect(await due(request)).toBe("2026-12-30");
    await withdrawRequest(at.inst, request);
    expect(await reason(extendRequest(at.inst, { request, because: REASON }))).toBe("state");
    expect(await bodies("request.extended")).toEqual([]);
  });

  test("the law whose clock ends first decides: the Act of Indonesia lets nobody take longer", async () => {
    await open("[gdpr, id-pdp]");
    const request = await ask();
    expect((await viewRequest(at.inst, request)).clock).toMatchObject({ law: "id-pdp", dueAt: "2026-12-03T09:00:00Z" });
    expect(await reason(extendRequest(at.inst, { request, because: REASON }))).toBe("law");
  });

  test("a question about what they want stops the clock in the United Kingdom until they answer, and not in the Union", async () => {
    await open("[uk-gdpr]");
    at.now = Date.parse("2026-06-01T09:00:00Z");
    const request = await ask();
    expect(await due(request)).toBe("2026-06-30");
    at.now = Date.parse("2026-06-05T09:00:00Z");
    const answer = await askPerson(at.inst, { request, what: "clarification", text: "Which years do you mean?" });
    expect(answer.kind).toBe("done");
    expect((await viewRequest(at.inst, request)).awaited).toEqual([
      { what: "clarification", askedAt: "2026-06-05T09:00:00.000Z" },
    ]);
    const again = await askPerson(at.inst, { request, what: "clarification", text: "Which?" });
    expect(again.kind === "refused" && again.reason).toBe("asked");
    at.now = Date.parse("2026-06-12T09:00:00Z");
    await writeMessage(at.inst, { request, sender: "person", text: "All since 2020." });
    // Eight days, the 5th and the 12th among them.
    expect(await due(request)).toBe("2026-07-08");
    expect((await viewRequest(at.inst, request)).clock?.limitAt?.slice(0, 10)).toBe("2026-07-09");
    expect(await bodies("request.given")).toHaveLength(1);
    expect((await bodies("request.asked")).join()).not.toContain("years");
  });

  test("who they are is asked only where a law lets a company ask for it", async () => {
    await open("[id-pdp]");
    const request = await ask();
    const answer = await askPerson(at.inst, { request, what: "identity", text: "Who are you?" });
    expect(answer.kind === "refused" && answer.reason).toBe("law");
    expect((await viewRequest(at.inst, request)).awaited).toEqual([]);
  });

  test("of what a person writes twice at once nothing is lost, and it is one answer", async () => {
    await open("[uk-gdpr]");
    const request = await ask();
    await askPerson(at.inst, { request, what: "clarification", text: "Which years do you mean?" });
    const write = (text: string) => writeMessage(at.inst, { request, sender: "person", text });
    await Promise.all([write("All since 2020."), write("And those before.")]);
    const texts = (await readMessages(at.inst, request)).map(({ text }) => text);
    expect(texts.sort()).toEqual(["All since 2020.", "And those before.", "Which years do you mean?"]);
    expect(await bodies("request.given")).toHaveLength(1);
  });

  test("where another law ends sooner, the longer time ends with it, and is told by the law that allows it", async () => {
    await open("[gdpr, ch-fadp]");
    at.now = Date.parse("2026-02-01T09:00:00Z");
    const request = await ask();
    // A month ends on Sunday 1 March, and so on the 2nd; thirty days of Switzerland, which lets nobody say how long, on the 3rd.
    expect(await due(request)).toBe("2026-03-02");
    expect((await viewRequest(at.inst, request)).extending).toMatchObject({ can: true, article: "GDPR Art. 12(3)" });
    expect(await reason(extendRequest(at.inst, { request, because: REASON }))).toBe("done");
    expect(await due(request)).toBe("2026-03-03");
    const [entry = ""] = await bodies("request.extended");
    expect(entry).toContain("GDPR Art. 12(3)");
    expect(entry).toContain("2026-03-03");
  });

  test("the same question moves no clock of the Union", async () => {
    await open("[gdpr]");
    const request = await ask();
    await askPerson(at.inst, { request, what: "clarification", text: "Which years do you mean?" });
    at.now = Date.parse("2026-12-10T09:00:00Z");
    await writeMessage(at.inst, { request, sender: "person", text: "All." });
    expect(await due(request)).toBe("2026-12-30");
  });

  test("the month begins in the United Kingdom when identity is known, and our own target stays", async () => {
    await open("[uk-gdpr]");
    at.now = Date.parse("2026-08-03T09:00:00Z");
    const request = await ask();
    at.now = Date.parse("2026-08-05T09:00:00Z");
    await askPerson(at.inst, { request, what: "identity", text: "Which of the two accounts is yours?" });
    expect((await viewRequest(at.inst, request)).clock).toMatchObject({
      waitsFor: "identity",
      dueAt: expect.stringMatching(/^2026-09-02/),
    });
    at.now = Date.parse("2026-08-17T09:00:00Z");
    await writeMessage(at.inst, { request, sender: "person", text: "The second one." });
    const { clock } = await viewRequest(at.inst, request);
    expect(clock?.waitsFor).toBeUndefined();
    expect(clock?.limitAt?.slice(0, 10)).toBe("2026-09-17");
  });

  test("holidays of the organization's country move the last day on", async () => {
    await open("[gdpr]");
    at.now = Date.parse("2026-11-25T09:00:00Z");
    // 25 and 26 December are holidays in Ireland, and the 27th is a Sunday.
    expect(await due(await ask())).toBe("2026-12-28");
  });
});
