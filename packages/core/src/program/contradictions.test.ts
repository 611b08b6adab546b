// What a program says twice, and not alike, is refused at its line.
import { expect, test } from "vitest";
import { compileProgram } from "./index.ts";

const PROGRAM = `
troth: 1
organization: { name: Larkspur, country: IE, contact: privacy@larkspur.example }
laws: [gdpr]
services: { site: { name: Site, laws: [gdpr] } }
subjects: [customer]
purposes: { account: { basis: contract, data: [contact.email] } }
recipients:
  far: { name: Far, country: IE, for: [account], receives: [contact.email], since: 2026-02-01, until: 2026-12-01, agreement: { kind: dpa, date: 2026-01-10, ends: 2027-01-10, document: a.pdf }, told: { mail: a@far.example } }
stores:
  main:
    connector: sqlite
    url: "\${DB}"
    datasets:
      orders: { is: customer, identity: { email: mail }, fields: { mail: contact.email } }
retention:
  books: { datasets: [orders], keep: 1 years since placed_at, because: Companies Act }
  gone: { datasets: [orders], after: 12 months since placed_at }
`;

const wrong = (...edits: readonly (readonly [string, string])[]) => {
  const text = edits.reduce((all, [from, to]) => {
    expect(all).toContain(from);
    return all.replace(from, to);
  }, PROGRAM);
  const { findings } = compileProgram({ file: "troth.yaml", read: () => text, today: "2026-11-22" });
  return findings.filter(({ level }) => level === "error").map(({ says }) => says);
};

test("what fits is no contradiction: a year is twelve months, and an agreement may be renewed later", () => {
  expect(wrong()).toEqual([]);
  expect(wrong(["date: 2026-01-10", "date: 2026-11-01"])).toEqual([]);
  // Other data of the rows, from another day, or under another law.
  for (const other of ["data: [usage], after: 1 month since placed_at", "datasets: [orders], after: 1 month since paid_at"])
    expect(wrong(["datasets: [orders], after: 12 months since placed_at", other])).toEqual([]);
});

test.each([
  [[["laws: [gdpr] } }", "laws: [gdpr, ccpa] } }"]], "`site` is under ccpa, which is no law of this program"],
  [[["until: 2026-12-01", "until: 2026-01-31"]], "Far receives data until 2026-01-31, and from 2026-02-01 on"],
  [[["ends: 2027-01-10", "ends: 2026-01-09"]], "the agreement with Far ends on 2026-01-09, and begins on 2026-01-10"],
  [[["date: 2026-01-10", "date: 2026-11-23"]], "the agreement with Far begins on 2026-11-23 alone"],
  [[["after: 12 months", "after: 11 months"]], "it goes 11 months after placed_at, and `books` keeps it for 1 years"],
  [
    [["because: Companies Act", "because: Companies Act, after: 30 days since placed_at"]],
    "it goes 30 days after placed_at, and `books` keeps it for 1 years",
  ],
] satisfies readonly (readonly [[string, string][], string])[])("%j is refused", (edits, says) => {
  expect(wrong(...edits)).toContain(says);
});

test("a ground that Art. 17(3) does not have is told under the UK GDPR as under the GDPR", () => {
  for (const laws of ["gdpr", "uk-gdpr"]) {
    const text = PROGRAM.replaceAll("laws: [gdpr]", `laws: [${laws}]`).replace(
      "because: Companies Act",
      "because: { exception: debugging, law: X }",
    );
    const { findings } = compileProgram({ file: "troth.yaml", read: () => text });
    expect(
      findings.map(({ code }) => code),
      laws,
    ).toContain("exception");
  }
});

test("a law that holds by where a company is cannot be left out of one of its services", () => {
  const told = (organization: string, laws: string, more = "") => {
    const text = PROGRAM.replace("country: IE, contact", `${organization}, contact`)
      .replace("laws: [gdpr]\n", "laws: [gdpr, ccpa, lgpd]\n")
      .replace("laws: [gdpr] } }", `laws: [${laws}]${more} } }`);
    const { findings } = compileProgram({ file: "troth.yaml", read: () => text, today: "2026-11-22" });
    return findings.filter(({ says }) => says.includes("leaves")).map(({ level, says, expected }) => [level, says, expected]);
  };
  expect(told("country: IE", "ccpa")).toEqual([
    [
      "warning",
      "`site` leaves gdpr out, which holds for whatever Larkspur does in IE, wherever its visitors live (GDPR Art. 3(1))",
      "[ccpa, gdpr]",
    ],
  ]);
  expect(told("country: IE", "gdpr, ccpa")).toEqual([]);
  expect(told("country: US", "ccpa")).toEqual([]);
  expect(told("country: BR", "gdpr")).toMatchObject([["warning", expect.stringContaining("leaves lgpd out"), "[gdpr, lgpd]"]]);
  const group = "country: IE, controllers: { us: { name: Larkspur Inc, country: US }, ie: { name: Larkspur Ltd, country: IE } }";
  expect(told(group, "ccpa", ", controller: us")).toEqual([]);
  expect(told(group, "ccpa", ", controller: ie")).toMatchObject([
    ["warning", expect.stringContaining("Larkspur Ltd does in IE"), "[ccpa, gdpr]"],
  ]);
});

test.each([
  ["channels: [email, sms]", "data: [contact.email]", ["`account` goes by sms, and lists no contact.phone in `data`"]],
  [
    "channels: [phone, post]",
    "data: [usage]",
    [
      "`account` goes by phone, and lists no contact.phone in `data`",
      "`account` goes by post, and lists no contact.address in `data`",
    ],
  ],
  ["channels: [email, sms, post, push, app]", "data: [contact]", []],
  ["channels: [post]", "data: [contact.street]", []],
])("a purpose with %s and %s: what it goes by without what that takes is told", (channels, data, says) => {
  const text = PROGRAM.replace("data: [contact.email] }", `${data}, ${channels} }`);
  const { findings } = compileProgram({ file: "troth.yaml", read: () => text, today: "2026-11-22" });
  expect(findings.filter(({ code }) => code === "channel").map((one) => one.says)).toEqual(says);
  expect(
    findings.filter(({ code }) => code === "channel").every(({ level, place }) => level === "warning" && place?.line === 7),
  ).toBe(true);
});
