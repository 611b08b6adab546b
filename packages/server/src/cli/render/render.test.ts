// Golden pictures: what people see, letter by letter.
import { compileProgram } from "@troth/core/program";
import { describe, expect, it } from "vitest";
import type { PlanView, RequestView } from "../../requests/index.ts";
import { counted, day, figure, hashHead, moment, seconds, size } from "./figures.ts";
import { renderCheck, renderSound } from "./finding.ts";
import { renderPlan } from "./plan-tree.ts";
import { renderPhaseEnd, renderProgress } from "./progress.ts";
import { renderRequest, renderRequestList } from "./status.ts";
import { paintFor, printable, showsUtf8, widthOf, wrap } from "./terminal.ts";
import { renderWithheld } from "./withheld.ts";

const plain = paintFor({ color: false, utf8: true });
const ascii = paintFor({ color: false, utf8: false });
const colored = paintFor({ color: true, utf8: true });

const HASH = "4f1c9a07e2b851d3".padEnd(64, "0");
const step = { store: "main", column: undefined, exact: false, until: undefined, because: undefined } as const;
const keep = { rule: "invoices", exception: "legal-duty", law: "GDPR 17(3)(b), bokföringslagen 7:2", as: "whole" };

const view: PlanView = {
  right: "erasure",
  hash: HASH,
  program: "5be09c".padEnd(64, "0"),
  stores: [
    {
      store: "main",
      product: "PostgreSQL 15.20",
      shadow: false,
      fingerprint: "b71e04".padEnd(64, "0"),
      sizes: { users: 2041, page_views: 1_204_880, comments: 9021, projects: 412, invoices: 3300 },
      steps: [
        { ...step, dataset: "users", link: "owned", action: "delete", rows: 1 },
        { ...step, dataset: "page_views", link: "owned", action: "delete", rows: 8204 },
        { ...step, dataset: "comments", link: "shared", action: "pseudonym", rows: 57 },
        { ...step, dataset: "projects", column: "approved_by", link: "mentions", action: "clear", rows: 9 },
        { ...step, dataset: "invoices", link: "owned", action: "keep", rows: 23, until: "2033-12-31", because: keep },
      ],
    },
    { store: "files", product: "SQLite 3.45.1", shadow: true, fingerprint: "c2".padEnd(64, "0"), steps: [], sizes: {} },
  ],
  findings: [
    {
      code: "triggers",
      blocks: false,
      store: "main",
      dataset: "users",
      column: undefined,
      says: "triggers fire on users: a",
      advice: "look at it",
    },
    {
      code: "triggers",
      blocks: false,
      store: "main",
      dataset: "comments",
      column: undefined,
      says: "triggers fire on comments: b",
      advice: "look at it",
    },
  ],
  canBeApproved: true,
  needsSecondApprover: false,
  totals: { deleted: 8205, changed: 66, kept: 23, rows: 8294 },
  keptUntil: "2033-12-31",
};

/** The same plan with what the store does beside it, and one size that it only estimates. */
const beside: PlanView = {
  ...view,
  stores: view.stores.map((store, at) =>
    at > 0
      ? store
      : {
          ...store,
          estimatedSizes: ["page_views"],
          beside: [
            {
              ...{ kind: "cascade", store: "main", dataset: "page_views", columns: ["user_id"], to: "users" },
              ...{ does: "cascade", rows: 8204 },
            },
            {
              ...{ kind: "cascade", store: "main", dataset: "projects", columns: ["approved_by"], to: "users" },
              ...{ does: "set-null", rows: 1 },
            },
            {
              ...{ kind: "trigger", store: "main", dataset: "users", name: "keep_old", on: ["delete"] },
              ...{ into: ["users_log"], opaque: false },
            },
            {
              ...{ kind: "trigger", store: "main", dataset: "comments", name: "count_up", on: ["update", "delete"] },
              ...{ into: [], opaque: true },
            },
          ],
        },
  ),
};

