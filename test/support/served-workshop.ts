// The shop, served in this process on a port of its own: for tests of routes and protections over real HTTP.
import { makeLink, useLink } from "../../packages/server/src/accounts/index.ts";
import { askFor, enterCode } from "../../packages/server/src/asks/index.ts";
import { type RequestView, runRequest, setStoreLive } from "../../packages/server/src/requests/index.ts";
import { type RunningServer, type ServerPlace, startServer } from "../../packages/server/src/serve/index.ts";
import { ada, makeWorkshop, type Workshop } from "./workshop.ts";

/** Roles besides the officer: one who approves, one who does not. */
const STAFF = `staff:
  officer: { is: officer }
  lead: { is: privacy-manager, approves: [access, erasure] }
  clerk: { is: support }
`;

export interface ServedWorkshop {
  readonly shop: Workshop;
  readonly server: RunningServer;
  readonly base: string;
  /** The path of the mail sink. */
  readonly outbox: string;
  readonly get: (path: string, headers?: Readonly<Record<string, string>>) => Promise<Response>;
  /** Posts as a page of ours does; `headers` may say otherwise. */
  readonly post: (path: string, body: string, headers?: Readonly<Record<string, string>>) => Promise<Response>;
  /** Sends a form as a page of ours does, and reads the page that its answer leads to. */
  readonly submit: (path: string, body: string) => Promise<string>;
  /** The cookie of somebody of staff who is signed in. */
  readonly staffCookie: (role: "officer" | "lead" | "clerk") => Promise<string>;
  /** The cookie of Ada, who has entered a code. */
  readonly personCookie: () => Promise<string>;
  readonly close: () => Promise<void>;
}

/** Serves the shop; `stores` and `retention` are YAML of further ones, two spaces deep; `edits` change its program before. */
export async function serveWorkshop(
  more: Partial<ServerPlace> = {},
  stores = "",
  retention = "",
  edits: readonly (readonly [search: string, replacement: string])[] = [],
): Promise<ServedWorkshop> {
  const shop = makeWorkshop();
  for (const [search, replacement] of edits) shop.edit(search, replacement);
  if (stores !== "") {
    shop.edit("\nretention:\n", `\n${stores}retention:\n${retention}`);
    shop.edit("datasets: [orders]", "datasets: [shop/orders]");
  }
  shop.edit("requests: { cooling-off: none", `${STAFF}requests: { cooling-off: none`);
  const server = await startServer({
    home: shop.home,
    programFile: shop.program,
    ...more,
    budgets: { page: wide, ask: wide, code: wide, "sign-in": wide, api: wide, ...more.budgets },
    env: { ...shop.env, TROTH_LISTEN: "127.0.0.1:0", ...more.env },
  }).catch((error: unknown) => {
    shop.remove();
    throw error;
  });
  const { inst } = server;
  await setStoreLive(inst, { store: "shop", by: "officer" });
  const base = server.address;
  const outbox = new URL(server.outbox ?? base).pathname;
  const get = (path: string, headers: Readonly<Record<string, string>> = {}) =>
    fetch(`${base}${path}`, { headers, redirect: "manual" });
  const post = (path: string, body: string, headers: Readonly<Record<string, string>> = {}) =>
    fetch(`${base}${path}`, {
      method: "POST",
      body,
      redirect: "manual",
      headers: { origin: base, "content-type": "application/x-www-form-urlencoded", ...headers },
    });
  const submit = async (path: string, body: string) => {
    const answer = await post(path, body);
    if (answer.status !== 303) throw new Error(`${answer.status} where a form leads on`);
    return (await get(answer.headers.get("location") ?? "")).text();
  };
  const staffCookie = async (role: "officer" | "lead" | "clerk") => {
    const { token } = await makeLink(inst, { role });
    const used = await useLink(inst, token);
    if (used.kind === "refused") throw new Error(used.says);
    return `troth_staff=${used.value.session}`;
  };
  const personCookie = async () => {
    const before = await mails(get, outbox);
    const asked = await askFor(inst, {
      kind: "question",
      email: ada.email,
      language: "en",
      network: "ab".repeat(32),
      words: "What?",
    });
    if (asked.kind === "refused") throw new Error(asked.reason);
    const code = await codeIn(get, outbox, new Set(before));
    const entered = await enterCode(inst, { ask: asked.value.ask, code });
    if (entered.kind === "refused") throw new Error(entered.reason);
    return `troth_person=${entered.value.session}`;
  };
  const close = async () => {
    await server.close();
    shop.remove();
  };
  return { shop, server, base, outbox, get, post, submit, staffCookie, personCookie, close };
}

/** Takes a request as far as `stands` asks: the server is at it as well, and whoever comes second sees what the first has done so far. */
export async function runUntil(
  inst: ServedWorkshop["server"]["inst"],
  request: string,
  stands: (view: RequestView) => boolean,
): Promise<RequestView> {
  for (let tries = 0; tries < 400; tries++) {
    const view = await runRequest(inst, request);
    if (stands(view)) return view;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`${request} does not get there`);
}

const wide = { calls: 1_000_000, seconds: 60 };

/** The paths of the mails in the sink, newest first. */
async function mails(get: ServedWorkshop["get"], outbox: string): Promise<readonly string[]> {
  const list = await (await get(outbox)).text();
  return [...list.matchAll(/href="(\/outbox\/[^/"]+\/\d+)"/g)].map((match) => match[1] ?? "");
}

/** The code that came after those `before`, as somebody reads it; mails of other matters may come meanwhile. */
async function codeIn(get: ServedWorkshop["get"], outbox: string, before: ReadonlySet<string>): Promise<string> {
  for (let tries = 0; tries < 400; tries++) {
    for (const path of await mails(get, outbox)) {
      if (before.has(path)) continue;
      const found = /\b(\d{4})\s?(\d{4})\b/.exec((await (await get(path)).text()).split('<pre class="letter">')[1] ?? "");
      if (found) return `${found[1]}${found[2]}`;
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error("no mail with a code came");
}
