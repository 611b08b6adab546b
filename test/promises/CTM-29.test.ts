import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Company, makeCompany } from "./support/company.ts";
import { openCompany } from "./support/decisions.ts";

/** What `troth status --json` says of a request, as far as it is read here. */
interface RequestSeen {
  readonly plan: { readonly hash: string };
}

const CHILDREN = `
create table players (id integer primary key, alias text not null);
create table scores (id integer primary key, player_id integer not null references players(id), level text not null);
insert into players values (7, 'otter-7'), (8, 'seal-8');
insert into scores values (1, 7, 'reef'), (2, 7, 'cave'), (3, 8, 'reef');
`;
const CLUB = `
troth: 1
organization: { name: Otter Puzzles, country: US, contact: privacy@otter.example }
laws: [coppa]
subjects: { player: { minor: true } }
collection:
  sign-up: { of: [player], takes: [name.alias] }
  score: { of: [player], takes: [usage.feature], from: automatic }
purposes:
  play: { kind: service, basis: contract, data: [name.alias, usage.feature] }
staff: { officer: { is: officer } }
requests: { cooling-off: none, late-rows: none }
stores:
  club:
    connector: sqlite
    url: \${APP_DB}
    datasets:
      players: { is: player, identity: { account: id }, fields: { alias: name.alias } }
      scores: { fields: { level: usage.feature }, links: { player_id: owned by players } }
`;

const club = openCompany(`
troth: 1
organization: { name: Otter Puzzles, country: US, contact: privacy@otter.example }
laws: [coppa, gdpr]
subjects: { player: { minor: true } }
collection:
  sign-up: { of: [player], takes: [name.alias, contact.email] }
  score: { of: [player], takes: [usage.feature], from: automatic }
purposes:
  play: { kind: service, basis: contract, data: [name.alias, contact.email, usage.feature] }
`);
const child = [
  { kind: "collected", point: "sign-up", categories: ["name.alias", "contact.email"] },
  { kind: "resides", country: "US", region: "OH", evidence: "stated" },
  { kind: "born", day: "2017-05-05" },
];
const parentsYes = { kind: "consented", purpose: "play", given: true, by: "parent" };
const stop = { kind: "parent-stopped", on: true, at: "2026-04-01T09:00:00Z" };
const collect = (at: string, data: string) => ({ person: "k1", purpose: "play", data: [data], act: "collect" as const, at });
const POINTS = [
  ["sign-up", "name.alias"],
  ["sign-up", "contact.email"],
  ["score", "usage.feature"],
] as const;

test("a parent's stop is a standing no at every collection point", async () => {
  for (const [at, data] of POINTS) {
    expect(await club.ask(collect(at, data), [...child, parentsYes])).toBe("yes");
    expect(await club.ask(collect(at, data), [...child, parentsYes, stop])).toBe("no: parent-stopped");
    const yearsLater = { now: "2029-04-01T09:00:00Z" };
    expect(await club.ask(collect(at, data), [...child, parentsYes, stop], yearsLater)).toBe("no: parent-stopped");
  }
});

test("the child's own yes does not lift it, the parent's word does", async () => {
  const own = { kind: "consented", purpose: "play", given: true, at: "2026-05-01T09:00:00Z" };
  expect(await club.ask(collect("score", "usage.feature"), [...child, parentsYes, stop, own])).toBe("no: parent-stopped");
  const lifted = { ...stop, on: false, at: "2026-05-01T09:00:00Z" };
  expect(await club.ask(collect("score", "usage.feature"), [...child, parentsYes, stop, lifted])).toBe("yes");
});

test("without a parent's yes nothing of a child is used", async () => {
  const use = { person: "k1", purpose: "play", data: ["name.alias"] };
  expect(await club.ask(use, child)).toBe("no: minor");
  expect(await club.ask(use, [...child, { ...parentsYes, by: "person" }])).toBe("no: minor");
  expect(await club.ask(use, [...child, parentsYes])).toBe("yes");
  expect(await club.ask(use, [...child, parentsYes, { ...parentsYes, given: false, at: "2026-05-01T09:00:00Z" }])).toBe(
    "no: minor",
  );
});

