// A store that only people can look into, over real HTTP and in a browser: asked, looked for, reported, done.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  approveRequest,
  recordTold,
  runRequest,
  setStoreLive,
  takeRequest,
  viewRequest,
} from "../../packages/server/src/requests/index.ts";
import { axeFindings, type Browser, describeInBrowser, lookWith, openBrowser, overflowOf } from "../support/browser.ts";
import { type ServedWorkshop, serveWorkshop } from "../support/served-workshop.ts";
import { ada, MARK } from "../support/workshop.ts";

const CABINET = `  cabinet:
    connector: manual
    ask: archive@workshop.example
    about: The grey cabinet on the second floor.
    datasets:
      folders: { is: customer, identity: { email: written_on_it }, fields: { name: name.full, letters: content.text } }
      cards: { is: customer, identity: { account: number }, fields: { name: name.full, words: { holds: [content.text] } }, erasure: fields }
  cellar:
    connector: manual
    ask: cellar@workshop.example
    datasets:
      boxes: { is: customer, identity: { account: number }, fields: { name: name.full, packed: none } }
`;

let served: ServedWorkshop;
let officer = "";

beforeAll(async () => {
  served = await serveWorkshop(
    {},
    CABINET,
    "  boxes: { datasets: [cellar/boxes], keep: 7 years since packed, because: Companies Act }\n",
  );
  for (const store of ["cabinet", "cellar"]) await setStoreLive(served.server.inst, { store, by: "officer" });
  officer = await served.staffCookie("officer");
});
afterAll(() => served?.close());

/** A request that people have been asked for. */
async function asked(right: "access" | "erasure", account: string): Promise<string> {
  const { inst } = served.server;
  const { request } = await takeRequest(inst, { right, subject: [{ kind: "account", value: account }], takenBy: "staff" });
  const { plan } = await viewRequest(inst, request);
  await approveRequest(inst, { request, plan: plan?.hash ?? "", as: "officer" });
  await advanced(request, ({ tasks }) => tasks.length > 0);
  return request;
}

type View = Awaited<ReturnType<typeof viewRequest>>;

/** Runs a request until it is as far as that. The server beside the test runs it too: whoever comes second does nothing. */
async function advanced(request: string, isThere: (view: View) => boolean): Promise<View> {
  for (;;) {
    const view = await runRequest(served.server.inst, request);
    if (isThere(view)) return view;
    await new Promise((go) => setTimeout(go, 50));
  }
}

const pathOf = (request: string, store = "cabinet") => `/staff/requests/${request}/tasks/${store}`;

/** Posts a report as a browser does. */
function report(
  request: string,
  fields: Record<string, string>,
  files: Record<string, readonly [string, string]> = {},
  cookie = officer,
  store = "cabinet",
) {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  for (const [name, [called, content]] of Object.entries(files)) form.append(name, new Blob([content]), called);
  return fetch(`${served.base}${pathOf(request, store)}`, {
    method: "POST",
    body: form,
    redirect: "manual",
    headers: { origin: served.base, cookie },
  });
}

const text = async (path: string, cookie = officer) => (await served.get(path, { cookie })).text();

