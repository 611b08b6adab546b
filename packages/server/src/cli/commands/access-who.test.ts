// Was it this colleague? Asked of what the ledger holds, where nobody is named.
import { afterAll, beforeAll, expect, test } from "vitest";
import { anyLink, makeToldWorkshop, type ToldWorkshop } from "../../../../../test/support/told-workshop.ts";
import { askAccess, checkAccess } from "../../decisions/index.ts";
import { tellFacts } from "../../facts/index.ts";
import { runCommandLine } from "../command-line.ts";

const GUARDED = `guarded:
  read-notes: { act: read, data: [content], roles: [support], grounds: [security] }
staff: { officer: { is: officer }, support: { is: support } }
`;
const SAM = "sam@workshop.example";

let told: ToldWorkshop;
let access: string;
beforeAll(async () => {
  told = await makeToldWorkshop("pglite");
  told.shop.edit("\nretention:", `\n${GUARDED}retention:`);
  const inst = await told.reopen();
  for (const person of ["ann", "ben"]) {
    const fact = { id: person, person, at: "2026-01-02T00:00:00Z", origin: "app", kind: "minor", is: false };
    expect(await tellFacts(inst, { facts: [fact], by: "key" }, anyLink)).toMatchObject({ kind: "told" });
    const who = { id: SAM, role: "support" };
    const ask = { act: "read-notes", ground: "security", who, person, items: ["n1", "n2"] };
    const answer = await askAccess(inst, { ask, by: "key" });
    if (answer.kind !== "granted") throw new Error(answer.decision.because);
    if (person === "ann") access = answer.access;
    const use = (id: string) => checkAccess(inst, { use: { token: answer.token, who: id, person, items: ["n1"] }, by: "key" });
    expect(await use(SAM)).toMatchObject({ kind: "allowed" });
    if (person === "ann") expect(await use("kim@workshop.example")).toMatchObject({ kind: "refused" });
  }
  await inst.close();
});
afterAll(() => told.close());

async function run(...args: readonly string[]) {
  const texts = { stdout: "", stderr: "" };
  const outlet = (name: "stdout" | "stderr") => ({
    write: (text: string) => {
      texts[name] += text;
    },
  });
  const { shop } = told;
  const env = { ...shop.env, LANG: "C.UTF-8", TROTH_HOME: shop.home };
  const status = await runCommandLine(args, { stdout: outlet("stdout"), stderr: outlet("stderr"), env, cwd: shop.folder });
  return { status, ...texts };
}
const uses = async (...args: readonly string[]) => {
  const { status, stdout } = await run("access", "who", ...args, "--json");
  return { status, ...(JSON.parse(stdout) as { uses: Record<string, unknown>[]; there: number }) };
};

test("of a colleague's id it is told which of what is on record were theirs", async () => {
  const sam = await uses(SAM);
  expect(sam).toMatchObject({ status: 0, there: 4 });
  expect(sam.uses.map(({ kind }) => kind)).toEqual(["access.used", "access.granted", "access.used", "access.granted"]);
  expect(sam.uses[2]).toMatchObject({ access, act: "read-notes", ground: "security", role: "support", items: 1 });
  const kim = await uses("kim@workshop.example");
  expect(kim).toMatchObject({ status: 0, uses: [{ kind: "access.refused", rule: "who", access }] });
  expect(await uses("Sam@workshop.example")).toMatchObject({ status: 1, uses: [], there: 0 });
});

test("of one person, or of one permission, it is told apart", async () => {
  const ann = await uses(SAM, "--person", "ann");
  expect(ann).toMatchObject({ status: 0, there: 2 });
  expect(ann.uses.every((one) => one.access === access)).toBe(true);
  expect(await uses(SAM, "--access", access)).toMatchObject({ status: 0, there: 2 });
  expect(await uses("kim@workshop.example", "--person", "ben")).toMatchObject({ status: 1, there: 0 });
  expect(await uses(SAM, "--person", "nobody")).toMatchObject({ status: 1, there: 0 });
});

test("that it was asked is on the ledger, with whom it was asked about as the ledger knows them", async () => {
  const inst = await told.reopen();
  const entries = await inst.storage.db.selectFrom("entry").select(["kind", "body"]).orderBy("id").execute();
  await inst.close();
  const asked = entries.filter(({ kind }) => kind === "access.asked-who").map(({ body }) => JSON.parse(body));
  expect(asked.length).toBeGreaterThan(0);
  expect(asked[0]).toMatchObject({ by: "officer", who: expect.stringMatching(/^[0-9a-f]{64}$/), found: 4 });
  const text = JSON.stringify(entries);
  for (const value of ["sam@", "kim@"]) expect(text).not.toContain(value);
});

test("in words: a line each, the last first", async () => {
  const { stdout } = await run("access", "who", SAM, "--person", "ann");
  expect(stdout).toMatch(/^2 on record\n\S+Z {2}used +read-notes, security {2}as support {2}1 item {2}/);
  expect(stdout).not.toContain(SAM);
  const none = await run("access", "who", "lee");
  expect(none).toMatchObject({ status: 1, stdout: "nothing on record is theirs\n" });
  expect(await run("access", "who", SAM, "--as", "oficer")).toMatchObject({ status: 2 });
});