describe("a parent at a company that holds what children did", () => {
  let company: Company;
  let taken = "";
  beforeAll(async () => {
    company = makeCompany({ fill: CHILDREN });
    writeFileSync(join(company.folder, "troth.yaml"), CLUB);
    await company.done("store", "live", "club");
    taken = (await company.run("request", "access", "--subject", "account=7", "--requester", "parent", "--came", "mail")).stdout;
  }, 300_000);
  afterAll(() => company?.remove());

  const planOf = async (request: string) => JSON.parse(await company.done("status", request, "--json")) as RequestSeen;
  const approve = async (request: string) =>
    company.run("approve", request, "--plan", (await planOf(request)).plan.hash, "--as", "officer");
  const collecting = async () => {
    const point = ["--purpose", "play", "--data", "usage.feature", "--at", "score", "--collect", "--json"];
    const { stdout } = await company.run("explain", "--person", "7", ...point);
    return (JSON.parse(stdout) as { decision: { allowed: boolean; rule: string } }).decision;
  };

  test("a parent whose relation was verified reads what is held of the child, and nobody before", async () => {
    expect(taken).toContain("asked by a parent");
    expect(taken.replace(/\s+/g, " ")).toContain("that they are the child's parent or guardian (16 CFR 312.6(a)(3)(i))");
    const before = await approve("R-0001");
    expect([before.status, before.stderr.replace(/\s+/g, " ")]).toEqual([1, expect.stringContaining("312.6(a)(3)(i)")]);
    expect(existsSync(join(company.home, "packages", "R-0001.copy.json"))).toBe(false);
    expect((await company.run("asker", "R-0001", "--collect-no-more", "--as", "officer")).status).toBe(1);
    await company.done("asker", "R-0001", "--shown", "parent-proof", "--as", "officer");
    expect((await approve("R-0001")).status).toBe(0);
    const rows = company.copyOf("R-0001").data.flatMap((part) => part.rows);
    expect(rows).toMatchObject([{ alias: "otter-7" }, { level: "reef" }, { level: "cave" }]);
  }, 300_000);

  test("on the parent's word nothing more is collected, as a fact that stands", async () => {
    expect((await collecting()).rule).not.toBe("parent-stopped");
    // The request that was answered is done: the word comes with a new one.
    await company.run("request", "access", "--subject", "account=7", "--requester", "parent");
    await company.done("asker", "R-0002", "--shown", "parent-proof", "--as", "officer");
    await company.done("asker", "R-0002", "--collect-no-more", "--as", "officer");
    await company.done("asker", "R-0002", "--collect-no-more", "--as", "officer");
    expect(await collecting()).toMatchObject({ allowed: false, rule: "parent-stopped" });
  }, 300_000);

  test("an agent is told by the law's article that the right is a parent's", async () => {
    const { stdout } = await company.run("request", "erasure", "--subject", "account=8", "--requester", "agent");
    const [id = ""] = /R-\d+/.exec(stdout) ?? [];
    expect(stdout.replace(/\s+/g, " ")).toContain("COPPA gives this right, and not to them (16 CFR 312.6(a)(2))");
    expect((await approve(id)).status).toBe(1);
    expect(company.sql("select alias from players where id = 8")).toEqual([{ alias: "seal-8" }]);
  }, 300_000);

  test("a parent whose relation was verified has it deleted, and another child's stays", async () => {
    const { stdout } = await company.run("request", "erasure", "--subject", "account=7", "--requester", "parent");
    const [id = ""] = /R-\d+/.exec(stdout) ?? [];
    expect((await approve(id)).status).toBe(1);
    expect(company.sql("select count(*) as n from scores where player_id = 7")).toEqual([{ n: 2 }]);
    await company.done("asker", id, "--shown", "parent-proof", "--as", "officer");
    expect((await approve(id)).status).toBe(0);
    expect(company.sql("select alias from players")).toEqual([{ alias: "seal-8" }]);
    expect(company.sql("select player_id from scores")).toEqual([{ player_id: 8 }]);
    expect(company.receiptOf(id)).toMatchObject({ kind: "request.completed" });
  }, 300_000);
});
