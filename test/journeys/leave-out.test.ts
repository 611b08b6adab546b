// A dataset of people that nothing of a request leads to: staff see it before they sign, and leave it out on record.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { approveRequest, setStoreLive, takeRequest, viewRequest } from "../../packages/server/src/requests/index.ts";
import { axeFindings, type Browser, describeInBrowser, lookWith, openBrowser, overflowOf } from "../support/browser.ts";
import { type ServedWorkshop, serveWorkshop } from "../support/served-workshop.ts";
import { ada, MARK } from "../support/workshop.ts";

/** The same file seen as the desk's: people whom an address does not find. */
const DESK = `  desk:
    connector: sqlite
    url: \${SHOP_DB}
    datasets:
      tickets: { is: customer, identity: { device: subject }, rest: none }
`;

let served: ServedWorkshop;
beforeAll(async () => {
  served = await serveWorkshop({}, DESK);
  await setStoreLive(served.server.inst, { store: "desk", by: "officer" });
});
afterAll(() => served?.close());

async function asked(): Promise<string> {
  const subject = [{ kind: "email", value: ada.email }];
  return (await takeRequest(served.server.inst, { right: "erasure", subject, takenBy: "staff" })).request;
}
const leave = (request: string, fields: Record<string, string>, cookie: string) =>
  served.post(`/staff/requests/${request}/left-out`, new URLSearchParams(fields).toString(), { cookie });
const pageOf = async (request: string, cookie: string) => (await served.get(`/staff/requests/${request}`, { cookie })).text();

describe("a dataset that nothing leads to", () => {
  test("stands in the way until somebody who may approve leaves it out, for a ground, on record", async () => {
    const { inst } = served.server;
    const [request, officer, clerk] = [await asked(), await served.staffCookie("officer"), await served.staffCookie("clerk")];
    const { plan } = await viewRequest(inst, request);
    const sign = () => approveRequest(inst, { request, plan: plan?.hash ?? "", as: "officer" });
    expect(await sign()).toMatchObject({ kind: "refused" });
    expect(await pageOf(request, officer)).toContain("Leave a dataset out of this request");
    const fields = { place: "desk/tickets", reason: "nothing-there" };
    expect((await leave(request, fields, clerk)).status).toBeGreaterThanOrEqual(400);
    expect((await leave(request, { ...fields, place: "shop/customers" }, officer)).status).toBe(409);
    expect((await leave(request, { ...fields, reason: "because" }, officer)).status).toBeGreaterThanOrEqual(400);
    expect(await sign()).toMatchObject({ kind: "refused" });
    expect((await leave(request, fields, officer)).status).toBe(303);
    const page = await pageOf(request, officer);
    expect(page).not.toContain("Leave a dataset out of this request");
    expect(page).toContain("desk/tickets");
    const left = await inst.storage.db.selectFrom("entry").select("body").where("kind", "=", "request.left-out").execute();
    expect(left).toHaveLength(1);
    expect(JSON.parse(left[0]?.body ?? "")).toMatchObject({ store: "desk", dataset: "tickets", reason: "nothing-there" });
    expect(left.map(({ body }) => body).join()).not.toMatch(new RegExp(`${MARK}|${ada.email}`));
    expect(await sign()).toMatchObject({ kind: "done" });
  });
});

describeInBrowser("its page", () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await openBrowser();
  });
  afterAll(() => browser.close());

  test.each([{ width: 1280 }, { width: 320, dark: true }])(
    "is sound at %o, and leaves it out by keyboard alone",
    async (looking) => {
      const request = await asked();
      const context = await lookWith(browser, looking);
      const [name = "", value = ""] = (await served.staffCookie("officer")).split("=");
      await context.addCookies([{ name, value, url: served.base }]);
      const page = await context.newPage();
      const sound = async (shot: string) => {
        expect(await axeFindings(page)).toEqual([]);
        expect(await overflowOf(page)).toBe(0);
        if (process.env.TROTH_TEST_SHOTS)
          await page.screenshot({ path: `${process.env.TROTH_TEST_SHOTS}/${shot}-${looking.width}.png`, fullPage: true });
      };
      await page.goto(`${served.base}/staff/requests/${request}`);
      await sound("leave-out");
      for (const choice of ["desk/tickets", /Somebody looked/]) {
        await page.getByRole("radio", { name: choice }).focus();
        await page.keyboard.press("Space");
      }
      await page.getByRole("button", { name: "Leave it out, on record" }).focus();
      await page.keyboard.press("Enter");
      await expect.poll(() => page.getByText("Leave a dataset out of this request").count()).toBe(0);
      await sound("left-out");
      await context.close();
    },
  );
});
