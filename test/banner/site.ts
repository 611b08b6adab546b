// Fernhill, a made-up firm with real ways of tagging: its site, and stand-ins for the networks on it, which set what networks set.
import { readFileSync } from "node:fs";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { buildBanner, scriptFile, scriptVersion } from "@troth/banner/build";
import { type Banner, type BannerInput, type ConsentWrite, drawUpBanner } from "@troth/core/consent";
import { compileProgram, type Program } from "@troth/core/program";

/** The program of the usual site, with \`PORT\` where it runs. */
export const PROGRAM = `
troth: 1
organization: { name: Fernhill, country: US, contact: privacy@fernhill.example }
laws: [gdpr, uk-gdpr, ch-fadp, ccpa, us-states, id-pdp]
services:
  site: { name: Fernhill, urls: ["https://www.fernhill.example"], languages: [en, id] }
subjects: [visitor]
purposes:
  session: { kind: service, label: { en: Needed for the site, id: Diperlukan oleh situs }, about: { en: "Sign-in, and remembering this answer.", id: "Masuk, dan mengingat jawaban ini." }, data: [auth.token], essential: true, basis: contract }
  measure: { kind: analytics, label: { en: Measure the site, id: Mengukur situs }, about: { en: "Counts pages, to find what is hard to use.", id: "Menghitung halaman, untuk menemukan yang sulit dipakai." }, data: [usage.page-view], basis: { gdpr: consent, uk-gdpr: legitimate-interest, id-pdp: consent }, interest: To make the site easier }
  videos: { kind: functionality, label: { en: Show videos, id: Menampilkan video }, about: { en: "Reel's player sets trackers of its own.", id: "Pemutar Reel memasang pelacaknya sendiri." }, data: [usage.page-view], basis: { gdpr: consent, uk-gdpr: consent, id-pdp: consent } }
  advertising: { kind: cross-context-advertising, label: { en: Advertising, id: Periklanan }, about: { en: "Shows our advertisements on other sites.", id: "Menampilkan iklan kami di situs lain." }, data: [device.cookie-id], basis: { gdpr: consent, uk-gdpr: consent, id-pdp: consent } }
collection:
  visits: { from: automatic, takes: [usage.page-view, device.cookie-id, auth.token] }
recipients:
  lumen: { name: Lumen Metrics, kind: analytics-provider, country: US, for: [measure], receives: [usage.page-view], agreement: { kind: dpa, date: 2026-01-02, document: lumen.pdf } }
  reel: { name: Reel, kind: integration, capacity: third-party, country: US, for: [videos], receives: [usage.page-view], agreement: { kind: third-party, date: 2026-01-02, document: reel.pdf } }
  parade: { name: Parade Ads, kind: advertiser, capacity: third-party, country: US, for: [advertising], receives: [device.cookie-id], sharing: true, agreement: { kind: third-party, date: 2026-01-02, document: parade.pdf } }
trackers:
  session:     { purpose: session }
  _lm:         { purpose: measure, provider: lumen, lasts: 13 months, about: { en: Tells one visit from another., id: Membedakan satu kunjungan dari yang lain. } }
  _lm_*:       { purpose: measure, provider: lumen, lasts: 13 months, about: { en: Keeps the state of a visit., id: Menyimpan keadaan kunjungan. } }
  lumen.queue: { kind: local-storage, purpose: measure, provider: lumen, lasts: forever }
  lumen-replay: { kind: indexed-db, purpose: measure, provider: lumen, lasts: forever }
  lumen-tab:   { kind: session-storage, purpose: measure, provider: lumen }
  lumen-tag:   { kind: tag, party: third, purpose: measure, provider: lumen, loads: ["http://lumen.localhost:PORT/*"] }
  reel-player: { kind: tag, party: third, purpose: videos, provider: reel, loads: ["http://reel.localhost:PORT/*"] }
  _pd:         { purpose: advertising, provider: parade, lasts: 90 days }
  parade-tag:  { kind: tag, party: third, purpose: advertising, provider: parade, loads: ["http://parade.localhost:PORT/tag.js", "http://parade.localhost:PORT/tag2.js"] }
  parade-pixel: { kind: pixel, party: third, purpose: advertising, provider: parade, loads: ["http://parade.localhost:PORT/px*"] }
`;

/**
 * How the server of records behaves. `lies`: keeps, and answers with a page. Those after it keep nothing: something in between
 * answers with a page, with nothing, or with the way to another page; or the record is one that Troth never takes.
 */
export type Records = "keeps" | "slow" | "very slow" | "down" | "lies" | "refuses" | "a page" | "nothing" | "elsewhere" | "never";

