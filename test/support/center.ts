// The privacy center of the shop, called in this process: no port, a clock that a test turns, the mails opened.
import type { Hono } from "hono";
import { askFor, enterCode, personOf } from "../../packages/server/src/asks/index.ts";
import { centerRoutes } from "../../packages/server/src/center/index.ts";
import { makeApp } from "../../packages/server/src/http/index.ts";
import type { Installation } from "../../packages/server/src/installation/index.ts";
import { assetRoutes, problemPage } from "../../packages/server/src/pages/index.ts";
import { makeHome } from "./storages.ts";
import { ada, makeWorkshop, openWorkshop, type Workshop } from "./workshop.ts";

const ADDRESS = "http://127.0.0.1:4620";

/** A page as it came. */
export interface CenterPage {
  readonly status: number;
  readonly text: string;
  /** Where it leads, if it does. */
  readonly to: string | undefined;
  readonly headers: Headers;
}

export interface Center {
  readonly inst: Installation;
  readonly app: Hono;
  readonly shop: Workshop;
  readonly clock: { now: number };
  readonly get: (path: string, cookie?: string) => Promise<CenterPage>;
  /** Sends a form as a page of ours does. */
  readonly send: (path: string, fields: Readonly<Record<string, string>>, cookie?: string) => Promise<CenterPage>;
  readonly bytes: (path: string, cookie?: string, headers?: Readonly<Record<string, string>>) => Promise<Response>;
  readonly json: (path: string, body: unknown, cookie?: string) => Promise<Response>;
  /** The code that was mailed for an ask. */
  readonly codeOf: (ask: string) => Promise<string>;
  /** The cookie of somebody who entered a code for an address, and the request that came of it. */
  readonly enter: (
    email?: string,
    asking?: { kind: "access" | "erasure" | "question" | "concern" | "sign-in"; words?: string },
  ) => Promise<{ cookie: string; request: string }>;
  readonly close: () => Promise<void>;
}

const wide = { calls: 1_000_000, seconds: 60 };

/** Opens it. `edits` are made in the shop's program. */
export async function openCenter(edits: readonly (readonly [search: string, replacement: string])[] = []): Promise<Center> {
  const place = await makeHome();
  const shop = makeWorkshop();
  for (const [search, replacement] of edits) shop.edit(search, replacement);
  const clock = { now: Date.parse("2026-11-09T13:02:00Z") };
  const inst = await openWorkshop(shop, { home: place.home, surroundings: { now: () => clock.now } });
  const app = makeApp({
    inst,
    routes: [...assetRoutes(), ...centerRoutes({ mayLink: () => undefined })],
    sessions: { person: (token) => personOf(inst, token), staff: async () => undefined },
    trustProxy: 0,
    problemPage,
    budgets: { page: wide, ask: wide, code: wide, api: wide },
  });
  const ask = async (path: string, init: RequestInit, cookie?: string): Promise<Response> =>
    app.request(`${ADDRESS}${path}`, {
      ...init,
      headers: { origin: ADDRESS, accept: "text/html", ...init.headers, ...(cookie === undefined ? {} : { cookie }) },
    });
  const page = async (answer: Response): Promise<CenterPage> => ({
    status: answer.status,
    text: await answer.text(),
    to: answer.headers.get("location") ?? undefined,
    headers: answer.headers,
  });
  const codeOf = async (id: string): Promise<string> => {
    const rows = await inst.storage.db
      .selectFrom("mail")
      .select("sealed")
      .where("owner", "=", id)
      .orderBy("created_at", "desc")
      .execute();
    const plain = await inst.keys.open({ request: id }, "mail", rows[0]?.sealed ?? new Uint8Array());
    return (JSON.parse(new TextDecoder().decode(plain)) as { mail: { code?: string } }).mail.code ?? "none";
  };
  let networks = 0;
  return {
    inst,
    app,
    shop,
    clock,
    get: async (path, cookie) => page(await ask(path, {}, cookie)),
    send: async (path, fields, cookie) => {
      const headers = { "content-type": "application/x-www-form-urlencoded" };
      return page(await ask(path, { method: "POST", headers, body: new URLSearchParams(fields).toString() }, cookie));
    },
    bytes: (path, cookie, headers = {}) => ask(path, { headers }, cookie),
    json: (path, body, cookie) =>
      ask(path, { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body) }, cookie),
    codeOf,
    async enter(email = ada.email, asking = { kind: "access" }) {
      networks += 1;
      const network = networks.toString(16).padStart(64, "0");
      const taken = await askFor(inst, { ...asking, email, language: "en", network });
      if (taken.kind === "refused") throw new Error(taken.reason);
      const entered = await enterCode(inst, { ask: taken.value.ask, code: await codeOf(taken.value.ask) });
      if (entered.kind === "refused") throw new Error(entered.reason);
      return { cookie: `troth_person=${entered.value.session}`, request: entered.value.request ?? "" };
    },
    async close() {
      await inst.close();
      shop.remove();
      await place.remove();
    },
  };
}
