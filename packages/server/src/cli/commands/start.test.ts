import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { runCommandLine } from "../command-line.ts";

const folder = mkdtempSync(join(tmpdir(), "troth-start-"));
// Where a job under way outlasts the patience of a stop the process ends: here that would be the process of the tests.
beforeAll(() => void vi.spyOn(process, "exit").mockReturnValue(undefined as never));
afterAll(() => vi.restoreAllMocks());
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  const address = server.address();
  await new Promise((closed) => server.close(closed));
  return typeof address === "object" && address !== null ? address.port : 0;
}

/** Starts the example, looks at it once it is open, and stops it as a terminal does. */
async function started(isTTY: boolean, look: (printed: string, address: string) => Promise<void>): Promise<number> {
  const address = `127.0.0.1:${await freePort()}`;
  let printed = "";
  const outlet = { isTTY, write: (text: string) => (printed += text) };
  const env = { LANG: "C.UTF-8", NO_COLOR: "1", TROTH_LISTEN: address };
  const ended = runCommandLine(["start", "--example"], { stdout: outlet, stderr: outlet, env, cwd: folder });
  for (let tries = 0; !printed.includes("Ctrl+C") && tries < 1_000; tries++) await new Promise((wait) => setTimeout(wait, 50));
  try {
    await look(printed, `http://${address}`);
  } finally {
    // Twice, as whoever starts it by npm hears it.
    process.emit("SIGINT");
    process.emit("SIGINT");
  }
  const status = await ended;
  // What was left is done by this process, which goes on: the next start waits for it.
  await expect.poll(() => existsSync(join(folder, ".troth-example", "lock"))).toBe(false);
  return status;
}

test("prints where everything is, the link on a terminal alone, and goes on at the second start", async () => {
  let key = "";
  const vkeyOf = async (address: string) =>
    ((await (await fetch(`${address}/.well-known/troth.json`)).json()) as { log: { vkey: string } }).log.vkey;
  const first = await started(false, async (printed, address) => {
    expect(printed).toContain("✓ Harbour's privacy center is open");
    expect(printed).toContain(`privacy center  ${address}\n`);
    expect(printed).toContain(`staff           ${address}/staff\n`);
    expect(printed).toMatch(/mail {12}http:\/\/127\.0\.0\.1:\d+\/outbox\/[A-Za-z0-9_-]{22}\n/);
    expect(printed).not.toContain("/staff/link/");
    expect(printed).toContain("nadia.osei@fernhill.example");
    for (const line of printed.split("\n")) expect(line.length).toBeLessThanOrEqual(80);
    expect((await fetch(`${address}/en`)).status).toBe(200);
    expect((await fetch(/http\S+outbox\S+/.exec(printed)?.[0] ?? "")).status).toBe(200);
    key = await vkeyOf(address);
  });
  const second = await started(true, async (printed, address) => {
    const link = /http\S+\/staff\/link\/[A-Za-z0-9_-]{43}/.exec(printed)?.[0] ?? "";
    expect(link).toContain(address);
    expect((await fetch(link)).status).toBe(200);
    expect(await vkeyOf(address)).toBe(key);
  });
  expect([first, second]).toEqual([0, 0]);
});

test("says what is wrong with the environment, and starts nothing", async () => {
  let printed = "";
  const outlet = { write: (text: string) => (printed += text) };
  const env = { LANG: "C.UTF-8", TROTH_LISTEN: "nowhere", TROTH_HOME: join(folder, "never") };
  const status = await runCommandLine(["start", "--example"], { stdout: outlet, stderr: outlet, env, cwd: folder });
  expect(status).toBe(2);
  expect(existsSync(join(folder, "never"))).toBe(false);
  expect(printed).toContain("`TROTH_LISTEN` is not as expected: an address and a port");
});
