import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { systemSurroundings } from "../../packages/server/src/foundation/index.ts";
import { type Installation, openInstallation } from "../../packages/server/src/installation/index.ts";
import { resumeAll, viewRequest } from "../../packages/server/src/requests/index.ts";
import type { Company } from "./support/company.ts";
import { eraseOrla } from "./support/kontor.ts";

interface Finding {
  readonly code: string;
  readonly level: string;
  readonly says: string;
  readonly place: { readonly line: number };
}

let company: Company;
let request: string;
let dispute: string;
/** Troth as it is opened later; it takes the day from `today`. */
let later: Installation;
let today = Date.now();
beforeAll(async () => {
  ({ company, request } = await eraseOrla({}, (fresh) => {
    dispute = String(fresh.sql("select date(opened_on, '+3 years') as until from disputes where id = 1")[0]?.until);
  }));
});
beforeAll(async () => {
  later = await openInstallation({
    home: company.home,
    programFile: join(company.folder, "troth.yaml"),
    env: { APP_DB: company.database },
    surroundings: { ...systemSurroundings(), now: () => today },
  });
});
afterAll(async () => {
  await later?.close();
  company.remove();
});

test("what stays is told row by row: under which ground and law, and until which day", async () => {
  const steps = (await viewRequest(later, request)).plan?.stores.flatMap((store) => store.steps) ?? [];
  const [kept, ...others] = steps.filter((step) => step.dataset === "disputes" && step.because !== undefined);
  expect(others).toEqual([]);
  expect(kept).toMatchObject({
    rows: 1,
    until: dispute,
    because: { rule: "disputes", exception: "legal-claims", law: "Statute of Limitations 1957 s. 11 (illustration)" },
  });
  expect(steps.filter((step) => step.because?.exception === "legal-duty").map((step) => step.dataset)).toEqual([
    "journals",
    "lines",
  ]);
  expect(company.printed().replaceAll(/[\s│├└─]+/g, " ")).toContain(
    "legal-claims, Statute of Limitations 1957 s. 11 (illustration)",
  );
});

test("the receipt says that the erasure was partial, and how long", () => {
  const [{ until } = { until: "" }] = company.sql("select date(max(booked_on), '+10 years') as until from journals");
  expect(company.receiptOf(request)).toMatchObject({ kind: "request.completed", right: "erasure", keptUntil: until });
});

test("only what the exceptions name is still there", () => {
  expect(company.sql("select id, statement from disputes where id in (1, 2)")).toEqual([
    { id: 1, statement: "says that the rent was booked twice" },
  ]);
  expect(company.sql("select id from visits")).toEqual([{ id: 3 }]);
  expect(company.sql("select id from bookkeepers")).toEqual([{ id: 2 }]);
});

const checked = async (name: string, search: string, replacement: string): Promise<readonly Finding[]> => {
  const program = company.variant(name, [search, replacement]);
  const { stdout } = await company.run("check", "--json", "--program", program);
  return (JSON.parse(stdout) as { findings: readonly Finding[] }).findings.filter((finding) => finding.level !== "info");
};

const lineOf = (text: string): number =>
  readFileSync(join(company.folder, "debugging.yaml"), "utf8")
    .split("\n")
    .findIndex((line) => line.includes(text)) + 1;

test("check names a ground that a law does not have, at its line", async () => {
  expect(await checked("sound.yaml", "legal-claims", "legal-claims")).toEqual([]);
  const findings = await checked("debugging.yaml", "exception: legal-claims", "exception: debugging");
  expect(findings.map(({ code, place }) => ({ code, line: place.line }))).toEqual([
    { code: "exception", line: lineOf("exception: debugging") },
  ]);
  expect(findings[0]?.says).toMatch(/`debugging` is no ground of GDPR/);
});

test("check refuses analytics as a ground, and a ground without its law", async () => {
  const analytics = await checked("analytics.yaml", "exception: legal-claims", "exception: analytics");
  expect(analytics.map(({ level }) => level)).toEqual(["error"]);
  const unnamed = await checked(
    "unnamed.yaml",
    "    because: { exception: legal-claims, law: Statute of Limitations 1957 s. 11 (illustration) }\n",
    "",
  );
  expect(unnamed.map(({ level, says }) => ({ level, says }))).toEqual([
    { level: "error", says: expect.stringMatching(/`disputes` keeps data against an erasure, and names no law/) },
  ]);
});

// The last test: it goes on to later years.
test("what stayed goes on the day after its last day, and not before", async () => {
  const left = () => ({
    disputes: company.sql("select id from disputes where bookkeeper_id is null").length,
    journals: company.sql("select id from journals where bookkeeper_id is null").length,
    lines: company.sql("select id from lines where poster_id is null").length,
  });
  const at = async (day: string) => {
    today = Date.parse(`${day}T12:00:00Z`);
    await resumeAll(later);
    return left();
  };
  const dayAfter = (day: string) => new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10);
  const last = String(
    company.sql("select date(max(booked_on), '+10 years') as until from journals where bookkeeper_id is null")[0]?.until,
  );
  expect(await at(dispute)).toEqual({ disputes: 1, journals: 33, lines: 66 });
  expect(await at(dayAfter(dispute))).toEqual({ disputes: 0, journals: 33, lines: 66 });
  // Years pass, and the journals of each go in theirs.
  for (let year = Number(dispute.slice(0, 4)) + 1; year <= Number(last.slice(0, 4)); year += 1)
    await at(`${year}${last.slice(4)}`);
  expect(left().journals).toBeGreaterThan(0);
  expect(await at(dayAfter(last))).toEqual({ disputes: 0, journals: 0, lines: 0 });
  expect(company.sql("select sum(amount_cents) as sum from lines")).toEqual([{ sum: 0 }]);
});
