// Keys of many people at once: as durable, and as surely forgotten, as those that are made one by one.
import { cp, mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type Surroundings, systemSurroundings } from "../foundation/index.ts";
import { type Keys, openKeys } from "./index.ts";
import { keyFolder } from "./key-folder.ts";

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const text = (some: Uint8Array): string => new TextDecoder().decode(some);
const people = Array.from({ length: 40 }, (_, n) => `p-${n}`);
const [ann = "", ...others] = people;

let root: string;
let folder: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), "troth-batches-"));
  folder = join(root, "keys");
});
afterEach(() => rm(root, { recursive: true }));

const open = (more: Partial<Surroundings> = {}): Promise<Keys> =>
  openKeys({ folder, surroundings: { ...systemSurroundings(), ...more } });
const wrapOf = (person: string): string => keyFolder(folder).wrap({ person });
const batches = async (): Promise<readonly string[]> =>
  (await readdir(join(folder, "batches"))).map((name) => join(folder, "batches", name));

/** The power fails before anything but the batches is on the disk: some wraps were never written, some are empty. */
async function failPower(): Promise<void> {
  for (const [at, person] of people.entries()) {
    if (at % 2 === 0) await rm(wrapOf(person), { force: true });
    else if (await stat(wrapOf(person)).catch(() => undefined)) await writeFile(wrapOf(person), "");
  }
  for (const batch of await batches()) {
    const [, ...lines] = (await readFile(batch, "utf8")).split("\n");
    await writeFile(batch, ["another-start", ...lines].join("\n"));
  }
}

const sealAll = (keys: Keys) => Promise.all(people.map((person) => keys.seal({ person }, "c", bytes(person))));

async function opensAll(keys: Keys, sealed: readonly Uint8Array[], whom: readonly string[]): Promise<void> {
  for (const person of whom) {
    const plain = await keys.open({ person }, "c", sealed[people.indexOf(person)] ?? bytes(""));
    expect(text(plain)).toBe(person);
  }
}

test("who has a key keeps it, who has none gets one, and one file is waited for", async () => {
  const keys = await open();
  await keys.ensure({ person: ann });
  const hers = await keys.seal({ person: ann }, "c", bytes(ann));
  await keys.ensureAll(people);
  await keys.ensureAll(people);
  expect(text(await keys.open({ person: ann }, "c", hers))).toBe(ann);
  await opensAll(keys, await sealAll(keys), others);
  expect(await batches()).toHaveLength(1);
});

test("of two that write in turns each batch is kept, the newest under the highest number", async () => {
  const [one, other] = [await open(), await open()];
  await one.ensureAll(people.slice(0, 10));
  await other.ensureAll(people.slice(10, 20));
  await other.ensureAll(people.slice(20, 30));
  await one.ensureAll(people.slice(30));
  const named = (await batches()).map((place) => place.slice(-"1-1.wraps".length)).sort();
  expect(named).toEqual(["1-1.wraps", "1-2.wraps", "1-3.wraps", "1-4.wraps"]);
  expect(await readFile(join(folder, "batches", "1-4.wraps"), "utf8")).toContain(`"person:${people[30]}"`);
  const sealed = await sealAll(one);
  await failPower();
  await opensAll(await open(), sealed, people);
});

test("where the power fails before the wraps are on the disk, nobody's key is lost", async () => {
  const keys = await open();
  await keys.ensureAll(people);
  const sealed = await sealAll(keys);
  await failPower();
  await expect(keys.open({ person: ann }, "c", sealed[0] ?? bytes(""))).rejects.toMatchObject({ code: "keys.forgotten" });
  await opensAll(await open(), sealed, people);
  expect(await batches()).toEqual([]);
});

test("who was forgotten is in no batch, and does not come back when the power fails", async () => {
  const keys = await open();
  await keys.ensureAll(people);
  const sealed = await sealAll(keys);
  const { wrapped } = JSON.parse(await readFile(wrapOf(ann), "utf8")) as { readonly wrapped: string };
  await keys.forget({ person: ann });
  for (const batch of await batches()) {
    const content = await readFile(batch, "utf8");
    expect(content).toContain(`"person:${others[0]}"`);
    expect(content).not.toContain(`"person:${ann}"`);
    expect(content).not.toContain(wrapped);
  }
  await failPower();
  const next = await open();
  expect(await next.has({ person: ann })).toBe(false);
  await expect(next.ensureAll([...others, ann])).rejects.toMatchObject({ code: "keys.forgotten" });
  await opensAll(next, sealed, others);
});

test("a process that dies between the mark and the batch has forgotten", async () => {
  const keys = await open({
    passing: (step) => (step === "keys.forget.marked" ? Promise.reject(new Error("killed")) : Promise.resolve()),
  });
  await keys.ensureAll(people);
  await expect(keys.forget({ person: ann })).rejects.toThrow("killed");
  await failPower();
  const next = await open();
  expect(await next.has({ person: ann })).toBe(false);
  expect(await readdir(dirname(wrapOf(ann)))).not.toContain(wrapOf(ann).slice(-64));
});

test("the end of an epoch ends its batches: put back from a copy they open nothing", async () => {
  const keys = await open();
  await keys.ensureAll(people);
  const sealed = await sealAll(keys);
  await cp(join(folder, "batches"), join(root, "copy"), { recursive: true });
  await keys.forget({ person: ann });
  expect(await keys.endEpoch()).toEqual({ ended: 1, survivors: others.length });
  expect(await batches()).toEqual([]);
  await opensAll(keys, sealed, others);
  await cp(join(root, "copy"), join(folder, "batches"), { recursive: true });
  await rm(join(folder, "forgotten"), { recursive: true });
  await failPower();
  await expect((await open()).open({ person: ann }, "c", sealed[0] ?? bytes(""))).rejects.toMatchObject({ code: "keys.damaged" });
});

test("a batch that was made while an epoch ended lives on with the next one", async () => {
  const others = await open();
  const ending = await open({
    passing: (step) => (step === "keys.epoch.began" ? others.ensureAll(people).then(() => undefined) : Promise.resolve()),
  });
  await others.ensure({ person: "before" });
  expect((await ending.endEpoch()).survivors).toBe(people.length + 1);
  const sealed = await sealAll(others);
  await failPower();
  await opensAll(await open(), sealed, people);
});

test("killed once the batch is durable: whoever tells the same again has one key, whatever fails after", async () => {
  const dying = await open({
    passing: (step) => (step === "keys.batch.durable" ? Promise.reject(new Error("killed")) : Promise.resolve()),
  });
  await expect(dying.ensureAll(people)).rejects.toThrow("killed");
  const keys = await open();
  expect(await keys.has({ person: ann })).toBe(false);
  await keys.ensureAll(people);
  const sealed = await sealAll(keys);
  expect(await batches()).toHaveLength(2);
  await failPower();
  await opensAll(await open(), sealed, people);
});
