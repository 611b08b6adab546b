import { afterAll, beforeAll, expect, test } from "vitest";
import { type Callbook, INES, makeCallbook, RECORDINGS } from "./support/callbook.ts";
import type { Copy, Ran } from "./support/company.ts";
import { type CopiedFiles, takeFiles } from "./support/files.ts";

let book: Callbook;
let copy: Copy;
let files: CopiedFiles;
let checked: Ran;
let undeclared: Ran;
/** Logs that an address leads to nobody in. */
const TRACES = ["desk/access_log", "desk/events"];

beforeAll(async () => {
  book = await makeCallbook();
  const { company } = book;
  checked = await company.run("check", "--live", "--json");
  const bare = company.variant(
    "bare.yaml",
    ["        fields: { object: communication.call-recording }\n", ""],
    ["        links: { call: owned by desk/calls.id }\n        rest: none", "        links: { call: owned by desk/calls.id }"],
  );
  undeclared = await company.run("check", "--live", "--json", "--program", bare);
  const { request } = await company.carryOut("access", INES.email, TRACES);
  copy = company.copyOf(request);
  files = takeFiles(company, copy);
  await company.carryOut("erasure", INES.email, TRACES);
}, 240_000);
afterAll(() => book?.remove());

const codes = ({ stdout }: Ran): readonly string[] =>
  (JSON.parse(stdout) as { findings: readonly { code: string; says: string }[] }).findings.map(
    ({ code, says }) => `${code}: ${says}`,
  );

test("a recording is declared for what it is, and one that is not is found by the check", () => {
  expect(codes(checked).filter((one) => /recordings|object/.test(one))).toEqual([]);
  expect(codes(undeclared).join("\n")).toMatch(/unmapped: .*object/);
});

test("the copy holds every recording of her calls to the byte, said to be one, and nobody else's", () => {
  const [part, ...more] = copy.data.filter(({ fields }) => "object" in fields);
  expect(more).toEqual([]);
  expect(part?.fields.object).toMatchObject({ categories: ["communication.call-recording"], shown: true });
  const bytes = (part?.rows ?? []).map((row) => files.of(row.object).toString("latin1"));
  const hers = ["101-a.wav", "101-b.wav", "102-a.wav"].map((path) => RECORDINGS[path]?.toString("latin1"));
  expect(bytes.sort()).toEqual(hers.sort());
});

test("an erasure takes the recordings with the calls, and another's stay to the byte", () => {
  expect(book.company.sql("select id from calls")).toEqual([{ id: 103 }]);
  const { "103-a.wav": other, "1010-a.wav": alike } = RECORDINGS;
  expect(book.recordings.all()).toEqual({ "103-a.wav": other, "1010-a.wav": alike });
});
