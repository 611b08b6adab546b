import { expect, test } from "vitest";
import { compileProgram } from "../program/index.ts";
import { judgeScan, type SeenEntry, type SeenRequest, showName, withoutQuery } from "./index.ts";

const PROGRAM = `
troth: 1
organization: { name: Fernhill, country: US, contact: privacy@fernhill.example }
laws: [gdpr, ccpa]
services: { site: { name: Fernhill, urls: ["https://www.fernhill.example"] } }
subjects: [visitor]
purposes:
  session: { kind: service, data: [auth.token], essential: true, basis: contract }
  counting: { kind: analytics, data: [device.cookie-id], basis: { gdpr: consent } }
  adverts: { kind: cross-context-advertising, data: [device.cookie-id], basis: { gdpr: consent } }
recipients:
  lumen: { name: Lumen, kind: analytics-provider, country: IE, for: [counting], receives: [device.cookie-id], agreement: { kind: dpa, date: 2026-01-02, document: lumen.pdf } }
  parade: { name: Parade, kind: advertiser, capacity: third-party, country: IE, for: [adverts], receives: [device.cookie-id], sharing: true, agreement: { kind: third-party, date: 2026-01-02, document: parade.pdf } }
trackers:
  sid: { purpose: session }
  _lm: { purpose: counting, provider: lumen, lasts: 13 months }
  _lm_*: { purpose: counting, provider: lumen, lasts: 30 days }
  _seen: { purpose: session, provider: lumen }
  lm: { kind: tag, party: third, purpose: counting, provider: lumen, loads: ["https://cdn.lumen.example/*"] }
  lm_id: { party: third, purpose: counting, provider: lumen, lasts: 2 days, domain: lumen.example }
  pd: { kind: tag, party: third, purpose: adverts, provider: parade, loads: ["https://parade.example/tag.js"] }
`;

const { program, findings: unsound } = compileProgram({
  file: "troth.yaml",
  read: (path) => (path === "troth.yaml" ? PROGRAM : undefined),
});

const at = { page: "www.fernhill.example/", by: [] };
const request = (address: string, more: Partial<SeenRequest> = {}): SeenRequest => ({
  ...at,
  visitor: "accepted",
  address,
  isPixel: false,
  ...more,
});
const cookie = (name: string, more: Partial<SeenEntry> = {}): SeenEntry => ({
  ...at,
  visitor: "accepted",
  kind: "cookie",
  name,
  host: "www.fernhill.example",
  ...more,
});

interface Met {
  readonly requests?: readonly SeenRequest[];
  readonly entries?: readonly SeenEntry[];
  readonly place?: { readonly country: string; readonly region?: string };
}

function judge({ requests = [], entries = [], place }: Met) {
  const service = program?.services.site;
  if (program === undefined || service === undefined) throw new Error(unsound.map(({ says }) => says).join("\n"));
  const input = { service, domains: ["fernhill.example"], day: "2026-11-28", ...(place === undefined ? {} : { place }) };
  return judgeScan(program, input, { visitors: ["accepted"], requests, entries }).filter(({ level }) => level === "error");
}
const told = (met: Met) => judge(met).map(({ code, what, tracker }) => [code, what, tracker]);

const LUMEN = ["cdn.lumen.example/t.js"];
const PARADE = ["parade.example/tag.js"];

test("what is declared, where and as it is declared, is no finding", () => {
  const entries = [
    cookie("sid"),
    cookie("_lm", { by: LUMEN, lastsSeconds: 13 * 31 * 86_400 }),
    cookie("_lm_7", { by: LUMEN }),
    cookie("lm_id", { host: "cdn.lumen.example", by: LUMEN }),
  ];
  const requests = ["www.fernhill.example/a.js", "static.fernhill.example/b.css", "cdn.lumen.example/t.js?id=1"];
  expect(told({ entries, requests: requests.map((one) => request(one)) })).toEqual([]);
});

test("a name that no tracker has is undeclared, and says whose script set it", () => {
  const [found] = judge({ entries: [cookie("_new", { by: LUMEN })] });
  expect(found).toMatchObject({ code: "undeclared", tracker: "lm", by: "cdn.lumen.example/t.js", place: { line: 19 } });
  expect(told({ entries: [{ ...cookie("sid"), kind: "local-storage" }] })).toEqual([
    ["undeclared", "local storage sid of www.fernhill.example", undefined],
  ]);
});

test("a name stands under the party that it is declared for", () => {
  expect(told({ entries: [cookie("sid", { host: "lumen.example", lastsSeconds: 60 }), cookie("lm_id", { by: LUMEN })] })).toEqual(
    [
      ["wrong-party", "cookie sid of lumen.example", "sid"],
      ["wrong-party", "cookie lm_id of www.fernhill.example", "lm_id"],
    ],
  );
});

