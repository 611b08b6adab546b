// Attacks on where a copy lies and who can read it.
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { receiptLines } from "../../packages/server/src/cli/receipt-lines.ts";
import {
  expireCopies,
  forgetAtEpochEnd,
  resumeAll,
  runRequest,
  viewRequest,
  writeCopy,
} from "../../packages/server/src/requests/index.ts";
import { approved, by, cleanUp, entriesOf, erased, makeCompany, open, sign } from "./support.ts";

cleanUp();

const DAY_MS = 86_400_000;

const makeShop = () =>
  makeCompany({
    sql: "create table customers (id integer primary key, email text unique); insert into customers values (1, 'ada@a.example'), (2, 'ben@a.example');",
    datasets: `      customers:
        is: customer
        identity: { email: email }
        fields: { email: contact.email }
        rest: none
`,
  });

// Once failed: copy-request.ts:54 opens `<file>.part` with "w": it follows a link, and keeps the mode of a file that is there;
// and where the rename fails the part, with the whole copy in it, stays.
test("a copy lies where it was asked for, readable by its owner alone, and nowhere else", async () => {
  const shop = makeShop();
  const inst = await open(shop);
  const request = await approved(inst, by("email", "ada@a.example"), "access");
  await runRequest(inst, request);
  const at = (name: string) => join(shop.folder, name);
  writeFileSync(at("wide.json.part"), "");
  chmodSync(at("wide.json.part"), 0o666);
  await writeCopy(inst, { request, file: at("wide.json") }).catch(() => undefined);
  if (existsSync(at("wide.json"))) expect.soft(statSync(at("wide.json")).mode & 0o077).toBe(0);
  symlinkSync(at("elsewhere"), at("link.json.part"));
  await writeCopy(inst, { request, file: at("link.json") }).catch(() => undefined);
  expect.soft(existsSync(at("elsewhere")), "written through a link").toBe(false);
  mkdirSync(at("folder"));
  await writeCopy(inst, { request, file: at("folder") }).catch(() => undefined);
  expect.soft(existsSync(at("folder.part")), "a part that stays").toBe(false);
});

const ada = by("email", "ada@a.example");
const ben = by("email", "ben@a.example");

// Once failed: a copy that staff were to hand over stayed in the clear in Troth's own folder, and what a crash had left of one, too.
test("no copy outlives the erasure of its person, nor what a crash left of one; another's does", async () => {
  const inst = await open(makeShop());
  const request = await approved(inst, ada, "access");
  await runRequest(inst, request);
  const bens = await approved(inst, ben, "access");
  await runRequest(inst, bens);
  const copies = () => readdirSync(inst.home.packages).filter((name) => name.includes(".copy."));
  mkdirSync(join(inst.home.packages, `${request}.copy.0a.files`));
  writeFileSync(join(inst.home.packages, `${request}.copy.0a.files`, "a.txt"), "hers");
  writeFileSync(join(inst.home.packages, `${request}.copy.json.0b.part`), "hers");
  expect(copies()).toHaveLength(4);
  expect((await erased(inst, [ada])).state).toBe("done");
  expect(copies()).toEqual([`${bens}.copy.json`]);
  expect(await entriesOf(inst, "copy.removed")).toMatchObject([{ request, because: "erased" }]);
});

// Once failed: only an erasure removed it; without one it lay there in the clear for good.
test("a copy that staff hand over is there for 30 days, says so, and goes; one that is made anew is left alone", async () => {
  let ahead = 0;
  const inst = await open(makeShop(), { surroundings: { now: () => Date.now() + ahead } });
  const request = await approved(inst, ada, "access");
  await runRequest(inst, request);
  const copies = () => readdirSync(inst.home.packages).filter((name) => name.includes(".copy."));
  writeFileSync(join(inst.home.packages, `${request}.copy.json.0b.part`), "hers");
  const { copyUntil = "" } = await viewRequest(inst, request);
  expect(Date.parse(copyUntil) - Date.now()).toBeGreaterThan(29.9 * DAY_MS);
  expect(await entriesOf(inst, "copy.made")).toMatchObject([{ request, until: copyUntil }]);
  ahead = 29 * DAY_MS;
  expect(await expireCopies(inst)).toBe(0);
  ahead = 30 * DAY_MS + 1000;
  utimesSync(join(inst.home.packages, `${request}.copy.json.0b.part`), new Date(), new Date(Date.now() + ahead));
  expect(await expireCopies(inst)).toBe(0);
  utimesSync(join(inst.home.packages, `${request}.copy.json.0b.part`), new Date(), new Date());
  await resumeAll(inst);
  expect(copies()).toEqual([]);
  expect(await entriesOf(inst, "copy.removed")).toMatchObject([{ request, because: "expired" }]);
  expect(await writeCopy(inst, { request })).toMatchObject({ kind: "refused", says: expect.stringContaining("no longer here") });
});

