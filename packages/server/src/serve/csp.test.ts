// The policy of a page by every way: over HTTP, by the SDK in an application's own process, and printed for whoever reads it.
import { connect, connectForFew, PageError, type Troth } from "@troth/sdk";
import { afterAll, beforeAll, expect, test } from "vitest";
import { serveConsentShop } from "../../../../test/support/consent-shop.ts";
import type { ServedWorkshop } from "../../../../test/support/served-workshop.ts";
import { makeBackendKey } from "../apps/index.ts";
import { runCommandLine } from "../cli/index.ts";

let served: ServedWorkshop;
let key: string;
let troth: Troth;
beforeAll(async () => {
  served = await serveConsentShop({}, "  chat: { kind: functionality, basis: consent, data: [usage] }\n");
  key = await makeBackendKey(served.server.inst, { name: "shop", by: "officer" });
  troth = await connect({ url: served.base, key });
});
afterAll(async () => {
  await troth?.close();
  await served.close();
});

const ask = async (body: unknown, headers: Readonly<Record<string, string>> = { authorization: `Bearer ${key}` }) => {
  const answer = await fetch(`${served.base}/v1/csp`, {
    method: "POST",
    body: JSON.stringify(body),
    headers: { "content-type": "application/json", ...headers },
  });
  return { status: answer.status, said: (await answer.json()) as { readonly value?: string; readonly detail?: string } };
};

async function print(...args: readonly string[]) {
  const texts = { stdout: "", stderr: "" };
  const outlet = (name: "stdout" | "stderr") => ({
    write: (text: string) => {
      texts[name] += text;
    },
  });
  const { shop } = served;
  const env = { ...shop.env, LANG: "C.UTF-8", TROTH_HOME: shop.home, TROTH_ADDRESS: served.base };
  const terminal = { stdout: outlet("stdout"), stderr: outlet("stderr"), env, cwd: shop.folder };
  return { status: await runCommandLine(["csp", ...args], terminal), ...texts };
}

test("a page's policy is the same over HTTP and in the application's process, and lets Troth's own banner in", async () => {
  const page = { service: "site", cookie: "troth_choice=x", gpc: true, nonce: "bm9uY2U=" };
  const { status, said } = await ask({ ...page, country: "DE" });
  expect(status).toBe(200);
  const own = troth.csp({ ...page, place: { country: "DE" } });
  expect(own).toBe(said.value);
  expect(own.split("; ")).toContain(`script-src 'self' 'nonce-bm9uY2U=' ${served.base}`);
  const few = await connectForFew({ url: served.base, key });
  expect(few.csp({ ...page, place: { country: "DE" } })).toBe(own);
});

test("what no header can be made of is refused, by the part that is wrong, and nobody asks without a key", async () => {
  for (const [part, body] of [
    ["service", { service: "shop" }],
    ["nonce", { service: "site", nonce: "x' *; script-src *" }],
    ["country`, `region", { service: "site", country: "de" }],
    ["`region` stands without `country`", { service: "site", region: "CA" }],
  ] as const) {
    const { status, said } = await ask(body);
    expect({ status, detail: said.detail }).toEqual({ status: 400, detail: expect.stringContaining(part) });
  }
  expect((await ask({ service: "site" }, {})).status).toBe(401);
  expect(() => troth.csp({ service: "shop" })).toThrow(PageError);
});

test("printed, it is a header to copy, for a visitor before an answer and after a yes to everything", async () => {
  const { status, stdout } = await print("site", "--country", "DE");
  expect(status).toBe(0);
  const { said } = await ask({ service: "site", country: "DE" });
  expect(stdout).toContain(`before an answer\ncontent-security-policy: ${said.value}\n`);
  expect(stdout).toContain("after a yes to everything\ncontent-security-policy: ");
  const json = JSON.parse((await print("site", "--json")).stdout);
  expect(json).toEqual({ before: said.value, after: expect.any(String), unsayable: [] });
});
