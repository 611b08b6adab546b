// A text that its author takes back, in an application that lets nobody into its database: its own code changes the row.
import type { ChildProcess } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import Database from "libsql";
import { afterAll, beforeAll, expect, test } from "vitest";
import { withdrawContent } from "../../packages/server/src/contents/index.ts";
import { setStoreLive } from "../../packages/server/src/requests/index.ts";
import { carryOutWithdrawals, openWithdrawals } from "../../packages/server/src/withdrawals/index.ts";
import { type AppServer, killApplication, serveApps, startApplication } from "../support/app-server.ts";
import { approvedText } from "../support/approved-text.ts";
import { freePort } from "../support/served.ts";
import { anyLink } from "../support/told-workshop.ts";

const PROGRAM = readFileSync(fileURLToPath(new URL("../../examples/reading-room/troth.yaml", import.meta.url)), "utf8").replace(
  "recipients:\n",
  `  publication: { label: Readers on us, basis: consent, data: [content.text], consent: { content: app/posts.body, withdrawn: { shown: 0 } } }
recipients:
`,
);

let apps: AppServer;
let child: ChildProcess | undefined;
let room: Database.Database;
let address = "";
const start = async (): Promise<void> => {
  const port = await freePort();
  child = await startApplication("examples/reading-room/server.ts", [], {
    READING_ROOM_DB: join(apps.folder, "room.db"),
    READING_ROOM_CACHE: join(apps.folder, "cache.db"),
    TROTH_URL: apps.server.address,
    TROTH_KEY: apps.key,
    PORT: String(port),
  });
  address = `http://127.0.0.1:${port}`;
};
beforeAll(async () => {
  apps = await serveApps(PROGRAM);
  await setStoreLive(apps.server.inst, { store: "app", by: "officer" });
  await start();
  room = new Database(join(apps.folder, "room.db"));
  room.exec("alter table posts add column shown integer not null default 1");
});
afterAll(async () => {
  room.close();
  if (child) await killApplication(child);
  await apps.close();
});

const post = async (path: string, body: unknown): Promise<number> => {
  const headers = { "content-type": "application/json" };
  const answer = await fetch(`${address}${path}`, { method: "POST", body: JSON.stringify(body), headers });
  return ((await answer.json()) as { id: number }).id;
};
const shown = () => room.prepare("select id, shown from posts order by id").all();

test("it waits while the application is away, and goes by its code once it is back; nobody else's post does", async () => {
  const { inst } = apps.server;
  const mia = await post("/users", { email: "mia@reading-room.example", name: "Mia" });
  const ole = await post("/users", { email: "ole@reading-room.example", name: "Ole" });
  const text = "A quiet place.";
  const posts = [
    await post(`/users/${mia}/posts`, { body: text }),
    await post(`/users/${mia}/posts`, { body: "With good lamps." }),
    await post(`/users/${ole}/posts`, { body: text }),
  ];
  const { id } = await approvedText(inst, String(mia), text);
  if (child) await killApplication(child);
  child = undefined;
  expect(await withdrawContent(inst, { person: String(mia), id }, anyLink)).toBe("withdrawn");
  await expect
    .poll(async () => (await openWithdrawals(inst))[0]?.because, { timeout: 60_000 })
    .toContain("store app could not be read");
  expect(shown()).toEqual(posts.map((one) => ({ id: one, shown: 1 })));
  await start();
  await expect
    .poll(
      async () => {
        await carryOutWithdrawals(inst, { all: true });
        return (await openWithdrawals(inst)).length;
      },
      { timeout: 60_000 },
    )
    .toBe(0);
  expect(shown()).toEqual(posts.map((one, at) => ({ id: one, shown: at === 0 ? 0 : 1 })));
});
