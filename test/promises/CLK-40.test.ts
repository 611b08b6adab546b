import { copyFileSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { systemSurroundings } from "../../packages/server/src/foundation/index.ts";
import { type Installation, openInstallation } from "../../packages/server/src/installation/index.ts";
import {
  approveRequest,
  type Reapplied,
  recordTold,
  runRequest,
  setStoreLive,
  takeRequest,
  viewRequest,
} from "../../packages/server/src/requests/index.ts";
import { showAsker } from "../support/show-asker.ts";
import { type Company, type Row, readableIn } from "./support/company.ts";
import { makeFernway, rowsOfMira, secretsOfMira } from "./support/fernway.ts";

let company: Company;
let inst: Installation;

async function erase(email: string): Promise<string> {
  const { request } = await takeRequest(inst, { right: "erasure", subject: [{ kind: "email", value: email }], takenBy: "staff" });
  await showAsker(inst, request);
  const hash = (await viewRequest(inst, request)).plan?.hash ?? "";
  await approveRequest(inst, { request, plan: hash, as: "officer" });
  await runRequest(inst, request);
  await recordTold(inst, { request, recipient: "mailer" });
  const { state } = await viewRequest(inst, request);
  if (state !== "done") throw new Error(`the erasure of ${request} is ${state}`);
  return request;
}

// Which of their orders was a gift of hers is her own: `giver_id` is left out.
const everybodyElse = (): Row[] =>
  company.sql(
    "select m.*, o.id as order_id, bill_name, bill_mail, gift_note, greeting, total_cents from members m left join orders o on o.buyer_id = m.id where m.id <> 1 order by m.id, o.id",
  );

let mira: string;
let lio: string;
let values: string[];
let noticed: { readonly status: number; readonly restored: readonly { readonly store: string; readonly because: string }[] };
let refused: string;
let settled: { readonly status: number; readonly restored: readonly unknown[] };
let asRestored: { readonly bytes: Buffer; readonly others: Row[] };
let reported: Reapplied;
let afterReport: Buffer;
let applied: Reapplied;
beforeAll(async () => {
  company = makeFernway();
  // Tam's order names her in his own row's words: an erasure of hers leaves those, and the nightly search tells of them.
  company.sql("update orders set remark = 'A friend sent him' where id = 2");
  inst = await openInstallation({
    home: company.home,
    programFile: join(company.folder, "troth.yaml"),
    env: { APP_DB: company.database },
    surroundings: systemSurroundings(),
  });
  await setStoreLive(inst, { store: "club", by: "officer" });
  values = [
    ...secretsOfMira(company),
    ...rowsOfMira(company, "members").flatMap(({ email, full_name }) => [String(email), String(full_name)]),
  ];
  // Lio leaves, and joins again later. Then the backup is made; then Mira leaves; then the backup is put back.
  lio = await erase("lio.brandt@fernway.example");
  company.sql(
    "insert into members (id, email, full_name, password_hash, joined_on) values (31, 'Lio.Brandt@fernway.example', 'Lio Brandt', 'new', '2026-11-01')",
  );
  company.sql(
    "insert into orders (id, buyer_id, bill_name, greeting, total_cents) values (41, 31, 'Lio Brandt', 'Back again', 990)",
  );
  const backup = join(company.folder, "yesterday.db");
  company.sql(`vacuum into '${backup}'`);
  mira = await erase("mira.quell@fernway.example");
  for (const rest of ["", "-wal", "-shm"]) rmSync(`${company.database}${rest}`, { force: true });
  copyFileSync(backup, company.database);
  asRestored = { bytes: readFileSync(company.database), others: everybodyElse() };
  // From here on as whoever put it back would go on.
  await inst.close();
  const status = await company.run("status", "--json");
  noticed = { status: status.status, restored: JSON.parse(status.stdout).restored };
  const [other] = company.sql("select email from members where id = 2");
  refused = (await company.carryOut("erasure", `email=${other?.email}`)).shown;
  reported = JSON.parse((await company.run("reapply", "--json")).stdout);
  afterReport = readFileSync(company.database);
  applied = JSON.parse((await company.run("reapply", "--act", "--json")).stdout);
  const after = await company.run("status", "--json");
  settled = { status: after.status, restored: JSON.parse(after.stdout).restored };
});
afterAll(() => company.remove());

test("a store that was put back is reported before anything is done to it", () => {
  expect(readableIn(new Map([["yesterday", asRestored.bytes]]), values)).toHaveLength(values.length);
  expect(reported.again.map(({ of }) => of)).toEqual([mira]);
  expect(reported.returned).toMatchObject([{ of: lio, dataset: "members", rows: 1 }]);
  expect(reported.unknown).toEqual([]);
  expect(Buffer.compare(asRestored.bytes, afterReport)).toBe(0);
});

test("it is caught by itself, told by name, and nothing is erased in it before it is settled", () => {
  expect(noticed).toMatchObject({ status: 1, restored: [{ store: "club" }] });
  expect(noticed.restored[0]?.because).toBe("it does not know a transaction that was committed there");
  expect(refused.replace(/\s+/g, " ")).toContain("store club came back from a backup");
  expect(company.sql("select count(*) as n from members where id = 2")).toEqual([{ n: 1 }]);
  expect(reported.restored).toMatchObject([{ store: "club" }]);
  expect(settled).toEqual({ status: 0, restored: [] });
});

test("whoever an erasure had reached is erased again, and is nowhere in the store", async () => {
  expect(applied.again.map(({ of }) => of)).toEqual([mira]);
  expect(company.sql("select id from members where id = 1")).toEqual([]);
  expect(company.sql("select bill_mail, total_cents from orders where id = 1")).toEqual([{ bill_mail: null, total_cents: 4200 }]);
  const files = ["", "-wal"].map((rest) => `${company.database}${rest}`);
  const left = files.flatMap((file) => {
    try {
      return [[file, readFileSync(file)] as const];
    } catch {
      return [];
    }
  });
  expect(readableIn(new Map(left), values)).toEqual([]);
});

test("who has come back since is told of as a new relation, and keeps everything", () => {
  expect(applied.returned).toMatchObject([{ of: lio, dataset: "members", rows: 1 }]);
  expect(company.sql("select full_name, joined_on from members where id = 31")).toEqual([
    { full_name: "Lio Brandt", joined_on: "2026-11-01" },
  ]);
  expect(company.sql("select buyer_id, greeting from orders where id = 41")).toEqual([{ buyer_id: 31, greeting: "Back again" }]);
});

test("everybody else has what the backup had", () => {
  expect(asRestored.others.length).toBeGreaterThan(1);
  expect(everybodyElse()).toEqual(asRestored.others);
});

test("it is a request of its own, under the approval of the old one", () => {
  const [again] = applied.again;
  expect(again?.request).toMatch(/^R-\d{4}$/);
  expect([mira, lio]).not.toContain(again?.request);
  // The mailer has to hear of it once more.
  expect(again?.state).toBe("open");
});
