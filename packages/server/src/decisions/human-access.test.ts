import { afterAll, beforeAll, expect, test } from "vitest";
import { eachKind } from "../../../../test/support/storages.ts";
import { anyLink, makeToldWorkshop, type ToldWorkshop } from "../../../../test/support/told-workshop.ts";
import { tellFacts } from "../facts/index.ts";
import type { Installation } from "../installation/index.ts";
import { type AccessAsk, askAccess, checkAccess, looksOf, revokeAccess } from "./index.ts";

const GUARDED = `guarded:
  read-notes:
    act: read
    data: [content]
    roles: [support]
    shown: true
    grounds: { agreement: { agreed: true, lasts: 3 hours }, security: {}, law: {} }
  quiet-look: { act: read, data: [content], roles: [support], grounds: [security] }
staff: { officer: { is: officer }, support: { is: support } }
`;
const HOUR = 3_600_000;
const BEGAN = Date.parse("2026-11-02T12:00:00Z");

eachKind("access", (kind) => {
  let told: ToldWorkshop;
  let now = BEGAN;
  let ids = 0;
  beforeAll(async () => {
    told = await makeToldWorkshop(kind, { now: () => now });
    told.shop.edit("\nretention:", `\n${GUARDED}retention:`);
    await told.reopen();
    await tell({ person: "mail-owner-1", kind: "collected", point: "sign-up", categories: ["contact.email"] });
    await tell({ person: "other", kind: "collected", point: "sign-up", categories: ["contact.email"] });
  });
  afterAll(() => told.close());

  const tell = async (fact: Readonly<Record<string, unknown>>) => {
    const whole = { id: `f${++ids}`, at: new Date(now).toISOString(), origin: "app", ...fact };
    const answer = await tellFacts(told.inst, { facts: [whole], by: "key-1" }, anyLink);
    if (answer.kind !== "told") throw new Error(JSON.stringify(answer.faults));
  };
  const ask = (more: Partial<AccessAsk> = {}) =>
    askAccess(told.inst, {
      ask: {
        ...{ act: "read-notes", ground: "security", who: { id: "sam@workshop.example", role: "support" } },
        ...{ person: "mail-owner-1", items: ["note-1", "note-2"], ...more },
      },
      by: "key-1",
    });
  const granted = async (more: Partial<AccessAsk> = {}) => {
    const answer = await ask(more);
    if (answer.kind !== "granted") throw new Error(answer.decision.because);
    return answer;
  };
  const check = (token: string, more: Readonly<Record<string, unknown>> = {}) =>
    checkAccess(told.inst, {
      use: { token, who: "sam@workshop.example", person: "mail-owner-1", items: ["note-1"], ...more },
      by: "key-1",
    });
  const entries = async (name: string) =>
    (await told.inst.storage.db.selectFrom("entry").select("body").where("kind", "=", name).orderBy("id").execute()).map(
      (row) => JSON.parse(row.body) as Record<string, unknown>,
    );

  test("a permission covers its items, its person and its holder, and each look is on the ledger", async () => {
    const { token, access, until } = await granted();
    expect(token).toMatch(/^troth_access_[A-Za-z0-9_-]{43}$/);
    expect(until).toBe(new Date(now + 24 * HOUR).toISOString());
    expect(await check(token)).toMatchObject({ kind: "allowed", access, act: "read-notes", ground: "security" });
    expect(await check(token, { items: ["note-2", "note-1"] })).toMatchObject({ kind: "allowed" });
    const used = await entries("access.used");
    expect(used.map((one) => (one.items as string[]).length)).toEqual([1, 2]);
    expect(used[0]).toMatchObject({ access, role: "support", ground: "security", by: "key-1" });
    expect(await check(token, { items: ["note-3"] })).toMatchObject({ kind: "refused", rule: "other-items" });
    expect(await check(token, { items: [] })).toMatchObject({ kind: "refused", rule: "other-items" });
    expect(await check(token, { who: "kim@workshop.example" })).toMatchObject({ kind: "refused", rule: "who" });
    expect(await check(token, { person: "other" })).toMatchObject({ kind: "refused", rule: "person" });
    expect(await check(`${token.slice(0, -1)}${token.endsWith("A") ? "B" : "A"}`)).toMatchObject({
      kind: "refused",
      rule: "token",
    });
    const refused = (await entries("access.refused")).map(({ rule }) => rule);
    expect(refused).toEqual(["other-items", "other-items", "who", "person", "token"]);
    expect(await entries("access.used")).toHaveLength(2);
  });

  test("a refusal is on the ledger, by names of the program alone", async () => {
    const before = (await entries("access.refused")).length;
    expect(await ask({ ground: "curiosity about zqx" })).toMatchObject({ kind: "refused", decision: { rule: "known-ground" } });
    expect(await ask({ person: "nobody-zqx" })).toMatchObject({ kind: "refused", decision: { rule: "person-known" } });
    const [ground, person] = (await entries("access.refused")).slice(before);
    expect(ground).toMatchObject({ rule: "known-ground", act: "read-notes", role: "support" });
    expect(ground).not.toHaveProperty("ground");
    expect(person).not.toHaveProperty("person");
  });

  test("a purpose that the program has not is refused by name, and nothing of what was sent is kept", async () => {
    const { db } = told.inst.storage;
    const before = await db.selectFrom("access_grant").selectAll().execute();
    for (const purpose of ["ada-zqx@workshop.example", "a\u0000zqx", "\ud800zqx"]) {
      const answer = await ask({ purpose });
      expect(answer).toMatchObject({ kind: "refused", decision: { rule: "known-purpose" } });
      expect(JSON.stringify(answer)).not.toContain("zqx");
    }
    expect(await db.selectFrom("access_grant").selectAll().execute()).toEqual(before);
    const refused = await entries("access.refused");
    expect(refused.at(-1)).toMatchObject({ rule: "known-purpose", act: "read-notes" });
    expect(JSON.stringify(refused)).not.toContain("zqx");
    // Ids of people, readers and items are kept as hashes, whatever they are.
    const odd = "a\u0000\ud800";
    expect(await ask({ person: odd })).toMatchObject({ kind: "refused", decision: { rule: "person-known" } });
    expect(await ask({ data: [odd] })).toMatchObject({ kind: "refused", decision: { rule: "data" } });
    await granted({ items: [odd], who: { id: odd, role: "support" }, purpose: "account" });
  });

  test("nothing that names a person, a reader or an item is stored or logged in the clear", async () => {
    const { token } = await granted({ items: ["note-zqx"] });
    await check(token, { items: ["note-zqx"] });
    const { db } = told.inst.storage;
    const all = JSON.stringify([
      await db.selectFrom("access_grant").selectAll().execute(),
      await db.selectFrom("access_look").selectAll().execute(),
      await db.selectFrom("entry").selectAll().execute(),
    ]);
    for (const value of ["note-zqx", "note-1", "mail-owner-1", "sam@", token]) expect(all, value).not.toContain(value);
    expect(all).toContain("read-notes");
  });

  test("an agreement ends at its hour, in the token and in what is checked", async () => {
    await tell({ person: "mail-owner-1", kind: "agreed", act: "read-notes", items: ["note-7"], on: true });
    now += HOUR;
    expect(await ask({ ground: "agreement", items: ["note-8"] })).toMatchObject({
      kind: "refused",
      decision: { rule: "agreement" },
    });
    const { token, until } = await granted({ ground: "agreement", items: ["note-7"] });
    expect(until).toBe(new Date(now + 2 * HOUR).toISOString());
    now += 2 * HOUR - 1;
    expect(await check(token, { items: ["note-7"] })).toMatchObject({ kind: "allowed" });
    now += 1;
    expect(await check(token, { items: ["note-7"] })).toMatchObject({ kind: "refused", rule: "expired" });
    expect(await ask({ ground: "agreement", items: ["note-7"] })).toMatchObject({ kind: "refused" });
  });

  test("what changes after a permission was given ends it: an agreement taken back, and being revoked", async () => {
    await tell({ person: "mail-owner-1", kind: "agreed", act: "read-notes", items: ["note-9"], on: true });
    now += 1000;
    const agreed = await granted({ ground: "agreement", items: ["note-9"] });
    expect(await check(agreed.token, { items: ["note-9"] })).toMatchObject({ kind: "allowed" });
    await tell({ person: "mail-owner-1", kind: "agreed", act: "read-notes", items: ["note-9"], on: false });
    expect(await check(agreed.token, { items: ["note-9"] })).toMatchObject({ kind: "refused", rule: "agreement" });
    const other = await granted();
    expect(await revokeAccess(told.inst, { access: other.access, by: "key-1" })).toBe(true);
    expect(await revokeAccess(told.inst, { access: other.access, by: "key-1" })).toBe(false);
    expect(await check(other.token)).toMatchObject({ kind: "refused", rule: "revoked" });
    expect(await entries("access.revoked")).toHaveLength(1);
  });

  test("an agreement that is taken back while it is asked or checked opens nothing", async () => {
    const agreed = (on: boolean) => tell({ person: "mail-owner-1", kind: "agreed", act: "read-notes", items: ["note-5"], on });
    /** Whatever was looked up before the transaction is of before. */
    const late = (): Installation => {
      const { inst } = told;
      const transaction: Installation["storage"]["transaction"] = async (work) => {
        await agreed(false);
        return inst.storage.transaction(work);
      };
      return { ...inst, storage: { ...inst.storage, transaction } };
    };
    const who = { id: "sam@workshop.example", role: "support" };
    const asked = { act: "read-notes", ground: "agreement", who, person: "mail-owner-1", items: ["note-5"] };
    await agreed(true);
    now += 1000;
    const { token } = await granted({ ground: "agreement", items: ["note-5"] });
    const looks = (await entries("access.used")).length;
    const use = { token, who: who.id, person: "mail-owner-1", items: ["note-5"] };
    expect(await checkAccess(late(), { use, by: "key-1" })).toMatchObject({ kind: "refused", rule: "agreement" });
    expect(await entries("access.used")).toHaveLength(looks);
    now += 1000;
    await agreed(true);
    now += 1000;
    expect(await askAccess(late(), { ask: asked, by: "key-1" })).toMatchObject({
      kind: "refused",
      decision: { rule: "agreement" },
    });
  });

  test("the person sees the looks that the program shows, and no other", async () => {
    const subjects = await told.inst.storage.db.selectFrom("access_grant").select("subject").distinct().execute();
    const shown = () => looksOf(told.inst, { request: "R-0001", subjects: subjects.map((one) => one.subject) });
    const before = (await shown()).length;
    const quiet = await granted({ act: "quiet-look" });
    expect(await check(quiet.token)).toMatchObject({ kind: "allowed" });
    expect(await shown()).toHaveLength(before);
    const seen = await granted();
    await check(seen.token, { items: ["note-1", "note-2"] });
    expect((await shown())[0]).toEqual({
      at: new Date(now).toISOString(),
      role: "support",
      act: "read-notes",
      ground: "security",
      items: 2,
    });
    expect(await looksOf(told.inst, { request: "R-0001", subjects: ["0".repeat(32)] })).toEqual([]);
  });
});
