// A site as it is scanned at the command line, by a browser of its own.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { ScanFinding } from "@troth/core/scan";
import { runCommandLine } from "../../../packages/server/src/cli/index.ts";
import { testChromium } from "../../support/browser.ts";

/** What `troth scan --json` prints, as far as tests look at it. */
export interface ScanAnswer {
  readonly status: number;
  readonly stdout: string;
  readonly kept: boolean;
  readonly complete: boolean;
  readonly pages: readonly string[];
  readonly visitors: readonly string[];
  readonly findings: readonly ScanFinding[];
  readonly missed: readonly { readonly page: string; readonly because: string }[];
  /** `wrong-owner: cookie _ct of fernhill.localhost`, but for what was not met. */
  readonly told: readonly string[];
}

/** Scans the service `site` of a program. */
export async function scanSite(program: string, ...options: readonly string[]): Promise<ScanAnswer> {
  const folder = mkdtempSync(join(tmpdir(), "troth-scan-"));
  try {
    writeFileSync(join(folder, "troth.yaml"), program);
    const texts = { stdout: "", stderr: "" };
    const outlet = (name: "stdout" | "stderr") => ({
      write: (text: string) => {
        texts[name] += text;
      },
    });
    const env = { PATH: process.env.PATH, TROTH_CHROMIUM: testChromium, LANG: "C.UTF-8" };
    const terminal = { stdout: outlet("stdout"), stderr: outlet("stderr"), env, cwd: folder };
    const status = await runCommandLine(["scan", "site", "--json", ...options], terminal);
    if (texts.stdout === "") throw new Error(texts.stderr);
    const answer = JSON.parse(texts.stdout) as Omit<ScanAnswer, "status" | "stdout" | "told">;
    const told = answer.findings.filter(({ level }) => level === "error").map(({ code, what }) => `${code}: ${what}`);
    return { ...answer, status, stdout: texts.stdout, told };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Pages of a site without a banner, by path. */
export interface Pages {
  readonly address: string;
  show(path: string, html: string): void;
  close(): Promise<void>;
}

/** Serves pages; what is not there is answered with 404. */
export async function openPages(shown: Readonly<Record<string, string>>): Promise<Pages> {
  const pages = new Map(Object.entries(shown));
  const server = createServer((request, response) => {
    const html = pages.get(new URL(request.url ?? "/", "http://pages").pathname);
    response.writeHead(html === undefined ? 404 : 200, { "content-type": "text/html" });
    response.end(`<!doctype html><link rel="icon" href="data:,">${html ?? ""}`);
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  return {
    address: `http://hazel.localhost:${(server.address() as AddressInfo).port}/`,
    show: (path, html) => void pages.set(path, html),
    close: async () => {
      server.closeAllConnections();
      await new Promise<void>((done) => server.close(() => done()));
    },
  };
}
