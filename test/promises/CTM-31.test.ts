import { cspFor } from "@troth/core/consent";
import { afterAll, beforeAll, expect, test } from "vitest";
import { fernhill } from "../banner/site.ts";
import { describeInBrowser } from "../support/browser.ts";
import { checked } from "./support/decisions.ts";
import { scanSite } from "./support/scan-site.ts";
import { EU, openTaggedSite, PROGRAM, type TaggedSite } from "./support/tagged-site.ts";

describeInBrowser("in a browser", () => {
  let tagged: TaggedSite;
  beforeAll(async () => {
    tagged = await openTaggedSite();
  });
  afterAll(() => tagged.close());

  /** The policy of the program for a choice, as the site's own server sends it. */
  const policyFor = (choices: Readonly<Record<string, boolean>>): string => {
    const { program } = checked(PROGRAM.replaceAll("PORT", String(tagged.site.port)));
    return cspFor(program ?? fernhill(tagged.site.port), { service: "site", choices, troth: tagged.troth.address, nonce: "n1" });
  };
  const asked = () => tagged.site.asked.filter((one) => /^(natter|elsewhere)/.test(one)).sort();

  test("a widget reaches the hosts that it declared, and under the program's policy no other", async () => {
    const visitor = await tagged.visit({ place: EU });
    tagged.site.policy(policyFor({ chat: true }));
    tagged.site.asked.length = 0;
    await visitor.go();
    await visitor.choose("Choose", { "Chat with us": true });
    await expect.poll(asked).toContain("natter.localhost/hello");
    await visitor.settled();
    expect(asked()).toEqual(["natter.localhost/chat.js", "natter.localhost/hello"]);
  });

  test("a scan of the live site reports a widget that calls elsewhere or sets a foreign cookie", async () => {
    await tagged.visit({ place: EU });
    tagged.site.policy("");
    const { port } = tagged.site;
    const program = PROGRAM.replaceAll("PORT", String(port));
    const { told, findings, status } = await scanSite(program, "--country", "DE", "--most", "2");
    expect(status).toBe(1);
    // The cookie of Parade is declared, so it is none of these.
    expect([...told].sort()).toEqual([
      `reaches-elsewhere: requests to elsewhere.localhost:${port}`,
      "third-party-cookie: cookie count_id of count.localhost",
      "third-party-cookie: cookie elsewhere_id of elsewhere.localhost",
      "third-party-cookie: cookie natter_id of natter.localhost",
    ]);
    const widget = { tracker: "natter-tag", visitors: ["accepted"], page: `www.fernhill.localhost:${port}/` };
    expect(findings.filter(({ tracker }) => tracker === "natter-tag")).toMatchObject([
      { ...widget, code: "reaches-elsewhere", by: `natter.localhost:${port}/chat.js` },
      { ...widget, code: "third-party-cookie" },
    ]);
  });

  test("while nobody said yes the policy reaches none of them, though the page names them outright", async () => {
    const visitor = await tagged.visit({ place: EU });
    tagged.site.policy(policyFor({}));
    tagged.site.asked.length = 0;
    tagged.site.head(`<script src="http://natter.localhost:${tagged.site.port}/chat.js"></script>`);
    await visitor.go();
    expect(asked()).toEqual([]);
  });
});
