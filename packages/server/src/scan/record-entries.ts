// Writes down what stands in a browser, cookies and storage of every frame, and which scripts and answers set it.
import type { SeenEntry, StoredKind } from "@troth/core/scan";
import type { BrowserContext, Frame, Page } from "playwright-core";
import { addressesOf, addressOf, hostOf } from "./addresses.ts";
import { NAMES, SHARED_WORKER, TELL, WATCH } from "./in-page.ts";
import { MOST_SEEN, type Way } from "./way.ts";
import { within } from "./within.ts";

const ANSWER_MS = 5000;
const MOST_NAME = 500;
const KINDS: readonly StoredKind[] = ["cookie", "local-storage", "session-storage", "indexed-db"];

/** Somebody's setting of a name. */
interface Setting {
  readonly kind: StoredKind;
  readonly name: string;
  readonly host: string;
  readonly by: readonly string[];
  readonly lastsSeconds?: number;
}

type Standing = Omit<SeenEntry, "visitor" | "page" | "by">;

/** What stood in the browser on one visitor's way. */
export interface EntryRecorder {
  /** Reads what stands there now; false: the page answers nothing. */
  read(tab: Page): Promise<boolean>;
  /** Takes out what came of a page that turned out to be another site's, out of the browser too: there it would be the site's own. */
  leaveOut(page: string): Promise<void>;
  seen(): readonly SeenEntry[];
  /** Addresses of pictures of one dot. */
  readonly dots: ReadonlySet<string>;
}

/** Begins to hear of who sets what in a browser's context. */
export async function recordEntries(context: BrowserContext, way: Way, isOwn: (host: string) => boolean): Promise<EntryRecorder> {
  let settings: (Setting & { readonly page: string | undefined })[] = [];
  const entries: SeenEntry[] = [];
  const dots = new Set<string>();
  const note = (one: Setting): void => {
    if (settings.length < MOST_SEEN) settings.push({ ...one, page: way.page });
    else way.isCut = true;
  };
  await context.exposeBinding(TELL, ({ frame }, given: unknown) => {
    // What a worker that no page owns asks for is not heard of.
    if ((given as { readonly kind?: unknown } | null)?.kind === SHARED_WORKER) way.isCut = true;
    const told = readTold(given);
    if (told !== undefined) note({ ...told, host: hostOf(frame.url()) });
  });
  await context.addInitScript(WATCH);
  context.on("response", async (response) => {
    const headers = await response.headersArray().catch(() => []);
    for (const cookie of cookiesIn(headers, hostOf(response.url()))) note({ ...cookie, by: addressesOf([response.url()]) });
  });
  const add = (one: Standing, page = way.page): void => {
    const by = settings.filter((each) => isOf(each, one)).flatMap((each) => each.by);
    if (entries.length >= MOST_SEEN) way.isCut = true;
    else if (page !== undefined) entries.push({ ...one, visitor: way.visitor, page, by: [...new Set(by)] });
  };
  return {
    read: async (tab) => {
      let isAnswering = true;
      for (const frame of tab.frames()) {
        const names = await namesIn(frame, dots);
        if (names === undefined && frame === tab.mainFrame()) isAnswering = false;
        for (const one of names ?? []) add(one);
      }
      const cookies = await within(ANSWER_MS, context.cookies());
      const now = Date.now() / 1000;
      for (const { name, domain, expires } of cookies ?? [])
        add({
          kind: "cookie",
          name,
          host: domain.replace(/^\./, ""),
          ...(expires < 0 ? {} : { lastsSeconds: expires - now }),
        });
      return isAnswering;
    },
    leaveOut: async (page) => {
      settings = settings.filter((one) => one.page !== page);
      const others = (await context.cookies()).filter(({ domain }) => !isOwn(domain.replace(/^\./, "")));
      for (const { name, domain, path } of others) await context.clearCookies({ name, domain, path });
    },
    seen: () => {
      // What others set counts whether or not this browser keeps it, or their frame is still there: many keep no third party's
      // cookie, and many do.
      const kept = [...entries];
      for (const { kind, name, host, lastsSeconds, page } of settings)
        if (!isOwn(host) && !kept.some((one) => isOf({ kind, name, host }, one)))
          add({ kind, name, host, ...(lastsSeconds === undefined ? {} : { lastsSeconds }) }, page);
      return entries;
    },
    dots,
  };
}

/** The cookies that an answer sets, and not those that it takes away. */
const cookiesIn = (headers: readonly { readonly name: string; readonly value: string }[], host: string) =>
  headers
    .filter(({ name }) => name.toLowerCase() === "set-cookie")
    .flatMap(({ value }) => value.split("\n"))
    .flatMap((line): readonly Omit<Setting, "by">[] => {
      const name = (line.split("=")[0] ?? "").trim().slice(0, MOST_NAME);
      const domain = /;\s*domain=\.?([^;\s]+)/i.exec(line)?.[1]?.toLowerCase();
      const lastsSeconds = lifetimeIn(line);
      if (lastsSeconds !== undefined && lastsSeconds <= 0) return [];
      return [{ kind: "cookie", name, host: domain ?? host, ...(lastsSeconds === undefined ? {} : { lastsSeconds }) }];
    });

/** `max-age` goes before `expires`, as in RFC 6265, 5.3. */
function lifetimeIn(line: string): number | undefined {
  const seconds = /;\s*max-age=(-?\d+)/i.exec(line)?.[1];
  if (seconds !== undefined) return Number(seconds);
  const until = Date.parse(/;\s*expires=([^;]+)/i.exec(line)?.[1] ?? "");
  return Number.isNaN(until) ? undefined : (until - Date.now()) / 1000;
}

/** A cookie is set from its domain, or from below it; storage is one host's. */
const isOf = (set: Pick<Setting, "kind" | "name" | "host">, one: Standing): boolean =>
  set.kind === one.kind &&
  set.name === one.name &&
  (set.host === one.host || (one.kind === "cookie" && set.host.endsWith(`.${one.host}`)));

/** What a page told, or said in our name: it is looked at like anything that comes from outside. */
function readTold(given: unknown): Pick<Setting, "kind" | "name" | "by"> | undefined {
  const { kind, name, by } = (given ?? {}) as Readonly<Record<string, unknown>>;
  const known = KINDS.find((one) => one === kind);
  if (known === undefined || typeof name !== "string" || !Array.isArray(by)) return undefined;
  return { kind: known, name: name.slice(0, MOST_NAME), by: addressesOf(by.slice(0, 10).map(String)) };
}

async function namesIn(frame: Frame, dots: Set<string>): Promise<readonly Standing[] | undefined> {
  const host = hostOf(frame.url());
  if (host === "" || addressOf(frame.url()) === undefined) return [];
  const found = await within(ANSWER_MS, frame.evaluate<Record<string, string[]>>(NAMES));
  if (found === undefined) return undefined;
  for (const url of found.dots ?? []) dots.add(url);
  return KINDS.flatMap((kind) => (found[kind] ?? []).map((name) => ({ kind, name, host })));
}
