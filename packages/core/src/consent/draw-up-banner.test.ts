// What a banner is called where one purpose waits for a yes and another runs until a no.
import { expect, test } from "vitest";
import { compileProgram } from "../program/index.ts";
import { drawUpBanner } from "./index.ts";

const bannerOf = (videos: string, language = "en", laws = "laws: [ccpa]") => {
  const text = `
troth: 1
organization: { name: Fernhill, country: US, contact: privacy@fernhill.example }
${laws}
services:
  site: { name: Fernhill, urls: ["https://www.fernhill.example"], languages: [en, id] }
subjects: [visitor]
purposes:
  videos: { kind: functionality, label: Show videos, data: [usage.page-view], ${videos} }
  advertising: { kind: cross-context-advertising, label: Advertising, data: [device.cookie-id] }
collection:
  visits: { from: automatic, takes: [usage.page-view, device.cookie-id] }
recipients:
  parade: { name: Parade Ads, kind: advertiser, capacity: third-party, country: US, for: [advertising], receives: [device.cookie-id], sharing: true, agreement: { kind: third-party, date: 2026-01-02, document: parade.pdf } }
trackers:
  _v: { purpose: videos, lasts: 90 days }
  _pd: { purpose: advertising, provider: parade, lasts: 90 days }
`;
  const { program, findings } = compileProgram({ file: "troth.yaml", read: () => text });
  if (program === undefined) throw new Error(findings.map(({ says }) => says).join("\n"));
  const asked = { service: "site", language, place: { country: "US", region: "CA" }, day: "2026-11-28", script: "" };
  return drawUpBanner(program, asked)?.banner;
};

/** @source Cal. Civ. Code 1798.135(a)(1); 11 CCR 7013(c), 7025(c)(6), 7026(g) */
test("in California what is shared until a no keeps its link and its confirmation, though something else waits for a yes", () => {
  const [alone, beside] = [bannerOf("basis: legitimate-interest, interest: Showing films"), bannerOf("basis: consent")];
  expect([alone?.choice, beside?.choice]).toEqual(["opt-out", "opt-in"]);
  const wayOut = {
    again: "Do Not Sell or Share My Personal Information",
    second: "Sale, sharing and trackers",
    gpc: "Opt-out signal honored",
    optedOut: "Your opt-out is in effect",
  };
  expect(alone?.texts).toMatchObject(wayOut);
  expect(beside?.texts).toMatchObject({ ...wayOut, title: "May Fernhill use trackers?" });
  expect(bannerOf("basis: consent", "id")?.texts.again).toBe("Jangan Jual atau Bagikan Informasi Pribadi Saya");
});

test("in a program that names no law, what rests on consent waits for a yes, as its decisions do", () => {
  const [told, waits] = [
    bannerOf("basis: legitimate-interest, interest: Showing films", "en", ""),
    bannerOf("basis: consent", "en", ""),
  ];
  expect(told?.purposes.map(({ id, choice }) => [id, choice])).toContainEqual(["videos", "notice"]);
  expect(waits?.purposes.map(({ id, choice }) => [id, choice])).toContainEqual(["videos", "opt-in"]);
});
