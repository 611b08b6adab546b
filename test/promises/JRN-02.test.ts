import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Company, readableIn } from "./support/company.ts";
import { MIRA, makeFernway } from "./support/fernway.ts";

let company: Company;
let draft: string;
let request: string;
beforeAll(async () => {
  company = makeFernway();
  await company.done("init", "app.db", "--program", "draft.yaml");
  draft = readFileSync(join(company.folder, "draft.yaml"), "utf8");
  ({ request } = await company.carryOut("access", MIRA));
});
afterAll(() => company.remove());

test("no screen, plan, draft, copy, receipt or file of Troth's own holds anybody's password", () => {
  const passwords = company.sql("select password_hash from members").map((row) => String(row.password_hash));
  expect(passwords).toHaveLength(3);
  const written = new Map([
    ...company.homeFiles(),
    ["the screen", Buffer.from(company.printed())],
    ["the draft", Buffer.from(draft)],
  ]);
  const packages = [...written.keys()].filter((path) => path.includes("packages"));
  expect(packages.map((path) => path.split("/").at(-1)).sort()).toEqual([`${request}.copy.json`, `${request}.receipt.json`]);
  expect(readableIn(written, passwords)).toEqual([]);
});

test("the copy says that a password is held, and that it is never shown", () => {
  const members = company.copyOf(request).data.find((part) => part.dataset === "members");
  expect(members?.fields.password_hash).toMatchObject({ categories: ["auth.password"], shown: false });
  expect(company.copyOf(request).withheld).toContainEqual(expect.stringMatching(/^club\/members\.password_hash: .*secret/));
});

test("init takes a password for one, and proposes it for nothing else", () => {
  expect(draft).toMatch(/^ *password_hash: auth\.password$/m);
});

test("to verify it is a declared use; to hand it on is refused, whatever the recipient is for", async () => {
  expect((await company.run("check", "--json")).status).toBe(0);
  const variants = [
    company.variant("receives.yaml", ["receives: [name, contact.email]", "receives: [name, auth.password]"]),
    company.variant("branch.yaml", ["receives: [name, contact.email]", "receives: [auth]"]),
    company.variant(
      "used.yaml",
      ["receives: [name, contact.email]", "receives: [auth.password]"],
      ["for: [account]", "for: [security]"],
    ),
  ];
  for (const program of variants) {
    const { status, stdout } = await company.run("check", "--json", "--program", program);
    expect(status, program).toBe(1);
    const { findings } = JSON.parse(stdout) as { findings: readonly { level: string; says: string; place: { line: number } }[] };
    const errors = findings.filter((finding) => finding.level === "error");
    expect(errors, program).toHaveLength(1);
    expect(errors[0]?.says, program).toMatch(/Quill Mail receives `auth\.password`/);
  }
});
