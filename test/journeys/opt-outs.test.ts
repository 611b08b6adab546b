// Somebody opts out over HTTP: every process that is connected, to whichever server, comes to deny by what it holds.
// How soon is measured (npm run bench -- opt-outs), and no matter here.
import type { ChildProcess } from "node:child_process";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Seen } from "../../bench/opt-outs/follower.ts";
import { answerOf, end, start, tell } from "../../bench/opt-outs/processes.ts";
import type { ServerReady } from "../../bench/opt-outs/server.ts";
import { type FreshPostgres, freshPostgres, testPostgres } from "../support/databases.ts";
import { eachKind } from "../support/storages.ts";

const PEOPLE = ["p-1", "p-2", "p-3"];

eachKind("opting out", (kind) => {
  const started: ChildProcess[] = [];
  let database: FreshPostgres | undefined;
  let servers: ServerReady[] = [];
  const begin = (name: "server" | "follower"): ChildProcess => {
    const child = start(name);
    started.push(child);
    return child;
  };
  const follow = async ({ url }: ServerReady): Promise<ChildProcess> => {
    const child = begin("follower");
    await answerOf<Seen>(child, { url, key: servers[0]?.key });
    return child;
  };
  const told = (): ServerReady => servers[0] as ServerReady;

  beforeAll(async () => {
    database = kind === "postgres" && testPostgres !== undefined ? await freshPostgres() : undefined;
    const env = database === undefined ? {} : { TROTH_DATABASE_URL: database.url };
    const first = await answerOf<ServerReady>(begin("server"), { env });
    servers = [first];
    if (database !== undefined) servers.push(await answerOf<ServerReady>(begin("server"), { env, join: first.place }));
  }, 120_000);
  afterAll(async () => {
    for (const child of started.reverse()) await end(child);
    await database?.drop();
  }, 120_000);

  test("every connected process comes to deny, and one that connects afterwards does", async () => {
    const followers = await Promise.all(servers.flatMap((server) => [follow(server), follow(server)]));
    await tell(
      told(),
      PEOPLE.map((person) => ({ kind: "born", person, day: "1990-05-01" })),
    );
    await Promise.all(followers.map((child) => answerOf<Seen>(child, { allowed: PEOPLE })));
    for (const person of PEOPLE) {
      const seeing = Promise.all(followers.map((child) => answerOf<Seen>(child, { denied: person })));
      await tell(told(), [{ kind: "opted-out", person, of: "profiling", on: true }]);
      for (const seen of await seeing) expect(seen).toMatchObject({ rule: "opt-out" });
    }
    const late = await follow(servers.at(-1) as ServerReady);
    for (const person of PEOPLE) expect(await answerOf<Seen>(late, { denied: person })).toMatchObject({ rule: "opt-out" });
  }, 240_000);
});
