// What is measured beside ours. Each by the way of its documentation that shows its banner soonest, with its texts inline.
import { readFileSync } from "node:fs";
import { build } from "esbuild";
import type { Contending, ServedFile, Words } from "./page.ts";

const script = (text: string): ServedFile => ({ type: "text/javascript", text });
const style = (text: string): ServedFile => ({ type: "text/css", text });
const inline = (name: string, value: unknown): string => `<script>${name}=${JSON.stringify(value)}</script>`;

/** Every peer, by its name. `folder` is where they are installed. */
export async function peersIn(folder: string, words: Words): Promise<Readonly<Record<string, Contending>>> {
  const read = (path: string): string => readFileSync(`${folder}node_modules/${path}`, "utf8");
  return {
    vanillaCookieconsent: vanilla(read, words),
    klaro: klaro(read, words),
    orejime: orejime(read),
    osano: osano(read, words),
    c15t: await c15t(folder, words),
  };
}

type Read = (path: string) => string;
const found = (selector: string): string => `document.querySelector(${JSON.stringify(selector)})`;

const PURPOSES = [
  ["measure", "Measure the site", "Counts pages, to find what is hard to use."],
  ["videos", "Show videos", "Reel's player sets trackers of its own."],
  ["advertising", "Advertising", "Shows our advertisements on other sites."],
] as const;

function vanilla(read: Read, words: Words): Contending {
  const sections = PURPOSES.map(([linkedCategory, title, description]) => ({ title, description, linkedCategory }));
  const config = {
    categories: { necessary: { enabled: true, readOnly: true }, ...Object.fromEntries(PURPOSES.map(([id]) => [id, {}])) },
    // By default it shows nothing to automated browsers.
    hideFromBots: false,
    language: {
      default: "en",
      translations: {
        en: {
          consentModal: {
            ...{ title: words.title, description: words.intro, acceptAllBtn: words.accept },
            ...{ acceptNecessaryBtn: words.refuse, showPreferencesBtn: words.choose },
          },
          preferencesModal: {
            ...{ title: words.choose, acceptAllBtn: words.accept, acceptNecessaryBtn: words.refuse },
            ...{ savePreferencesBtn: "Save", closeIconLabel: "Close", sections },
          },
        },
      },
    },
  };
  return {
    head: `<link rel="stylesheet" href="/peer.css">`,
    foot: `<script src="/peer.js"></script><script>CookieConsent.run(${JSON.stringify(config)})</script>`,
    files: {
      "/peer.js": script(read("vanilla-cookieconsent/dist/cookieconsent.umd.js")),
      "/peer.css": style(read("vanilla-cookieconsent/dist/cookieconsent.css")),
    },
    banner: found("#cc-main .cm"),
    opens: found("#cc-main .cm [data-role=show]"),
  };
}

function klaro(read: Read, words: Words): Contending {
  const config = {
    ...{ version: 1, elementID: "klaro", acceptAll: true, lang: "en" },
    translations: {
      zz: { privacyPolicyUrl: "/notice" },
      en: {
        consentNotice: { title: words.title, description: words.intro, learnMore: words.choose },
        ...{ ok: words.accept, decline: words.refuse },
      },
    },
    services: PURPOSES.map(([name, title, description]) => ({ name, title, description, purposes: [name] })),
  };
  return {
    head: "",
    foot: `${inline("klaroConfig", config)}<script src="/peer.js"></script>`,
    files: { "/peer.js": script(read("klaro/dist/klaro.js")) },
    banner: found(".klaro .cookie-notice"),
    opens: found(".klaro .cn-learn-more"),
  };
}

function orejime(read: Read): Contending {
  const purposes = PURPOSES.map(([id, title, description]) => ({ id, title, description, cookies: [id] }));
  return {
    head: `<link rel="stylesheet" href="/peer.css">`,
    foot: `${inline("orejimeConfig", { privacyPolicyUrl: "/notice", purposes })}<script src="/peer.js"></script>`,
    files: {
      "/peer.js": script(read("orejime/dist/orejime-standard-en.js")),
      "/peer.css": style(read("orejime/dist/orejime-standard.css")),
    },
    banner: found(".orejime-Banner"),
    opens: found(".orejime-Banner-learnMoreButton"),
  };
}

function osano(read: Read, words: Words): Contending {
  const config = {
    type: "opt-in",
    content: { header: words.title, message: words.intro, allow: words.accept, deny: words.refuse, href: "/notice" },
  };
  return {
    head: `<link rel="stylesheet" href="/peer.css">`,
    foot: `<script src="/peer.js"></script><script>cookieconsent.initialise(${JSON.stringify(config)})</script>`,
    files: {
      "/peer.js": script(read("cookieconsent/build/cookieconsent.min.js")),
      "/peer.css": style(read("cookieconsent/build/cookieconsent.min.css")),
    },
    banner: found(".cc-window"),
  };
}

/** It has no banner: the one of its documentation, by hand, bundled with it. Offline, since a server's answer would come later. */
async function c15t(folder: string, words: Words): Promise<Contending> {
  const contents = `import { getOrCreateConsentRuntime } from "c15t";
    const { consentStore } = getOrCreateConsentRuntime({ mode: "offline", consentCategories: ["necessary", "measurement", "marketing"] });
    const banner = document.createElement("div");
    banner.id = "consent-banner"; banner.setAttribute("role", "dialog"); banner.setAttribute("aria-label", WORDS.title);
    banner.style.display = "none";
    banner.innerHTML = "<h2>" + WORDS.title + "</h2><p>" + WORDS.intro + "</p><div><button id=yes>" + WORDS.accept + "</button><button id=no>" + WORDS.refuse + "</button><button id=own>" + WORDS.choose + "</button></div>";
    document.body.append(banner);
    const on = (id, run) => banner.querySelector(id).addEventListener("click", run);
    on("#yes", () => consentStore.getState().saveConsents("all"));
    on("#no", () => consentStore.getState().saveConsents("necessary"));
    on("#own", () => consentStore.getState().setActiveUI("dialog"));
    const show = (state) => { banner.style.display = state.activeUI === "banner" ? "block" : "none"; };
    consentStore.subscribe(show); show(consentStore.getState());`;
  const built = await build({
    stdin: { contents, resolveDir: folder },
    ...{ bundle: true, minify: true, write: false, format: "iife", target: "es2022", logLevel: "error" },
    define: { "process.env.NODE_ENV": '"production"' },
  });
  return {
    head: `<style>#consent-banner{position:fixed;inset:auto 0 0;padding:1rem;background:#fff;border-top:1px solid}</style>`,
    foot: `${inline("WORDS", words)}<script src="/peer.js"></script>`,
    files: { "/peer.js": script(built.outputFiles[0]?.text ?? "") },
    banner: found("#consent-banner"),
    opens: found("#consent-banner #own"),
  };
}