test("a name is set by its own provider, under a purpose about which no less is asked than of its script", () => {
  const entries = [cookie("_lm", { by: PARADE }), cookie("_seen", { by: LUMEN }), cookie("_lm_1", { by: [...PARADE, ...LUMEN] })];
  expect(told({ entries })).toEqual([
    ["wrong-owner", "cookie _lm of www.fernhill.example", "_lm"],
    ["wrong-purpose", "cookie _seen of www.fernhill.example", "_seen"],
  ]);
  expect(told({ entries: [cookie("lm_id", { host: "other.example" })] })).toEqual([
    ["wrong-owner", "cookie lm_id of other.example", "lm_id"],
  ]);
});

test("a third party's cookie that is not declared is one, with the tracker at whose host it is", () => {
  expect(told({ entries: [cookie("x", { host: "lumen.example" }), cookie("y", { host: "other.example" })] })).toEqual([
    ["third-party-cookie", "cookie x of lumen.example", "lm"],
    ["third-party-cookie", "cookie y of other.example", undefined],
  ]);
});

test("a cookie stays for no longer than is declared: a month has up to 31 days", () => {
  const entries = [
    cookie("sid", { lastsSeconds: 60 }),
    cookie("_lm_1", { lastsSeconds: 30 * 86_400 }),
    cookie("_lm_2", { lastsSeconds: 31 * 86_400 }),
  ];
  expect(told({ entries })).toEqual([
    ["lasts-longer", "cookie sid of www.fernhill.example", "sid"],
    ["lasts-longer", "cookie _lm_2 of www.fernhill.example", "_lm_*"],
  ]);
});

test("a script reaches what its tracker declares, and nobody else", () => {
  const requests = [request("parade.example/pixel.gif", { by: PARADE, isPixel: true }), request("other.example/a?b=1")];
  expect(told({ requests })).toEqual([
    ["reaches-elsewhere", "pixel parade.example/pixel.gif", "pd"],
    ["undeclared", "requests to other.example", undefined],
  ]);
});

test.each([
  ["unanswered", undefined, true, true],
  ["refused", undefined, true, true],
  ["gpc", undefined, true, true],
  ["accepted", undefined, false, false],
  ["unanswered", { country: "US", region: "CA" }, false, false],
  ["refused", { country: "US", region: "CA" }, true, true],
  ["gpc", { country: "US", region: "CA" }, false, true],
] as const)("%s in %j: counting waits %s, advertising waits %s", (visitor, place, counting, adverts) => {
  const seen = {
    requests: [request("parade.example/tag.js", { visitor })],
    entries: [cookie("_lm", { visitor }), cookie("sid", { visitor })],
  };
  const early = judge({ ...seen, ...(place === undefined ? {} : { place }) }).filter(({ code }) => code === "before-choice");
  expect(early.map(({ tracker }) => tracker)).toEqual([...(adverts ? ["pd"] : []), ...(counting ? ["_lm"] : [])]);
});

test("the same on several pages, by several visitors, is one finding", () => {
  const visitors = ["unanswered", "accepted"] as const;
  const requests = visitors.flatMap((visitor) => ["/", "/a"].map((page) => request("other.example/", { visitor, page })));
  expect(judge({ requests })).toMatchObject([{ visitors, page: "/", pages: 2 }]);
});

test("what is declared and was not met is told, and breaks nothing", () => {
  const service = program?.services.site;
  if (program === undefined || service === undefined) throw new Error("no program");
  const seen = { visitors: ["accepted"] as const, requests: [], entries: [cookie("_lm_4")] };
  const found = judgeScan(program, { service, domains: ["fernhill.example"], day: "2026-11-28" }, seen);
  expect(found.map(({ code, level, tracker }) => `${code} ${level} ${tracker}`)).toEqual(
    ["sid", "_lm", "_seen", "lm", "lm_id", "pd"].map((one) => `not-seen info ${one}`),
  );
});

test("names are short and hold no mail address, addresses no query", () => {
  expect(showName("user_maya@lindqvist.example_1")).toBe("<address>");
  expect(showName("a".repeat(300))).toBe(`${"a".repeat(100)}…`);
  expect(withoutQuery("fernhill.example/of/maya%40lindqvist.example/x?token=1#2")).toBe("fernhill.example/of/<address>/x");
  const [found] = judge({ entries: [cookie("for-maya@lindqvist.example")] });
  expect(JSON.stringify(found)).not.toContain("maya");
});
