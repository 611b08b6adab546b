import { createPublicKey, verify } from "node:crypto";
import { cp, mkdtemp, readdir, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type Surroundings, systemSurroundings } from "../foundation/index.ts";
import { type KeyOwner, type Keys, openKeys } from "./index.ts";

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const text = (some: Uint8Array): string => new TextDecoder().decode(some);
const ann: KeyOwner = { person: "ann" };
const budi: KeyOwner = { person: "budi" };
const file: KeyOwner = { request: "R-0001" };

let root: string;
let folder: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), "troth-keys-"));
  folder = join(root, "keys");
});
afterEach(() => rm(root, { recursive: true }));
const open = (more: Partial<Surroundings> = {}): Promise<Keys> =>
  openKeys({ folder, surroundings: { ...systemSurroundings(), ...more } });

describe("sealing", () => {
  test("opens for its owner and context only, and says when a bit was flipped", async () => {
    const keys = await open();
    await keys.ensure(ann);
    await keys.ensure(ann);
    await keys.ensure(budi);
    const sealed = await keys.seal(ann, "privacy_request.subject", bytes("ann@person.example"));
    expect(text(sealed.subarray(0, 5))).toBe("TRTH1");
    expect(Buffer.from(sealed).includes("ann@person.example")).toBe(false);
    expect(text(await keys.open(ann, "privacy_request.subject", sealed))).toBe("ann@person.example");
    await expect(keys.open(ann, "store_run.captured", sealed)).rejects.toMatchObject({ code: "keys.damaged" });
    await expect(keys.open(budi, "privacy_request.subject", sealed)).rejects.toMatchObject({ code: "keys.forgotten" });
    for (let at = 45; at < sealed.length; at++) {
      const flipped = sealed.slice();
      flipped[at] = (flipped[at] ?? 0) ^ 1;
      await expect(keys.open(ann, "privacy_request.subject", flipped)).rejects.toMatchObject({ code: "keys.damaged" });
    }
  });

  test("commitments and identifier hashes are stable, keyed and apart", async () => {
    const keys = await open();
    await keys.ensure(ann);
    await keys.ensure(budi);
    const commitment = await keys.commitment(ann, "x");
    expect(commitment).toMatch(/^[0-9a-f]{64}$/);
    expect(await keys.commitment(budi, "x")).not.toBe(commitment);
    const hash = keys.identifierHash("email", "ann@person.example");
    expect(keys.identifierHash("phone", "ann@person.example")).not.toBe(hash);
    const again = await open();
    expect(again.identifierHash("email", "ann@person.example")).toBe(hash);
    expect(await again.commitment(ann, "x")).toBe(commitment);
  });

  test("a log's key signs, is made once, and is in no file in the clear", async () => {
    const keys = await open();
    const { publicKey } = await keys.ensureLogKey("log-1");
    expect((await (await open()).ensureLogKey("log-1")).publicKey).toEqual(publicKey);
    expect((await keys.ensureLogKey("log-2")).publicKey).not.toEqual(publicKey);
    const key = createPublicKey({
      key: { kty: "OKP", crv: "Ed25519", x: Buffer.from(publicKey).toString("base64url") },
      format: "jwk",
    });
    expect(verify(null, bytes("checkpoint"), key, await keys.sign("log-1", bytes("checkpoint")))).toBe(true);
    await expect(keys.sign("log-3", bytes("x"))).rejects.toMatchObject({ code: "keys.damaged" });
  });
});

describe("the master key", () => {
  test("lies where it is told, for its owner's eyes only, and is missed or refused by name", async () => {
    const masterKeyFile = join(root, "elsewhere", "master");
    const surroundings = systemSurroundings();
    const keys = await openKeys({ folder, masterKeyFile, surroundings });
    await keys.ensure(ann);
    expect((await stat(masterKeyFile)).mode & 0o777).toBe(0o600);
    expect(await readdir(folder)).not.toContain("master.key");
    await rename(masterKeyFile, `${masterKeyFile}.gone`);
    await expect(openKeys({ folder, masterKeyFile, surroundings })).rejects.toMatchObject({ code: "keys.master-missing" });
    await writeFile(masterKeyFile, `${"0".repeat(64)}\n`);
    await expect(openKeys({ folder, masterKeyFile, surroundings })).rejects.toMatchObject({ code: "keys.master-wrong" });
    await writeFile(masterKeyFile, "not a key");
    await expect(openKeys({ folder, masterKeyFile, surroundings })).rejects.toMatchObject({ code: "keys.damaged" });
    await rename(`${masterKeyFile}.gone`, masterKeyFile);
    expect(await (await openKeys({ folder, masterKeyFile, surroundings })).has(ann)).toBe(true);
  });
});

