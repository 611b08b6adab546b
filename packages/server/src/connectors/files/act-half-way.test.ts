import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, onTestFinished, test } from "vitest";
import type { Connector } from "../connector.ts";
import { openConnector } from "../index.ts";

const AVATARS = { avatars: "avatars/{id}.*", people: "people/{handle}/{file}" };
const open = (url: string): Connector =>
  openConnector({ store: "files", connector: "files", url, options: {}, datasets: AVATARS });
const by = (column: string, value: string) => ({ columns: [column], values: [[value]], fold: false });
const acting = (name: string) => ({ name, journal: async () => undefined });

function folderWith(files: readonly string[]): string {
  const folder = mkdtempSync(join(tmpdir(), "troth-half-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  for (const file of files) {
    mkdirSync(join(folder, file, ".."), { recursive: true });
    writeFileSync(join(folder, file), `of ${file}`);
  }
  return folder;
}

const KILLED = `
  import { openConnector } from "./packages/server/src/connectors/index.ts";
  const connector = openConnector({ store: "files", connector: "files", url: process.argv[1], options: {}, datasets: ${JSON.stringify(AVATARS)} });
  await connector.act({ name: "killed", journal: (name) => new Promise(() => console.log(name)) }, (session) => session.delete("avatars", ["path"], [["avatars/1.png"]]));`;

test("a process killed after the journal leaves every file, and its act aborted", async () => {
  const folder = folderWith(["avatars/1.png"]);
  const root = fileURLToPath(new URL("../../../../..", import.meta.url));
  const flags = ["--import", "tsx", "--conditions=source", "--input-type=module", "-e", KILLED, folder];
  const child = spawn(process.execPath, flags, { cwd: root, stdio: ["ignore", "pipe", "inherit"] });
  const ended = once(child, "exit");
  await once(child.stdout, "data");
  await expect(open(folder).outcome("other")).rejects.toMatchObject({ code: "connector.busy" });
  child.kill("SIGKILL");
  await ended;
  expect(await open(folder).outcome("killed")).toBe("aborted");
  expect(readdirSync(join(folder, "avatars"))).toEqual(["1.png"]);
});

// The name that `actId` gives to the act `half`.
const HALF = "a11ae06469c63740d7b0ecf802f282a0";

test("files that lie aside without a mark are refused to readers, and put back", async () => {
  const folder = folderWith(["avatars/2.png", `.troth/${HALF}/avatars/1.png`]);
  const connector = open(folder);
  const count = () => connector.read((session) => session.size("avatars")).then(({ rows }) => rows);
  await expect(count()).rejects.toMatchObject({ code: "connector.busy" });
  expect(await connector.outcome("half")).toBe("aborted");
  expect(await count()).toBe(2);
  expect(readFileSync(join(folder, "avatars/1.png"), "utf8")).toBe(`of .troth/${HALF}/avatars/1.png`);
});

test("files that lie aside with a mark are gone, and what it says is cleared", async () => {
  const folder = folderWith(["avatars/2.png", `.troth/${HALF}/avatars/1.png`]);
  writeFileSync(join(folder, `.troth/${HALF}.done`), JSON.stringify(["avatars/2.png"]));
  await open(folder).settle();
  expect(readFileSync(join(folder, "avatars/2.png"), "utf8")).toBe("");
  expect(readFileSync(join(folder, `.troth/${HALF}.done`), "utf8")).toBe("");
  expect(readdirSync(join(folder, ".troth")).sort()).toEqual([`${HALF}.done`]);
});

test("what was written at a path since is neither overwritten by what lay aside, nor cleared in place of what was there", async () => {
  const folder = folderWith(["avatars/1.png", "avatars/2.png", "avatars/3.png", `.troth/${HALF}/avatars/1.png`]);
  expect(await open(folder).outcome("half")).toBe("aborted");
  expect(readFileSync(join(folder, "avatars/1.png"), "utf8")).toBe("of avatars/1.png");
  const was = (path: string): string => {
    const { mtime, size } = statSync(join(folder, path));
    return JSON.stringify([mtime.toISOString(), size, null]);
  };
  const clears = ["avatars/2.png", "avatars/3.png"].map((path) => [path, was(path)]);
  writeFileSync(join(folder, `.troth/${HALF}.done`), JSON.stringify(clears));
  writeFileSync(join(folder, "avatars/2.png"), "somebody else's");
  expect(await open(folder).outcome("half")).toBe("committed");
  expect(["2", "3"].map((id) => readFileSync(join(folder, `avatars/${id}.png`), "utf8"))).toEqual(["somebody else's", ""]);
});

test("links are never followed: one that is asked for fails, and what it leads to stays", async () => {
  const outside = folderWith(["1.png", "secret.txt"]);
  const folder = folderWith(["avatars/2.png"]);
  symlinkSync(join(outside, "secret.txt"), join(folder, "avatars/1.png"));
  const connector = open(folder);
  const rows = (id: string) =>
    connector.read((session) => session.capture({ dataset: "avatars", columns: ["path"], match: by("id", id) }));
  expect(await rows("2")).toEqual([["avatars/2.png"]]);
  await expect(rows("1")).rejects.toThrow("symbolic link");
  expect(await connector.act(acting("link"), (session) => session.delete("avatars", ["path"], [["avatars/1.png"]]))).toBe(0);
  symlinkSync(outside, join(folder, "people"));
  const people = { dataset: "people", columns: ["path"], match: by("handle", "ann") };
  await expect(connector.read((session) => session.capture(people))).rejects.toThrow("symbolic link");
  expect((await connector.inspect()).passedOver).toEqual([
    "1 symbolic link is not followed",
    "1 symbolic link to a folder is not followed",
  ]);
  expect(readdirSync(outside).sort()).toEqual(["1.png", "secret.txt"]);
});

test("a folder that is named after somebody goes with their last file, and others' stay", async () => {
  const folder = folderWith(["people/ann/a.txt", "people/bo/b.txt", "avatars/1.png"]);
  await open(folder).act(acting("named"), async (session) => {
    await session.delete("people", ["path"], [["people/ann/a.txt"]]);
    await session.delete("avatars", ["path"], [["avatars/1.png"]]);
  });
  expect(readdirSync(join(folder, "people"))).toEqual(["bo"]);
  expect(readdirSync(join(folder, "avatars"))).toEqual([]);
});

test("a name that is no UTF-8 is found and deleted by its bytes", async () => {
  const folder = folderWith(["avatars/2.png"]);
  writeFileSync(Buffer.concat([Buffer.from(`${folder}/avatars/1.`), Buffer.from([0xff, 0xe9])]), "odd");
  await open(folder).act(acting("bytes"), async (session) => {
    const keys = await session.capture({ dataset: "avatars", columns: ["path"], match: by("id", "1") });
    expect(await session.delete("avatars", ["path"], keys)).toBe(1);
  });
  expect(readdirSync(join(folder, "avatars"))).toEqual(["2.png"]);
});

test("an act under a used name is refused before the journal hears of it", async () => {
  const folder = folderWith(["avatars/1.png", "avatars/2.png"]);
  const told: string[] = [];
  const once = (path: string) =>
    open(folder).act({ name: "same", journal: async (name) => void told.push(name) }, (session) =>
      session.delete("avatars", ["path"], [[path]]),
    );
  expect(await once("avatars/1.png")).toBe(1);
  await expect(once("avatars/2.png")).rejects.toThrow("an act of this name was done before");
  expect([told, readdirSync(join(folder, "avatars"))]).toEqual([["same"], ["2.png"]]);
});