describe("a task on the pages of staff", () => {
  test("says whom to look for to whoever needs to know, and writes down that they looked", async () => {
    const request = await asked("erasure", "1");
    const page = await text(pathOf(request));
    for (const said of [ada.email, "The grey cabinet on the second floor.", "Remove every record of this person.", "Your report"])
      expect(page).toContain(said);
    expect(await text("/staff/tasks")).toContain(pathOf(request));
    expect(await text(`/staff/requests/${request}`)).toContain(pathOf(request));
    const looks = await served.server.inst.storage.db
      .selectFrom("entry")
      .select("body")
      .where("kind", "=", "person.looked-at")
      .execute();
    expect(looks.map((row) => row.body).filter((body) => body.includes('"store":"cabinet"'))).toHaveLength(1);
  });

  test("is reported with what was found and how; what is wrong is said at its field", async () => {
    const request = await asked("erasure", "3");
    const wrong = await report(request, { "found-0": "one", "found-1": "0", note: "Shredded", outcome: "done" });
    expect(wrong.status).toBe(422);
    expect(await wrong.text()).toMatch(/how many records of folders were found/);
    const hostile = await report(
      request,
      { "found-0": "1", "found-1": "0", note: "", outcome: "done" },
      { "files-0": ["../../x", "y"] },
    );
    expect(hostile.status).toBe(422);
    const done = await report(request, { "found-0": "1", "found-1": "2", note: "Shredded", outcome: "done" });
    expect([done.status, done.headers.get("location")]).toEqual([303, pathOf(request)]);
    const again = await report(request, { "found-0": "1", "found-1": "2", note: "Shredded", outcome: "done" });
    expect(again.status).toBe(409);
    const page = await text(pathOf(request));
    expect(page).toContain("reported as done");
    expect(page).not.toMatch(/c3@workshop/);
    const cabinet = ({ stores }: View) => stores.find((one) => one.store === "cabinet");
    expect(cabinet(await advanced(request, (view) => cabinet(view)?.state === "verified"))).toMatchObject({
      state: "verified",
      deleted: 1,
      changed: 2,
    });
  });

  test("that was reported as impossible keeps that report beside the one that counts", async () => {
    const request = await asked("erasure", "13");
    const burnt = { "found-0": "", "found-1": "", note: "The archive is locked", outcome: "impossible" };
    expect((await report(request, burnt)).status).toBe(303);
    expect((await report(request, { "found-0": "2", "found-1": "0", note: "Opened, shredded", outcome: "done" })).status).toBe(
      303,
    );
    const page = await text(pathOf(request));
    const [last, earlier] = page.split("Earlier reports");
    expect(last).toContain("Opened, shredded");
    expect(last).not.toContain("The archive is locked");
    for (const said of ["The archive is locked", "Reported as impossible", "Report 1"]) expect(earlier).toContain(said);
    // Whoever does not open people reads no words about one.
    expect(await text(pathOf(request), await served.staffCookie("lead"))).toContain("The archive is locked");
  });

  test("of what a law keeps asks how much stays, says it at its field, and shows it until it is removed", async () => {
    const request = await asked("erasure", "14");
    const page = await text(pathOf(request, "cellar"));
    for (const said of ["Records of boxes that stay by law", "Day that the oldest of them counts from", "Companies Act"])
      expect(page).toContain(said);
    const fields = { "found-0": "3", note: "Two stay", outcome: "done" };
    const to = (more: Record<string, string>) => report(request, { ...fields, ...more }, {}, officer, "cellar");
    const none = await to({});
    expect([none.status, await none.text()]).toEqual([422, expect.stringMatching(/how many records of boxes stay by law/)]);
    const undated = await to({ "stays-0": "2" });
    expect([undated.status, await undated.text()]).toEqual([422, expect.stringMatching(/from which day the oldest record/)]);
    const day = new Date().toISOString().slice(0, 10);
    expect((await to({ "stays-0": "2", "oldest-0": day })).status).toBe(303);
    const until = Number(day.slice(0, 4)) + 7;
    expect(await text(pathOf(request, "cellar"))).toMatch(
      new RegExp(`3 found, 2 of them stay by law, the first until \\d+ \\w+ ${until}`),
    );
    await report(request, { "found-0": "0", "found-1": "0", note: "Looked", outcome: "done" });
    await recordTold(served.server.inst, { request, recipient: "letters" });
    await advanced(request, ({ state }) => state === "done");
    expect(await text(`/staff/requests/${request}`)).toMatch(/2 records\s+stay\s+by law; the first may go after/);
  });

  test("of a copy wants the copies themselves", async () => {
    const request = await asked("access", "5");
    const fields = { "found-0": "1", "found-1": "0", note: "Scanned", outcome: "done" };
    expect((await report(request, fields)).status).toBe(422);
    expect((await report(request, fields, { "files-0": ["scan.txt", "a scan"] })).status).toBe(303);
    await advanced(request, ({ because }) => !/cabinet/.test(because ?? ""));
  });

  test("is nobody's who is not asked: no account, no person, no role without the need", async () => {
    const request = await asked("erasure", "7");
    const fields = { "found-0": "0", "found-1": "0", note: "x", outcome: "done" };
    expect((await served.get(pathOf(request))).status).toBe(303);
    expect((await report(request, fields, {}, "")).status).toBe(303);
    expect((await report(request, fields, {}, await served.personCookie())).status).toBe(303);
    expect((await report("R-9999", fields)).status).toBe(404);
    expect((await viewRequest(served.server.inst, request)).tasks[0]?.state).toBe("waiting");
  });

  test("is told of by a mail that says nothing of the person", async () => {
    await asked("erasure", "11");
    await asked("access", "12");
    const read = () => text(served.outbox);
    await expect.poll(async () => (await read()).split("by hand").length, { timeout: 90_000 }).toBeGreaterThan(2);
    const list = await read();
    const told = [...list.matchAll(/href="([^"]+)">R-\d+: something is to be done by hand/g)].map((match) => match[1] ?? "");
    expect(told.length).toBeGreaterThan(1);
    for (const path of told) {
      const mail = await text(path);
      expect(mail).toMatch(/(archive|cellar)@workshop\.example/);
      expect(mail).not.toMatch(new RegExp(`${MARK}|\\bc\\d+@workshop`));
    }
  });
});

