import { describe, expect, test } from "vitest";
import { compileProgram, type Program } from "../program/index.ts";
import { type BannerInput, cspFor, drawUpBanner, type PageAsked, type PageError, pagePolicies, unsayable } from "./index.ts";

const PROGRAM = `
troth: 1
organization: { name: Fernhill, country: US, contact: privacy@fernhill.example }
laws: [gdpr, uk-gdpr, ch-fadp, ccpa, us-states, id-pdp, lgpd]
services:
  site: { name: Fernhill, urls: ["https://www.fernhill.example/a", "https://www.fernhill.example/b"], languages: [en, id] }
subjects: [visitor]
purposes:
  session: { kind: service, data: [auth.token], essential: true, basis: contract }
  count: { kind: analytics, data: [usage.page-view], basis: { gdpr: consent, uk-gdpr: legitimate-interest, id-pdp: consent, lgpd: consent }, interest: To find faults }
  replay: { kind: research, label: Replay, data: [usage.page-view], basis: { gdpr: consent, uk-gdpr: legitimate-interest, id-pdp: consent, lgpd: consent }, interest: To find faults }
  videos: { kind: functionality, data: [usage.page-view], basis: { gdpr: consent, uk-gdpr: consent, id-pdp: consent, lgpd: consent } }
  ads: { kind: cross-context-advertising, data: [device.cookie-id], basis: { gdpr: consent, uk-gdpr: consent, id-pdp: consent, lgpd: consent } }
collection:
  visits: { from: automatic, takes: [usage.page-view, device.cookie-id, auth.token] }
recipients:
  lumen: { name: Lumen Metrics, kind: analytics-provider, country: US, for: [count], receives: [usage.page-view], agreement: { kind: dpa, date: 2026-01-02, document: a.pdf } }
  crowd: { name: Crowd, kind: integration, capacity: third-party, country: US, for: [replay], receives: [usage.page-view], agreement: { kind: third-party, date: 2026-01-02, document: a.pdf } }
  parade: { name: Parade, kind: advertiser, capacity: third-party, country: US, for: [ads], receives: [device.cookie-id], sharing: true, agreement: { kind: third-party, date: 2026-01-02, document: a.pdf } }
trackers:
  sid: { purpose: session }
  _lm*: { purpose: count, provider: lumen, lasts: 13 months, about: Tells visits apart. }
  count: { kind: local-storage, purpose: count, lasts: 1 days }
  lumen-tag: { kind: tag, purpose: count, provider: lumen, loads: ["https://lumen.example/*", "/own/lumen.js"] }
  crowd-tag: { kind: tag, purpose: replay, provider: crowd, loads: ["https://www.clarity.ms/tag/*"] }
  player: { kind: tag, purpose: videos, loads: ["//reel.example/*"] }
  pid: { purpose: ads, provider: parade, party: third, domain: .parade.example, lasts: forever }
  pixel: { kind: pixel, purpose: ads, provider: parade, loads: ["https://px.parade.example/*", "https://lumen.example/*"] }
  bat: { kind: tag, purpose: ads, provider: parade, loads: ["https://bat.bing.com/bat.js"] }
  opened: { kind: pixel, in: mail, purpose: count }
`;

function compile(change: (text: string) => string = (text) => text): Program {
  const { program, findings } = compileProgram({ file: "troth.yaml", read: () => change(PROGRAM) });
  if (program === undefined) throw new Error(findings.map(({ says }) => says).join("\n"));
  return program;
}

const program = compile();
const AT = { service: "site", language: "en", day: "2026-11-28", script: "s" } as const;
const drawn = (more: Partial<BannerInput> = {}, of: Program = program) => {
  const made = drawUpBanner(of, { ...AT, ...more });
  if (made === undefined) throw new Error("no banner");
  return made;
};
const choices = (more: Partial<BannerInput>, of?: Program) =>
  Object.fromEntries(drawn(more, of).banner.purposes.map(({ id, choice }) => [id, choice]));

const in_ = (country: string, region?: string) => ({ place: region === undefined ? { country } : { country, region } });

