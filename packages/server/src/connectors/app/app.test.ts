import { afterAll, beforeAll, expect, test } from "vitest";
import { type AppServer, serveApps } from "../../../../../test/support/app-server.ts";
import { openConnector } from "../index.ts";

const options = { timeouts: { statement: 12, lock: 0.5, connect: 2 } };

let apps: AppServer;
beforeAll(async () => {
  apps = await serveApps();
});
afterAll(() => apps.close());

test("without a server an application is out of reach, and that is said by name", async () => {
  const beside = openConnector({ store: "app", connector: "app", url: "", options });
  await expect(beside.inspect()).rejects.toMatchObject({ code: "connector.unreachable", store: "app" });
  await expect(beside.inspect()).rejects.toThrow(/through the server alone/);
});

test("an application that does not run is said to be away", async () => {
  const connector = openConnector({ store: "app", connector: "app", url: "", options, apps: apps.server.inst.apps });
  const error = await connector.inspect().catch((thrown: unknown) => thrown);
  expect(error).toMatchObject({ code: "connector.unreachable", transient: true });
});
