// What the nightly sweep found, on the pages of staff: seen, removed and looked at again, or excused.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { approveRequest, recordTold, takeRequest, viewRequest } from "../../packages/server/src/requests/index.ts";
import { sweepStores } from "../../packages/server/src/residue/index.ts";
import { axeFindings, type Browser, describeInBrowser, lookWith, openBrowser, overflowOf } from "../support/browser.ts";
import { runUntil, type ServedWorkshop, serveWorkshop } from "../support/served-workshop.ts";
import { ada } from "../support/workshop.ts";

let served: ServedWorkshop;
let request = "";
const cookies: Record<string, string> = {};

beforeAll(async () => {
  served = await serveWorkshop();
  for (const role of ["officer", "lead", "clerk"] as const) cookies[role] = await served.staffCookie(role);
  const { inst } = served.server;
  served.shop.sql(`create table audit (id integer primary key, said text); insert into audit values (1, 'mail to ${ada.email}');
    create table logs (id integer primary key, line text); insert into logs values (1, '${ada.email} came')`);
  ({ request } = await takeRequest(inst, { right: "erasure", subject: [{ kind: "email", value: ada.email }], takenBy: "staff" }));
  const { plan } = await viewRequest(inst, request);
  await approveRequest(inst, { request, plan: plan?.hash ?? "", as: "officer" });
  await runUntil(inst, request, (view) => view.stores.every(({ state }) => state === "verified"));
  await recordTold(inst, { request, recipient: "letters" });
  await sweepStores(inst, { evenIfEarly: true });
});
afterAll(() => served?.close());

const PATH = "/staff/residue";
const text = async (role: string) => (await served.get(PATH, { cookie: cookies[role] ?? "" })).text();
const post = (act: string, fields: Record<string, string>, role = "officer") =>
  served.post(`${PATH}/${act}`, new URLSearchParams(fields).toString(), { cookie: cookies[role] ?? "" });

describeInBrowser("residue in a browser", () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await openBrowser();
  });
  afterAll(() => browser?.close());

  test.each([{ width: 1280 }, { width: 320, dark: true }])("is sound at %o", async (looking) => {
    const context = await lookWith(browser, looking);
    const [name = "", value = ""] = (cookies.officer ?? "").split("=");
    await context.addCookies([{ name, value, url: served.base }]);
    const page = await context.newPage();
    await page.goto(`${served.base}${PATH}`);
    await page.getByText("shop/audit.said").first().waitFor();
    expect(await axeFindings(page)).toEqual([]);
    expect(await overflowOf(page)).toBe(0);
    if (process.env.TROTH_TEST_SHOTS)
      await page.screenshot({ path: `${process.env.TROTH_TEST_SHOTS}/residue-${looking.width}.png`, fullPage: true });
    await page.getByRole("button", { name: "Excuse it" }).click();
    await page.getByText("Choose why it may be there.").first().waitFor();
    expect(await axeFindings(page)).toEqual([]);
    await context.close();
  });
});

describe("residue on the pages of staff", () => {
  test("is seen by all of staff, without a value; settled by whoever decides", async () => {
    for (const role of ["officer", "lead", "clerk"]) {
      const page = await text(role);
      expect(page).toContain("shop/audit.said");
      expect(page).not.toContain(ada.email);
      expect(page.includes("look again")).toBe(role !== "clerk");
      expect(page.includes("Excuse a place")).toBe(role === "officer");
    }
    expect((await post("removed", { request, place: "shop/audit.said" }, "clerk")).status).toBe(403);
    expect((await post("excuse", { place: "shop/logs.line", reason: "legal-keep" }, "lead")).status).toBe(403);
  });

  test("a word is no proof: what still stands there is refused, with how many rows", async () => {
    const answer = await post("removed", { request, place: "shop/audit.said" });
    expect(answer.status).toBe(409);
    expect(await answer.text()).toContain("1 row of shop/audit.said still has a value of theirs");
    expect((await post("removed", { request: "R-9999", place: "shop/audit.said" })).status).toBe(404);
    expect((await post("removed", { request, place: ada.email })).status).toBe(409);
  });

  test("a log is excused until a day, the rest is removed, and the request is done", async () => {
    const wrong = await post("excuse", { place: "shop/logs.line", reason: "rotating-log" });
    expect([wrong.status, await wrong.text()]).toEqual([422, expect.stringContaining("Say by which day the log has gone.")]);
    expect((await post("excuse", { place: "shop/logs.line", reason: "rotating-log", until: "2099-01-01" })).status).toBe(303);
    expect((await viewRequest(served.server.inst, request)).state).toBe("open");
    served.shop.sql("delete from audit");
    expect((await post("removed", { request, place: "shop/audit.said" }, "lead")).status).toBe(303);
    expect((await viewRequest(served.server.inst, request)).state).toBe("done");
    const page = await text("officer");
    expect(page).toContain("Nothing of anybody who was erased waits to be settled.");
    expect(page).toContain("A log that goes by itself, by a day");
  });
});