describe("what a visitor is asked follows from the laws of their place", () => {
  const asked = { session: "none", count: "opt-in", replay: "opt-in", videos: "opt-in", ads: "opt-in" };
  test.each([
    ["the Union", in_("FR"), asked],
    ["the Area", in_("NO"), asked],
    ["Indonesia", in_("ID"), asked],
    ["Brazil", in_("BR"), asked],
    ["nobody knows where: the strictest", {}, asked],
    ["where no law of the program is: the strictest", in_("AQ"), asked],
    // A processor's count is exempt, and may be objected to; what a third party gets is not.
    ["the United Kingdom", in_("GB"), { ...asked, count: "opt-out" }],
    ["the United Kingdom before 5 February 2026", { ...in_("GB"), day: "2026-02-04" }, asked],
    ["Switzerland", in_("CH"), { session: "none", count: "notice", replay: "notice", videos: "notice", ads: "notice" }],
    ["California", in_("US", "CA"), { session: "none", count: "notice", replay: "notice", videos: "notice", ads: "opt-out" }],
    ["Virginia", in_("US", "VA"), { session: "none", count: "notice", replay: "notice", videos: "notice", ads: "opt-out" }],
  ])("%s", (_, more, expected) => {
    expect(choices(more)).toEqual(expected);
  });

  test("the first layer is that of the most that is asked", () => {
    const layers = [in_("FR"), in_("GB"), in_("US", "CA"), in_("CH")].map((more) => drawn(more).banner.choice);
    expect(layers).toEqual(["opt-in", "opt-in", "opt-out", "notice"]);
  });

  test("a company of the Union asks everybody", () => {
    expect(
      choices(
        in_("US", "CA"),
        compile((text) => text.replace("country: US, contact", "country: SE, contact")),
      ),
    ).toEqual(asked);
  });

  test("the program may ask for more than the law: by its banner, and by its basis", () => {
    const banner = compile((text) =>
      text.replace("languages: [en, id]", "languages: [en, id], banner: { choice: { ccpa: opt-in } }"),
    );
    expect(choices(in_("US", "CA"), banner)).toEqual(asked);
    const basis = compile((text) =>
      text.replace(
        "videos: { kind: functionality, data: [usage.page-view], basis: {",
        "videos: { kind: functionality, data: [usage.page-view], basis: { ccpa: consent,",
      ),
    );
    expect(choices(in_("US", "CA"), basis)).toMatchObject({ videos: "opt-in", count: "notice" });
  });

  test("what is never done for people of a law never runs for them", () => {
    const never = compile((text) => text.replace("ads: { kind", "ads: { never: [ccpa], kind"));
    expect(choices(in_("US", "CA"), never)).toMatchObject({ ads: "never" });
    expect(choices(in_("FR"), never)).toMatchObject({ ads: "opt-in" });
  });

  test("each rule that had its say is named with its article", () => {
    expect(drawn(in_("US", "CA")).rules).toEqual([
      { law: "ccpa", choice: "notice", article: "Cal. Civ. Code 1798.100(a)", verified: true },
      { law: "ccpa", choice: "opt-out", article: "Cal. Civ. Code 1798.120, 1798.135; 11 CCR 7025, 7026", verified: true },
    ]);
    expect(drawn(in_("FR")).rules.map(({ article }) => article)).toEqual([
      "Directive 2002/58/EC Art. 5(3), second sentence",
      "Directive 2002/58/EC Art. 5(3), first sentence",
    ]);
  });

  test("the signal is against what is sold, shared or advertises, and nothing else", () => {
    const { purposes } = drawn(in_("US", "CA")).banner;
    expect(purposes.filter(({ gpc }) => gpc).map(({ id }) => id)).toEqual(["ads"]);
    const sold = compile((text) =>
      text.replace(
        "capacity: third-party, country: US, for: [replay]",
        "capacity: third-party, sale: true, country: US, for: [replay]",
      ),
    );
    expect(
      drawn(in_("US", "CA"), sold)
        .banner.purposes.filter(({ gpc }) => gpc)
        .map(({ id }) => id),
    ).toEqual(["replay", "ads"]);
  });
});

