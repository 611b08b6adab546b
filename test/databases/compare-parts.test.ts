// The judge of parts judged: what is right passes, and each seeded mistake is named.
import { describe, expect, it } from "vitest";
import { compareCopy } from "./compare-copy.ts";
import { type PartBecomes, whyWrong } from "./compare-parts.ts";
import type { Snapshot } from "./snapshot.ts";

const ann: PartBecomes = { kind: "redacted", values: ["Ann Marsh", "ann@harbor.example"], perhaps: ["Ann"] };
const SAID = "Ann Marsh <ann@harbor.example> met Joann, joann@harbor.example, at the annual fair";

describe("the judge of a text", () => {
  it.each([
    [SAID.replace("Ann Marsh", "[redacted]").replace("<ann@harbor.example>", "<->"), undefined],
    [SAID.replace("Ann Marsh", "x Marsh").replace("<ann@harbor.example>", "<>"), undefined],
    [SAID, 'still holds "Ann Marsh"'],
    [SAID.replace("Ann Marsh", "x"), 'still holds "ann@harbor.example"'],
    [null, "is cleared, and only a part of it was to go"],
  ])("%s", (is, why) => expect(whyWrong(ann, SAID, is)).toBe(why));

  it("names a text in which something of another is gone", () => {
    const without = SAID.replaceAll("ann@harbor.example", "x").replace("Ann Marsh", "x");
    expect(whyWrong(ann, SAID, without)).toMatch(/^is otherwise not as before/);
    expect(whyWrong(ann, "Joann met Bo", "Jo met Bo")).toMatch(/^is otherwise not as before/);
  });

  it("lets a mailbox go whole, and no other", () => {
    const header: PartBecomes = { ...ann, header: true };
    const to = "Ann Marsh <ann@harbor.example>, Bo <bo@harbor.example>";
    expect(whyWrong(header, to, "Bo <bo@harbor.example>")).toBeUndefined();
    expect(whyWrong(header, to, "")).toMatch(/^is otherwise not as before/);
  });
});

describe("the judge of a list", () => {
  it.each([
    ["yaml", "---\n- 7\n- 17\n", "---\n- 17\n", undefined],
    ["yaml", "---\n- 7\n- 17\n", "---\n- 7\n", "is not the list without the person"],
    ["json", "[7, 17]", "[17]", undefined],
    ["array", "{7,17}", "{}", "is not the list without the person"],
    [";", "7; 17", "17", undefined],
    [",", "7,17", null, "is cleared, and others stand in the list"],
  ])("%s: %s becomes %s", (format, was, is, why) => {
    const said = whyWrong({ kind: "unlisted", format, item: "7" }, was, is);
    if (why === undefined) expect(said).toBeUndefined();
    else expect(said).toContain(why);
  });

  it("of JSON: a place is clean, and all others as before", () => {
    const becomes: PartBecomes = { kind: "cleaned", paths: [["a", "mail"]] };
    expect(whyWrong(becomes, '{"a":{"mail":"x","n":1}}', '{"a":{"mail":null,"n":1}}')).toBeUndefined();
    expect(whyWrong(becomes, '{"a":{"mail":"x","n":1}}', '{"a":{"mail":"x","n":1}}')).toBe("still holds a.mail");
    expect(whyWrong(becomes, '{"a":{"mail":"x","n":1}}', '{"a":{"n":2}}')).toBe("is otherwise not as before");
  });
});

describe("the judge of a copy", () => {
  const row = "\u001f1\u001fAnn\u001f";
  const before: Snapshot = new Map([["people", { columns: ["id", "name"], rows: new Map([["1", row]]), text: row, digest: "" }]]);
  const own = { table: "people", dataset: "people", id: "1", link: "owned", keyed: true } as const;
  const key = { dataset: "people", id: "1", link: "owned" } as const;
  const shown = { dataset: "people", link: "owned", values: { name: "Ann" } } as const;
  const judge = (is: Parameters<typeof compareCopy>[2]) => compareCopy(before, { rows: [own], others: ["Bo Reed"] }, is);

  it("passes what is theirs", () => expect(judge({ keys: [key], rows: [shown], mentions: [] })).toEqual([]));

  it("names what is missing, what is another's, and who is shown beside them", () => {
    expect(judge({ keys: [], rows: [], mentions: [] })).toEqual([
      "the copy lacks people 1 (owned)",
      "the copy does not show people (owned) ",
    ]);
    expect(judge({ keys: [key, { ...key, id: "2" }], rows: [shown], mentions: [] })).toEqual([
      "the copy takes people 2 (owned), which is not theirs",
    ]);
    const other = { ...shown, link: "shared", values: { name: "with Bo Reed" } } as const;
    expect(judge({ keys: [key], rows: [shown, other], mentions: [] })).toContain(
      'the copy shows "Bo Reed", who is somebody else, in a row of people',
    );
  });
});
