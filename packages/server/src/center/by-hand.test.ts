// Somebody of whom only people find anything: their page says so, and not that nothing is held.
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Center, openCenter } from "../../../../test/support/center.ts";
import { makePackage } from "../packages/index.ts";
import { approveRequest, planRequest, recordTold, reportTask, runRequest, setStoreLive } from "../requests/index.ts";

const CABINET = `  cabinet:
    connector: manual
    ask: archive@workshop.example
    datasets:
      folders: { is: customer, identity: { email: written_on_it }, fields: { name: name.full, letters: content.text } }
`;

let center: Center;
beforeAll(async () => {
  center = await openCenter([
    ["\nretention:\n", `\n${CABINET}retention:\n`],
    ["datasets: [orders]", "datasets: [shop/orders]"],
  ]);
  await setStoreLive(center.inst, { store: "cabinet", by: "officer" });
});
afterAll(() => center.close());

const run = (request: string) => runRequest(center.inst, request, { copy: (of, id) => makePackage(of, { request: id }) });

async function reported(kind: "access" | "erasure", found: number, email: string) {
  const { inst } = center;
  const { cookie, request } = await center.enter(email, { kind });
  const { hash } = await planRequest(inst, request);
  expect(await approveRequest(inst, { request, plan: hash, as: "officer" })).toMatchObject({ kind: "done" });
  await run(request);
  const files = kind === "access" && found > 0 ? [{ dataset: "folders", name: "scan.txt", bytes: Buffer.from("Lee") }] : [];
  const report: Parameters<typeof reportTask>[1] = {
    request,
    store: "cabinet",
    outcome: "done",
    found: { folders: found },
    files,
    note: "Looked",
    role: "officer",
  };
  expect(await reportTask(inst, report)).toMatchObject({ kind: "done" });
  for (const { recipient } of (await run(request)).recipients) await recordTold(inst, { request, recipient });
  expect((await run(request)).state).toBe("done");
  return (await center.get(`/en/requests/${request}`, cookie)).text;
}

test("what people found is in the copy, and the page does not say that nothing is held", async () => {
  const page = await reported("access", 1, "lee@elsewhere.example");
  expect(page).toContain("<h1>Your copy is ready</h1>");
  expect(page).toContain("Download your copy");
  expect(page).not.toContain("No rows in 0 stores");
  expect(await reported("access", 0, "kim@elsewhere.example")).toContain(
    "<h1>We looked, and hold nothing about this address</h1>",
  );
});

test("what people removed is deleted, and the page does not say that there was nothing", async () => {
  expect(await reported("erasure", 2, "max@elsewhere.example")).toContain("<h1>Your data is deleted</h1>");
  expect(await reported("erasure", 0, "ann@elsewhere.example")).toContain(
    "<h1>We looked, and hold nothing about this address</h1>",
  );
});
