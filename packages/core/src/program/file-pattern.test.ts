import { describe, expect, test } from "vitest";
import { growthOf } from "../../../../test/support/growth.ts";
import { canBeRead, type FilePattern, leadsThrough, prefixOf, readFileName, readFilePattern } from "./file-pattern.ts";

function pattern(text: string): FilePattern {
  const read = readFilePattern(text);
  if ("says" in read) throw new Error(read.says);
  return read;
}
const read = (text: string, path: string) => readFileName(pattern(text), path);

describe("a pattern of names", () => {
  test.each([
    ["avatars/{id}.*", "avatars/42.jpg", { id: "42" }],
    ["avatars/{id}.*", "avatars/a{b}+c.", { id: "a{b}+c" }],
    ["rooms/{room}/{key}", "rooms/9/x y.bin", { room: "9", key: "x y.bin" }],
    ["{year}-{no}.pdf", "2026-7.pdf", { year: "2026", no: "7" }],
    ["{path}", "a/b/c.txt", { path: "a/b/c.txt" }],
    ["logs/*/*.txt", "logs/x.y/a.b.txt", {}],
    ["a.b/{id}", "a.b/\n", { id: "\n" }],
  ])("%s reads %s", (text, path, values) => {
    expect(read(text, path)).toEqual({ values, ambiguous: false });
  });

  test.each([
    ["avatars/{id}.*", "avatars/42"],
    ["avatars/{id}.*", "avatars/4/2.jpg"],
    ["avatars/{id}.*", "xavatars/42.jpg"],
    ["avatars/{id}.*", "avatars/.jpg"],
    ["a.b/{id}", "axb/1"],
    ["rooms/{room}/{key}", "rooms/9/"],
    ["rooms/{room}/{key}", "rooms/9/x/y"],
  ])("%s does not fit %s", (text, path) => {
    expect(read(text, path)).toBeUndefined();
  });

  test.each([
    ["avatars/{id}.*", "avatars/john.doe.png"],
    ["{year}-{no}.pdf", "2026-7-8.pdf"],
    ["*-{no}-*", "a-1-2-1-b"],
  ])("%s reads %s in two ways, and says so", (text, path) => {
    expect(read(text, path)?.ambiguous).toBe(true);
  });

  test("whether a name can be read as somebody's is told by all its readings", () => {
    const avatars = pattern("avatars/{id}.*");
    for (const id of ["john", "john.doe"]) expect(canBeRead(avatars, "avatars/john.doe.png", { id })).toBe(true);
    for (const id of ["joh", "doe", "john.doe.png", "*", ".*"])
      expect(canBeRead(avatars, "avatars/john.doe.png", { id })).toBe(false);
  });

  test("known columns give the beginning of every such name", () => {
    expect(prefixOf(pattern("avatars/{id}.*"), { id: "42" })).toBe("avatars/42.");
    expect(prefixOf(pattern("rooms/{room}/{key}"), { key: "k" })).toBe("rooms/");
    expect(prefixOf(pattern("rooms/{room}/{key}"), { room: "9", key: "k" })).toBe("rooms/9/k");
    expect(prefixOf(pattern("{path}"), {})).toBe("");
  });

  test("a folder is entered only where names below it may fit", () => {
    const rooms = pattern("rooms/{room}/{key}");
    expect(["rooms", "rooms/9", "other", "rooms/9/x"].map((folder) => leadsThrough(rooms, folder))).toEqual([
      true,
      true,
      false,
      false,
    ]);
    expect(leadsThrough(pattern("{path}"), "any/where")).toBe(true);
  });

  test.each([
    ["", "empty part"],
    ["/avatars/{id}", "empty part"],
    ["avatars/../{id}", "`..`"],
    ["avatars/{id}{no}", "where one column ends"],
    ["avatars/{id}*", "where one column ends"],
    ["avatars/{id", "no column in braces"],
    ["avatars/{a b}", "no column in braces"],
    ["avatars/{id}/{id}", "twice"],
    ["avatars/{size}", "every file has"],
    ["avatars/{path}", "stands alone"],
    ["{a}-{b}-{c}-{d}", "more than 3"],
  ])("%j is none", (text, says) => {
    expect(readFilePattern(text)).toMatchObject({ says: expect.stringContaining(says) });
  });

  test("the cost of a long name of nothing but separators grows by no more than its three columns", async () => {
    expect(await growthOf((size) => read("{a}-{b}-{c}x", "-".repeat(size)), 32, 255)).toBeLessThan(3.3);
  });
});
