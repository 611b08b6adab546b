// What another program would answer, asked of questions as an application's process recorded them.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { anyLink, makeToldWorkshop, type ToldWorkshop } from "../../../../../test/support/told-workshop.ts";
import { tellFacts } from "../../facts/index.ts";
import { runCommandLine } from "../command-line.ts";

let told: ToldWorkshop;
beforeAll(async () => {
  told = await makeToldWorkshop("pglite");
  const inst = await told.reopen();
  for (const person of ["ann", "ben"]) {
    const fact = { id: person, person, at: "2026-01-02T00:00:00Z", origin: "app", kind: "born", day: "1980-01-01" };
    expect(await tellFacts(inst, { facts: [fact], by: "key" }, anyLink)).toMatchObject({ kind: "told" });
  }
  await inst.close();
  // Profiling asks first, and letters get no names any more.
  const text = readFileSync(told.shop.program, "utf8");
  const next = text
    .replace("basis: legitimate-interest, interest: Knowing what sells", "basis: consent")
    .replace("receives: [name, contact.email]", "receives: [contact.email]");
  expect(next).not.toBe(text);
  writeFileSync(join(told.shop.folder, "next.yaml"), next);
});
afterAll(() => told.close());

const whatIf = (...args: readonly string[]) => whatIfIn(told, ...args);
const whatIfIn = (at: ToldWorkshop, ...args: readonly string[]) => runIn(at, at.shop.folder, "next.yaml", ...args);

async function runIn({ shop }: ToldWorkshop, cwd: string, ...args: readonly string[]) {
  const texts = { stdout: "", stderr: "" };
  const outlet = (name: "stdout" | "stderr") => ({
    write: (text: string) => {
      texts[name] += text;
    },
  });
  const env = { ...shop.env, LANG: "C.UTF-8", TROTH_HOME: shop.home };
  const status = await runCommandLine(["what-if", ...args], { stdout: outlet("stdout"), stderr: outlet("stderr"), env, cwd });
  return { status, ...texts };
}
const record = (more: Readonly<Record<string, unknown>> = {}) => {
  const shapes = [
    { question: { purpose: "account", data: ["name.full"], recipient: "letters" }, times: 40 },
    { question: { purpose: "account", data: ["contact.email"], recipient: "letters" }, times: 2 },
  ];
  const asked = { kind: "asked", version: 1, since: "2026-11-01T00:00:00.000Z", shapes, more: 0, unknown: 0, ...more };
  writeFileSync(join(told.shop.folder, "asked.json"), JSON.stringify(asked));
};

test("only what was asked is asked again, and how often it was stands beside what turns", async () => {
  record({ more: 3 });
  const { status, stdout } = await whatIf("--asked", "asked.json", "--json");
  expect(status).toBe(1);
  const answer = JSON.parse(stdout);
  expect(answer).toMatchObject({ asked: 4, sampled: 2, recorded: { shapes: 2, times: 42, more: 3, unknown: 0 } });
  expect(answer.flips).toMatchObject([{ purpose: "account", data: ["name.full"], recipient: "letters", count: 2, times: 40 }]);
  const words = (await whatIf("--asked", "asked.json")).stdout;
  expect(words).toContain(
    "2 kinds of question, asked 42 times since 2026-11-01; 3 more questions were of kinds that had no room",
  );
  expect(words).toContain("asked 40 times");
  // Without a record each question is asked that either program gives rise to.
  const all = JSON.parse((await whatIf("--json")).stdout);
  expect(all.flips.map(({ purpose }: { purpose: string }) => purpose)).toContain("profiling");
});

test("a file that is no record is said by its place, and nothing is asked", async () => {
  record({ shapes: [{ question: { purpose: "account", data: ["name.full"], person: "zqx@workshop.example" }, times: 1 }] });
  const wrong = await whatIf("--asked", "asked.json");
  expect(wrong).toMatchObject({ status: 2, stdout: "" });
  expect(wrong.stderr).toContain("shapes[0].question");
  expect(wrong.stderr).not.toContain("zqx");
  writeFileSync(join(told.shop.folder, "asked.json"), "{");
  expect(await whatIf("--asked", "asked.json")).toMatchObject({ status: 2 });
  expect(await whatIf("--asked", "nowhere.json")).toMatchObject({ status: 2 });
});

test("questions with a name that neither program has are said not to have been tried", async () => {
  const question = { purpose: "acount", data: ["name.full"] };
  record({ shapes: [{ question, times: 7 }] });
  const { stdout } = await whatIf("--asked", "asked.json");
  expect(stdout).toContain("2 questions with a name that neither program has");
  expect(JSON.parse((await whatIf("--asked", "asked.json", "--json")).stdout)).toMatchObject({ asked: 2, unknown: 2, flips: [] });
  record();
  expect((await whatIf("--asked", "asked.json")).stdout).not.toContain("neither program");
});