const SLOW_MS: Partial<Record<Records, number>> = { slow: 3000, "very slow": 20_000 };
/** What is answered by those who keep nothing. */
const UNKEPT: Partial<Record<Records, readonly [status: number, headers: Record<string, string>, body?: string]>> = {
  refuses: [503, {}],
  "a page": [200, { "content-type": "text/html" }, "<!doctype html><p>Sign in to the network"],
  nothing: [204, {}],
  elsewhere: [302, { location: "/elsewhere" }],
  never: [400, { "content-type": "application/problem+json" }, '{"type":"urn:troth:problem:consent.unknown","status":400}'],
};

/** Where a visitor is, in which language, and what the program says otherwise. */
export interface Shown {
  readonly place?: BannerInput["place"];
  readonly language?: string;
  readonly change?: (text: string) => string;
  readonly edit?: (banner: Banner) => Banner;
}

/** A running site. `*.localhost` is this machine, and each second-level name a site of its own to the browser. */
export interface Site {
  readonly port: number;
  /** What networks were asked, and records: `lumen.localhost/tag.js`. */
  readonly asked: string[];
  readonly records: ConsentWrite[];
  readonly refused: number;
  readonly banner: Banner;
  show(shown: Shown): void;
  behave(how: Records): void;
  /** The next pages hold this in their body. */
  body(html: string): void;
  head(html: string): void;
  /** The next pages are sent with this policy; empty: the usual one. */
  policy(value: string): void;
  slow(ms: number): void;
  address(path?: string, host?: string): string;
  close(): Promise<void>;
}

/** What another site than the usual one is. */
export interface SiteParts {
  /** The text of its program, with `PORT` for the port. */
  readonly program?: string;
  /** Code of networks, by `host/path`, beside the usual. */
  readonly scripts?: Readonly<Record<string, string>>;
  /** Starts Troth for the text of the program, and gives its address: then pages load the banner from there. */
  readonly serve?: (program: string) => Promise<string>;
}

/** The program of the site; `change` edits its text. */
export function fernhill(port: number, change: (text: string) => string = (text) => text): Program {
  const text = change(PROGRAM.replaceAll("PORT", String(port)));
  const { program, findings } = compileProgram({
    file: "troth.yaml",
    read: (path) => (path === "troth.yaml" ? text : undefined),
  });
  if (program === undefined) throw new Error(findings.map(({ says }) => says).join("\n"));
  return program;
}

/** What each network's script does, with the means of real ones. */
const SCRIPTS: Readonly<Record<string, string>> = {
  "lumen.localhost/tag.js": `(() => {
    const site = ";domain=" + location.hostname.split(".").slice(-2).join(".");
    document.cookie = "_lm=GA1.1.123.456;path=/;max-age=34128000" + site;
    document.cookie = "_lm_7QX=GS1.1;path=/;max-age=34128000" + site;
    document.cookie = "_lm_here=1;path=" + location.pathname;
    localStorage.setItem("lumen.queue", "[]");
    sessionStorage.setItem("lumen-tab", "1");
    indexedDB.open("lumen-replay").onupgradeneeded = () => {};
    window.lumen = (window.lumen || 0) + 1;
    const send = () => navigator.sendBeacon("//" + LUMEN + "/collect?page=" + location.pathname);
    send();
    window.lumenLater = () => {
      document.cookie = "_lm=again;path=/" + site;
      localStorage.setItem("lumen.queue", "again");
      send();
      fetch("//" + LUMEN + "/collect?fetch", { mode: "no-cors" }).catch(() => {});
      new Image().src = "//" + LUMEN + "/collect.gif";
    };
  })()`,
  "parade.localhost/tag.js": `(() => {
    document.cookie = "_pd=fb.1.1;path=/;max-age=7776000";
    const next = document.createElement("script");
    next.src = "//" + PARADE + "/tag2.js";
    document.head.append(next);
    new Image().src = "//" + PARADE + "/px.gif?ev=PageView";
  })()`,
  "parade.localhost/tag2.js": `window.parade = true`,
};

const page = (banner: string, head: string, body: string): string =>
  `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>Fernhill</title><link rel="icon" href="data:,">
<link rel="stylesheet" href="/site.css"><script src="${banner}"></script>${head}</head><body>
<nav aria-label="Site"><a href="/">Fernhill</a> <a href="/books">Books</a></nav>
<main><h1>Quote it, do it, bill it. In one place.</h1><p>Fernhill Projects keeps the hours, the papers and the invoices of 6,000 small firms.</p>${body}</main>
<footer><a href="/notice">Privacy notice</a> <button type="button" data-troth-open id="own">Privacy settings</button></footer></body></html>`;

const STYLE =
  "body{font:18px/1.5 system-ui;margin:2rem auto;max-width:60rem;padding:0 1rem}@media(prefers-color-scheme:dark){body{background:#141311;color:#f2f0ea}a{color:#b3c0ff}}";