test("killed after they went, the person is forgotten the next time, and the ledger says that they went", async () => {
  let kills = 1;
  const passing = async (step: string) => {
    if (step === "forget.copies" && kills-- > 0) throw new Error("killed");
  };
  const inst = await open(makeShop(), { surroundings: { passing } });
  await runRequest(inst, await approved(inst, ada, "access"));
  await expect(erased(inst, [ada])).rejects.toThrow("killed");
  // Nothing of hers is left: an empty file says that this is to be written down.
  const left = () => readdirSync(inst.home.packages).filter((name) => name.includes(".copy."));
  expect(left()).toEqual(["R-0001.copy.removed.part"]);
  expect(statSync(join(inst.home.packages, "R-0001.copy.removed.part")).size).toBe(0);
  expect(await forgetAtEpochEnd(inst, { evenIfYoung: true })).toBe(1);
  expect(left()).toEqual([]);
  const entries = await inst.storage.db.selectFrom("entry").select("body").where("kind", "=", "copy.removed").execute();
  expect(entries.map(({ body }) => JSON.parse(body).because)).toEqual(["erased"]);
});

test("nor the erasure of a batch in which its person is", async () => {
  const inst = await open(makeShop());
  await runRequest(inst, await approved(inst, ada, "access"));
  expect((await erased(inst, [ben, ada])).state).toBe("done");
  expect(readdirSync(inst.home.packages).filter((name) => name.endsWith(".copy.json"))).toEqual([]);
});

test("a copy of what the erasure left, asked for before and made after it, stays", async () => {
  let now = Date.parse("2026-11-28T09:00:00Z");
  const inst = await open(makeShop(), { surroundings: { now: () => now } });
  const request = await approved(inst, ada, "access");
  expect((await erased(inst, [ada])).state).toBe("done");
  now += 60_000;
  await runRequest(inst, request);
  await sign(inst, request);
  expect((await runRequest(inst, request)).state).toBe("done");
  expect((await inst.storage.db.selectFrom("person").select("state").execute()).map((one) => one.state)).toEqual(["forgetting"]);
  expect(existsSync(join(inst.home.packages, `${request}.copy.json`))).toBe(true);
});

// Once failed: a column that is shown whole was shown with the secret inside it, of which the copy said that it is never shown.
test("a secret inside a column of JSON is in no copy, nor a name in one that is shared; what cannot be read is held back", async () => {
  const shop = makeCompany({
    sql: `create table customers (id integer primary key, email text unique, profile text);
      insert into customers values (1, 'ada@a.example', '{"bio":"likes oak","login":{"token":"s3cret"}}'), (2, 'ben@a.example', null);
      create table notes (id integer primary key, customer_id integer, meta text);
      insert into notes values (1, 1, '{"login":"s3cret","kept":1}'), (2, 1, 'login=s3cret');
      create table parcels (id integer primary key, sender integer, receiver integer, label text);
      insert into parcels values (1, 1, 2, '{"weight":7,"to":"Ben Orr","pin":["s3cret"]}');`,
    datasets: `      customers:
        is: customer
        identity: { account: id, email: email }
        fields: { email: contact.email, profile: content.text, profile.login: auth.password }
        rest: none
      notes:
        fields: { meta: commerce, meta.login: auth.password }
        links: { customer_id: owned by customers }
        rest: none
      parcels:
        fields: { label: payment.transaction, label.to: name.full, label.pin: auth.password }
        links: { sender: shared by customers, receiver: shared by customers }
        rest: none
`,
  });
  const inst = await open(shop);
  const request = await approved(inst, ada, "access");
  expect((await runRequest(inst, request)).state).toBe("done");
  const copy = readFileSync(join(inst.home.packages, `${request}.copy.json`), "utf8");
  for (const hidden of ["s3cret", "Ben Orr"]) expect(copy).not.toContain(hidden);
  const { data, withheld } = JSON.parse(copy) as { data: { rows: Record<string, string>[] }[]; withheld: string[] };
  expect(
    data.flatMap((part) => part.rows.flatMap(({ email: _, ...row }) => Object.values(row).map((text) => JSON.parse(text)))),
  ).toEqual([
    { bio: "likes oak", login: null },
    { login: null, kept: 1 },
    { weight: 7, to: null, pin: [null] },
  ]);
  expect(withheld.join("\n")).toMatch(/notes\.meta: 1 of 2 held back: it is to be JSON/);
});

// Once failed: whatever file lay under the number of a request was shown as its copy, also that of a request which a restored database had lost.
test("a copy that lies under the number of a request, and is not its own, is not shown as its copy", async () => {
  const inst = await open(makeShop());
  const request = await approved(inst, ada, "access");
  mkdirSync(inst.home.packages, { recursive: true });
  writeFileSync(join(inst.home.packages, `${request}.copy.json`), "another's");
  expect((await receiptLines(inst, request, "/")).join()).not.toContain("copy");
  await runRequest(inst, request);
  expect((await receiptLines(inst, request, "/")).join()).toContain(`${request}.copy.json`);
});
