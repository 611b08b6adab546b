import { spawn } from "node:child_process";
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { createFileDurably, createLog, destroyFile, makeFolder, takeLock, writeFileDurably } from "./index.ts";

let root: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), "troth-foundation-"));
});
afterEach(() => rm(root, { recursive: true }));

/** The number of a process that has ended. */
async function deadPid(): Promise<number> {
  const child = spawn(process.execPath, ["-e", ""]);
  await new Promise((resolve) => child.on("close", resolve));
  return child.pid ?? 0;
}

const holder = (pid: number, more: object = {}): string =>
  JSON.stringify({ pid, started: null, host: hostname(), nonce: `n-${pid}`, ...more });

describe("a lock", () => {
  const path = (): string => join(root, "lock");

  test("is held by one, who is named, and free when released", async () => {
    const first = await takeLock(path());
    expect(await takeLock(path())).toMatchObject({ kind: "held", pid: process.pid, elsewhere: false });
    if (first.kind === "taken") await first.release();
    expect((await takeLock(path())).kind).toBe("taken");
    expect(await readdir(root)).toEqual(["lock"]);
  });

  test("of a dead process is taken over, by exactly one of many who try at once", async () => {
    const pid = await deadPid();
    for (let round = 0; round < 10; round++) {
      await writeFile(path(), holder(pid));
      const outcomes = await Promise.all(Array.from({ length: 8 }, () => takeLock(path())));
      expect(outcomes.filter((outcome) => outcome.kind === "taken")).toHaveLength(1);
      expect(JSON.parse(await readFile(path(), "utf8"))).toMatchObject({ pid: process.pid });
      await rm(path());
    }
    expect(await readdir(root)).toEqual([]);
  });

  test("is taken over although a successor died halfway", async () => {
    const pid = await deadPid();
    await writeFile(path(), holder(pid));
    await writeFile(`${path()}.after`, holder(pid));
    expect((await takeLock(path())).kind).toBe("taken");
    expect(await readdir(root)).toEqual(["lock"]);
  });

  test("goes by the process, not by its number alone, and never by age or from another machine", async () => {
    await writeFile(path(), holder(process.pid, { started: "an-earlier-boot/12" }));
    const reused = await takeLock(path());
    expect(reused.kind).toBe(process.platform === "linux" ? "taken" : "held");
    await writeFile(path(), holder(await deadPid(), { host: "elsewhere.example" }));
    expect(await takeLock(path())).toMatchObject({ kind: "held", host: "elsewhere.example", elsewhere: true });
  });
});

describe("files", () => {
  test("are replaced whole, made once, kept from others and destroyed, and leave nothing beside them", async () => {
    const folder = join(root, "a", "b");
    await makeFolder(folder);
    expect((await stat(folder)).mode & 0o777).toBe(0o700);
    const path = join(folder, "file");
    await writeFileDurably(path, "one");
    await writeFileDurably(path, "two");
    expect(await createFileDurably(path, "three")).toBe(false);
    expect(await readFile(path, "utf8")).toBe("two");
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    expect(await createFileDurably(join(folder, "other"), "three")).toBe(true);
    await destroyFile(path);
    await destroyFile(path);
    expect(await readdir(folder)).toEqual(["other"]);
  });
});

describe("the log", () => {
  test("prints neither objects nor the words of errors that are not ours", () => {
    let printed = "";
    const log = createLog("debug", (line) => {
      printed += line;
    });
    const inner = new Error("Key (email)=(marked@person.example) already exists");
    const error = new Error("insert failed for marked@person.example", { cause: inner });
    Object.assign(error, { code: "23505", detail: "marked@person.example", query: ["marked@person.example"] });
    log.error("a job failed", error, { request: "R-0001" });
    log.info("a row", { row: { email: "marked@person.example" } } as never);
    log.error("thrown", "marked@person.example");
    expect(printed).not.toContain("marked@person.example");
    expect(printed).toContain('"state":"23505"');
    expect(printed).toContain("R-0001");
    expect(printed).toContain("[hidden]");
    expect(printed.trim().split("\n")).toHaveLength(3);
  });

  test("takes an unknown level for warn", () => {
    let lines = 0;
    const log = createLog("loud", () => {
      lines += 1;
    });
    log.info("not said");
    log.warn("said");
    expect(lines).toBe(1);
  });
});
