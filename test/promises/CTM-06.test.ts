import { afterAll, beforeAll, expect, test } from "vitest";
import { describeInBrowser } from "../support/browser.ts";
import { scanSite } from "./support/scan-site.ts";
import { EU, openTaggedSite, PROGRAM, type TaggedSite, type Visitor } from "./support/tagged-site.ts";

const ALL = ["cookie natter_here www.fernhill.localhost", "database natter-talks", "local natter.talk", "session natter-tab"];
const of = async (visitor: Visitor) => (await visitor.stored()).filter((one) => one.includes("natter") && !one.includes("_id"));

describeInBrowser("in a browser", () => {
  let tagged: TaggedSite;
  beforeAll(async () => {
    tagged = await openTaggedSite();
  });
  afterAll(() => tagged.close());

  test("storage of every kind waits for a yes, when the page's own code writes it too", async () => {
    const visitor = await tagged.visit({ place: EU });
    await visitor.page.evaluate(`{
      localStorage.setItem("natter.talk", "1"); sessionStorage.setItem("natter-tab", "1");
      try { indexedDB.open("natter-talks"); } catch {}
    }`);
    await visitor.settled();
    expect(await of(visitor)).toEqual([]);
    await visitor.choose("Choose", { "Chat with us": true });
    await expect.poll(() => of(visitor)).toEqual(ALL);
  });

  test("a withdrawal clears storage of every kind, and the widget writes nothing any more", async () => {
    const visitor = await tagged.visit({ place: EU });
    await visitor.choose("Choose", { "Chat with us": true });
    await expect.poll(() => of(visitor)).toEqual(ALL);
    await visitor.choose("Privacy choices", { "Chat with us": false });
    await visitor.page.evaluate("natter()");
    // A database that a tag holds open goes with the page.
    expect((await of(visitor)).filter((one) => !one.startsWith("database"))).toEqual([]);
    await visitor.go("/books");
    expect(await of(visitor)).toEqual([]);
  });

  test("a scan of the live site looks into the browser's storage too", async () => {
    await tagged.visit({ place: EU });
    tagged.site.head(`<script nonce="n1">
      localStorage.setItem("own.local", "maya@lindqvist.example"); sessionStorage["own-tab"] = "1"; indexedDB.open("own-db");
      localStorage.setItem("early", "1");
    </script>`);
    // The banner does not know of `early`, so nobody holds it back; the program that is scanned for does.
    const program = PROGRAM.replaceAll("PORT", String(tagged.site.port)).concat(
      "  early:          { kind: local-storage, purpose: chat, provider: natter, lasts: 1 years }\n",
    );
    const { told, findings, visitors, stdout } = await scanSite(program, "--country", "DE", "--most", "2");
    const stored = told.filter((one) => /storage|database/.test(one)).map((one) => one.replace(/ of (www|app)\..*/, ""));
    expect(new Set(stored)).toEqual(
      new Set([
        "undeclared: local storage own.local",
        "undeclared: session storage own-tab",
        "undeclared: database own-db",
        "before-choice: local storage early",
      ]),
    );
    expect(visitors).toEqual(["unanswered", "refused", "accepted", "gpc"]);
    const early = findings.filter(({ code }) => code === "before-choice");
    expect(new Set(early.flatMap((one) => one.visitors))).toEqual(new Set(["unanswered", "refused", "gpc"]));
    // A name is told, and never what stands under it.
    expect(stdout).not.toContain("maya");
  });

  test("each stands on the screen beside the cookies, and one alone can be refused", async () => {
    const visitor = await tagged.visit({ place: EU });
    await visitor.press("Accept all");
    await expect.poll(() => of(visitor)).toEqual(ALL);
    await visitor.choose("Privacy choices", { "natter.talk": false });
    expect(await of(visitor)).toEqual(ALL.filter((one) => one !== "local natter.talk"));
  });
});
