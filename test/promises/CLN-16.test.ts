import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { systemSurroundings } from "../../packages/server/src/foundation/index.ts";
import { openInstallation } from "../../packages/server/src/installation/index.ts";
import { resumeAll } from "../../packages/server/src/requests/index.ts";
import { type Company, companyFile, makeCompany, type Row } from "./support/company.ts";

const YEAR_MS = 366 * 86_400_000;
const RAE = "email=rae.okafor@parafe.example";

let company: Company;
let request: string;
let shown: string;
let receipt: Readonly<Record<string, unknown>>;
let before: Row[];
const atErasure: Record<string, Row[]> = {};
const atEnd: Record<string, Row[]> = {};
const neds = () =>
  company.sql(
    "select * from people p join signatures s on s.signer_id = p.id join drafts d on d.person_id = p.id where p.id = 2",
  );
const signed = () => company.sql("select id, signer_id, signed_name, drawing from signatures order by id");

/** As the installation would go on by itself so many years later. */
async function passYears(years: number): Promise<void> {
  const inst = await openInstallation({
    home: company.home,
    programFile: join(company.folder, "troth.yaml"),
    env: { APP_DB: company.database },
    surroundings: { ...systemSurroundings(), now: () => Date.now() + years * YEAR_MS },
  });
  try {
    await resumeAll(inst);
  } finally {
    await inst.close();
  }
}

beforeAll(async () => {
  company = makeCompany({ fill: readFileSync(companyFile("signing.sql"), "utf8"), program: companyFile("signing.yaml") });
  await company.done("store", "live", "app");
  before = neds();
  ({ request, shown } = await company.carryOut("erasure", RAE));
  receipt = company.receiptOf(request);
  atErasure.signatures = signed();
  atErasure.people = company.sql("select id, full_name from people");
  atErasure.drafts = company.sql("select id from drafts");
  await passYears(4);
  atErasure.later = signed();
  await passYears(6);
  atEnd.signatures = signed();
}, 240_000);
afterAll(() => company?.remove());

test("her signature on a contract that may still be argued about survives her, and so does the other party's", () => {
  expect(atErasure.signatures).toEqual([
    { id: 100, signer_id: null, signed_name: "Rae Okafor", drawing: "stroke:rae-okafor-lease" },
    { id: 101, signer_id: 2, signed_name: "Ned Valk", drawing: "stroke:ned-valk-lease" },
    { id: 103, signer_id: 2, signed_name: "Ned Valk", drawing: "stroke:ned-valk-loan" },
  ]);
});

test("what no contract needs goes with her, an old signature too", () => {
  expect(atErasure.people).toEqual([{ id: 2, full_name: "Ned Valk" }]);
  expect(atErasure.drafts).toEqual([{ id: 2 }]);
  expect(atErasure.signatures?.map(({ id }) => id)).not.toContain(102);
});

test("the outcome says that it stays, by which law and until when", () => {
  const [{ until } = { until: "" }] = company.sql("select date('now', '+5 years') as until");
  expect(receipt).toMatchObject({ kind: "request.completed", keptUntil: until });
  expect(shown + company.printed()).toMatch(/stays until \d+ \w+ \d{4}/);
  expect(company.printed().replace(/[\s│]+/g, " ")).toContain("Statute of Limitations 1957 s. 11");
});

test("it is removed when the period is over, and not before", () => {
  expect(atErasure.later).toEqual(atErasure.signatures);
  expect(atEnd.signatures?.map(({ id }) => id)).toEqual([101, 103]);
});

test("nothing of the other party's has changed, then or since", () => {
  expect(before.length).toBeGreaterThan(0);
  expect(neds()).toEqual(before);
});