/** Starts the site. */
export async function openSite({ program = PROGRAM, scripts = {}, serve }: SiteParts = {}): Promise<Site> {
  const script = readFileSync(scriptFile, "utf8");
  const state = { behaves: "keeps" as Records, head: "", body: "", slowMs: 0, refused: 0, banner: "/banner.js", policy: "" };
  const asked: string[] = [];
  const records: ConsentWrite[] = [];
  let built: { banner: Banner; text: string };

  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { hostname, pathname, search, port } = new URL(request.url ?? "/", `http://${request.headers.host}`);
    const send = (type: string, text: string, more: Record<string, string> = {}) =>
      response.writeHead(200, { "content-type": type, "cache-control": "no-store", ...more }).end(text);
    if (hostname === "privacy.fernhill.localhost") return record(request, response);
    if (!hostname.endsWith("fernhill.localhost")) {
      asked.push(`${hostname}${pathname}${search}`);
      if (state.slowMs > 0) await new Promise((done) => setTimeout(done, state.slowMs));
      const cookie = { "set-cookie": `${hostname.split(".")[0]}_id=${Date.now()}; path=/; max-age=99999; samesite=none; secure` };
      const code = { ...SCRIPTS, ...scripts }[`${hostname}${pathname}`];
      const names = `const LUMEN="lumen.localhost:${port}",PARADE="parade.localhost:${port}";`;
      if (code !== undefined) send("text/javascript", `{${names}${code}}`, cookie);
      else if (pathname === "/embed") send("text/html", "<!doctype html><title>Reel</title><p>A video", cookie);
      else send("image/gif", "", cookie);
      return;
    }
    if (pathname === "/banner.js") {
      if (state.slowMs > 0) await new Promise((done) => setTimeout(done, state.slowMs));
      send("text/javascript", built.text);
    } else if (pathname === "/site.css") send("text/css", STYLE);
    else
      send("text/html", page(state.banner, state.head, state.body), {
        "set-cookie": "session=s1; path=/; httponly",
        "content-security-policy": state.policy || `default-src * data:; script-src * 'nonce-n1'; style-src 'self'; object-src *`,
      });
  };

  const record = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const headers = { "access-control-allow-origin": "*", "access-control-allow-headers": "content-type" };
    if (request.method === "OPTIONS") {
      response.writeHead(204, headers).end();
      return;
    }
    if (request.method === "GET") {
      response.writeHead(200, { ...headers, "content-type": "text/html" }).end("<!doctype html><p>Welcome");
      return;
    }
    let text = "";
    for await (const chunk of request) text += chunk;
    const written = JSON.parse(text) as ConsentWrite;
    const { behaves } = state;
    await new Promise((done) => setTimeout(done, SLOW_MS[behaves] ?? 0));
    const unkept = UNKEPT[behaves];
    if (behaves === "down") {
      state.refused += 1;
      request.socket.destroy();
    } else if (unkept !== undefined) {
      state.refused += 1;
      response.writeHead(unkept[0], { ...headers, ...unkept[1] }).end(unkept[2]);
    } else {
      if (!records.some(({ id }) => id === written.id)) records.push(written);
      if (behaves === "lies")
        response.writeHead(200, { ...headers, "content-type": "text/html" }).end("<script>alert(1)</script>");
      else response.writeHead(200, { ...headers, "content-type": "application/json" }).end('{"kept":true,"odd":[]}');
    }
  };

  const server = createServer((request, response) => void answer(request, response));
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const { port } = server.address() as AddressInfo;
  const address = (path = "/", host = "www.fernhill.localhost"): string => `http://${host}:${port}${path}`;
  const troth = await serve?.(program.replaceAll("PORT", String(port)));
  const show = ({ place, language = "en", change, edit = (banner) => banner }: Shown): void => {
    if (troth !== undefined) {
      state.banner =
        `${troth}/banner.js?${new URLSearchParams({ service: "site", language, ...place } as Record<string, string>)}`.replaceAll(
          "&",
          "&amp;",
        );
      return;
    }
    const drawn = drawUpBanner(fernhill(port, change), {
      service: "site",
      language,
      ...(place === undefined ? {} : { place }),
      day: "2026-11-28",
      script: scriptVersion(script),
      records: address("/v1/consents", "privacy.fernhill.localhost"),
      notice: "/notice",
    });
    if (drawn === undefined) throw new Error("no banner");
    const banner = edit(drawn.banner);
    built = { banner, text: buildBanner(script, banner).text };
  };
  show({});
  return {
    port,
    asked,
    records,
    get refused() {
      return state.refused;
    },
    get banner() {
      return built.banner;
    },
    show,
    behave: (how) => {
      state.behaves = how;
    },
    policy: (value) => {
      state.policy = value;
    },
    head: (html) => {
      state.head = html;
    },
    body: (html) => {
      state.body = html;
    },
    slow: (ms) => {
      state.slowMs = ms;
    },
    address,
    close: async () => {
      server.closeAllConnections();
      await new Promise<void>((done) => server.close(() => done()));
    },
  };
}