test("`--most` bounds people: the clients whose data theirs is are looked up beside, and take nobody's place", async () => {
  const guests = await makeToldWorkshop("pglite");
  try {
    guests.shop.edit("subjects: [customer]", "subjects: { customer: controller, guest: processor }");
    guests.shop.edit(
      "\nrecipients:\n",
      "\n  mailing: { kind: communication, basis: instruction, data: [contact.email], of: [guest] }\nrecipients:\n",
    );
    guests.shop.edit(
      "\ncollection:\n",
      "\nclients: { rows: shop/customers, name: name, contact: email, of: [guest], instructions: { mailing: asked } }\ncollection:\n  transfer: { from: client, of: [guest], takes: [contact.email] }\n",
    );
    const inst = await guests.reopen();
    const facts = [
      ...["ann", "ben", "cia"].map((person, at) => ({
        ...{ person, kind: "collected", point: "transfer", categories: ["contact.email"], of: `inn-${at}` },
      })),
      ...Array.from({ length: 20 }, (_, at) => ({ client: `inn-${at}`, kind: "instructed", purpose: "mailing", on: true })),
    ].map((fact, at) => ({ id: `f${at}`, at: "2026-01-02T00:00:00Z", origin: "app", ...fact }));
    expect(await tellFacts(inst, { facts, by: "key" }, anyLink)).toMatchObject({ kind: "told" });
    await inst.close();
    const text = readFileSync(guests.shop.program, "utf8");
    writeFileSync(join(guests.shop.folder, "next.yaml"), text);
    for (const [most, sampled] of [
      ["2", 2],
      ["3", 3],
      ["50", 3],
    ] as const)
      expect(JSON.parse((await whatIfIn(guests, "--most", most, "--json")).stdout)).toMatchObject({
        sampled,
        there: 3,
        flips: [],
      });
  } finally {
    await guests.close();
  }
});

test("`--program` alone names the other program; beside a file it names the one in force", async () => {
  const { folder, program } = told.shop;
  const byFile = await whatIf("--json");
  expect(JSON.parse(byFile.stdout).flips).not.toEqual([]);
  expect(await runIn(told, folder, "--program", "next.yaml", "--json")).toEqual(byFile);
  expect(await runIn(told, folder, program, "--program", program)).toMatchObject({ status: 0 });
  const nowhere = await runIn(told, join(folder, "app"), "--program", join(folder, "next.yaml"));
  expect(nowhere).toMatchObject({ status: 2, stdout: "" });
  expect(nowhere.stderr.replace(/\s+/g, " ")).toContain("there is no ./troth.yaml that is in force write `troth what-if <file>`");
});

test("each program is asked by what facts come to under it: what they leave out its points say", async () => {
  const points = await makeToldWorkshop("pglite");
  try {
    points.shop.edit("subjects: [customer]", "subjects: [customer, member]");
    points.shop.edit(
      "\nrecipients:\n",
      "\n  offers: { kind: communication, basis: contract, data: [contact.email], of: [customer] }\nrecipients:\n",
    );
    const inst = await points.reopen();
    const fact = { id: "1", person: "ann", kind: "collected", point: "sign-up", categories: ["contact.email"] };
    const facts = [{ ...fact, at: "2026-01-02T00:00:00Z", origin: "app" }];
    expect(await tellFacts(inst, { facts, by: "key" }, anyLink)).toMatchObject({ kind: "told" });
    await inst.close();
    const text = readFileSync(points.shop.program, "utf8");
    const next = text.replace("sign-up: { at: /sign-up, of: [customer],", "sign-up: { at: /sign-up, of: [member],");
    expect(next).not.toBe(text);
    writeFileSync(join(points.shop.folder, "next.yaml"), next);
    const { status, stdout } = await whatIfIn(points, "--json");
    expect(status).toBe(1);
    const flips: { readonly purpose: string; readonly from: object; readonly to: object }[] = JSON.parse(stdout).flips;
    expect(flips.filter(({ purpose }) => purpose === "offers")).toMatchObject([
      { from: { allowed: true }, to: { allowed: false, rule: "subject" } },
    ]);
  } finally {
    await points.close();
  }
});

test("another program that has errors turns nothing: it is said, and is no answer", async () => {
  writeFileSync(join(told.shop.folder, "broken.yaml"), "troth: 1\n");
  const broken = await runIn(told, told.shop.folder, "broken.yaml", "--json");
  expect(broken).toMatchObject({ status: 2, stdout: "" });
  expect(broken.stderr.replace(/\s+/g, " ")).toContain("`troth check --program broken.yaml` shows what and where");
});

test("nobody is asked about as a kind of people that they are known not to be", async () => {
  const kinds = await makeToldWorkshop("pglite");
  try {
    kinds.shop.edit("subjects: [customer]", "subjects: [customer, visitor]");
    const inst = await kinds.reopen();
    const taken = { kind: "collected", point: "sign-up", categories: ["contact.email"], as: "customer" };
    const fact = { id: "a", person: "ann", at: "2026-01-02T00:00:00Z", origin: "app", ...taken };
    expect(await tellFacts(inst, { facts: [fact], by: "key" }, anyLink)).toMatchObject({ kind: "told" });
    await inst.close();
    const text = readFileSync(kinds.shop.program, "utf8");
    const next = text.replace("interest: Knowing what sells", "interest: Knowing what sells, of: [customer]");
    expect(next).not.toBe(text);
    writeFileSync(join(kinds.shop.folder, "next.yaml"), next);
    expect(JSON.parse((await whatIfIn(kinds, "--json")).stdout)).toMatchObject({ sampled: 1, flips: [] });
  } finally {
    await kinds.close();
  }
});
