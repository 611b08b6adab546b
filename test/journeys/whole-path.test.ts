// A company's way through Troth by the command line alone: from a database to a receipt, and back from a backup.
import { copyFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { harbourSubject, makeHarbour } from "../../packages/server/src/example/index.ts";
import { faultsOf, freshFolder, type Ran, troth } from "./troth.ts";

const PROGRAM = fileURLToPath(new URL("../../packages/server/src/example/troth.yaml", import.meta.url));
const SUBJECT = `email=${harbourSubject.email}`;

// Each command is a process that starts an embedded database: slow where the machine is busy.
vi.setConfig({ testTimeout: 300_000 });

const { folder, drop } = freshFolder();
const place = { cwd: folder, env: { HARBOUR_DB: join(folder, "app.db"), TROTH_HOME: join(folder, "home") } };

/** Runs a command and holds it to the manners of all commands. */
function run(...args: readonly string[]): Ran {
  const ran = troth(place, ...args);
  expect(faultsOf(ran), `troth ${args.join(" ")}\n${ran.stdout}${ran.stderr}`).toEqual([]);
  return ran;
}

function done(...args: readonly string[]): string {
  const ran = run(...args);
  expect(ran.status, `troth ${args.join(" ")}\n${ran.stdout}${ran.stderr}`).toBe(0);
  return ran.stdout;
}

function refused(...args: readonly string[]): string {
  const ran = run(...args);
  expect(ran.status, `troth ${args.join(" ")}\n${ran.stdout}`).toBe(1);
  return ran.stderr;
}

/** The hash that a command names as the next step. */
const hashIn = (text: string): string => /--plan ([0-9a-f]+)/.exec(text)?.[1] ?? "";

beforeAll(() => {
  makeHarbour(place.env.HARBOUR_DB);
});
afterAll(drop);

describe("from a database to a receipt", () => {
  it("drafts a program, and writes over nothing", () => {
    expect(done("init", "app.db", "--store", "app")).toMatch(/✓ troth\.yaml drafted from SQLite .*17 datasets/s);
    const draft = readFileSync(join(folder, "troth.yaml"), "utf8");
    expect(draft).toContain("users:");
    expect(draft).not.toContain(harbourSubject.email);
    expect([0, 1]).toContain(run("check").status);
    const again = run("init", "app.db");
    expect(again.status).toBe(2);
    expect(again.stderr).toContain("nothing is written over");
    expect(readFileSync(join(folder, "troth.yaml"), "utf8")).toBe(draft);
  });

  it("checks what a person has made of the draft", () => {
    copyFileSync(PROGRAM, join(folder, "troth.yaml"));
    expect(done("check")).toMatch(/✓ the program is sound: 6 purposes, 2 recipients, 1 store, 5 promises/);
    const live = JSON.parse(done("check", "--live", "--json")) as { sound: boolean; errors: number; hash: string };
    expect(live).toMatchObject({ sound: true, errors: 0, hash: expect.stringMatching(/^[0-9a-f]{64}$/) });
    writeFileSync(
      join(folder, "broken.yaml"),
      readFileSync(PROGRAM, "utf8").replace("for: [service, newsletter]", "for: [service, newsleter]"),
    );
    const broken = run("check", "--program", "broken.yaml");
    expect(broken.status).toBe(1);
    expect(broken.stdout).toContain("newsleter");
    expect(broken.stdout).toMatch(/write +newsletter/);
    expect(broken.stdout).toMatch(/1 error, \d+ warnings? in broken\.yaml/);
  });

  it("prints grants", () => {
    expect(done("grants", "app")).toContain("app is a SQLite file");
  });

  it("plans, and touches nothing", () => {
    const before = readFileSync(place.env.HARBOUR_DB);
    const text = done("plan", "erasure", "--subject", SUBJECT);
    expect(text).toMatch(/^Nothing is touched\. This is what an erasure would do\.\n\napp {2}SQLite .* rows\n├─ contacts /);
    expect(Buffer.compare(before, readFileSync(place.env.HARBOUR_DB))).toBe(0);
    const nobody = JSON.parse(done("plan", "erasure", "--subject", "email=nobody@nowhere.example", "--json")) as {
      findings: { code: string }[];
    };
    expect(nobody).toMatchObject({ hash: expect.stringMatching(/^[0-9a-f]{64}$/), totals: { rows: 0 } });
    expect(nobody.findings.map((finding) => finding.code)).toContain("nobody");
  });

  it("gives a copy", () => {
    const taken = done("request", "access", "--subject", SUBJECT);
    expect(taken).toContain("taken as R-0001");
    // Nobody has seen yet that it is they: whoever has an account signs in anew, by California's rules.
    expect(taken).toContain("next    troth asker R-0001 --shown sign-in --as <role>");
    const { plan } = JSON.parse(done("status", "R-0001", "--json")) as { plan: { hash: string } };
    expect(refused("approve", "r-1", "--plan", plan.hash, "--as", "officer")).toContain("11 CCR 7061(a)");
    expect(done("asker", "R-0001", "--shown", "sign-in", "--as", "officer")).toContain("must not be asked");
    const shown = done("status", "R-0001");
    expect(done("approve", "r-1", "--plan", hashIn(shown), "--as", "officer")).toMatch(/R-0001 {2}access {2}done/);
    expect(done("copy", "R-0001", "--out", "copy.json")).toMatch(/✓ \d+ rows in .*copy\.json/);
    const copy = readFileSync(join(folder, "copy.json"), "utf8");
    expect(JSON.parse(copy)).toMatchObject({ request: "R-0001", right: "access" });
    expect(copy).toContain(harbourSubject.email);
    expect(run("copy", "R-0001", "--out", "copy.json").status).toBe(2);
  });

  it("writes a backup of before the erasure", () => {
    expect(done("backup", "before.backup")).toMatch(/✓ before\.backup +\d+ kB/);
  });

  let hash = "";
  it("refuses whoever may not sign, and another plan than the one that stands", () => {
    done("request", "erasure", "--subject", SUBJECT);
    done("asker", "R-0002", "--shown", "sign-in", "--as", "officer");
    hash = hashIn(done("status", "R-0002"));
    expect(refused("approve", "R-0002", "--plan", hash, "--as", "ofisser")).toContain("officer");
    expect(refused("approve", "R-0002", "--plan", "0".repeat(12), "--as", "officer")).toContain("not the plan that stands");
  });

  it("rolls back while the store is in shadow, and says so", () => {
    const grouped = `${hash.slice(0, 4)} ${hash.slice(4, 8)} ${hash.slice(8, 12)}…`;
    const ran = run("approve", "R-0002", "--plan", grouped, "--as", "officer");
    expect(ran.status).toBe(1);
    expect(ran.stdout).toContain("in shadow: rolled back");
    expect(ran.stdout).toContain("next    troth store live app");
    expect(readFileSync(place.env.HARBOUR_DB).includes(harbourSubject.email)).toBe(true);
  });

  it("erases once the store is live, and stays open until the recipient was told", () => {
    expect(done("store", "live", "app")).toContain("app is live");
    const text = done("resume", "R-0002");
    expect(text).toMatch(/R-0002 {2}erasure {2}open/);
    expect(text).toMatch(/✓ app +\d+ deleted, \d+ changed, 0 remain/);
    expect(text).toContain("next    troth told R-0002 letterbird");
    expect(readFileSync(place.env.HARBOUR_DB).includes(harbourSubject.email)).toBe(false);
    expect(done("told", "R-0002", "letterbird")).toMatch(/recorded: letterbird was told\n\nR-0002 {2}erasure {2}done/);
  });

  it("denies with a reason, and then nothing more can happen", () => {
    done("request", "erasure", "--subject", "email=nobody@nowhere.example", "--lives", "DE");
    const listed = refused("deny", "R-0003", "--because", "asked for by mistake");
    expect(listed).toMatch(/unfounded \(GDPR\s+Art\. 12\(5\)\(b\)/);
    const grounds = ["--ground", "unfounded", "--because", "asked for by mistake"];
    expect(done("deny", "R-0003", ...grounds)).toContain("R-0003 is denied");
    expect(refused("approve", "R-0003", "--plan", "0".repeat(12), "--as", "officer")).toContain("denied");
    const list = JSON.parse(done("status", "--json")) as { requests: { id: string; state: string }[] };
    expect(Object.fromEntries(list.requests.map(({ id, state }) => [id, state]))).toEqual({
      "R-0001": "done",
      "R-0002": "done",
      "R-0003": "denied",
    });
    const unknown = run("status", "R-0099");
    expect(unknown).toMatchObject({ status: 2, stdout: "" });
  });
});

describe("evidence", () => {
  it("verifies a receipt with two files and nothing else", () => {
    expect(done("ledger", "fsck")).toMatch(/✓ the ledger is sound: \d+ entries/);
    done("ledger", "key", "--out", "log.vkey");
    const elsewhere = join(folder, "elsewhere");
    mkdirSync(elsewhere);
    copyFileSync(join(folder, "home", "packages", "R-0002.receipt.json"), join(elsewhere, "receipt.json"));
    copyFileSync(join(folder, "log.vkey"), join(elsewhere, "log.vkey"));
    const verify = (file: string) => troth({ cwd: elsewhere }, "verify", file, "--key", "log.vkey");
    expect(verify("receipt.json")).toMatchObject({ status: 0, stdout: expect.stringMatching(/^✓ genuine/) });
    const text = readFileSync(join(elsewhere, "receipt.json"), "utf8");
    writeFileSync(join(elsewhere, "forged.json"), text.replace("R-0002", "R-0003"));
    expect(verify("forged.json")).toMatchObject({
      status: 1,
      stdout: "",
      stderr: expect.stringContaining("leaf hash does not match"),
    });
    writeFileSync(join(elsewhere, "pretty.json"), JSON.stringify(JSON.parse(text), null, 2));
    expect(verify("pretty.json")).toMatchObject({ status: 1, stderr: expect.stringContaining("canonical JSON") });
    expect(existsSync(join(elsewhere, ".troth"))).toBe(false);
  });

  it("is not fooled by yesterday's database, and goes on as an explained fork", () => {
    expect(refused("restore", "before.backup")).toContain("not empty");
    rmSync(join(folder, "home", "database"), { recursive: true });
    expect(done("restore", "before.backup")).toContain("✓ restored");
    expect(refused("status")).toContain("troth ledger fork");
    expect(run("ledger", "fork", "--because", "ask maya@lindqvist.example").status).toBe(2);
    expect(done("ledger", "fork", "--because", "restored the backup of this morning")).toContain("a new log goes on");
    expect(done("ledger", "fsck")).toContain("the ledger is sound");
    expect(done("status")).toMatch(/R-0001 +access +done/);
  });
});
