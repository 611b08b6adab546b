// A denial and the appeal against it as people live them: without script, over HTTP, mail over SMTP; and every page of it in a browser.
import { mkdirSync } from "node:fs";
import Database from "libsql";
import { afterAll, beforeAll, expect, test } from "vitest";
import { viewRequest } from "../../packages/server/src/requests/index.ts";
import { axeFindings, type Browser, describeInBrowser, lookWith, openBrowser, overflowOf } from "../support/browser.ts";
import { codeIn } from "../support/mailbox.ts";
import { type OpenCompany, openCompany } from "../support/open-company.ts";
import { freePort } from "../support/served.ts";
import { untilPlanned } from "../support/until-planned.ts";
import { type Visitor, visitorOf } from "../support/visitor.ts";

const PASSWORD = "a long sentence about tea and rain";
const WHY = "This is the fortieth of this month, each for the same.";

describeInBrowser("a denial, and the appeal against it", () => {
  let company: OpenCompany;
  let browser: Browser;
  const base = () => company.server.address;

  beforeAll(async () => {
    const port = await freePort();
    company = await openCompany({
      coolingOff: "1 day",
      edits: [["laws: [gdpr, ccpa, id-pdp]", "laws: [us-states, ch-fadp]"]],
      env: { TROTH_LISTEN: `127.0.0.1:${port}`, TROTH_ADDRESS: `http://127.0.0.1:${port}` },
    });
    browser = await openBrowser();
  }, 120_000);
  afterAll(async () => {
    await browser?.close();
    await company?.close();
  });

  /** Somebody who asked, entered the code, and stands at the request's page. */
  async function ask(email: string, kind: string, place: string): Promise<Visitor & { readonly request: string }> {
    const visitor = visitorOf(base());
    const { path } = await visitor.send("/en/ask", { email, kind, place });
    const page = await visitor.send(path, { code: codeIn(await company.mailbox.next(email)) });
    const request = page.path.split("/").at(-1) ?? "";
    await untilPlanned(company.server.inst, request);
    return { ...visitor, request };
  }
  async function officer(name: string): Promise<Visitor> {
    const visitor = visitorOf(base());
    await visitor.send(await company.invite("officer"), {});
    await visitor.send("/staff/account", { name, password: PASSWORD });
    return visitor;
  }
  /** The next mail to somebody with these words in it. */
  async function mailWith(email: string, words: string): Promise<string> {
    for (;;) {
      const text = (await company.mailbox.next(email)).mail.text ?? "";
      if (text.includes(words)) return text;
    }
  }
  /** Looks at a page wide and light, narrow and dark: what is wrong with it. Pictures, where somebody wants to see them. */
  async function lookAt(path: string, name: string, visitor: Visitor): Promise<readonly string[]> {
    const wrong: string[] = [];
    const { text } = await visitor.get(path);
    for (const looking of [{ width: 1280 }, { width: 320, dark: true }]) {
      const context = await lookWith(browser, looking);
      const page = await context.newPage();
      await page.route(`${base()}${path}`, (route) => route.fulfill({ contentType: "text/html", body: text }));
      await page.goto(`${base()}${path}`);
      for (const summary of await page.locator("summary").all()) await summary.click();
      const folder = process.env.TROTH_PICTURES;
      if (folder) {
        mkdirSync(folder, { recursive: true });
        await page.screenshot({ path: `${folder}/${name}-${looking.width}.png`, fullPage: true });
      }
      wrong.push(...(await axeFindings(page)).map((one) => `${name} ${looking.width}: ${one}`));
      if ((await overflowOf(page)) > 0) wrong.push(`${name} ${looking.width}: wider than the window`);
      await context.close();
    }
    return wrong;
  }

  test("a ground is chosen, the person appeals on their page, and another officer decides", async () => {
    const email = "ingrid@virginia.example";
    const person = await ask(email, "erasure", "US");
    const first = await officer("Sam First");
    const second = await officer("Sam Second");
    const staffPath = `/staff/requests/${person.request}`;
    expect(await lookAt(staffPath, "deny", first)).toEqual([]);
    const page = (await first.get(staffPath)).text;
    expect(page).toContain("Unfounded, of who lives in Virginia");
    expect(page).toContain("Grounds that deny nothing here");
    expect((await first.send(`${staffPath}/deny`, { because: WHY })).text).toContain("Choose the ground");
    await first.send(`${staffPath}/deny`, { ground: "unfounded/Virginia", because: WHY });
    const denied = await mailWith(email, WHY);
    for (const said of ["You may appeal to us", "Va. Code 59.1-577(B)(3)", "data protection authority"])
      expect(denied).toContain(said);

    const own = `/en/requests/${person.request}`;
    expect(await lookAt(own, "denied", person)).toEqual([]);
    expect((await person.send(`${own}/appeal`, { appeal: " " })).text).toContain("<title>Error: ");
    const appealed = await person.send(`${own}/appeal`, { appeal: "I asked twice, not forty times." });
    expect(appealed.text).toContain("Your appeal has been received.");
    expect(appealed.text).toMatch(/Your appeal must be decided by .*\(Va\. Code 59\.1-577\(C\)\)/);
    expect((await person.send(`${own}/appeal`, { appeal: "again" })).path).toContain(own);
    expect(await mailWith(email, "received your appeal")).toContain("Va. Code 59.1-577(C)");
    expect(await lookAt(own, "appealed", person)).toEqual([]);
    expect((await person.get(own.replace("/en/", "/id/"))).text).toContain("Anda mengajukan keberatan atas penolakan kami");

    expect((await first.get("/staff/requests")).text).toContain("an appeal is to be decided");
    expect((await first.get(staffPath)).text).toContain("You denied this request: somebody else decides");
    const decision = { outcome: "refused", decision: "We counted them once more." };
    expect((await first.send(`${staffPath}/decide-appeal`, decision)).status).toBe(409);
    expect(await lookAt(staffPath, "decide", second)).toEqual([]);
    expect((await second.send(`${staffPath}/decide-appeal`, { outcome: "refused" })).status).toBe(422);
    expect((await second.send(`${staffPath}/decide-appeal`, decision)).status).toBe(200);
    expect(await mailWith(email, "We counted them once more.")).toContain("attorney general");
    const after = (await person.get(own)).text;
    for (const said of ["We counted them once more.", WHY, "stay with our decision"]) expect(after).toContain(said);
    expect(await lookAt(own, "upheld", person)).toEqual([]);
    expect(await lookAt(staffPath, "upheld-staff", second)).toEqual([]);
  }, 120_000);

  test("an answer to a denial is an appeal where a law gives one, and granted it goes on by itself", async () => {
    const email = "tove@virginia.example";
    const person = await ask(email, "access", "US");
    const first = await officer("Sam Third");
    const second = await officer("Sam Fourth");
    const staffPath = `/staff/requests/${person.request}`;
    await first.send(`${staffPath}/deny`, { ground: "unfounded/Virginia", because: WHY });
    const answered = await person.send(`/en/requests/${person.request}/message`, { text: "That was not me." });
    expect(answered.text).toContain("Your appeal has been received.");
    await second.send(`${staffPath}/decide-appeal`, { outcome: "granted", decision: "It was somebody else." });
    expect(await mailWith(email, "It was somebody else.")).toContain("Your appeal is granted");
    for (let left = 100; left > 0 && (await viewRequest(company.server.inst, person.request)).state !== "planned"; left -= 1)
      await new Promise((go) => setTimeout(go, 100));
    expect((await viewRequest(company.server.inst, person.request)).state).toBe("planned");
  }, 120_000);

  test("a fee is told with its ground, accepted by the amount that was read, and holds the signature back", async () => {
    const email = "urs@bern.example";
    const person = await ask(email, "access", "CH");
    const sam = await officer("Sam Fifth");
    const staffPath = `/staff/requests/${person.request}`;
    expect((await sam.get(staffPath)).text).toContain("at most CHF 300");
    expect(await lookAt(staffPath, "fee", sam)).toEqual([]);
    const fee = { feeGround: "disproportionate-effort", amount: "CHF 301", feeBecause: "Forty boxes on paper." };
    expect((await sam.send(`${staffPath}/fee`, fee)).text).toContain("at most CHF 300");
    await sam.send(`${staffPath}/fee`, { ...fee, amount: "CHF 120" });
    expect(await mailWith(email, "Forty boxes")).toContain("DPO Art. 19(1)-(2), 22");
    const own = `/en/requests/${person.request}`;
    expect((await person.get(own)).text).toContain("It would cost CHF 120");
    expect(await lookAt(own, "fee-asked", person)).toEqual([]);
    expect((await person.send(`${own}/fee`, { amount: "CHF 1" })).text).toContain("It would cost CHF 120");
    expect((await person.send(`${own}/fee`, { amount: "CHF 120" })).text).toContain("You accepted to pay CHF 120.");
  }, 120_000);

  test("the officer's list shows what is open, and takes a decision", async () => {
    const sam = await officer("Sam Sixth");
    const database = new Database(company.database);
    database.exec("alter table contacts drop column city");
    database.close();
    expect((await sam.send("/staff/findings/look", {})).status).toBe(200);
    expect(await lookAt("/staff/findings", "findings", sam)).toEqual([]);
    const page = (await sam.get("/staff/findings")).text;
    const id = /name="finding" value="([0-9a-f]{12})"/.exec(page)?.[1] ?? "";
    expect(page).toMatch(/city[\s\S]*troth\.yaml:\d+/);
    expect((await sam.send("/staff/findings/decide", { finding: id, decision: "so" })).status).toBe(422);
    expect((await sam.send("/staff/findings/decide", { finding: id, decision: "nothing-to-do" })).text).not.toContain(id);
    expect((await sam.send("/staff/findings/decide", { finding: id, decision: "changed" })).status).toBe(409);
  }, 120_000);
});
