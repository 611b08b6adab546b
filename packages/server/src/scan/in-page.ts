// What runs inside of pages: as text, since none of it is code of this process. It reads names, and never a value.

/** What the page calls by to tell who writes; taken out of the page's sight at once. */
export const TELL = "__troth_scan_saw";

/** What is told where a page starts a worker that it shares with others. */
export const SHARED_WORKER = "shared-worker";

/** Before anything of a page runs: tells which scripts write which names. What is written is written as ever. */
export const WATCH = `(() => {
  const tell = window.${TELL};
  delete window.${TELL};
  if (typeof tell !== "function") return;
  const told = new Set();
  const saw = (kind, given) => {
    const name = String(given).slice(0, 500);
    if (told.has(kind + name) || told.size > 1000) return;
    told.add(kind + name);
    const by = String(new Error().stack).match(/https?:\\/\\/[^\\s)]+?(?=:\\d+:\\d+)/g) ?? [];
    tell({ kind, name, by: [...new Set(by)].slice(0, 10) });
  };
  const wrap = (of, name, kindAndName) => {
    const found = of && Object.getOwnPropertyDescriptor(of, name);
    if (!found?.value) return;
    Object.defineProperty(of, name, { ...found, value(...given) {
      try { saw(...kindAndName(this, given)); } catch {}
      return found.value.apply(this, given);
    } });
  };
  // A browser without a past keeps nothing for another's frame, and most people's do: there it is kept in memory, and told.
  const memory = (kind) => {
    const kept = new Map();
    const own = {
      getItem: (key) => kept.get(String(key)) ?? null,
      setItem: (key, value) => { saw(kind, key); kept.set(String(key), String(value)); },
      removeItem: (key) => void kept.delete(String(key)),
      clear: () => kept.clear(),
      key: (at) => [...kept.keys()][at] ?? null,
      get length() { return kept.size; },
    };
    return new Proxy(own, {
      get: (of, key) => (key in of ? of[key] : kept.get(key)),
      set: (of, key, value) => (of.setItem(key, value), true),
      deleteProperty: (of, key) => (kept.delete(key), true),
      ownKeys: () => [...kept.keys()],
      getOwnPropertyDescriptor: (of, key) =>
        kept.has(key) ? { value: kept.get(key), writable: true, enumerable: true, configurable: true } : undefined,
    });
  };
  const keepIn = (name, kind) => {
    const found = Object.getOwnPropertyDescriptor(window, name);
    if (!found?.get || self.origin === "null") return;
    let instead;
    Object.defineProperty(window, name, { ...found, get() {
      try { return found.get.call(this ?? window); } catch { return (instead ??= memory(kind)); }
    } });
  };
  keepIn("localStorage", "local-storage");
  keepIn("sessionStorage", "session-storage");
  const isSession = (storage) => { try { return storage === sessionStorage; } catch { return false; } };
  if (window.SharedWorker)
    window.SharedWorker = new Proxy(window.SharedWorker, { construct(of, given, by) {
      tell({ kind: "${SHARED_WORKER}" });
      return Reflect.construct(of, given, by);
    } });
  wrap(Storage.prototype, "setItem", (on, [key]) => [isSession(on) ? "session-storage" : "local-storage", key]);
  wrap(IDBFactory.prototype, "open", (on, [name]) => ["indexed-db", name]);
  wrap(window.CookieStore?.prototype, "set", (on, [first]) => ["cookie", first?.name ?? first]);
  const cookie = Object.getOwnPropertyDescriptor(Document.prototype, "cookie");
  Object.defineProperty(Document.prototype, "cookie", { ...cookie, set(value) {
    try { if (!/;\\s*(max-age=[-0]|expires=[^;]*1970)/i.test(value)) saw("cookie", String(value).split("=")[0].trim()); } catch {}
    cookie.set.call(this, value);
  } });
})()`;

/** Global Privacy Control as a page reads it. */
export const WITH_GPC = "Object.defineProperty(Navigator.prototype, 'globalPrivacyControl', { get: () => true })";

/** Names in the storage of a frame, and pictures of one dot. */
export const NAMES = `(async () => {
  const from = async (read) => { try { return (await read()).map((one) => String(one).slice(0, 500)).slice(0, 1000); } catch { return []; } };
  return {
    "local-storage": await from(() => Object.keys(localStorage)),
    "session-storage": await from(() => Object.keys(sessionStorage)),
    "indexed-db": await from(async () => (await indexedDB.databases()).map(({ name }) => name)),
    dots: await from(() => [...document.images].filter((one) => one.complete && one.naturalWidth === 1 && one.naturalHeight === 1).map((one) => one.currentSrc)),
  };
})()`;

/** Where a page leads to, without what stands in queries. */
export const LINKS =
  "[...document.links].filter((one) => !one.hasAttribute('download')).map((one) => one.origin + one.pathname).slice(0, 1000)";

export const HAS_BANNER = "typeof window.troth?.consent?.set === 'function'";

/** Gives the page's banner one answer to everything. */
export const answerAll = (yes: boolean): string => `(() => {
  const { consent } = window.troth;
  consent.set(Object.fromEntries(Object.keys(consent.get()).map((id) => [id, ${yes}])));
  return true;
})()`;

/** The widest domain for which the browser takes a cookie: what is the site's own, and nobody else's. */
export const WIDEST_DOMAIN = `(() => {
  const labels = location.hostname.split(".");
  for (let at = labels.length - 1; at > 0; at -= 1) {
    const domain = labels.slice(at).join(".");
    document.cookie = "troth_scan=1;domain=" + domain;
    if (document.cookie.includes("troth_scan")) return domain;
  }
  return location.hostname;
})()`;