const BESIDE = `
   page_views: the store deletes 8204 rows of these by itself as well
   (page_views.user_id -> users, ON DELETE CASCADE)
   projects: the store clears the pointer of 1 row by itself as well
   (projects.approved_by -> users, ON DELETE SET NULL)
   trigger keep_old of users fires on delete: copies the old row into users_log
   trigger count_up of comments fires on update and delete: does what cannot be
   read from its definition
`;

describe("a plan", () => {
  it("says what the store's own cascades and triggers do beside it, in the tree and in the table", () => {
    for (const asTable of [false, true])
      expect(`${renderPlan(beside, plain, undefined, asTable).join("\n")}\n`).toContain(BESIDE);
  });

  it("marks a size that the store only estimates, and no counted one", () => {
    const table = renderPlan(beside, plain, undefined, true);
    expect(table.find((line) => line.startsWith("main/page_views"))).toMatch(/ 8,204 +~1,204,880$/);
    expect(table.find((line) => line.startsWith("main/users"))).toMatch(/ 1 +2,041$/);
    expect(table).toContain("~ is the store's estimate; every other number was counted");
    expect(renderPlan(view, plain, undefined, true).join("\n")).not.toContain("~");
  });

  it("is a tree with words and figures", () => {
    expect(renderPlan(view, plain, "troth request erasure --subject email=maya@lindqvist.example").join("\n")).toBe(
      `
Nothing is touched. This is what an erasure would do.

main  PostgreSQL 15.20                                                 rows
├─ users                   owned      delete                              1
├─ page_views              owned      delete                          8,204
├─ comments                shared     pseudonym                          57
├─ projects.approved_by    mentions   clear                               9
└─ invoices                owned      stays until 31 Dec 2033            23
                           legal-duty, GDPR 17(3)(b), bokföringslagen 7:2
files  SQLite 3.45.1  in shadow: nothing is committed
└─ nothing of this person
                                                                   ────────
2 stores              8,205 deleted, 66 changed, 23 stay              8,294

kept    the last of what stays goes after 31 Dec 2033
schema  b71e04… c20000…   program 5be09c…   hash 4f1c 9a07 e2b8 51d3…
next    troth request erasure --subject email=maya@lindqvist.example

! triggers fire on comments, users
  look at it`.slice(1),
    );
  });

  it("says what stands against it, last, and names no next step", () => {
    const unmapped = {
      code: "unmapped",
      blocks: true,
      store: "main",
      dataset: "notes",
      column: "body",
      says: "1 column is not mapped: main.notes.body",
      advice: "map it",
    } as const;
    const lines = renderPlan({ ...view, findings: [unmapped], canBeApproved: false }, plain, "troth request erasure");
    expect(lines.slice(-4)).toEqual([
      "",
      "✗ 1 column is not mapped: main.notes.body",
      "  map it",
      "✗ this plan cannot be approved until that is mended",
    ]);
    expect(lines.join("\n")).not.toContain("next");
  });

  it("needs no letter beyond ASCII but those of names", () => {
    const lines = renderPlan(view, ascii, undefined);
    expect(lines.join("\n").replace("bokföringslagen", "")).toMatch(/^[\n -~]+$/);
    expect(lines.slice(3, 5)).toEqual([
      "|- users                   owned      delete                              1",
      "|- page_views              owned      delete                          8,204",
    ]);
  });

  it("stays within 80 columns, and colors change no place", () => {
    const lines = renderPlan(view, plain, undefined);
    for (const line of lines) expect(widthOf(line)).toBeLessThanOrEqual(80);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: colors are taken out
    expect(renderPlan(view, colored, undefined).map((line) => line.replace(/\u001b\[[0-9;]*m/g, ""))).toEqual(lines);
    expect(renderPlan(view, colored, undefined).join("")).not.toContain("\u001b[31"); // a plan is not a fault
  });

  it("lets no name of a store steer the terminal", () => {
    const store = {
      store: "main",
      product: "x",
      shadow: false,
      fingerprint: HASH,
      sizes: {},
      steps: [{ ...step, dataset: "a\u001b[2Jb\u202e", link: "owned", action: "delete", rows: 1 } as const],
    };
    expect(renderPlan({ ...view, stores: [store] }, plain, undefined).join("\n")).toContain("a?[2Jb?");
  });
});

const program = `troth: 1
organization: { name: Larkspur, country: IE, contact: privacy@larkspur.example }
laws: [gdpr]
subjects: { customer: { label: Customer } }
purposes:
  newsletter:
    basis: consnet
    data: [contact.email]
`;

describe("a check", () => {
  it("shows the place, the lines, and what to write", () => {
    const { findings } = compileProgram({ file: "troth.yaml", read: (name) => (name === "troth.yaml" ? program : undefined) });
    const errors = findings.filter((finding) => finding.level === "error" && finding.write !== undefined).slice(0, 1);
    const lines = renderCheck({ findings: errors, files: ["troth.yaml", "a.yaml", "b.yaml"], time: "0.4 s" }, plain);
    expect(lines.join("\n")).toBe(CHECKED);
    const inColor = renderCheck({ findings: errors, files: ["troth.yaml"], time: "0.4 s" }, colored).join("\n");
    expect(inColor).toContain("\u001b[31;1m✗\u001b[0m");
    expect(inColor).toContain("\u001b[32mconsent\u001b[0m");
    expect(renderCheck({ findings: errors, files: ["troth.yaml"], time: "0.4 s" }, ascii).join("\n")).toMatch(/^XX [\n -~]+$/);
  });

  it("says in two lines that a program is sound", () => {
    expect(renderSound({ hash: HASH, counts: ["6 purposes", "4 recipients"], time: "0.3 s" }, plain)).toEqual([
      "✓ the program is sound: 6 purposes, 4 recipients",
      "  hash 4f1c 9a07 e2b8…                                                   0.3 s",
    ]);
  });
});

const CHECKED = `
✗ \`purposes.newsletter.basis\` cannot be \`consnet\`
  troth.yaml:7:12
      5 │ purposes:
      6 │   newsletter:
      7 │     basis: consnet
        │            ^^^^^^^
  expected  one of: consent, explicit-consent, contract, legal-duty,
            vital-interest, public-task, legitimate-interest, instruction
  write     consent

1 error, 0 warnings in troth.yaml and 2 included files.       checked in 0.4 s`.slice(1);

const request: RequestView = {
  id: "R-0002",
  right: "erasure",
  state: "open",
  receivedAt: "2026-11-09T14:03:00.000Z",
  takenBy: "staff",
  language: "en",
  clock: undefined,
  laws: ["gdpr"],
  requester: "person",
  asker: undefined,
  marketingStopped: undefined,
  awaited: [],
  extendedAt: undefined,
  extending: { can: false, because: "no-clock" },
  answerBy: undefined,
  coolingUntil: undefined,
  verified: false,
  further: [],
  codeWaits: undefined,
  closedAt: undefined,
  denial: undefined,
  appeal: undefined,
  fee: undefined,
  canAppeal: false,
  canLetStay: false,
  because: "a recipient was not told",
  plan: view,
  approvals: ["officer"],
  stores: [
    {
      store: "main",
      state: "verified",
      deleted: 8205,
      changed: 66,
      acted: true,
      remaining: 0,
      storeMs: 120,
      outcomeKnownBy: "commit",
      readBack: ["tier 1: the touched datasets"],
      because: undefined,
    },
    {
      store: "files",
      state: "shadow",
      deleted: 0,
      changed: 0,
      acted: true,
      remaining: undefined,
      storeMs: undefined,
      outcomeKnownBy: undefined,
      readBack: [],
      because: undefined,
    },
  ],
  tasks: [],
  undecided: [],
  recipients: [
    {
      recipient: "tarn",
      name: "Tarn Mail",
      state: "waiting",
      how: "by mail: erasure@tarn.example",
      had: {
        recipient: "tarn",
        occasions: 3,
        first: "2026-09-01T10:00:00Z",
        last: "2026-11-02T10:00:00Z",
        data: ["contact.email"],
      },
    },
  ],
  copyUntil: undefined,
  entries: [{ id: "1", kind: "request.taken" }],
};

describe("a request", () => {
  it("says where it stands and what comes next", () => {
    expect(renderRequest(request, plain).join("\n")).toBe(
      `
R-0002  erasure  open                        received 9 Nov 2026, 14:03 UTC
taken by staff, identity not verified
  a recipient was not told

✓ plan          8,205 deleted, 66 changed, 23 stay
                hash 4f1c 9a07 e2b8 51d3…
✓ approved      officer
✓ main          8,205 deleted, 66 changed, 0 remain                   0.1 s
                read back: tier 1: the touched datasets
                known by: commit
! files         in shadow: rolled back
! tarn          Tarn Mail not told yet: by mail: erasure@tarn.example
                it had contact.email 3 times, from 1 Sep 2026 to 2 Nov 2026
  ledger        1 entry

next    troth store live files
        troth resume R-0002
        troth told R-0002 tarn`.slice(1),
    );
  });

  it("is a line of the list, with its reason", () => {
    expect(renderRequestList([request], plain)).toEqual([
      "! R-0002  erasure   open                                received 9 Nov 2026",
      "  a recipient was not told",
    ]);
    expect(renderRequestList([], plain)).toEqual(["no request has been taken"]);
  });

  it("is never shown as done while it is not", () => {
    for (const state of ["received", "planned", "approved", "executing", "open"] as const) {
      expect(renderRequestList([{ ...request, state }], plain)[0]).not.toContain("✓");
    }
  });
});

describe("small things", () => {
  it("draws progress", () => {
    const progress = { request: "R-1", store: "app", phase: "erase", done: 204, of: 318 } as const;
    expect(renderProgress(progress, plain, 1)).toBe(`◓ erasing      ${"━".repeat(23)}╺${"─".repeat(12)}   204 of 318 rows`);
    expect(renderProgress({ ...progress, done: 318 }, ascii, 0)).toBe(`| erasing      ${"=".repeat(36)}   318 of 318 rows`);
    expect(renderPhaseEnd(progress, plain)).toBe("· erasing      app  204 of 318 rows");
  });

  it("writes figures, days and hashes", () => {
    expect([0, 999, 1000, 8204, 1234567].map(figure)).toEqual(["0", "999", "1,000", "8,204", "1,234,567"]);
    expect([counted(1, "row"), counted(2, "entry", "entries")]).toEqual(["1 row", "2 entries"]);
    expect([day("2033-12-31"), day("no date"), moment("2026-11-09T14:03:00.000Z")]).toEqual([
      "31 Dec 2033",
      "no date",
      "9 Nov 2026, 14:03 UTC",
    ]);
    expect([seconds(1234), seconds(185_000), size(412), size(4100), size(2_100_000)]).toEqual([
      "1.2 s",
      "3 min 5 s",
      "412 bytes",
      "4 kB",
      "2.1 MB",
    ]);
    expect([hashHead(HASH, plain, 3), hashHead(HASH, ascii)]).toEqual(["4f1c 9a07 e2b8…", "4f1c 9a07 e2b8 51d3..."]);
  });

  it("knows a terminal that has ASCII alone", () => {
    expect(showsUtf8({ LANG: "en_US.UTF-8" })).toBe(true);
    expect(showsUtf8({ LC_ALL: "C", LANG: "en_US.UTF-8" })).toBe(false);
    expect(showsUtf8({ LANG: "POSIX" })).toBe(false);
    expect(showsUtf8({})).toBe(true);
    expect(showsUtf8({ TERM: "linux" })).toBe(false);
  });

  it("wraps at blanks and groups what was held back", () => {
    expect(wrap("one two three", 7)).toEqual(["one two", "three"]);
    expect(wrap("unbreakable", 3)).toEqual(["unbreakable"]);
    expect(printable("a\nb")).toBe("a?b");
    expect(renderWithheld(["app/users.a: a secret", "app/b.c: others", "app/users.d: a secret"], plain)).toEqual([
      "! held back in 2 columns, a secret",
      "  app/users.a, app/users.d",
      "! held back in 1 column, others",
      "  app/b.c",
    ]);
  });
});