describeInBrowser("a task in a browser", () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await openBrowser();
  });
  afterAll(() => browser?.close());

  test.each([{ width: 1280 }, { width: 320, dark: true }])("is sound at %o, before and after its report", async (looking) => {
    const request = await asked("access", looking.width === 320 ? "9" : "8");
    const context = await lookWith(browser, looking);
    const [name = "", value = ""] = officer.split("=");
    await context.addCookies([{ name, value, url: served.base }]);
    const page = await context.newPage();
    const sound = async (shot: string) => {
      expect(await axeFindings(page)).toEqual([]);
      expect(await overflowOf(page)).toBe(0);
      if (process.env.TROTH_TEST_SHOTS)
        await page.screenshot({ path: `${process.env.TROTH_TEST_SHOTS}/${shot}-${looking.width}.png`, fullPage: true });
    };
    await page.goto(`${served.base}/staff/tasks`);
    await sound("tasks");
    await page.getByRole("link", { name: "cabinet" }).first().waitFor();
    await page.goto(`${served.base}${pathOf(request)}`);
    await sound("task");
    await page.getByRole("button", { name: "Report as done" }).click();
    await page.getByRole("alert").first().waitFor();
    await sound("task-wrong");
    await page.getByLabel("Records of folders that you found").fill("1");
    await page.getByLabel("Records of cards that you found").fill("0");
    await page.getByLabel("How you did it").fill("Scanned, both sides");
    await page
      .getByLabel("Copies of folders")
      .setInputFiles({ name: "scan.txt", mimeType: "text/plain", buffer: Buffer.from("a scan") });
    await page.getByRole("button", { name: "Report as done" }).click();
    await page.getByText("reported as done").waitFor();
    await sound("task-done");
    // Of an erasure: a law keeps something there, and it was reported before.
    const erasure = await asked("erasure", looking.width === 320 ? "15" : "16");
    await report(erasure, { "found-0": "", note: "Locked", outcome: "impossible" }, {}, officer, "cellar");
    await page.goto(`${served.base}${pathOf(erasure, "cellar")}`);
    await page.getByLabel("Records of boxes that stay by law").waitFor();
    await page.getByText("Earlier reports").or(page.getByText("The report")).first().waitFor();
    await sound("task-keeps");
    await page.goto(`${served.base}/staff/requests/${request}`);
    await sound("request");
    await context.close();
  });
});
