import { drawUpNotice } from "@troth/core/notices";
import { expect, test } from "vitest";
import { describeInBrowser } from "../support/browser.ts";
import { checked, openCompany } from "./support/decisions.ts";
import { openPages, scanSite } from "./support/scan-site.ts";

const text = `
troth: 1
organization: { name: Hazel Fonts, country: NL, contact: privacy@hazel.example }
laws: [gdpr]
subjects: [customer]
purposes:
  sale: never
  rental: never
  advertising: never
  shop: { kind: service, basis: contract, data: [contact.email] }
  analytics: { basis: consent, data: [device.cookie-id] }
`;
const shop = openCompany(text);

test("nothing is sold, lent or advertised, whatever was agreed to", async () => {
  for (const purpose of ["sale", "rental", "advertising"]) {
    const agreed = { kind: "consented", purpose, given: true, explicit: true };
    expect(await shop.ask({ person: "c1", purpose, data: ["contact.email"] }, [agreed])).toBe("no: purpose-never");
  }
  const { never } = drawUpNotice(shop.program, { recipientsOn: "2026-06-01" });
  expect(never.purposes.map(({ id }) => id)).toEqual(["sale", "rental", "advertising"]);
});

const advertiser = `
recipients:
  network:
    name: Network
    kind: advertiser
    country: NL
    for: [analytics]
    receives: { device.cookie-id: consent }
    told: { mail: privacy@network.example }
    agreement: { kind: third-party, date: 2026-01-01, document: network.pdf }
trackers:
  _net: { purpose: analytics, provider: network, party: third, lasts: 30 days }
`;

test("no advertising recipient and no advertising tracker can be declared: the check names both places", () => {
  const { program, findings } = checked(text.trimEnd() + advertiser);
  expect(program).toBeUndefined();
  expect(findings.filter((finding) => finding.startsWith("error"))).toEqual([
    "error contradiction 13: Network is an advertising network, and troth.yaml:9:3 says `advertising: never`",
    "error contradiction 22: `_net` is a third party's, for its own ends, and troth.yaml:7:3 says `sale: never`",
    "error contradiction 22: `_net` is an advertising network's, and troth.yaml:9:3 says `advertising: never`",
  ]);
});

test("advertising under another name is advertising", () => {
  const hidden = "  measuring: { kind: ad-measurement, basis: consent, data: [device.cookie-id] }\n";
  const { program, findings } = checked(text + hidden);
  expect(program).toBeUndefined();
  expect(findings).toContain(
    "error contradiction 12: `measuring` is ad-measurement, and troth.yaml:9:3 says `advertising: never`",
  );
});

describeInBrowser("in a browser", () => {
  test("the scan of the live site meets no advertising host", async () => {
    const pages = await openPages({ "/": `<p>Fonts <a href="/about">About</a>`, "/about": "<p>About us" });
    try {
      const live = text.replace("subjects:", `services: { site: { name: Hazel, urls: ["${pages.address}"] } }\nsubjects:`);
      expect(await scanSite(live)).toMatchObject({ status: 0, kept: true, complete: true, findings: [] });
      // No browser opens a connection to this port: nobody is really asked.
      pages.show("/about", `<script src="http://ad.doubleclick.net:1/tag.js?id=1"></script>`);
      const { status, findings } = await scanSite(live);
      expect(status).toBe(1);
      expect(findings).toMatchObject([
        { code: "advertising", what: "requests to ad.doubleclick.net:1", page: expect.stringMatching(/\/about$/) },
      ]);
      expect(findings[0]?.says).toContain("the program says `advertising: never`");
    } finally {
      await pages.close();
    }
  });
});
