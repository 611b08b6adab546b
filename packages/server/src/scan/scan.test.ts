// What a scan does with a site that is not as it should be: real pages in a real browser, asked for at the command line.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { describeInBrowser, testChromium } from "../../../../test/support/browser.ts";
import { runCommandLine } from "../cli/index.ts";

const folder = mkdtempSync(join(tmpdir(), "troth-scan-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const PROGRAM = (url: string): string => `
troth: 1
organization: { name: Fernhill, country: IE, contact: privacy@fernhill.example }
laws: [gdpr]
services: { site: { name: Fernhill, urls: ["${url}"] } }
subjects: [visitor]
purposes: { session: { kind: service, data: [auth.token], essential: true, basis: contract } }
trackers: { sid: { purpose: session } }
`;

async function scan(args: readonly string[], env: Readonly<Record<string, string | undefined>> = {}) {
  const texts = { stdout: "", stderr: "" };
  const outlet = (name: "stdout" | "stderr") => ({
    write: (text: string) => {
      texts[name] += text;
    },
  });
  const all = { LANG: "C.UTF-8", PATH: process.env.PATH, TROTH_CHROMIUM: testChromium, ...env };
  const terminal = { stdout: outlet("stdout"), stderr: outlet("stderr"), env: all, cwd: folder };
  return { status: await runCommandLine(["scan", ...args], terminal), ...texts };
}

test("without a browser nothing is visited, and it is said what to install", async () => {
  writeFileSync(join(folder, "troth.yaml"), PROGRAM("http://hazel.localhost:9/"));
  const none = await scan(["site"], { TROTH_CHROMIUM: undefined, PATH: folder });
  expect(none).toMatchObject({ status: 2, stdout: "" });
  expect(none.stderr).toContain("there is no Chromium here");
  expect(none.stderr).toContain("apt-get install chromium");
  const other = await scan(["site"], { TROTH_CHROMIUM: join(folder, "nowhere") });
  expect(other).toMatchObject({ status: 2, stderr: expect.stringContaining("TROTH_CHROMIUM names no program") });
  const broken = join(folder, "broken");
  writeFileSync(broken, "#!/bin/sh\nexit 3\n", { mode: 0o755 });
  expect(await scan(["site"], { TROTH_CHROMIUM: broken })).toMatchObject({
    status: 2,
    stderr: expect.stringContaining("does not start"),
  });
});

test("a service without an address for browsers, and a page of another site, are refused", async () => {
  writeFileSync(join(folder, "troth.yaml"), PROGRAM("http://hazel.localhost:9/"));
  const elsewhere = await scan(["site", "--page", "https://other.example/maya"]);
  expect(elsewhere).toMatchObject({ status: 2, stderr: expect.stringContaining("a page is not of this service") });
  expect(elsewhere.stderr).not.toContain("maya");
  writeFileSync(join(folder, "troth.yaml"), PROGRAM("https://[").replace(', urls: ["https://["]', ""));
  expect(await scan(["site"])).toMatchObject({
    status: 2,
    stderr: expect.stringContaining("no address that a browser can visit"),
  });
});

describeInBrowser("in a browser", () => {
  const html: Record<string, string> = {
    "/": `<a href="/loud?for=maya@lindqvist.example">Loud</a> <a href="/hangs">Hangs</a> <a href="/gone">Gone</a> <a href="/away">Away</a> <a href="/moved">Moved</a>
      <a href="/file">File</a> <a href="http://other.localhost/">Other</a> <a href="/last">Last</a> <a href="/of/maya@lindqvist.example">Maya</a>`,
    "/loud": `<script>alert("maya"); open("/popup"); document.cookie = "for-maya@lindqvist.example=1";
      document.cookie = "x\\u202e".padEnd(400, "y") + "=1"; onbeforeunload = () => "stay";</script>`,
    "/hangs": "<script>addEventListener('load', () => setTimeout(() => { for (;;); }, 200))</script>",
    "/alone": "<p>Alone",
    "/linked": `<a href="/alone">Alone</a>`,
    "/theirs": `<script>document.cookie = "theirs=1"; localStorage.setItem("theirs", "1"); fetch("/their-own")</script>`,
    "/last": `<script>localStorage.setItem("late", "maya@lindqvist.example")</script>`,
    "/of/maya@lindqvist.example": "<p>Maya",
  };
  const answer = (request: IncomingMessage, response: ServerResponse): void => {
    const { pathname } = new URL(decodeURIComponent(request.url ?? "/"), "http://hazel.localhost");
    const there = address.replace("hazel", "other");
    if (pathname === "/away") response.writeHead(302, { location: "http://other.localhost:1/" });
    else if (pathname === "/moved") response.writeHead(302, { location: `http://${there}/theirs` });
    else if (pathname === "/file") response.writeHead(200, { "content-disposition": "attachment" });
    else response.writeHead(pathname in html ? 200 : 404, { "content-type": "text/html", "set-cookie": "sid=1; max-age=99" });
    response.end(`<!doctype html><link rel="icon" href="data:,">${html[pathname] ?? ""}`);
  };
  const server = createServer(answer);
  let address = "";
  beforeAll(async () => {
    await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
    address = `hazel.localhost:${(server.address() as AddressInfo).port}`;
    writeFileSync(join(folder, "troth.yaml"), PROGRAM(`http://${address}`));
  });
  afterAll(async () => {
    server.closeAllConnections();
    await new Promise<void>((done) => server.close(() => done()));
  });

  test("pages that cannot be seen are said, those after them are visited, and the answer is incomplete", async () => {
    const { status, stdout } = await scan(["site", "--json"]);
    const { kept, complete, pages, missed, visitors, withoutBanner, findings } = JSON.parse(stdout);
    expect({ status, kept, complete, visitors }).toEqual({ status: 1, kept: false, complete: false, visitors: ["unanswered"] });
    const at = (path: string): string => `${address}${path}`;
    expect(pages).toEqual(["/", "/loud", "/last", "/of/<address>"].map(at));
    expect(withoutBanner).toEqual(pages);
    expect(Object.fromEntries(missed.map((one: { page: string; because: string }) => [one.page, one.because]))).toEqual({
      [at("/hangs")]: "it answers nothing any more",
      [at("/gone")]: "it answers with 404",
      [at("/away")]: expect.stringContaining("no answer"),
      [at("/moved")]: "it leads to another site",
      [at("/file")]: "it is a file to download",
    });
    expect(findings.map(({ code, what }: { code: string; what: string }) => `${code}: ${what}`)).toEqual([
      "lasts-longer: cookie sid of hazel.localhost",
      "undeclared: cookie <address> of hazel.localhost",
      expect.stringMatching(/^undeclared: cookie x.{1,3}y{90,}… of hazel\.localhost$/),
      "undeclared: local storage late of hazel.localhost",
    ]);
    expect(stdout).not.toContain("maya");
  });

  test("where a question was not answered, or a page not followed, nothing wrong is no whole answer", async () => {
    const sound = PROGRAM(`http://${address}/alone`).replace(
      "sid: { purpose: session }",
      "sid: { purpose: session, lasts: 1 day }",
    );
    const asking = sound
      .replace("basis: contract }", "basis: contract }, counting: { kind: analytics, data: [usage], basis: consent }")
      .replace("trackers: {", "trackers: { _count: { purpose: counting },");
    const of = async (text: string) => {
      writeFileSync(join(folder, "troth.yaml"), text);
      const { status, stdout } = await scan(["site", "--most", "1", "--json"]);
      const { kept, complete, findings } = JSON.parse(stdout);
      return { status, kept, complete, findings };
    };
    expect(await of(sound)).toEqual({ status: 0, kept: true, complete: true, findings: [] });
    expect(await of(asking)).toEqual({ status: 1, kept: false, complete: false, findings: [] });
    expect(await of(sound.replace("/alone", "/linked"))).toEqual({ status: 1, kept: false, complete: false, findings: [] });
  });

  test("no more pages than asked for are visited, and that there are more is said", async () => {
    writeFileSync(join(folder, "troth.yaml"), PROGRAM(`http://${address}`));
    const { status, stdout } = await scan(["site", "--most", "1", "--page", "/last"]);
    expect(status).toBe(1);
    expect(stdout).toContain("7 more pages are linked and not visited: `--most`");
    expect(stdout).toContain("no answer was given: what happens after a yes or a no is not known");
    expect(stdout).toMatch(/2 findings\. 2 pages, 1 visitor/);
    for (const line of stdout.split("\n")) expect([...line].length, line).toBeLessThanOrEqual(80);
  });
});