describe("what the browser is given", () => {
  const { banner } = drawn({ ...in_("US", "CA"), records: "https://privacy.example/v1/consents" });
  const tracker = (id: string) => banner.trackers.find((one) => one.id === id);

  test("trackers of the site alone, each with provider, kind, duration and use", () => {
    expect(banner.trackers.map(({ id }) => id)).toEqual([
      "sid",
      "_lm*",
      "tracker:count",
      "lumen-tag",
      "crowd-tag",
      "player",
      "pid",
      "pixel",
      "bat",
    ]);
    expect(tracker("_lm*")?.line).toBe("Lumen Metrics. Cookie, 13 months. Tells visits apart.");
    expect(tracker("tracker:count")?.line).toBe("Fernhill. Local storage, 1 day. Analytics");
    expect(tracker("pid")?.line).toBe("Parade, third party. Cookie, until it is deleted. Advertising from activity across sites");
    expect(tracker("lumen-tag")?.line).toBe("Lumen Metrics. Script. Analytics");
  });

  test("names that a script can hold are those of the first party's storage", () => {
    expect(banner.trackers.flatMap(({ stored }) => stored ?? [])).toEqual(["sid", "_lm*", "count"]);
  });

  test("requests by host and path, whichever scheme; a third party's domain stands for all of it", () => {
    expect(tracker("lumen-tag")?.urls).toEqual(["lumen.example/*", "*/own/lumen.js"]);
    expect(tracker("player")?.urls).toEqual(["reel.example/*"]);
    expect(tracker("pid")?.urls).toEqual(["parade.example/*", "*.parade.example/*"]);
  });

  test("the browser is told nothing that it does not need: no law, no basis, no place of the program", () => {
    expect(JSON.stringify(banner)).not.toMatch(/article|basis|troth\.yaml|verified/);
  });

  test("Google's keys stand for the purposes behind them; one without a purpose is never granted, but security", () => {
    expect(Object.fromEntries(banner.google)).toEqual({
      ad_storage: ["ads"],
      ad_user_data: ["ads"],
      ad_personalization: ["ads"],
      analytics_storage: ["count"],
      functionality_storage: ["videos"],
      personalization_storage: ["-"],
      security_storage: [],
    });
  });

  test("Microsoft's are built in where the program loads them alone", () => {
    expect([banner.uet, banner.clarity]).toEqual([true, true]);
    const without = drawn(
      {},
      compile((text) => text.replace("bat.bing.com", "bat.example").replace("www.clarity.ms", "clarity.ms.example")),
    ).banner;
    expect([without.uet, without.clarity]).toEqual([undefined, undefined]);
  });

  test("an answer holds six months, or as long as the program says", () => {
    expect(banner.remember).toEqual({ months: 6, days: 0 });
    const said = (remember: string) =>
      drawn(
        {},
        compile((text) => text.replace("languages: [en, id]", `languages: [en, id], banner: { remember: ${remember} }`)),
      ).banner.remember;
    expect(["1 years", "2 weeks", "36 hours", "12 hours"].map(said)).toEqual([
      { months: 12, days: 0 },
      { months: 0, days: 14 },
      { months: 0, days: 1 },
      // Of a day that is none an answer would be over as it is given.
      { months: 0, days: 1 },
    ]);
  });

  test("in Indonesian too, and in English for whoever speaks neither", () => {
    expect(drawn({ language: "id-ID", ...in_("ID") }).banner).toMatchObject({
      language: "id",
      texts: { accept: "Terima semua", refuse: "Tolak semua" },
    });
    // The program's own words too: a part of the world does not keep them from being found.
    const labeled = compile((text) => text.replace("label: Replay", "label: { en: Replay, id: Putar ulang }"));
    expect(drawn({ language: "id-ID" }, labeled).banner.purposes.map(({ name }) => name)).toContain("Putar ulang");
    expect(drawn({ language: "de" }).banner.language).toBe("en");
    // English words run from left to right, whatever was asked for.
    expect(drawn({ language: "ar" }).banner).toMatchObject({ language: "en", dir: "ltr" });
    const en = drawn(in_("GB")).banner.texts.intro;
    expect(en).toBe(
      "For: Replay, Remembering choices, Advertising from activity across sites. None of it runs before you say yes, and the site works the same if you refuse. Running until you refuse: Analytics. Change your answer at any time.",
    );
  });

  test("a service without a banner, without trackers, or that is not there has none", () => {
    const off = compile((text) => text.replace("languages: [en, id]", "languages: [en, id], banner: false"));
    expect(drawUpBanner(off, AT)).toBeUndefined();
    expect(drawUpBanner(program, { ...AT, service: "shop" })).toBeUndefined();
    expect(
      drawUpBanner(
        compile((text) => text.slice(0, text.indexOf("trackers:"))),
        AT,
      ),
    ).toBeUndefined();
  });
});

