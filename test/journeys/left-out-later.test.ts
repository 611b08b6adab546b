// What a decision to leave a dataset out comes to afterwards: the package that lacked it is made whole, and after a backup was
// put back it stands without being taken again - it, and no other.
import { copyFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { makeCopyLink, openPackage } from "../../packages/server/src/packages/index.ts";
import {
  approveRequest,
  leaveOut,
  type RequestView,
  reapplyErasures,
  recordRequest,
  recordTold,
  runRequest,
  setStoreLive,
  takeRequest,
  viewRequest,
} from "../../packages/server/src/requests/index.ts";
import { entriesOf, sign } from "../attack/support.ts";
import { readZip } from "../support/read-zip.ts";
import { type ServedWorkshop, serveWorkshop } from "../support/served-workshop.ts";
import { untilPlanned } from "../support/until-planned.ts";
import { ada, makeWorkshop, openWorkshop, type Workshop } from "../support/workshop.ts";
import { troth } from "./troth.ts";

const subject = [{ kind: "email", value: ada.email }];

/** The same file seen as a log: traces that an address does not find. They stand in nobody's way, but they are missing. */
const TRACES = `  traces:
    connector: sqlite
    url: \${SHOP_DB}
    datasets:
      tickets: { identity: { device: subject }, rest: none }
`;

describe("a package that lacks a dataset to which nothing leads", () => {
  let served: ServedWorkshop;
  beforeAll(async () => {
    served = await serveWorkshop({}, TRACES);
  });
  afterAll(() => served?.close());

  /** Goes on once the server has brought the request there, by its own jobs. */
  async function seen(request: string, stands: (view: RequestView) => boolean): Promise<RequestView> {
    const { inst } = served.server;
    await expect.poll(async () => stands(await viewRequest(inst, request)), { timeout: 60_000 }).toBe(true);
    return viewRequest(inst, request);
  }
  async function fetchPackage(request: string): Promise<{ readonly page: string; readonly missing: readonly string[] }> {
    const { inst } = served.server;
    const link = await makeCopyLink(inst, { request });
    if (link.kind === "refused") throw new Error(link.says);
    const answer = await openPackage(inst, link.value.token);
    if (answer.kind === "refused") throw new Error(answer.says);
    const zip = await readZip(new Uint8Array(await new Response(answer.value.stream).arrayBuffer()));
    const { missing } = JSON.parse(zip.get("data.json")?.toString() ?? "");
    return { page: zip.get("index.html")?.toString() ?? "", missing };
  }
  const made = (view: RequestView) => view.entries.filter((one) => one.kind === "copy.made").length;
  const readyMails = async () =>
    (await served.server.inst.storage.db.selectFrom("mail").select("template").execute()).filter(
      (one) => one.template === "copy-ready",
    );

  test("is made again, whole, by the server itself once staff leave it out; the person is written to once", {
    timeout: 180_000,
  }, async () => {
    const { inst } = served.server;
    const { request } = await recordRequest(inst, {
      ...{ right: "access", subject, takenBy: "person", verified: true },
      asker: { hash: "ab".repeat(32), contact: { email: ada.email }, language: "en" },
    });
    const hash = await untilPlanned(inst, request);
    expect(await approveRequest(inst, { request, plan: hash, as: "officer" })).toMatchObject({ kind: "done" });
    const lacking = await seen(request, (view) => made(view) === 1);
    expect(lacking).toMatchObject({ state: "open", because: expect.stringContaining("rows of tickets carry device") });
    const first = await fetchPackage(request);
    expect(first.missing).toEqual([expect.stringContaining("tickets")]);
    expect(first.page).toContain("Your request stays open");
    expect(await readyMails()).toEqual([]);

    const fields = new URLSearchParams({ place: "traces/tickets", reason: "not-identifiable" }).toString();
    const cookie = await served.staffCookie("officer");
    expect((await served.post(`/staff/requests/${request}/left-out`, fields, { cookie })).status).toBe(303);
    const whole = await seen(request, (view) => view.state === "done");
    expect(made(whole)).toBe(2);
    const second = await fetchPackage(request);
    expect(second.missing).toEqual([]);
    expect(second.page).not.toContain("Your request stays open");
    expect(second.page).toContain(ada.segment);
    expect(await readyMails()).toHaveLength(1);
    expect(await inst.storage.db.selectFrom("copy_package").select("request_id").execute()).toEqual([{ request_id: request }]);
  });
});

/** Two datasets of people whom an address does not find: one is left out, of the other nobody has decided. */
const PEOPLE = (dataset: string) => `  ${dataset}desk:
    connector: sqlite
    url: \${SHOP_DB}
    datasets:
      ${dataset}: { is: customer, identity: { device: ${dataset === "tickets" ? "subject" : "title"} }, rest: none }
`;

function shopWith(stores: string): Workshop {
  const shop = makeWorkshop();
  onTestFinished(() => shop.remove());
  shop.edit("datasets: [orders]", "datasets: [shop/orders]");
  shop.edit("\nretention:\n", `\n${stores}retention:\n`);
  return shop;
}
const customers = (shop: Workshop) => shop.sql("select count(*) as n from customers")[0]?.n;

/** Keeps the shop's database as it is; gives the way to put it back. */
function keep(shop: Workshop): () => void {
  shop.sql("pragma wal_checkpoint(truncate)");
  copyFileSync(shop.database, join(shop.folder, "yesterday.db"));
  return () => {
    for (const end of ["", "-wal", "-shm"]) rmSync(`${shop.database}${end}`, { force: true });
    copyFileSync(join(shop.folder, "yesterday.db"), shop.database);
  };
}

describe("an erasure that left a dataset out, and whose store comes back from a backup", () => {
  test("is erased again with the decision of then: by the command line, as whoever restored it would", {
    timeout: 300_000,
  }, async () => {
    const shop = shopWith(PEOPLE("tickets"));
    const run = (...args: readonly string[]): string => {
      const ran = troth({ cwd: shop.folder, env: { ...shop.env, TROTH_HOME: shop.home } }, ...args);
      return ran.stdout + ran.stderr;
    };
    const first = await openWorkshop(shop);
    await setStoreLive(first, { store: "ticketsdesk", by: "officer" });
    await first.close();
    const restore = keep(shop);
    expect(run("request", "erasure", "--subject", `email=${ada.email}`)).toContain("ticketsdesk");
    const left = run("leave-out", "R-0001", "ticketsdesk/tickets", "--because", "nothing-there", "--as", "officer");
    run("approve", "R-0001", "--plan", /--plan ([0-9a-f]+)/.exec(left)?.[1] ?? "", "--as", "officer");
    expect(run("told", "R-0001", "letters")).toMatch(/R-0001 {2}erasure {2}done/);
    expect(customers(shop)).toBe(39);
    restore();
    expect(customers(shop)).toBe(40);

    expect(run("reapply", "--act")).toMatch(/R-0001: erased again as R-0002, which is open/);
    expect(customers(shop)).toBe(39);
    expect(run("told", "R-0002", "letters")).toMatch(/R-0002 {2}erasure {2}done/);
    const inst = await openWorkshop(shop);
    onTestFinished(() => inst.close());
    const findings = (await viewRequest(inst, "R-0002")).plan?.findings ?? [];
    expect(findings.find((one) => one.dataset === "tickets")).toMatchObject({
      blocks: false,
      says: "left out by officer: ticketsdesk/tickets (somebody looked, and found nothing of this person)",
    });
    // Nobody decided anew: what was decided then is carried, and the entry of the approval says so.
    expect((await entriesOf(inst, "request.left-out")).map((one) => one.request)).toEqual(["R-0001"]);
    expect((await entriesOf(inst, "request.approved")).at(-1)).toMatchObject({
      ...{ request: "R-0002", role: "as approved in R-0001" },
      leftOut: [{ store: "ticketsdesk", dataset: "tickets", reason: "nothing-there" }],
    });
    expect(await reapplyErasures(inst, { act: false })).toMatchObject({ again: [], stray: [], unknown: [] });
  });

  test("waits for staff where the program has another such dataset by now: that was never left out", {
    timeout: 120_000,
  }, async () => {
    const shop = shopWith(PEOPLE("tickets"));
    const before = await openWorkshop(shop);
    await setStoreLive(before, { store: "ticketsdesk", by: "officer" });
    const restore = keep(shop);
    const { request } = await takeRequest(before, { right: "erasure", subject, takenBy: "staff" });
    await leaveOut(before, { request, places: ["ticketsdesk/tickets"], reason: "nothing-there", as: "officer" });
    await sign(before, request);
    await runRequest(before, request);
    await recordTold(before, { request, recipient: "letters" });
    expect(await viewRequest(before, request)).toMatchObject({ state: "done" });
    await before.close();
    restore();
    shop.edit("\nretention:\n", `\n${PEOPLE("stock")}retention:\n`);
    const inst = await openWorkshop(shop);
    onTestFinished(() => inst.close());
    const { again } = await reapplyErasures(inst, { act: true });
    expect(again).toMatchObject([{ of: request, state: "planned" }]);
    expect(customers(shop)).toBe(40);
    const blocking = (view: RequestView) => view.plan?.findings.filter((one) => one.blocks).map((one) => one.dataset);
    expect(blocking(await viewRequest(inst, again[0]?.request ?? ""))).toContain("stock");
  });
});
