// Ways by which a site could reach somebody, or keep something, and a scan would call it clean.
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, test } from "vitest";
import { scanSite } from "../../../../test/promises/support/scan-site.ts";
import { describeInBrowser } from "../../../../test/support/browser.ts";

describeInBrowser("in a browser", () => {
  let port = 0;
  const at = (host: string): string => `http://${host}.localhost:${port}`;
  const program = (from: string): string => `
troth: 1
organization: { name: Hazel, country: IE, contact: privacy@hazel.example }
laws: [gdpr]
services: { site: { name: Hazel, urls: ["${from}"] } }
subjects: [visitor]
purposes: { session: { kind: service, data: [auth.token], essential: true, basis: contract } }
trackers: { sid: { purpose: session } }
`;
  /** Pages by host and path; what is none is an empty script. */
  let pages: Readonly<Record<string, string>> = {};
  const answer = (request: IncomingMessage, response: ServerResponse): void => {
    const host = (request.headers.host ?? "").replace(/\.localhost.*$/, "");
    const { pathname } = new URL(request.url ?? "/", "http://pages");
    const shown = pages[`${host}${pathname}`];
    const to = shown?.startsWith("http") ? shown : undefined;
    if (to !== undefined) response.writeHead(302, { location: to });
    else response.writeHead(200, { "content-type": shown === undefined ? "text/javascript" : "text/html" });
    response.end(to !== undefined || shown === undefined ? "" : `<!doctype html><link rel="icon" href="data:,">${shown}`);
  };
  const server = createServer(answer);
  beforeAll(async () => {
    await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
    ({ port } = server.address() as AddressInfo);
  });
  afterAll(async () => {
    server.closeAllConnections();
    await new Promise<void>((done) => server.close(() => done()));
  });

  test("an address that leads to the site's own `www` is where the site is: its links are followed", async () => {
    pages = {
      "hazel/": `${at("www.hazel")}/`,
      "www.hazel/": `<a href="/inner">Inner</a>`,
      "www.hazel/inner": `<script>localStorage.setItem("late", "1")</script>`,
    };
    const { complete, pages: seen, told } = await scanSite(program(`${at("hazel")}/`));
    expect({ complete, seen: seen.length, told }).toEqual({
      complete: true,
      seen: 2,
      told: ["undeclared: local storage late of www.hazel.localhost"],
    });
  });

  test.each([
    ["a script that is called as Troth's is", () => `<script src="${at("vendor")}/banner.js"></script>`],
    [
      "what is sent where Troth's records would be",
      () => `<script>fetch("${at("vendor")}/v1/consents", { method: "POST", mode: "no-cors", body: "{}" })</script>`,
    ],
    ["another's page over which a visitor is sent", () => `<meta http-equiv="refresh" content="0; url=${at("vendor")}/over">`],
  ])("%s is met", async (_, html) => {
    pages = { "hazel/": html(), "vendor/over": `${at("hazel")}/back`, "hazel/back": "<p>Back" };
    expect((await scanSite(program(`${at("hazel")}/`))).told).toEqual([`undeclared: requests to vendor.localhost:${port}`]);
  });

  test.each([
    ["stays", ""],
    ["is gone by then", `<script>onmessage = () => setTimeout(() => document.querySelector("iframe").remove(), 300)</script>`],
  ])("what another's frame keeps is met, where the frame %s", async (_, script) => {
    pages = {
      "hazel/": `<iframe src="${at("vendor")}/frame"></iframe>${script}`,
      "vendor/frame": `<script>localStorage.setItem("kept", "1"); sessionStorage.also = "1"; parent.postMessage(1, "*")</script>`,
    };
    expect((await scanSite(program(`${at("hazel")}/`))).told).toEqual([
      `undeclared: requests to vendor.localhost:${port}`,
      "undeclared: local storage kept of vendor.localhost",
      "undeclared: session storage also of vendor.localhost",
    ]);
  });

  test("a worker that pages share is not seen into, and that is said", async () => {
    pages = { "hazel/": `<script>new SharedWorker("/shared.js")</script>` };
    expect(await scanSite(program(`${at("hazel")}/`))).toMatchObject({ kept: false, complete: false, told: [] });
  });
});
