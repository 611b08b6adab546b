// Texts in shared rows: who is marked, what a reviewer decides, what of it the copy shows.
import { afterEach, beforeEach, expect, test } from "vitest";
import { searchFolder } from "../../../../test/leak/search.ts";
import { parseCsv } from "../../../../test/support/parse-csv.ts";
import { readZip } from "../../../../test/support/read-zip.ts";
import { eachKind, makePlace } from "../../../../test/support/storages.ts";
import { ada, MARK, makeWorkshop, openWorkshop, type Workshop } from "../../../../test/support/workshop.ts";
import type { Installation } from "../installation/index.ts";
import { approveRequest, planRequest, recordRequest, viewRequest } from "../requests/index.ts";
import { decideText, expirePackages, makeCopyLink, makePackage, openPackage, reviewOf, textsToReview } from "./index.ts";

eachKind("reviews of shared texts", (kind) => {
  let place: Awaited<ReturnType<typeof makePlace>>;
  let shop: Workshop;
  let inst: Installation;
  let now = 0;
  beforeEach(async () => {
    place = await makePlace(kind);
    shop = makeWorkshop();
    now = Date.parse("2026-11-09T13:02:00Z");
    shop.sql("update customers set name = 'Beatriz Quillfeather' where id = 2");
    shop.sql("update customers set name = 'Oskar Brindlewood' where id = 5");
    shop.sql(
      `update parcels set note = 'For Beatriz Quillfeather, not ${ada.name}. beatriz@quill.example, +44 20 7946 0958. Thanks, Beatriz' where id = 1`,
    );
    shop.sql(`update parcels set note = 'leave it with ${ada.name}' where id = 3`);
    const { home, databaseUrl } = place;
    inst = await openWorkshop(shop, { home, databaseUrl, surroundings: { now: () => now } });
  });
  afterEach(async () => {
    await inst.close();
    shop.remove();
    await place.remove();
  });

  const planned = async (language: "en" | "id" = "en"): Promise<string> => {
    const { request } = await recordRequest(inst, {
      right: "access",
      subject: [{ kind: "email", value: ada.email }],
      takenBy: "person",
      verified: true,
      asker: { hash: "ab".repeat(32), contact: { email: ada.email }, language },
    });
    await planRequest(inst, request);
    return request;
  };
  const finish = async (request: string) => {
    const { plan } = await viewRequest(inst, request);
    await approveRequest(inst, { request, plan: plan?.hash ?? "", as: "officer" });
    const made = await makePackage(inst, { request });
    if (made.kind === "refused") throw new Error(made.says);
    return { withheld: made.value.withheld, zip: await fetchZip(request) };
  };
  const fetchZip = async (request: string) => {
    const link = await makeCopyLink(inst, { request });
    if (link.kind === "refused") throw new Error(link.says);
    const answer = await openPackage(inst, link.value.token);
    if (answer.kind === "refused") throw new Error(answer.says);
    const zip = await readZip(new Uint8Array(await new Response(answer.value.stream).arrayBuffer()));
    return Object.fromEntries([...zip].map(([name, bytes]) => [name, bytes.toString()]));
  };
  const textOf = async (request: string, has: string) => {
    const found = (await textsToReview(inst, request)).find((one) => one.text.includes(has));
    if (!found) throw new Error("no such text");
    return found;
  };
  const parcels = (zip: Readonly<Record<string, string>>) =>
    JSON.parse(zip["data.json"] ?? "").data.find((one: { dataset: string }) => one.dataset === "parcels");

  test("others are marked by name, address and number, the person never; and each text says where it stands", async () => {
    const request = await planned();
    const review = await reviewOf(inst, request);
    expect(review).toMatchObject({ total: 2, undecided: 2 });
    const [first, second] = review.texts;
    expect(first).toMatchObject({ store: "shop", dataset: "parcels", field: "note" });
    expect(first?.id).toMatch(/^[0-9a-f]{64}$/);
    expect(first?.marks.map((mark) => `${mark.kind}: ${first.text.slice(mark.from, mark.to)}`)).toEqual([
      "name: Beatriz Quillfeather",
      "email: beatriz@quill.example",
      "phone: +44 20 7946 0958",
      "name: Beatriz",
    ]);
    expect(second?.marks).toEqual([]);
    expect(second?.decision).toBeUndefined();
  });

  test("a released text is shown, a redacted one without the others, the rest is held back and the copy says so", async () => {
    shop.sql("insert into parcels values (4, 1, 6, 'nobody looked at this zqxmark')");
    const request = await planned();
    const account = "S-1";
    const redact = await textOf(request, "Quillfeather");
    expect(await decideText(inst, { request, id: redact.id, decision: "redact", account })).toEqual({
      kind: "done",
      value: { texts: 1 },
    });
    const release = await textOf(request, "leave it with");
    expect((await decideText(inst, { request, id: release.id, decision: "release", account })).kind).toBe("done");
    expect(await reviewOf(inst, request)).toMatchObject({
      total: 3,
      undecided: 1,
      texts: [
        { text: expect.stringContaining("nobody") },
        { decision: { kind: "redact", account, redacted: expect.stringContaining("[■ name]") } },
        { decision: { kind: "release" } },
      ],
    });
    const { zip, withheld } = await finish(request);
    expect(parcels(zip)).toMatchObject({
      fields: { note: { shown: true } },
      rows: [
        { note: `For [■ name], not ${ada.name}. [■ e-mail address], [■ phone number]. Thanks, [■ name]` },
        { note: `leave it with ${ada.name}` },
        { note: { heldBack: true } },
      ],
    });
    for (const file of Object.values(zip)) expect(file).not.toMatch(/Quillfeather|Beatriz|quill\.example|7946|nobody looked/);
    expect(withheld).toContain("shop/parcels.note: 1 of 3 held back: others may be named in it, and nobody has reviewed it yet");
    expect(zip["index.html"]).toContain("<code>shop/parcels.note</code>: 1 of 3");
    expect(zip["index.html"]).toContain("one of our staff took out what tells of somebody else");
    expect(parseCsv(zip["csv/shop/parcels-shared.csv"] ?? "").at(-1)).toEqual(["[held back]"]);
    const reviewed = (await viewRequest(inst, request)).entries.filter((one) => one.kind === "copy.text-reviewed");
    expect(reviewed).toHaveLength(2);
  });

  test("nobody has looked: nothing of it is shown, and the copy says so", async () => {
    const { zip } = await finish(await planned());
    expect(parcels(zip)).toMatchObject({ fields: { note: { shown: false, withheld: "unreviewed" } }, rows: [{}, {}] });
    expect(zip["index.html"]).toContain("none of our staff has looked at them yet");
    expect(Object.keys(zip)).not.toContain("csv/shop/parcels-shared.csv");
  });

  test("a text that changed after it was looked at is held back again", async () => {
    const request = await planned();
    const { id } = await textOf(request, "leave it with");
    await decideText(inst, { request, id, decision: "release", account: "S-1" });
    shop.sql("update parcels set note = 'leave it with Oskar Brindlewood' where id = 3");
    const again = await textOf(request, "leave it with");
    expect(again).toMatchObject({ id, marks: [{ kind: "name" }] });
    expect(again.decision).toBeUndefined();
    const { zip } = await finish(request);
    expect(parcels(zip).rows).toEqual([{ note: { heldBack: true } }, { note: { heldBack: true } }]);
    expect(zip["index.html"]).not.toContain("Oskar");
  });

  test("a reviewer's own marks are taken for words, wherever they stand; a decision can be taken again", async () => {
    const request = await planned("id");
    const text = await textOf(request, "Quillfeather");
    const from = text.text.indexOf("hanks");
    const base = { request, id: text.id, account: "S-1" };
    await decideText(inst, { ...base, decision: "release" });
    expect((await decideText(inst, { ...base, decision: "redact", marks: [{ from, to: from + 2, kind: "name" }] })).kind).toBe(
      "done",
    );
    expect((await textOf(request, "Quillfeather")).decision?.redacted).toContain("[■ nama], Beatriz");
    expect(await decideText(inst, { ...base, decision: "redact", marks: [] })).toMatchObject({
      kind: "refused",
      reason: "marks",
    });
    expect(await decideText(inst, { ...base, id: "0".repeat(64), decision: "release" })).toMatchObject({
      kind: "refused",
      reason: "unknown",
    });
  });

  test("one decision serves every row with the very same text in the same field", async () => {
    shop.sql("insert into parcels select id + 100, 1, 7, 'the same for all' from parcels");
    const request = await planned();
    const { id } = await textOf(request, "the same");
    expect(await decideText(inst, { request, id, decision: "release", account: "S-1", alike: true })).toEqual({
      kind: "done",
      value: { texts: 3 },
    });
    expect(await reviewOf(inst, request)).toMatchObject({ total: 5, undecided: 2 });
  });

  test("a text that nobody can look at here is counted: it stays held back, and staff are told", async () => {
    shop.sql("insert into parcels values (4, 1, 6, printf('%.*c', 100001, 'x')), (5, 1, 6, x'00ff'), (6, 1, 6, null)");
    const request = await planned();
    expect(await reviewOf(inst, request)).toMatchObject({ total: 2, undecided: 2, unreadable: 2 });
    const { zip } = await finish(request);
    expect(parcels(zip).rows).toHaveLength(5);
  });

  test("where not all names could be looked up, staff are told that fewer are marked", async () => {
    expect(await reviewOf(inst, await planned())).toMatchObject({ namesMissing: false });
    shop.sql(`with recursive n(i) as (select 1000 union all select i + 1 from n where i < 6001)
      insert into customers select i, 'n' || i || '@workshop.example', 'Person Number' || i, null, 'x', null from n`);
    shop.sql("insert into parcels select id, 1, id, null from customers where id >= 1000");
    shop.sql("update parcels set note = 'for Person Number6001' where id = 6001");
    const review = await reviewOf(inst, await planned());
    const last = review.texts.find((one) => one.text.includes("Number6001"));
    expect(last?.marks.map((mark) => last.text.slice(mark.from, mark.to))).toEqual(["Person"]);
    expect(review.namesMissing).toBe(true);
  });

  test("a text that changes while a page of decisions is taken is not decided", async () => {
    const request = await planned();
    const text = await textOf(request, "leave it with");
    const base = { request, id: text.id, decision: "release", account: "S-1" } as const;
    shop.sql("update parcels set note = 'leave it with Oskar Brindlewood' where id = 3");
    expect(await decideText(inst, { ...base, read: text.text })).toMatchObject({ kind: "refused", reason: "changed" });
    expect((await textOf(request, "Oskar")).decision).toBeUndefined();
    expect(await decideText(inst, { ...base, read: "leave it with Oskar Brindlewood" })).toMatchObject({ kind: "done" });
  });

  test("once the request has ended nothing of it is reviewed", async () => {
    const request = await planned();
    const { id } = await textOf(request, "Quillfeather");
    await finish(request);
    expect(await reviewOf(inst, request)).toMatchObject({ texts: [], total: 0, undecided: 0, unreadable: 0 });
    expect(await decideText(inst, { request, id, decision: "release", account: "S-1" })).toMatchObject({
      kind: "refused",
      reason: "state",
    });
  });

  test("what was reviewed lies nowhere in the clear, and goes with the package", async () => {
    const request = await planned();
    const { id } = await textOf(request, "Quillfeather");
    await decideText(inst, { request, id, decision: "redact", account: "S-1" });
    const dump = await inst.storage.executeSql(
      "select row_to_json(r)::text as row from copy_review r union all select body from entry",
    );
    expect(JSON.stringify(dump.rows).toLowerCase()).not.toMatch(/zqxmark|quillfeather|7a71786d61726b/);
    await finish(request);
    now += 31 * 86_400_000;
    await expirePackages(inst);
    expect((await inst.storage.executeSql("select * from copy_review")).rows).toEqual([]);
    await inst.close();
    for (const mark of [MARK, "quillfeather"]) expect(searchFolder(place.home, mark).found).toEqual([]);
  });
});