describe("forgetting", () => {
  test("a person's key is gone at once, and never made again; others and the request's file stay", async () => {
    const keys = await open();
    for (const owner of [ann, budi, file]) await keys.ensure(owner);
    const sealed = await keys.seal(ann, "c", bytes("marked"));
    const kept = await keys.seal(file, "c", bytes("letter"));
    await keys.forget(ann);
    await keys.forget(ann);
    expect(await keys.has(ann)).toBe(false);
    await expect(keys.open(ann, "c", sealed)).rejects.toMatchObject({ code: "keys.forgotten" });
    await expect(keys.seal(ann, "c", bytes("x"))).rejects.toMatchObject({ code: "keys.forgotten" });
    await expect(keys.ensure(ann)).rejects.toMatchObject({ code: "keys.forgotten" });
    expect(await keys.endEpoch()).toEqual({ ended: 1, survivors: 2 });
    expect(keys.epoch().number).toBe(2);
    expect(text(await keys.open(file, "c", kept))).toBe("letter");
    expect(await keys.has(budi)).toBe(true);
  });

  test("a wrap put back from a copy opens until its epoch ends, then never, and locks nobody out", async () => {
    const keys = await open();
    for (const owner of [ann, budi]) await keys.ensure(owner);
    const sealed = await keys.seal(budi, "c", bytes("marked"));
    await cp(join(folder, "wraps"), join(root, "old-wraps"), { recursive: true });
    await keys.endEpoch();
    await rm(join(folder, "wraps"), { recursive: true });
    await cp(join(root, "old-wraps"), join(folder, "wraps"), { recursive: true });
    await expect((await open()).open(budi, "c", sealed)).rejects.toMatchObject({ code: "keys.damaged" });
    await keys.ensure({ person: "new" });
    expect(await keys.endEpoch()).toEqual({ ended: 2, survivors: 1 });
  });

  test("a request's number that comes again after a restore gets a new key; what the old one sealed stays closed", async () => {
    const keys = await open();
    await keys.ensure(file);
    const sealed = await keys.seal(file, "c", bytes("letter"));
    await keys.forget(file);
    await keys.ensure(file);
    await expect(keys.open(file, "c", sealed)).rejects.toMatchObject({ code: "keys.forgotten" });
  });

  test("a process that dies between mark and deletion has forgotten", async () => {
    const keys = await open({ passing: () => Promise.reject(new Error("killed")) });
    await keys.ensure(ann);
    await expect(keys.forget(ann)).rejects.toThrow("killed");
    const next = await open();
    expect(await next.has(ann)).toBe(false);
    expect((await next.endEpoch()).survivors).toBe(0);
  });
});

describe("the end of an epoch", () => {
  const people = Array.from({ length: 6 }, (_, n): KeyOwner => ({ person: `p-${n}` }));

  async function killedAt(step: number): Promise<boolean> {
    const keys = await open();
    for (const owner of [...people, ann]) await keys.ensure(owner);
    const sealed = await Promise.all(people.map((owner) => keys.seal(owner, "c", bytes("kept"))));
    const hers = await keys.seal(ann, "c", bytes("marked"));
    await cp(join(folder, "wraps"), join(root, "undeleted"), { recursive: true });
    await keys.forget(ann);
    let passed = 0;
    const dying = await open({
      passing: () => (passed++ === step ? Promise.reject(new Error("killed")) : Promise.resolve()),
    });
    const reached = await dying.endEpoch().then(
      () => false,
      () => true,
    );
    const next = await open();
    for (const [at, owner] of people.entries()) {
      expect(text(await next.open(owner, "c", sealed[at] ?? bytes(""))), `step ${step}, before resuming`).toBe("kept");
    }
    await next.ensure({ person: "meanwhile" });
    expect((await next.endEpoch()).survivors).toBe(people.length + 1);
    expect(await readdir(join(folder, "epochs"))).toHaveLength(1);
    for (const [at, owner] of people.entries()) expect(text(await next.open(owner, "c", sealed[at] ?? bytes("")))).toBe("kept");
    // Even with her wrap put back and the mark taken away her data stays closed.
    await rm(join(folder, "forgotten"), { recursive: true });
    await cp(join(root, "undeleted"), join(folder, "wraps"), { recursive: true, force: false });
    await expect((await open()).open(ann, "c", hers)).rejects.toMatchObject({ code: "keys.damaged" });
    return reached;
  }

  test("killed at each of its steps: every survivor is readable before and after it is resumed, the forgotten are not", async () => {
    let step = 0;
    for (; await killedAt(step); step++) {
      await rm(folder, { recursive: true });
      await rm(join(root, "undeleted"), { recursive: true });
    }
    // began, six moved (hers is deleted), wrapped, ended
    expect(step).toBe(9);
  });

  test("keys made, and epochs ended, by several at once lose nobody", async () => {
    const first = await open();
    const second = await open();
    const owners = Array.from({ length: 20 }, (_, n): KeyOwner => ({ person: `q-${n}` }));
    const make = owners.map((owner, n) => (n % 2 === 0 ? first : second).ensure(owner));
    await Promise.all([...make, first.endEpoch(), second.endEpoch(), first.endEpoch()]);
    for (const owner of owners) await expect(first.seal(owner, "c", bytes("x"))).resolves.toBeDefined();
    expect(await readdir(join(folder, "epochs"))).toHaveLength(1);
  });

  test("no file of the store holds a key in the clear", async () => {
    const made: Uint8Array[] = [];
    const random = (length: number): Uint8Array => {
      const some = systemSurroundings().random(length);
      if (length === 32) made.push(some.slice());
      return some;
    };
    const masterKeyFile = join(root, "master");
    const keys = await openKeys({ folder, masterKeyFile, surroundings: { ...systemSurroundings(), random } });
    await keys.ensure(ann);
    await keys.ensureLogKey("l");
    expect(made.length).toBe(5);
    for (const item of await readdir(folder, { recursive: true, withFileTypes: true })) {
      if (!item.isFile()) continue;
      const content = await readFile(join(item.parentPath, item.name));
      for (const key of made) {
        expect(content.includes(Buffer.from(key))).toBe(false);
        expect(content.includes(Buffer.from(key).toString("hex"))).toBe(false);
      }
    }
  });
});
