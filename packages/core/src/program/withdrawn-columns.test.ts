// What `consent.withdrawn` may name: columns of the text's row, and none by which it is told whose the row is.
import { describe, expect, test } from "vitest";
import { checkLive, compileProgram, type LiveColumn } from "./index.ts";

const PROGRAM = `
troth: 1
organization: { name: Gallery, country: DE, contact: privacy@gallery.example }
laws: [gdpr]
subjects: [visitor]
purposes:
  publication:
    basis: consent
    data: [content.testimonial]
    consent: { content: main/praise.body, withdrawn: { published: false } }
stores:
  main:
    connector: sqlite
    url: "\${DB}"
    datasets:
      visitors: { is: visitor, identity: { account: id }, rest: none }
      praise: { fields: { body: content.testimonial }, links: { visitor_id: { owned: visitors, where: { kind: review } } }, rest: none }
`;

const compiled = (from = "", to = "") => {
  expect(PROGRAM).toContain(from);
  return compileProgram({ file: "troth.yaml", read: () => PROGRAM.replace(from, to) });
};
const saysOf = (from: string, to: string) =>
  compiled(from, to)
    .findings.filter(({ code }) => code === "withdrawn")
    .map(({ level, says, place }) => `${level} ${place?.line}: ${says}`);

test("a column beside the text is set, and nothing is left that no one runs", () => {
  const { program, findings } = compiled();
  expect(findings.filter(({ code }) => code === "withdrawn")).toEqual([]);
  expect(program?.purposes.publication?.withdrawn).toMatchObject({
    text: { store: "main", dataset: "praise", column: "body" },
    sets: { published: false },
  });
  expect(program?.unrun).toEqual([]);
});

test.each([
  ["{ body: null }", "error 10: `body` cannot be set: it is the text itself"],
  ["{ visitor_id: null }", "error 10: `visitor_id` cannot be set: it tells whose the row is"],
  ["{ kind: old }", "error 10: `kind` cannot be set: it tells whose the row is"],
  ["{ settings.shown: false }", "error 10: `settings.shown` cannot be set: it leads into a column"],
  ["{}", "error 10: no column is named"],
])("%s is told where, and why not", (withdrawn, says) => {
  expect(saysOf("{ published: false }", withdrawn)).toEqual([says]);
});

test("a text inside a column, rows of nobody, and columns of two purposes are told", () => {
  expect(saysOf("main/praise.body", "main/praise.body.text")).toContain(
    "error 10: `main/praise.body.text` leads into a column, whose rows are not found by their text",
  );
  expect(saysOf("{ owned: visitors, where: { kind: review } }", "mentions visitors")).toContain(
    "error 10: rows of `praise` belong to nobody: they mention people at most",
  );
  const other =
    "  other: { kind: publication, basis: consent, data: [content.testimonial], consent: { content: praise.body, withdrawn: { published: 0 } } }";
  expect(saysOf("stores:", `${other}\nstores:`)).toContain(
    "error 11: `publication` changes the same columns, and may still have the approval of the text",
  );
});

test("a column whose own name holds a dot is found by its name", () => {
  const { program } = compiled("main/praise.body", "'main/praise.\"my.body\"'");
  expect(program?.purposes.publication?.withdrawn?.text.column).toBe("my.body");
});

test("files have no columns, and a store of people waits for their word", () => {
  expect(saysOf('connector: sqlite\n    url: "${DB}"', 'connector: files\n    url: "file:///srv/x"')).toContain(
    "error 10: `main` holds files, and files have no columns to set",
  );
  expect(saysOf('connector: sqlite\n    url: "${DB}"', "connector: manual\n    ask: data@gallery.example")).toEqual([
    "warning 10: only people look into `main`: each text that is taken back waits until somebody says that it is off",
  ]);
});

describe("against the store", () => {
  const column = (name: string, more: Partial<LiveColumn> = {}) => ({
    ...{ name, type: "text", family: "text", nullable: true, generated: false, unique: false, maxLength: null, checked: false },
    ...more,
  });
  const live = (columns: readonly object[]) => {
    const { program } = compiled();
    if (program === undefined) throw new Error("it compiles");
    const table = (name: string, of: readonly object[]) => ({ name, columns: of, primaryKey: ["id"], foreignKeys: [] });
    const store = {
      ...{ store: "main", role: { name: "app", warnings: [] } },
      datasets: { visitors: table("visitors", [column("id")]), praise: table("praise", columns) },
    };
    return checkLive(program, [store as unknown as Parameters<typeof checkLive>[1][number]])
      .filter(({ level }) => level === "error")
      .map(({ says }) => says);
  };
  const own = [column("id"), column("visitor_id"), column("kind"), column("body")];

  test("a column that is not there, or cannot take its value, is told", () => {
    const flag = column("published", { type: "boolean", family: "boolean", nullable: false });
    expect(live([...own, flag])).toEqual([]);
    expect(live(own)).toEqual(["`praise` has no column `published`"]);
    expect(live([...own, column("published", { type: "integer", family: "number" })])).toEqual([
      "`praise.published` cannot take it: it is integer",
    ]);
    for (const [type, family] of [
      ["text", "text"],
      ["text[]", "array"],
    ])
      expect(live([...own, column("published", { type, family } as Partial<LiveColumn>)])).toEqual([
        `\`praise.published\` cannot take it: it is ${type}`,
      ]);
    expect(live([...own, { ...flag, generated: true }])).toEqual(["`praise.published` cannot take it: the store itself sets it"]);
  });
});
