// Texts that were taken back and are not off yet: everybody of staff sees that, an officer opens one and says that it is off.
import { afterAll, beforeAll, expect, test } from "vitest";
import { approvedText } from "../../../../test/support/approved-text.ts";
import {
  axeFindings,
  type Browser,
  describeInBrowser,
  lookWith,
  openBrowser,
  overflowOf,
} from "../../../../test/support/browser.ts";
import { type ServedWorkshop, serveWorkshop } from "../../../../test/support/served-workshop.ts";
import { anyLink } from "../../../../test/support/told-workshop.ts";
import { withdrawContent } from "../contents/index.ts";

const PURPOSE =
  "  publication: { label: What readers say, basis: consent, data: [content.text], consent: { content: shop/messages.body, withdrawn: { published: false } } }\n";
const TEXT = "zqxmark reads <b>here</b> every night";

let served: ServedWorkshop;
beforeAll(async () => {
  served = await serveWorkshop({}, "", "", [["recipients:", `${PURPOSE}recipients:`]]);
});
afterAll(() => served.close());

/** A text of customer 5 that was approved and taken back; the store cannot take it off, for want of a column. */
async function takenBack(text: string): Promise<string> {
  const { inst } = served.server;
  const { id } = await approvedText(inst, "5", text);
  expect(await withdrawContent(inst, { person: "5", id }, anyLink)).toBe("withdrawn");
  return id;
}

const pageOf = async (path: string, cookie: string) => {
  const answer = await served.get(path, { cookie });
  return { status: answer.status, text: await answer.text() };
};
const entries = async (kind: string) => {
  const rows = await served.server.inst.storage.db.selectFrom("entry").select("body").where("kind", "=", kind).execute();
  return rows.map(({ body }) => JSON.parse(String(body)) as Record<string, unknown>);
};

test("staff see that a text waits and why; an officer opens it, on the ledger, and says by what it is known to be off", async () => {
  const officer = await served.staffCookie("officer");
  const clerk = await served.staffCookie("clerk");
  expect((await pageOf("/staff/withdrawals", clerk)).text).toContain("Every text whose approval was taken back is off.");
  const id = await takenBack(TEXT);
  await served.post("/staff/withdrawals", "", { cookie: officer });
  const list = await pageOf("/staff/withdrawals", clerk);
  expect(list.text).toContain("The dataset shop/messages has no column published");
  expect(list.text).toContain("What readers say");
  expect(list.text).not.toContain("zqxmark");
  expect(list.text).not.toContain(`/staff/withdrawals/${id}`);
  expect((await pageOf("/staff/requests", clerk)).text).toContain("1 text is not off yet, though the approval was taken back.");
  expect((await served.post("/staff/withdrawals", "", { cookie: clerk })).status).toBe(403);
  expect((await pageOf(`/staff/withdrawals/${id}`, clerk)).status).toBe(403);
  expect(await entries("withdrawal.looked-at")).toEqual([]);
  expect((await pageOf("/staff/withdrawals", officer)).text).toContain(`/staff/withdrawals/${id}`);
  const opened = await pageOf(`/staff/withdrawals/${id}`, officer);
  expect(opened.text).toContain("zqxmark reads &lt;b&gt;here&lt;/b&gt; every night");
  expect(opened.text).toContain("Front page");
  expect(await entries("withdrawal.looked-at")).toMatchObject([{ content: id, account: expect.any(String) }]);
  const unsaid = await served.post(`/staff/withdrawals/${id}`, "knownBy=hearsay", { cookie: officer });
  expect(unsaid.status).toBe(422);
  expect(await unsaid.text()).toContain("Say how you know that it is off.");
  expect((await served.post(`/staff/withdrawals/${id}`, "knownBy=rows", { cookie: clerk })).status).toBe(403);
  const settled = await served.post(`/staff/withdrawals/${id}`, "knownBy=rows", { cookie: officer });
  expect([settled.status, settled.headers.get("location")]).toEqual([303, "/staff/withdrawals"]);
  expect(await entries("withdrawal.ended")).toMatchObject([{ content: id, by: "people", knownBy: "rows", role: "officer" }]);
  expect((await pageOf("/staff/withdrawals", clerk)).text).toContain("Every text whose approval was taken back is off.");
  for (const gone of [id, "C-1", "%00", "%FF"])
    expect((await pageOf(`/staff/withdrawals/${gone}`, officer)).status, gone).toBe(404);
  expect((await pageOf("/staff/requests", clerk)).text).not.toContain("not off yet");
});

test("of very many the page shows the oldest, and says how many more there are", async () => {
  const id = await takenBack("The first of many.");
  const { storage } = served.server.inst;
  await storage.executeSql(`insert into content (id, state, purpose, subject, reference, text_hash, sealed, asked_at, until)
    select 'C-many-' || n, 'earlier', purpose, subject, lpad(to_hex(n), 64, '0'), text_hash, sealed, asked_at, until
    from content, generate_series(1, 120) n where id = '${id}'`);
  await storage.executeSql(`insert into content_withdrawal (content, state, attempt, because, since, next_at)
    select id, 'open', 0, 'its store is away', now(), now() + interval '1 hour' from content where id like 'C-many-%'`);
  const page = (await pageOf("/staff/withdrawals", await served.staffCookie("officer"))).text;
  expect(page).toContain("121 texts are not off yet, though their authors took the approval back.");
  expect(page).toContain("21 more texts, taken back later");
  expect(page.match(/Show the text/g)).toHaveLength(100);
  await storage.executeSql("delete from content where id like 'C-many-%'");
});

describeInBrowser("its pages", () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await openBrowser();
  });
  afterAll(() => browser.close());

  test("can be read by everybody, on a phone too", async () => {
    const id = await takenBack(`${"w".repeat(90)}\nzqxmark`);
    const cookie = await served.staffCookie("officer");
    await served.post("/staff/withdrawals", "", { cookie });
    for (const width of [1280, 360]) {
      const looked = await lookWith(browser, { language: "en", width });
      const [name = "", value = ""] = cookie.split("=");
      await looked.addCookies([{ name, value, url: served.base }]);
      const page = await looked.newPage();
      for (const path of ["/staff/withdrawals", `/staff/withdrawals/${id}`]) {
        await page.goto(`${served.base}${path}`);
        expect({ path, axe: await axeFindings(page), wider: await overflowOf(page) }).toEqual({ path, axe: [], wider: 0 });
        if (process.env.TROTH_SHOTS)
          await page.screenshot({ path: `${process.env.TROTH_SHOTS}/w${width}-${path.length}.png`, fullPage: true });
      }
    }
  });
});
