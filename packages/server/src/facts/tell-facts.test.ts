import { type Fact, foldFacts, subjectHash } from "@troth/core/facts";
import { afterAll, beforeAll, expect, test } from "vitest";
import { eachKind } from "../../../../test/support/storages.ts";
import { anyLink, makeToldWorkshop, type ToldWorkshop } from "../../../../test/support/told-workshop.ts";
import { setChoices } from "../consent/index.ts";
import { type FactsPort, lookUpSubjects, type Told, tellFacts } from "./index.ts";
import { subjectKey } from "./subjects.ts";

let seen = 0;
/** A fact of a person of the test's own. */
const fact = (more: Record<string, unknown>): Record<string, unknown> => ({
  ...{ id: `f${++seen}`, person: "u1", at: "2026-01-02T00:00:00Z", origin: "app" },
  ...more,
});

eachKind("facts", (kind) => {
  let told: ToldWorkshop;
  beforeAll(async () => {
    told = await makeToldWorkshop(kind);
  });
  afterAll(() => told.close());

  const tell = (facts: readonly unknown[], port: FactsPort = anyLink): Promise<Told> =>
    tellFacts(told.inst, { facts, by: "key-1" }, port);
  const taken = async (facts: readonly unknown[], port?: FactsPort) => {
    const answer = await tell(facts, port);
    if (answer.kind !== "told") throw new Error(JSON.stringify(answer.faults));
    return answer;
  };
  const faults = async (facts: readonly unknown[], port?: FactsPort) => {
    const answer = await tell(facts, port);
    return answer.kind === "told" ? [] : answer.faults.map(({ path, code }) => `${answer.kind} ${path} ${code}`);
  };
  const entries = async (name: string) =>
    (await told.inst.storage.db.selectFrom("entry").select("body").where("kind", "=", name).orderBy("id").execute()).map(
      (row) => JSON.parse(row.body) as Record<string, unknown>,
    );
  const stateOf = async (person: string) =>
    (await lookUpSubjects(told.inst, [{ kind: "person", id: person }])).subjects[0]?.state;

  test("a batch is folded, and its answer says what it came to", async () => {
    const facts = [
      fact({ person: "a", kind: "collected", point: "sign-up", categories: ["contact.email", "name.full"], notice: "n1" }),
      fact({ person: "a", kind: "resides", country: "NL", evidence: "stated" }),
      fact({ person: "a", kind: "consented", purpose: "profiling", given: true }),
    ];
    const answer = await taken(facts);
    expect(answer).toMatchObject({ accepted: 3, repeated: 0, dropped: [] });
    const folded = foldFacts(told.inst.program, facts as unknown as Fact[]);
    const [line] = answer.token.subjects;
    expect(line?.state).toEqual(JSON.parse(JSON.stringify({ ...line?.state, as: folded.as, consents: folded.consents })));
    expect(line).toMatchObject({ k: "person", s: subjectHash(subjectKey(told.inst), { kind: "person", id: "a" }) });
    expect(line?.state).toMatchObject({ as: ["customer"], residences: [{ country: "NL" }] });
    expect(await stateOf("a")).toEqual(line?.state);
  });

  test("a no that somebody says to us holds against a yes that an application's clock dates ahead, and a later yes holds", async () => {
    const ahead = new Date(Date.now() + 240_000).toISOString();
    const yes = { kind: "chose", choices: { profiling: true }, how: "choose", optOuts: { sale: false } };
    await taken([fact({ person: "ahead", at: ahead, ...yes })]);
    const chosen = { how: "unsubscribe", language: "en", gpc: false } as const;
    const no = { ...chosen, person: "ahead", choices: { profiling: false }, signal: true };
    expect(await setChoices(told.inst, no, anyLink)).toBe("kept");
    const state = await stateOf("ahead");
    expect(state).toMatchObject({ consents: { profiling: { given: false } }, optOuts: ["sale", "sharing"] });
    expect(state?.objections).toHaveProperty("profiling");
    // What the application tells of later, by its own clock, counts as before; and of what it tells nothing is said again.
    const later = new Date(Date.now() + 270_000).toISOString();
    expect(
      await taken([fact({ person: "ahead", at: later, kind: "consented", purpose: "profiling", given: true })]),
    ).toMatchObject({
      accepted: 1,
    });
    expect(await stateOf("ahead")).toMatchObject({ consents: { profiling: { given: true } } });
    await taken([fact({ person: "ahead", kind: "consented", purpose: "profiling", given: false })]);
    expect(await stateOf("ahead")).toMatchObject({ consents: { profiling: { given: true } } });
  });

  test("the same again changes nothing; the same id with another content is refused, and so is all of its batch", async () => {
    const one = fact({ person: "b", kind: "minor", is: true });
    const first = await taken([one]);
    const before = (await entries("facts.told")).length;
    const again = await taken([one, { ...one }]);
    expect(again).toMatchObject({ accepted: 0, repeated: 2 });
    expect(again.token.subjects).toEqual(first.token.subjects);
    expect(again.token.position).toBe(first.token.position);
    expect(await faults([fact({ person: "b", kind: "born", day: "2000-01-01" }), { ...one, is: false }])).toEqual([
      "conflict facts[1].id other-content",
    ]);
    expect(await faults([{ ...one, person: "b2" }])).toEqual(["conflict facts[0].id other-content"]);
    expect(await stateOf("b")).not.toHaveProperty("born");
    expect((await entries("facts.told")).length).toBe(before);
  });

  test("two batches that make the same subjects in opposite orders at once both end", async () => {
    for (let round = 0; round < 4; round++) {
      const people = Array.from({ length: 80 }, (_, at) => `both-${round}-${at}`);
      const [one, other] = [people, people.toReversed()].map((all) =>
        taken(all.map((person) => fact({ person, kind: "minor", is: false }))),
      );
      expect((await one)?.accepted).toBe(80);
      expect((await other)?.accepted).toBe(80);
    }
  });

  test("one entry commits to every fact, and names nobody", async () => {
    await taken([
      fact({ person: "c-zq", kind: "born", day: "1999-09-09" }),
      fact({ browser: "c-zq-browser", person: undefined, kind: "shown", notice: "n" }),
    ]);
    const entry = (await entries("facts.told")).at(-1);
    expect(entry).toMatchObject({ by: "key-1", facts: 2, subjects: 2 });
    expect(new Set(entry?.commitments as string[]).size).toBe(2);
    const rows = await told.inst.storage.db.selectFrom("fact").select("commitment").execute();
    expect(rows.map((row) => row.commitment)).toEqual(expect.arrayContaining(entry?.commitments as string[]));
    expect(JSON.stringify(entry)).not.toMatch(/zq|1999/);
  });

  test("what is wrong is said by its place, with the nearest name, and without what was sent", async () => {
    const now = told.inst.surroundings.now();
    const wrong = [
      fact({ kind: "collected", point: "sign-upp", categories: ["contact.emial"] }),
      fact({ kind: "consented", purpose: "profilling", given: true }),
      fact({ kind: "enabled", recipient: "leters", by: "person", on: true }),
      fact({ kind: "collected", point: "sign-up", categories: ["contact.email"], as: "custommer" }),
      fact({ kind: "minor", is: true, at: new Date(now + 6 * 60_000).toISOString() }),
      fact({ kind: "instructed", purpose: "account", on: true }),
      fact({ kind: "resides", country: "Zqland", evidence: "stated" }),
      fact({ kind: "retracted" }),
      fact({ kind: "being-erased", on: true }),
      fact({ kind: "consented", given: true }),
      fact({ kind: "occasion", event: "domain-ordered" }),
    ];
    const answer = await tell(wrong);
    if (answer.kind === "told") throw new Error("it was taken");
    expect(answer.faults.map(({ path, code }) => `${path} ${code}`)).toEqual([
      "facts[0].point unknown-point",
      "facts[0].categories[0] unknown-category",
      "facts[1].purpose unknown-purpose",
      "facts[2].recipient unknown-recipient",
      "facts[3].as unknown-subject",
      "facts[4].at future",
      "facts[5] subject",
      "facts[6].country shape",
      "facts[7].corrects corrects",
      "facts[8].kind shape",
      "facts[9].purpose shape",
      "facts[10].event unknown-event",
    ]);
    expect(answer.faults[0]?.advice).toContain("`sign-up`");
    expect(answer.faults[1]?.advice).toContain("`contact.email`");
    expect(JSON.stringify(answer)).not.toMatch(/Zqland|sign-upp|emial|leters|domain/);
    expect(answer.faults.at(-1)?.advice).toBe("expected none: no events of recipients are declared");
    expect(await stateOf("u1")).toBe(null);
    expect(await faults([fact({ kind: "minor", is: true, at: new Date(now + 4 * 60_000).toISOString() })])).toEqual([]);
  });

  test("a correction names a fact of the same subject", async () => {
    const first = fact({ person: "d", kind: "born", day: "2001-01-01" });
    await taken([first]);
    expect(await faults([fact({ person: "e", kind: "born", day: "2002-02-02", corrects: first.id })])).toEqual([
      "refused facts[0].corrects corrects",
    ]);
    await taken([fact({ person: "d", kind: "retracted", corrects: first.id })]);
    expect(await stateOf("d")).toEqual({});
    // Of two that correct each other nobody knows which is the later one: neither is kept, and no no is lost.
    const round = ["one", "two"].map((id) =>
      fact({ id, person: "d", kind: "minor", is: true, corrects: id === "one" ? "two" : "one" }),
    );
    expect(await faults(round)).toEqual(["refused facts[0].corrects corrects", "refused facts[1].corrects corrects"]);
    expect(await stateOf("d")).toEqual({});
  });

  test("what a point does not take, no scope lets in, or is never collected, is dropped and said", async () => {
    const collected = (point: string, categories: string[], at = "2026-01-02T00:00:00Z") =>
      fact({ person: "g", kind: "collected", point, categories, at });
    const scoped = fact({ person: "g", kind: "granted", point: "inbox", scopes: ["mail.read"] });
    const facts = [
      collected("sign-up", ["contact.email", "payment.transaction"]),
      scoped,
      collected("inbox", ["content.text", "commerce"]),
      collected("inbox", ["content.text"], "2026-01-01T00:00:00Z"),
      collected("sign-up", ["location.precise"]),
    ];
    const answer = await taken(facts);
    expect(answer.dropped).toEqual([
      { index: 0, categories: ["payment.transaction"], because: "not-taken" },
      { index: 2, categories: ["commerce"], because: "outside-scopes" },
      { index: 3, categories: ["content.text"], because: "outside-scopes" },
      { index: 4, categories: ["location.precise"], because: "never-collected" },
    ]);
    const state = (await stateOf("g")) as { collected: { point: string; categories: string[] }[] };
    expect(state.collected.map(({ point, categories }) => `${point} ${categories}`)).toEqual([
      "sign-up contact.email",
      "inbox content.text",
    ]);
    expect((await entries("facts.violation")).at(-1)).toMatchObject({
      by: "key-1",
      collected: [{ point: "sign-up", category: "location.precise", because: "never-collected", facts: 1 }],
    });
    const violations = (await entries("facts.violation")).length;
    expect((await taken(facts)).dropped).toEqual(answer.dropped);
    expect((await entries("facts.violation")).length).toBe(violations);
  });

  test("what was taken is stamped with the notice that was in force then", async () => {
    const collected = (at: number, notice?: string) =>
      fact({ person: "h", kind: "collected", point: "sign-up", categories: ["name"], at: new Date(at).toISOString(), notice });
    const now = told.inst.surroundings.now();
    await taken([collected(Date.parse("2020-01-01")), collected(now, "own"), collected(now + 1000)]);
    const state = (await stateOf("h")) as { collected: { notice?: string }[] };
    const { notices } = await lookUpSubjects(told.inst, []);
    expect(state.collected.map(({ notice }) => notice)).toEqual([undefined, "own", notices[0]?.version]);
    expect(notices[0]?.purposes.profiling).toEqual(["inference"]);
  });

  test("what was taken for some purposes alone is so for good, whatever becomes of the point", async () => {
    const point = "  reset: { takes: [contact.email], for: [profiling] }\n";
    told.shop.edit("  inbox:", `${point}  inbox:`);
    await told.reopen();
    const taken_ = { person: "bound", kind: "collected", point: "reset", categories: ["contact.email"] };
    await taken([fact(taken_), fact({ ...taken_, person: "loose", point: "sign-up" })]);
    expect(await faults([fact({ ...taken_, for: ["nothing"] })])).toEqual(["refused facts[0].for[0] unknown-purpose"]);
    told.shop.edit(point, "");
    await told.reopen();
    await taken([fact({ person: "bound", kind: "minor", is: false })]);
    expect(await stateOf("bound")).toMatchObject({ collected: [{ point: "reset", for: ["profiling"] }] });
    expect(JSON.stringify(await stateOf("loose"))).not.toContain('"for"');
  });

  test("a browser is linked where that may be, by its hash", async () => {
    const linked = fact({ person: "i", kind: "linked", to: "zq-browser", on: true });
    const asked: unknown[] = [];
    const never: FactsPort = {
      mayLink: (_program, state) => {
        asked.push(state.consents);
        return "no purpose of linking may be done";
      },
    };
    const consent = fact({ person: "i", kind: "consented", purpose: "profiling", given: true });
    expect(await faults([consent, linked], never)).toEqual(["refused facts[1] linking"]);
    expect(asked).toMatchObject([{ profiling: { given: true } }]);
    const answer = await taken([consent, linked]);
    const hash = subjectHash(subjectKey(told.inst), { kind: "browser", id: "zq-browser" });
    expect(answer.token.subjects[0]?.state).toMatchObject({ linked: [hash] });
    expect(JSON.stringify(answer)).not.toContain("zq-browser");
    expect(await faults([fact({ person: "i", kind: "linked", to: "zq-browser", on: false })], never)).toEqual([]);
  });

  test("batches that come at once about the same person all count, whatever their order", async () => {
    const facts = ["account", "profiling"].flatMap((purpose) =>
      [1, 2, 3].map(() => fact({ person: "j", kind: "objected", purpose, on: true })),
    );
    const born = fact({ person: "j", kind: "born", day: "1980-01-01" });
    await Promise.all([...facts, born].map((one) => taken([one])));
    expect(await stateOf("j")).toMatchObject({
      born: "1980-01-01",
      objections: { account: expect.any(Number), profiling: expect.any(Number) },
    });
    const rows = await told.inst.storage.db
      .selectFrom("person_identifier")
      .select("person_id")
      .where("kind", "=", "account")
      .where("hash", "=", told.inst.keys.identifierHash("account", "j"))
      .execute();
    expect(rows).toHaveLength(1);
  });
});
