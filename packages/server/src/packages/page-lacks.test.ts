// What the page of a package says of itself where it is not whole, and of what Troth itself was told.
import { readFileSync, renameSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { readZip } from "../../../../test/support/read-zip.ts";
import { eachKind } from "../../../../test/support/storages.ts";
import { anyLink, makeToldWorkshop, type ToldWorkshop } from "../../../../test/support/told-workshop.ts";
import { ada } from "../../../../test/support/workshop.ts";
import { tellFacts } from "../facts/index.ts";
import { approveRequest, leaveOut, planRequest, recordRequest, runRequest, takeRequest, viewRequest } from "../requests/index.ts";
import { makeCopyLink, makePackage, openPackage } from "./index.ts";

/** The same file seen as a log: traces that an address does not find. They stand in nobody's way, but they are missing. */
const TRACES = `  traces:
    connector: sqlite
    url: \${SHOP_DB}
    datasets:
      tickets: { identity: { device: subject }, rest: none }
`;

eachKind("what the page of a package says of what it lacks", (kind) => {
  let told: ToldWorkshop;
  let isAway = false;
  beforeEach(async () => {
    isAway = false;
    const passing = async (step: string) => {
      if (isAway && step === "package.begun") renameSync(told.shop.database, `${told.shop.database}.away`);
    };
    told = await makeToldWorkshop(kind, { passing });
  });
  afterEach(() => told.close());

  const pageOf = async (language: "en" | "id" = "en", first?: (request: string) => Promise<unknown>): Promise<string> =>
    (await zipOf(await askedFor(language, first))).get("index.html")?.toString() ?? "";

  const askedFor = async (
    language: "en" | "id" = "en",
    first: (request: string) => Promise<unknown> = async () => undefined,
  ): Promise<string> => {
    const { inst } = told;
    const { request } = await recordRequest(inst, {
      ...{ right: "access", subject: [{ kind: "email", value: ada.email }], takenBy: "person", verified: true },
      asker: { hash: "ab".repeat(32), contact: { email: ada.email }, language },
    });
    const { hash } = await planRequest(inst, request);
    expect(await approveRequest(inst, { request, plan: hash, as: "officer" })).toMatchObject({ kind: "done" });
    await first(request);
    return request;
  };

  const zipOf = async (request: string) => {
    const { inst } = told;
    expect(await makePackage(inst, { request })).toMatchObject({ kind: "done" });
    const link = await makeCopyLink(inst, { request });
    if (link.kind === "refused") throw new Error(link.says);
    const answer = await openPackage(inst, link.value.token);
    if (answer.kind === "refused") throw new Error(answer.says);
    return readZip(new Uint8Array(await new Response(answer.value.stream).arrayBuffer()));
  };

  /** A dataset of the person's that can be captured, and cannot be read to its end. */
  const breakMidway = async () => {
    told.shop.sql("create table weights (id integer primary key, customer_id integer references customers(id), grams integer)");
    told.shop.sql(`with recursive n(i) as (select 1 union all select i + 1 from n where i < 120)
      insert into weights (customer_id, grams) select 1, i from n`);
    told.shop.sql("insert into weights (customer_id, grams) values (1, -9223372036854775807 - 1)");
    // A weight that no integer is the size of: who reads this row is told of an overflow.
    told.shop.sql("alter table weights add column size integer generated always as (abs(grams)) virtual");
    told.shop.edit(
      "      profiles: {",
      `      weights: { fields: { grams: commerce, size: commerce }, links: { customer_id: owned by customers } }
      profiles: {`,
    );
    await told.reopen();
  };
  const mend = () =>
    told.shop.sql("delete from weights where id = 121; insert into weights (id, customer_id, grams) values (121, 1, 5)");

  test("a store that did not answer is not taken for one that holds nothing", async () => {
    isAway = true;
    const page = await pageOf();
    expect(page).toContain("did not answer when this copy was made");
    expect(page.includes("No store of ours holds an entry about you")).toBe(false);
  });

  test("of a store that fails midway nothing is in the copy, which says so; when it is whole it is complete", async () => {
    await breakMidway();
    const request = await askedFor();
    const zip = await zipOf(request);
    const { data, missing, withheld, mentions } = JSON.parse(zip.get("data.json")?.toString() ?? "");
    expect([data, withheld, mentions]).toEqual([[], [], []]);
    expect(missing).toEqual([expect.stringContaining("store shop")]);
    expect([...zip.keys()]).toEqual(["index.html", "README.txt", "data.json"]);
    const page = zip.get("index.html")?.toString() ?? "";
    expect(page).toContain("did not answer when this copy was made, or not to the end. Nothing that it holds is in this copy.");
    expect(page).toContain("Nothing can be shown yet");
    expect(page).not.toContain(ada.segment);
    expect(await viewRequest(told.inst, request)).toMatchObject({ state: "open" });
    mend();
    const whole = await zipOf(request);
    expect(whole.get("index.html")?.toString()).not.toContain('id="missing"');
    expect(JSON.parse(whole.get("data.json")?.toString() ?? "").missing).toEqual([]);
    expect([...whole.keys()]).toContain("csv/shop/weights-owned.csv");
    expect(await viewRequest(told.inst, request)).toMatchObject({ state: "done" });
  });

  test("the copy that staff hand over keeps nothing of a store that fails midway either", async () => {
    await breakMidway();
    const { inst } = told;
    const { request } = await takeRequest(inst, {
      ...{ right: "access", subject: [{ kind: "email", value: ada.email }], takenBy: "staff" },
    });
    await approveRequest(inst, { request, plan: (await viewRequest(inst, request)).plan?.hash ?? "", as: "officer" });
    const copied = async () => {
      await runRequest(inst, request);
      return JSON.parse(readFileSync(join(inst.home.packages, `${request}.copy.json`), "utf8"));
    };
    expect(await copied()).toMatchObject({ data: [], missing: [expect.stringContaining("store shop")] });
    mend();
    const { data, missing } = await copied();
    expect(missing).toEqual([]);
    expect(data.find((one: { dataset: string }) => one.dataset === "weights").rows).toHaveLength(121);
  });

  test("many long datasets do not make the page long: it says which it does not show, and where each lies", async () => {
    const names = Array.from({ length: 8 }, (_, at) => `log_${at}`);
    for (const name of names) {
      told.shop.sql(`create table ${name} (id integer primary key, customer_id integer references customers(id), note text)`);
      told.shop.sql(`with recursive n(i) as (select 1 union all select i + 1 from n where i < 1100)
        insert into ${name} select i, 1, '${name} line ' || i from n`);
    }
    const rules = names.map(
      (one) => `      ${one}: { fields: { note: commerce }, links: { customer_id: owned by customers } }\n`,
    );
    told.shop.edit("      profiles: {", `${rules.join("")}      profiles: {`);
    await told.reopen();
    for (const language of ["en", "id"] as const) {
      const zip = await zipOf(await askedFor(language));
      const page = zip.get("index.html")?.toString() ?? "";
      expect(page.match(/log_\d line \d+</g)?.length ?? 0).toBeLessThanOrEqual(5000);
      const unshown = page.split('id="unshown"')[1] ?? "";
      expect(unshown).toContain(language === "en" ? "Not shown on this page" : "Yang tidak ditampilkan di halaman ini");
      const [file = ""] = unshown.match(/csv\/shop\/log_\d-owned\.csv/) ?? [];
      expect(zip.get(file)?.toString().split("\r\n")).toHaveLength(1102);
      const ids = new Set([...page.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id));
      expect([...page.matchAll(/href="#([^"]+)"/g)].map(([, to]) => to).filter((to) => !ids.has(to))).toEqual([]);
    }
  });

  test("rows that nothing leads to are not called fields that are not mapped", async () => {
    told.shop.edit("\ndata:\n", `\n${TRACES}data:\n`);
    told.shop.edit("datasets: [orders]", "datasets: [shop/orders]");
    await told.reopen();
    const lacking = (await pageOf()).split('id="missing"')[1];
    expect(lacking).toContain("leads to the entries of traces/tickets");
    expect(lacking).not.toContain("not mapped yet");
    const out = { places: ["traces/tickets"], reason: "not-identifiable", as: "officer" } as const;
    const page = await pageOf("en", (request) => leaveOut(told.inst, { request, ...out }));
    expect(page.includes("<p>Entries in which nothing tells whose they are")).toBe(true);
    expect(page.includes('id="missing"')).toBe(false);
  });

  test("entries of which all is held back are not called empty", async () => {
    const parcels = (await pageOf()).split(">parcels (shared with others)</h4>")[1]?.split("</section>")[0];
    expect(parcels).toContain("2 entries, shared with others.");
    expect(parcels).not.toContain("no field of it tells anything about you");
    expect(parcels).toContain("is held back");
  });

  test("what cannot be read apart from a secret in it is not called a text about others", async () => {
    told.shop.sql("create table notes (id integer primary key, customer_id integer references customers(id), meta text)");
    told.shop.sql(`insert into notes values (1, 1, '{"login":"s3cret","kept":1}'), (2, 1, 'login=s3cret')`);
    told.shop.edit(
      "      profiles: {",
      `      notes: { fields: { meta: commerce, meta.login: auth.password }, links: { customer_id: owned by customers }, rest: none }
      profiles: {`,
    );
    await told.reopen();
    const left = (await pageOf()).split('id="left-out"')[1] ?? "";
    expect(left.includes("s3cret")).toBe(false);
    const [before = "", held = ""] = left.split("<code>shop/notes.meta</code>: 1 of 2");
    expect(held).not.toBe("");
    expect(before.slice(before.lastIndexOf("<p>"))).toContain("cannot be read apart from it");
  });

  test("from when a law's period counts is said in the reader's words", async () => {
    expect(await pageOf()).toContain("kept for 7 years, counted from the day noted as “placed at”.");
    expect(await pageOf("id")).toContain("disimpan selama 7 tahun, dihitung sejak hari yang tercatat sebagai “placed at”.");
  });

  test("what Troth itself was told is in words", async () => {
    const fact = {
      id: "f1",
      at: "2026-11-02T12:00:00Z",
      origin: "app",
      person: "1",
      kind: "resides",
      country: "IE",
      evidence: "stated",
    };
    const answer = await tellFacts(told.inst, { facts: [fact], by: "key-1" }, anyLink);
    expect(answer.kind).toBe("told");
    const page = await pageOf("id");
    expect(page.includes("Artinya belum kami ketahui")).toBe(false);
    const facts = page.split("Di catatan privasi kami</h3>")[1]?.split("</section>")[0] ?? "";
    for (const says of ["tempat tinggal Anda.", "Isi keterangan (says)", "Dari Anda, dan dari layanan", "dapat dibuktikan"])
      expect(facts).toContain(says);
  });
});
