// Every wrong use: what is said, with which exit status, and that nothing was made of it. In this process, for speed;
// test/journeys runs the built program.
import { copyFileSync, existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { runCommandLine } from "./command-line.ts";

const folder = mkdtempSync(join(tmpdir(), "troth-cli-"));
const program = fileURLToPath(new URL("../example/troth.yaml", import.meta.url));

beforeAll(() => {
  copyFileSync(program, join(folder, "troth.yaml"));
  writeFileSync(join(folder, "broken.yaml"), "troth: 1\nlaws: [gdrp]\n");
  writeFileSync(join(folder, "notes.txt"), "not a receipt\n");
  writeFileSync(join(folder, "log.vkey"), "harbour.example/troth+b5a1e0a1+AQ==\n");
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function run(...args: readonly string[]): Promise<{ status: number; stdout: string; stderr: string }> {
  const texts = { stdout: "", stderr: "" };
  const outlet = (name: "stdout" | "stderr") => ({
    write: (text: string) => {
      texts[name] += text;
    },
  });
  const status = await runCommandLine(args, {
    stdout: outlet("stdout"),
    stderr: outlet("stderr"),
    env: { LANG: "C.UTF-8" },
    cwd: folder,
  });
  return { status, ...texts };
}

const MAYA = "maya@lindqvist.example";
const ASKED = (...more: readonly string[]): string[] => ["request", "access", "--subject", `email=${MAYA}`, ...more];
/** Arguments, then what must be said: the error, and the advice. */
const WRONG: readonly (readonly [readonly string[], string, string])[] = [
  [["plann"], "unknown command `plann`", "write troth plan"],
  [["frobnicate"], "unknown command `frobnicate`", "`troth --help` lists the commands"],
  [[MAYA], "unknown command", "`troth --help` lists the commands"],
  [["ledger", "fsk"], "unknown command `fsk`", "write troth ledger fsck"],
  [["store", "life", "app"], "unknown command `life`", "write troth store live"],
  [["plan"], "`troth plan` needs <right>", "`troth plan --help` shows how"],
  [["plan", "erasur", "--subject", `email=${MAYA}`], "unknown right `erasur`", "write erasure"],
  [["plan", MAYA], "unknown right", "write one of: access, erasure"],
  [
    ["plan", "portability", "--subject", `email=${MAYA}`],
    "nothing runs the right `portability` yet",
    "these run: access, erasure",
  ],
  [["plan", "erasure"], "it is not said whose data", "write `--subject email=someone@company.example`"],
  [["plan", "erasure", `email=${MAYA}`], "there are more words than `troth plan` takes", "`troth plan --help` shows how"],
  [["plan", "erasure", "--subject", MAYA], "a subject is written as kind and value, with `=` between", "write `--subject"],
  [
    ["plan", "erasure", "--subject", `emial=${MAYA}`],
    "unknown kind of identifier `emial`",
    "write email; the program finds people by: account, email",
  ],
  [["plan", "erasure", "--subject", `${MAYA}=1`], "unknown kind of identifier", "the program finds people by: account, email"],
  [["plan", "erasure", "--subject", "email="], "the value of `email` is empty", "write it as in"],
  [["plan", "erasure", "--subject", "email=maya"], "the value of `email` is no mail address", "write it as in"],
  [["plan", "erasure", "--subject", `email= ${MAYA}`], "the value of `email` has blanks at its ends", "write it as in"],
  [
    ["plan", "erasure", "--subject", `email=${"x".repeat(400)}@a.example`],
    "the value of `email` is longer than 320 characters",
    "write it as in",
  ],
  [
    ["plan", "erasure", "--subject", "email=a@b.example", "--subject", `email=${MAYA}`],
    "there are two subjects of the kind `email`",
    "one request for each",
  ],
  [["plan", "erasure", `--subjct=email=${MAYA}`], "unknown option `--subjct`", "write --subject"],
  [["plan", "erasure", "--subject"], "nothing stands after `--subject <kind=value>`", "`troth plan --help` shows how"],
  [["plan", "erasure", "--program", "none.yaml"], "cannot read", "`troth init` makes one"],
  [["request", "erasre", "--subject", `email=${MAYA}`], "unknown right `erasre`", "write erasure"],
  [
    ASKED("--received-at", "2999-01-01"),
    "--received-at: it has not come yet: that lies in the future",
    "leave it out where that is now",
  ],
  [ASKED("--received-at", "2026-02-29"), "--received-at: there is no such day", "29 February is in leap years alone"],
  [ASKED("--received-at", "2026-11-18T09:30"), "--received-at: the moment has no zone", "write `2026-11-18T09:30Z`"],
  [ASKED("--lives", "Atlantis"), "--lives: no law of the program goes by this place", "US-CA"],
  [ASKED("--requester", "neighbor"), "unknown requester", "agent-with-power"],
  [ASKED("--came", "pigeon"), "it cannot have come so", "letter"],
  [ASKED("--reply-to", "agent"), "--reply-to is no mail address", "name@company.example"],
  [["explain", "--data", "contact.email", "--person", MAYA], "`troth explain` needs `--purpose <id>`", "`troth explain --help`"],
  [["explain", "--purpose", "x", "--person", MAYA], "it is not said which data", "write `--data contact.email`"],
  [["explain", "--purpose", "x", "--data", "contact.email"], "it is not said whose data", "write `--person <id>`"],
  [
    ["explain", "--purpose", "x", "--data", "name", "--person", MAYA, "--region", "CA"],
    "a region stands without its country",
    "write `--country US --region CA`",
  ],
  [["law", "--on", "yesterday"], "`--on` is no day", "write it as in `--on 2026-02-05`"],
  [["law", "--since", "2026-02-30"], "`--since` is no day", "write it as in"],
  [["law", "--law", "hipaa"], "unknown law `hipaa`", "one of: "],
  [["law", "--on", "2026-01-01", "--since", "2026-01-01"], "`--on` and `--since` are two questions", "ask one of them"],
  [["what-if"], "it is not said which other program", "write `troth what-if <file>`"],
  [
    ["what-if", "--program", "troth.yaml"],
    "`--program` alone names the other program, and that is the one in force",
    "write `troth what-if <file>`",
  ],
  [["what-if", "troth.yaml", "--most", "none"], "`--most` is no number of people", "`--most 1000`"],
  [["approve", "R-0001"], "`troth approve` needs `--plan <hash>`", "`troth approve --help` shows how"],
  [["approve", "R-0001", "--plan", "4f1c9a07e2b8"], "`troth approve` needs `--as <role>`", "`troth approve --help` shows how"],
  [["approve", MAYA, "--plan", "4f1c9a07e2b8", "--as", "officer"], "that is no id of a request", "ids look like R-0001"],
  [["approve", "R-0001", "--plan", "4f1c", "--as", "officer"], "4 hex digits are too few to mean one plan", "write at least 12"],
  [["approve", "R-0001", "--plan", MAYA, "--as", "officer"], "that is no hash of a plan", "shows it"],
  [["deny", "R-0001", "--because", " "], "a reason must be given", "name nobody in it"],
  [["deny", "R-0001", "--because", `ask ${MAYA}`], "there is a mail address in the reason", "name nobody in it"],
  [["status", "banana"], "that is no id of a request", "`troth status` lists them"],
  [["identify", "R-0001", "--shown-by", "hunch", "--as", "officer"], "it is not said what was seen of it", "came-from-it"],
  [["identify", "R-0001", "--shown-by", "document", "--as", "ofisser"], "unknown role `ofisser`", "officer"],
  [["identify", "R-0001", "--shown-by", "document", "--as", "officer"], "it is not said whose data", "write `--subject"],
  [
    ["identify", "R-0001", "--subject", "account=1", "--subject", "account=2", "--shown-by", "document", "--as", "officer"],
    "identifiers are added one at a time",
    "each with what was seen of it",
  ],
  [["told", "R-0001", "leterbird"], "unknown recipient `leterbird`", "write letterbird"],
  [["store", "live", "ap"], "unknown store `ap`", "write app"],
  [["store", "live", "app", "--as", "oficer"], "unknown role `oficer`", "write officer"],
  [["scan"], "`troth scan` needs <service>", "`troth scan --help` shows how"],
  [["scan", "ap", "--most", "none"], "`--most` is no number of pages", "`--most 50`"],
  [["scan", "ap", "--region", "CA"], "a region stands without its country", "write `--country US --region CA`"],
  [["scan", "ap", "--country", "Maya"], "`--country` is no code of a country", "`--country DE`"],
  [["scan", MAYA], "unknown service", "the program has:"],
  [["csp"], "`troth csp` needs <service>", "`troth csp --help` shows how"],
  [["csp", "ap", "--region", "CA"], "a region stands without its country", "write `--country US --region CA`"],
  [["csp", MAYA], "unknown service", "the program has:"],
  [["grants", "apps"], "unknown store `apps`", "write app"],
  [["verify", "none.json", "--key", "log.vkey"], "cannot read the receipt: no such file", "none.json"],
  [["verify", "notes.txt", "--key", "none.vkey"], "cannot read the key: no such file", "none.vkey"],
  [["verify", "notes.txt", "--key", "log.vkey"], "this is not a log's public key", "troth ledger key"],
  [["verify", "notes.txt"], "`troth verify` needs `--key <file>`", "`troth verify --help` shows how"],
  [["ledger", "fork"], "`troth ledger fork` needs `--because <reason>`", "`troth ledger fork --help` shows how"],
  [["backup", "notes.txt"], "there is a file of this name already", "nothing is written over"],
  [["restore", "none.backup"], "cannot read the backup: no such file", "none.backup"],
  [["init", "none.db", "--program", "new.yaml"], "cannot read the database: no such file", "none.db"],
  [
    ["init", "mongodb://root:secret@h/x", "--program", "new.yaml"],
    "nothing speaks to a database of this kind yet",
    "postgres://",
  ],
  [["init"], "there is a file of this name already", "name another"],
  [["check", "--program", "none.yaml"], "cannot read", "`troth init` makes one"],
  [["check", "--live", "--program", "troth.yaml"], "the environment has no `HARBOUR_DB`", "set HARBOUR_DB"],
];

describe("a command that is wrongly used", () => {
  it.each(WRONG)("%j", async (args, says, advice) => {
    const before = readdirSync(folder);
    const { status, stdout, stderr } = await run(...args);
    expect({ status, stdout }, stderr).toEqual({ status: 2, stdout: "" });
    const [first = ""] = stderr.split("\n");
    expect(first).toMatch(/^✗ /);
    const flat = stderr.replace(/\n {2}/g, " ");
    expect(flat).toContain(`✗ ${says}`);
    expect(flat).toContain(advice);
    // What somebody typed in the wrong place may be a person's: it is not said again.
    expect(stderr).not.toMatch(/maya|lindqvist|secret|\s+at .*:\d+:\d+/);
    expect(stderr).not.toContain("\u001b");
    expect(readdirSync(folder)).toEqual(before);
    for (const line of stderr.split("\n")) expect([...line].length, line).toBeLessThanOrEqual(Math.max(80, folder.length + 20));
  });

  it("a program with errors runs nothing, and `check` shows them", async () => {
    const planned = await run("plan", "erasure", "--program", "broken.yaml", "--subject", `email=${MAYA}`);
    expect(planned).toMatchObject({
      status: 1,
      stdout: "",
      stderr: expect.stringContaining("`troth check` shows what and where"),
    });
    const checked = await run("check", "--program", "broken.yaml");
    expect(checked).toMatchObject({ status: 1, stderr: "" });
    expect(checked.stdout).toContain("gdrp");
    const json = JSON.parse((await run("check", "--json", "--program", "broken.yaml")).stdout) as {
      sound: boolean;
      findings: unknown[];
    };
    expect(json).toMatchObject({ sound: false, hash: null });
    expect(json.findings.length).toBeGreaterThan(0);
    expect(existsSync(join(folder, ".troth"))).toBe(false);
  });

  it("`check` tells what the notice of a sound program does not say, and the article that asks for it", async () => {
    const sparse = {
      ...{ troth: 1, organization: { name: "Larkspur", country: "IE", contact: "a@larkspur.example" }, laws: ["gdpr"] },
      ...{ subjects: ["customer"], purposes: { account: { basis: "contract", data: ["contact.email"] } } },
    };
    writeFileSync(join(folder, "sparse.yaml"), JSON.stringify(sparse));
    const { status, stdout } = await run("check", "--program", "sparse.yaml");
    expect(status).toBe(0);
    expect(stdout.replaceAll(/\n {2}/g, " ")).toContain("- Where data comes from. GDPR Art. 14(2)(f)");
    const { notice } = JSON.parse((await run("check", "--json", "--program", "sparse.yaml")).stdout);
    expect(notice).toContainEqual(expect.objectContaining({ what: "sources", article: "GDPR Art. 14(2)(f)" }));
  });

  it("refuses, with status 1, what is no receipt", async () => {
    const { generateKeyPairSync } = await import("node:crypto");
    const { formatVkey, vkeyOf } = await import("@troth/core/ledger");
    const { publicKey } = generateKeyPairSync("ed25519");
    const raw = new Uint8Array(Buffer.from(publicKey.export({ format: "jwk" }).x ?? "", "base64url"));
    writeFileSync(join(folder, "true.vkey"), `${formatVkey(vkeyOf("a.example/troth", raw))}\r\n`);
    const { status, stdout, stderr } = await run("verify", "notes.txt", "--key", "true.vkey");
    expect({ status, stdout }).toEqual({ status: 1, stdout: "" });
    expect(stderr).toContain("✗ refused: the file is not JSON");
    const json = await run("verify", "notes.txt", "--key", "true.vkey", "--json");
    expect(JSON.parse(json.stdout)).toMatchObject({ verified: false, because: "notJson" });
  });
});

describe("help", () => {
  it("lists every command in groups, and exits 0", async () => {
    const { status, stdout, stderr } = await run("--help");
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    const commands =
      "demo init check grants store start plan request approve deny status resume copy told sweep residue verify ledger backup restore";
    for (const name of commands.split(" ")) expect(stdout, name).toMatch(new RegExp(`^ {2}${name}\\b`, "m"));
    for (const group of ["To begin:", "To serve:", "Requests:", "Evidence:", "Backups:", "Exit status:"])
      expect(stdout).toContain(group);
    expect((await run()).stdout).toBe(stdout);
    for (const line of stdout.split("\n")) expect(line.length, line).toBeLessThanOrEqual(80);
  });

  it("has an example for each command", async () => {
    const groups = [
      "demo",
      "init",
      "check",
      "grants",
      "start",
      "plan",
      "request",
      "approve",
      "deny",
      "status",
      "resume",
      "copy",
      "told",
      "verify",
      "backup",
      "restore",
    ];
    const all = [...groups.map((name) => [name]), ["store", "live"], ["ledger", "fsck"], ["ledger", "key"], ["ledger", "fork"]];
    for (const path of all) {
      const { status, stdout } = await run(...path, "--help");
      expect(status, path.join(" ")).toBe(0);
      expect(stdout, path.join(" ")).toMatch(new RegExp(`Examples?:\\n {2}troth ${path.join(" ")}`));
      for (const line of stdout.split("\n")) expect(line.length, line).toBeLessThanOrEqual(81);
      expect((await run("help", ...path)).stdout).toBe(stdout);
    }
  });

  it("is shown, with status 2, where a group is named without a command", async () => {
    const { status, stdout, stderr } = await run("ledger");
    expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
    expect(stderr).toContain("fsck");
  });

  it("knows its version", async () => {
    expect(await run("--version")).toMatchObject({ status: 0, stdout: expect.stringMatching(/^\d+\.\d+\.\d+\n$/) });
  });
});