describe("what was shown, and what a yes was to", () => {
  const hashes = (more: Partial<BannerInput>, of?: Program) => {
    const { shown, purposes } = drawn(more, of).banner;
    return { shown, purposes: purposes.map(({ hash }) => hash) };
  };
  const before = hashes({});

  test.each<[string, Partial<BannerInput>, Program | undefined, "same" | "other"]>([
    ["the language", { language: "id" }, undefined, "same"],
    ["the script", { script: "t" }, undefined, "same"],
    ["the words of a purpose", {}, compile((text) => text.replace("Replay", "Session replay")), "same"],
    [
      "the layout",
      {},
      compile((text) => text.replace("languages: [en, id]", "languages: [en, id], banner: { modal: true }")),
      "same",
    ],
    [
      "another tracker of the same provider",
      {},
      compile((text) => text.replace("  bat:", "  _lm2: { purpose: count, provider: lumen }\n  bat:")),
      "same",
    ],
    [
      "another provider",
      {},
      compile((text) =>
        text.replace("  bat:", "  _x: { purpose: count, provider: parade }\n  bat:").replace("for: [ads]", "for: [ads, count]"),
      ),
      "other",
    ],
    ["another kind of purpose", {}, compile((text) => text.replace("kind: research", "kind: survey")), "other"],
    [
      "data that comes to a purpose",
      {},
      compile((text) => text.replace("kind: analytics, data: [", "kind: analytics, data: [usage.search, ")),
      "other",
    ],
  ])("%s: what is shown is another; whether an answer holds", (_, more, of, material) => {
    const after = hashes(more, of);
    expect(after.shown).not.toBe(before.shown);
    if (material === "same") expect(after.purposes).toEqual(before.purposes);
    else expect(after.purposes).not.toEqual(before.purposes);
  });

  test("the same program is shown the same, whatever is made up of a visitor", () => {
    expect(hashes({}, compile())).toEqual(before);
    for (const more of [{ language: "tlh" }, { language: "en-GB" }, in_("XX"), in_("XX", "Z9"), { gpc: true }])
      expect(hashes(more)).toEqual(before);
    expect(drawn({ ...in_("XX", "Z9"), gpc: true }).kept).toEqual(drawn().banner);
  });

  test("the same words by another law are another thing shown", () => {
    const [union, indonesia] = [drawn(in_("FR")), drawn(in_("ID"))];
    expect(drawn(in_("NO")).banner.shown).toBe(union.banner.shown);
    expect({ ...indonesia.kept, shown: "" }).toEqual({ ...union.kept, shown: "" });
    expect([union.laws, indonesia.laws]).toEqual([["gdpr"], ["id-pdp"]]);
    expect(indonesia.banner.shown).not.toBe(union.banner.shown);
  });
});

describe("the policy that a browser enforces", () => {
  const directive = (csp: string, name: string) => csp.split("; ").find((one) => one.startsWith(`${name} `));

  test("with no choice nothing of a tracker is a source", () => {
    expect(cspFor(program, { service: "site" })).toBe(
      "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; frame-src 'self'; object-src 'none'; base-uri 'self'",
    );
  });

  test("what is allowed is, and what a refused tracker would come from too is not", () => {
    const csp = cspFor(program, {
      service: "site",
      choices: { count: true, videos: true },
      nonce: "n",
      troth: "https://privacy.example",
    });
    expect(directive(csp, "script-src")).toBe("script-src 'self' 'nonce-n' https://privacy.example https://reel.example");
    const all = cspFor(program, { service: "site", choices: { count: true, ads: true, pid: false } });
    // All of its network's domain is `pid`'s, as the gate has it.
    expect(directive(all, "img-src")).toBe("img-src 'self' data: https://lumen.example https://bat.bing.com");
    expect(directive(all, "script-src")).toBe("script-src 'self' https://lumen.example https://bat.bing.com");
  });

  test("hosts are said as a policy can: with their scheme, without what varies in a name, and never all that end alike", () => {
    const loading = (...loads: readonly string[]) =>
      compile((text) => text.replace('loads: ["//reel.example/*"]', `loads: ${JSON.stringify(loads)}`));
    const scripts = (...loads: readonly string[]) =>
      directive(cspFor(loading(...loads), { service: "site", choices: { videos: true } }), "script-src");
    expect(scripts("reel.example/a/*", "http://old.reel.example:8080/*", "https://*.cdn.example/x")).toBe(
      "script-src 'self' https://reel.example http://old.reel.example:8080 https://*.cdn.example",
    );
    expect(scripts("https://v*.cdn.reel.example/*", "https://*-eu.reel.example/*")).toBe(
      "script-src 'self' https://*.cdn.reel.example https://*.reel.example",
    );
    const all = ["/own/player.js", "https://reel*/x", "https://*/pixel", "https://reel*.example/*"];
    expect(scripts(...all)).toBe("script-src 'self'");
    expect(unsayable(loading(...all), "site").filter(({ tracker }) => tracker === "player")).toEqual(
      all.map((loads) => ({ tracker: "player", loads })),
    );
  });

  test("a host below one that stands for all below it is shut with it, whichever of them is refused", () => {
    const wide = compile((text) => text.replace('loads: ["//reel.example/*"]', 'loads: ["https://*.parade.example/*"]'));
    const images = (choices: Readonly<Record<string, boolean>>) =>
      directive(cspFor(wide, { service: "site", choices }), "img-src");
    expect(images({ videos: true, ads: false })).toBe("img-src 'self' data:");
    expect(images({ videos: false, ads: true, bat: false })).not.toContain("px.parade.example");
    expect(images({ videos: true, ads: true })).toContain("https://*.parade.example");
  });
});

