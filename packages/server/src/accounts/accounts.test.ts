import { sql } from "kysely";
import { afterEach, beforeEach, expect, test } from "vitest";
import { makeAuthenticator } from "../../../../test/support/authenticator.ts";
import { compareTimes, tellsApart, timeInTurns } from "../../../../test/support/compare-times.ts";
import { eachKind, makePlace } from "../../../../test/support/storages.ts";
import { makeWorkshop, openWorkshop, type Workshop } from "../../../../test/support/workshop.ts";
import type { Installation } from "../installation/index.ts";
import {
  addPasskey,
  endAccount,
  endStaffSession,
  endStaffSessions,
  listAccounts,
  listPasskeys,
  makeLink,
  passkeyOptions,
  passkeySignInOptions,
  removePasskey,
  setPassword,
  signIn,
  signInWithPasskey,
  staffOf,
  useLink,
} from "./index.ts";

const NAME = "Zelda Zqxstaff";
const PASSWORD = "four unlikely purple words";
const MINUTE = 60_000;

eachKind("accounts", (kind) => {
  let place: Awaited<ReturnType<typeof makePlace>>;
  let shop: Workshop;
  let inst: Installation;
  let now: number;
  const opened: Installation[] = [];
  const open = async () => {
    const { home, databaseUrl } = place;
    inst = await openWorkshop(shop, { home, databaseUrl, surroundings: { now: () => now }, shadow: true });
    opened.push(inst);
  };
  beforeEach(async () => {
    place = await makePlace(kind);
    shop = makeWorkshop();
    shop = { ...shop, env: { ...shop.env, TROTH_ADDRESS: "http://localhost:4620" } };
    shop.edit("requests: {", "staff: { officer: { is: officer }, helper: { is: support } }\nrequests: {");
    now = Date.parse("2026-11-22T09:00:00Z");
    await open();
  });
  afterEach(async () => {
    for (const one of opened.splice(0)) await one.close();
    shop.remove();
    await place.remove();
  });

  const must = <T>(answer: { kind: "done"; value: T } | { kind: "refused"; says: string }): T => {
    if (answer.kind === "refused") throw new Error(answer.says);
    return answer.value;
  };
  const reasonOf = (answer: { kind: string; reason?: string }) => answer.reason ?? answer.kind;
  const invite = async (role = "officer") => must(await useLink(inst, (await makeLink(inst, { role })).token));
  const member = async (name = NAME, role = "officer") => {
    const used = await invite(role);
    must(await setPassword(inst, { account: used.account, name, password: PASSWORD }));
    return used;
  };
  const enter = (name: string, password: string, network = "n1") => signIn(inst, { name, password, network });

  test("a link signs in once, makes an account of its role, and dies after fifteen minutes", async () => {
    const { token } = await makeLink(inst, { role: "helper" });
    const used = must(await useLink(inst, token));
    expect(used.account).toMatch(/^S-[0-9a-f-]{36}$/);
    expect(used.fresh).toBe(true);
    expect(await staffOf(inst, used.session)).toEqual({ account: used.account, role: "helper", name: "helper" });
    expect(reasonOf(await useLink(inst, token))).toBe("dead");
    const late = await makeLink(inst, { role: "officer" });
    now += 15 * MINUTE;
    expect(reasonOf(await useLink(inst, late.token))).toBe("dead");
    expect(reasonOf(await useLink(inst, "x".repeat(43)))).toBe("dead");
    expect(reasonOf(await useLink(inst, "../../etc"))).toBe("dead");
    expect(await listAccounts(inst)).toHaveLength(1);
  });

  test("of many who use one link at once one gets in, and one account is made", async () => {
    const { token } = await makeLink(inst, { role: "officer" });
    const answers = await Promise.all(Array.from({ length: 8 }, () => useLink(inst, token)));
    expect(answers.filter((one) => one.kind === "done")).toHaveLength(1);
    expect(await listAccounts(inst)).toHaveLength(1);
  });

  test("a link of an account that is there signs that one in, and lets it set a password without the one of before", async () => {
    const { account } = await member();
    const again = must(await useLink(inst, (await makeLink(inst, { role: "ignored", account })).token));
    expect(again).toMatchObject({ account, fresh: false });
    const input = { account, password: "another set of odd words", session: again.session };
    expect((await setPassword(inst, input)).kind).toBe("done");
    expect((await enter(NAME, "another set of odd words")).kind).toBe("done");
    await expect(makeLink(inst, { role: "ghost" })).rejects.toMatchObject({ code: "accounts.role" });
    await expect(makeLink(inst, { role: "officer", account: "S-none" })).rejects.toMatchObject({ code: "accounts.unknown" });
  });

  test("a name and its password sign in, whatever the case of the name; anything else is the same no", async () => {
    await member();
    const { session } = must(await enter("  zelda   ZQXSTAFF ", PASSWORD));
    expect(await staffOf(inst, session)).toMatchObject({ name: NAME, role: "officer" });
    const wrong = await enter(NAME, `${PASSWORD}!`);
    expect(await enter("nobody at all", PASSWORD)).toEqual(wrong);
    expect(await enter("", "")).toEqual(wrong);
    await invite();
    expect(await enter("officer", "")).toEqual(wrong);
  });

  test("an unknown name takes as long as a wrong password", async () => {
    await member();
    await enter("warm", PASSWORD, "warm");
    const wrong = (name: string) => (round: number) => enter(name, "wrong and long enough", `${name}${round}`);
    const apart: unknown[] = [];
    const later = async () => {
      now += MINUTE;
    };
    // Without the hash every comparison tells the two apart; with it one in many thousands does.
    for (let again = 0; again < 3; again += 1) {
      const comparison = compareTimes(
        ...(await timeInTurns({ rounds: 20, calls: [wrong(NAME), wrong("Nobody")], before: later })),
      );
      if (!tellsApart(comparison)) return;
      apart.push(comparison);
    }
    expect(apart).toEqual([]);
  });

  test("whoever guesses waits, also in parallel; nobody elsewhere waits with them", async () => {
    await member();
    const tries = await Promise.all(Array.from({ length: 12 }, (_, at) => enter(NAME, `wrong number ${at} indeed`, "thief")));
    expect(tries.filter((one) => reasonOf(one) === "wrong")).toHaveLength(5);
    expect(tries.filter((one) => reasonOf(one) === "limited")).toHaveLength(7);
    expect(reasonOf(await enter(NAME, PASSWORD, "thief"))).toBe("limited");
    expect((await enter(NAME, PASSWORD, "home")).kind).toBe("done");
    now += 2 * MINUTE;
    expect((await enter(NAME, PASSWORD, "thief")).kind).toBe("done");
    for (let at = 0; at < 60; at += 1) await enter(`name ${at}`, "x".repeat(12), "sprayer");
    expect(reasonOf(await enter("one more", "x".repeat(12), "sprayer"))).toBe("limited");
  });

  test("a session ends: idle, after half a day, by sign-out, everywhere at once, with a new password, with the account", async () => {
    const { account } = await member();
    const sign = async () => must(await enter(NAME, PASSWORD)).session;
    const idle = await sign();
    now += 29 * MINUTE;
    expect(await staffOf(inst, idle)).toBeDefined();
    now += 29 * MINUTE;
    expect(await staffOf(inst, idle)).toBeDefined();
    now += 30 * MINUTE;
    expect(await staffOf(inst, idle)).toBeUndefined();
    const long = await sign();
    for (let at = 0; at < 28; at += 1) {
      now += 25 * MINUTE;
      await staffOf(inst, long);
    }
    expect(await staffOf(inst, long)).toBeDefined();
    now += 20 * MINUTE;
    expect(await staffOf(inst, long)).toBeUndefined();
    const out = await sign();
    await endStaffSession(inst, out);
    expect(await staffOf(inst, out)).toBeUndefined();
    const [here, there] = [await sign(), await sign()];
    must(await setPassword(inst, { account, password: "some quite other words", current: PASSWORD, session: here }));
    expect(await staffOf(inst, here)).toBeDefined();
    expect(await staffOf(inst, there)).toBeUndefined();
    await endStaffSessions(inst, account);
    expect(await staffOf(inst, here)).toBeUndefined();
    const last = must(await enter(NAME, "some quite other words")).session;
    const { token } = await makeLink(inst, { role: "officer", account });
    expect(await endAccount(inst, account)).toBe(true);
    expect(await endAccount(inst, account)).toBe(false);
    expect(await staffOf(inst, last)).toBeUndefined();
    expect(reasonOf(await enter(NAME, "some quite other words", "n2"))).toBe("wrong");
    expect(reasonOf(await useLink(inst, token))).toBe("dead");
    expect(reasonOf(await setPassword(inst, { account, password: PASSWORD }))).toBe("ended");
    expect(await listAccounts(inst)).toMatchObject([{ account, name: NAME, endedAt: expect.any(String) }]);
    await member();
  });

  test("a role that leaves the program signs nobody in, and ends the sessions that there are", async () => {
    const { session, account } = await member(NAME, "helper");
    const { token } = await makeLink(inst, { role: "helper" });
    for (const one of opened.splice(0)) await one.close();
    shop.edit(", helper: { is: support }", "");
    await open();
    expect(await staffOf(inst, session)).toBeUndefined();
    expect(reasonOf(await enter(NAME, PASSWORD))).toBe("wrong");
    expect(reasonOf(await useLink(inst, token))).toBe("dead");
    expect(await listAccounts(inst)).toMatchObject([{ account, roleStands: false }]);
  });

  test("a password is long, not obvious, and changed only by whoever knows it; a name is one account's", async () => {
    const { account } = await invite();
    const set = async (password: string, more = {}) =>
      reasonOf(await setPassword(inst, { account, name: NAME, password, ...more }));
    expect(await set("short")).toBe("short");
    expect(await set("x".repeat(201))).toBe("long");
    for (const obvious of [
      "password1234",
      "aaaaaaaaaaaaa",
      "123456789012",
      "qwertyuiop12",
      "abcdefghijklm",
      "hellohellohello",
      `${NAME}!`,
      "Workshop2026",
    ])
      expect([obvious, await set(obvious)]).toEqual([obvious, "obvious"]);
    expect(await set(PASSWORD, { name: "a\u0000b" })).toBe("name");
    expect(await set(PASSWORD, { name: "   " })).toBe("name");
    expect(await set(PASSWORD)).toBe("done");
    expect(await set("a wholly other phrase")).toBe("current");
    expect(await set("a wholly other phrase", { current: "not what it was" })).toBe("current");
    expect(await set("a wholly other phrase", { current: PASSWORD })).toBe("done");
    const other = await invite();
    expect(reasonOf(await setPassword(inst, { account: other.account, name: NAME.toUpperCase(), password: PASSWORD }))).toBe(
      "name-taken",
    );
    const both = await Promise.all(
      [await invite(), await invite()].map((one) =>
        setPassword(inst, { account: one.account, name: "Twin", password: PASSWORD }),
      ),
    );
    expect(both.map(reasonOf).sort()).toEqual(["done", "name-taken"]);
  });

  test("a passkey signs in: its challenge once, its counter upwards, its place and its user asked", async () => {
    const at = { rpID: "localhost", origin: "http://localhost:4620" };
    const { account } = await invite("helper");
    const device = makeAuthenticator(at);
    const add = async (misbehaves = {}) => {
      const { token, options } = must(await passkeyOptions(inst, { account }));
      const response = device.create(options.challenge, misbehaves);
      return { token, response, answer: await addPasskey(inst, { account, token, response }) };
    };
    expect(reasonOf((await add({ origin: "https://evil.example" })).answer)).toBe("wrong");
    expect(reasonOf((await add({ rpID: "evil.example" })).answer)).toBe("wrong");
    expect(reasonOf((await add({ unverified: true })).answer)).toBe("wrong");
    expect(reasonOf(await addPasskey(inst, { account, token: "no", response: null }))).toBe("over");
    const first = await add();
    must(first.answer);
    expect(reasonOf(await addPasskey(inst, { account, ...first }))).toBe("over");
    const enterBy = async (misbehaves = {}) => {
      const { token, options } = must(await passkeySignInOptions(inst));
      const response = device.get(options.challenge, misbehaves);
      return { token, response, answer: await signInWithPasskey(inst, { token, response }) };
    };
    const good = await enterBy();
    expect(await staffOf(inst, must(good.answer).session)).toMatchObject({ account, role: "helper" });
    expect(reasonOf(await signInWithPasskey(inst, good))).toBe("over");
    expect(reasonOf((await enterBy({ counter: 1 })).answer)).toBe("wrong");
    expect(reasonOf((await enterBy({ unverified: true })).answer)).toBe("wrong");
    expect(reasonOf((await enterBy({ origin: "http://localhost:1" })).answer)).toBe("wrong");
    for (const junk of [null, 7, "x", {}, { id: [] }, { id: "x".repeat(9999) }]) {
      const { token } = must(await passkeySignInOptions(inst));
      expect(reasonOf(await signInWithPasskey(inst, { token, response: junk }))).toBe("wrong");
    }
    const { token, options } = must(await passkeySignInOptions(inst));
    now += 5 * MINUTE;
    expect(reasonOf(await signInWithPasskey(inst, { token, response: device.get(options.challenge) }))).toBe("over");
    const [kept] = await listPasskeys(inst, account);
    expect(await removePasskey(inst, { account: "S-other", passkey: kept?.passkey ?? "" })).toBe(false);
    expect(await removePasskey(inst, { account, passkey: kept?.passkey ?? "" })).toBe(true);
    expect(reasonOf((await enterBy()).answer)).toBe("wrong");
  });

  test("no name, password or token lies open in any table, and the ledger says who by ids and roles alone", async () => {
    const { session, account } = await member();
    must(await enter(NAME, PASSWORD));
    const { token } = await makeLink(inst, { role: "helper" });
    await endAccount(inst, account);
    const tables = await sql<{ table_name: string }>`
      select table_name::text from information_schema.tables where table_schema = 'troth'`.execute(inst.storage.db);
    for (const { table_name } of tables.rows) {
      const { rows } = await sql`select * from ${sql.table(`troth.${table_name}`)}`.execute(inst.storage.db);
      const all = JSON.stringify(rows, (_, value) =>
        value instanceof Uint8Array ? Buffer.from(value).toString("latin1") : value,
      );
      for (const secret of [NAME, "Zqxstaff", "zqxstaff", PASSWORD, session, token])
        expect([table_name, all.includes(secret)]).toEqual([table_name, false]);
    }
    const entries = await inst.storage.db
      .selectFrom("entry")
      .select("kind")
      .where("kind", "like", "staff.%")
      .orderBy("id")
      .execute();
    expect(entries.map((one) => one.kind)).toEqual([
      "staff.link-made",
      "staff.account-made",
      "staff.link-used",
      "staff.signed-in",
      "staff.password-set",
      "staff.signed-in",
      "staff.link-made",
      "staff.account-ended",
    ]);
    expect((await inst.ledger.fsck()).problems).toEqual([]);
  });
});