describe("the policy of a page, for whoever asks for it", () => {
  const NOW = Date.parse("2026-11-28T12:00:00Z");
  const policies = pagePolicies(program);
  const scripts = (asked: Omit<PageAsked, "service">, now = NOW) =>
    policies({ service: "site", ...asked }, now)
      .split("; ")
      .find((one) => one.startsWith("script-src "));
  const cookieOf = (choices: Readonly<Record<string, boolean>>, more: Readonly<Record<string, unknown>> = {}) => {
    const s = drawn()
      .banner.purposes.map(({ hash }) => hash)
      .join(".");
    const kept = { b: "b", c: choices, s, u: NOW + 1_000, g: false, ...more };
    return `session=1; troth_choice=${encodeURIComponent(JSON.stringify(kept))}; last=2`;
  };
  const REEL = "script-src 'self' https://reel.example";

  test("goes by the answer in the cookie, for as long as it holds", () => {
    expect(scripts({})).toBe("script-src 'self'");
    expect(scripts({ cookie: cookieOf({ videos: true }) })).toBe(REEL);
    expect(scripts({ cookie: cookieOf({ videos: true }) }, NOW + 2_000)).toBe("script-src 'self'");
    expect(scripts({ cookie: cookieOf({ videos: true }, { s: "00000000" }) })).toBe("script-src 'self'");
    expect(scripts({ cookie: cookieOf({ videos: true }, { a: { n: "n", o: { videos: 20_000 } } }) })).toBe("script-src 'self'");
  });

  test("where nobody has to be asked what runs is a source before an answer, and with the signal it is none", () => {
    const california = { country: "US", region: "CA" };
    expect(scripts({ place: california })).toContain("https://bat.bing.com");
    expect(scripts({ place: california, gpc: true })).not.toContain("https://bat.bing.com");
    expect(scripts({ place: california, cookie: cookieOf({ ads: false }) })).not.toContain("https://bat.bing.com");
  });

  test.each([
    ["nothing", ""],
    ["no JSON", "troth_choice=%7B"],
    ["no escape", "troth_choice=%E0%A4%A"],
    ["another thing", `troth_choice=${encodeURIComponent('{"c":{"videos":"yes"},"s":"x","u":1,"g":0}')}`],
    ["a prototype", `troth_choice=${encodeURIComponent('{"__proto__":{"c":{"videos":true}}}')}`],
    ["too much", `troth_choice=${"a".repeat(100_000)}`],
    ["a depth without end", `troth_choice=${encodeURIComponent('{"c":{},"s":"","u":1,"g":true,"p":'.repeat(400))}`],
  ])("a cookie that is none of ours answers nothing: %s", (_, cookie) => {
    expect(scripts({ cookie })).toBe("script-src 'self'");
  });

  test("what cannot be in a header is refused, and says which part", () => {
    const wrong: readonly (readonly [PageError["field"], Partial<PageAsked>])[] = [
      ["service", { service: "toString" }],
      ["place", { place: { country: "us" } }],
      ["troth", { troth: "https://privacy.example; script-src *" }],
      ["nonce", { nonce: "n' *" }],
    ];
    for (const [field, asked] of wrong)
      expect(() => policies({ service: "site", ...asked }, NOW)).toThrow(expect.objectContaining({ field }));
  });
});
