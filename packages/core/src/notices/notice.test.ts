import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { compileProgram, type Program } from "../program/index.ts";
import { drawUpNotice, type Missing, type Notice, type NoticePurpose } from "./index.ts";

const EXAMPLE = readFileSync(new URL("../../../server/src/example/troth.yaml", import.meta.url), "utf8");
const DAY = "2026-11-22";

function compiled(text: string): Program {
  const { program, findings } = compileProgram({
    file: "troth.yaml",
    read: (path) => (path === "troth.yaml" ? text : undefined),
  });
  if (!program) throw new Error(findings.map(({ place, says }) => `${place?.line}: ${says}`).join("\n"));
  return program;
}

const drawn = (text: string, day = DAY): Notice => drawUpNotice(compiled(text), { recipientsOn: day });
const notice = drawn(EXAMPLE);
const ids = (items: readonly { readonly id: string }[]): readonly string[] => items.map(({ id }) => id);
const purposesOf = (of: Notice): readonly NoticePurpose[] => of.purposes.flatMap((group) => group.purposes);
const purpose = (id: string, of: Notice = notice): NoticePurpose => {
  const found = purposesOf(of).find((one) => one.id === id);
  if (!found) throw new Error(`no ${id}`);
  return found;
};

test("it says who answers", () => {
  expect(notice.organization).toMatchObject({
    name: "Harbour",
    country: "IE",
    contact: "privacy@harbour.example",
    address: "1 Example Quay, Cork",
    officer: { name: "Aoife Brennan", email: "officer@harbour.example" },
  });
  expect(notice.services.map(({ id, name, languages }) => [id, name, languages])).toEqual([["harbour", "Harbour", ["en", "id"]]]);
  expect(notice.services[0]?.controller).toMatchObject({
    name: "Harbour",
    country: "IE",
    address: "1 Example Quay, Cork",
    contact: "privacy@harbour.example",
  });
  expect(notice.authorities).toEqual([
    { law: "gdpr", authorities: [expect.objectContaining({ name: "Irish Data Protection Commission" })] },
    { law: "ccpa", authorities: [] },
    { law: "id-pdp", authorities: [] },
  ]);
});

test("it says what is held, by branch, in both languages, and nothing that no store and no form has", () => {
  const contact = notice.held.find(({ id }) => id === "contact");
  expect(contact?.label).toEqual({ en: "Contact details", id: "Data kontak" });
  expect(ids(contact?.categories ?? [])).toEqual([
    "contact.email",
    "contact.phone",
    "contact.street",
    "contact.city",
    "contact.postal-code",
    "contact.country",
  ]);
  expect(contact?.categories[0]?.label).toEqual({ en: "E-mail address", id: "Alamat surel" });
  expect(ids(notice.held)).toEqual(ids(notice.services[0]?.held ?? []));
});

test("it says why, by what right under each law, and how to stop it", () => {
  expect(notice.purposes.map(({ group, purposes }) => [group, ids(purposes)])).toEqual([
    ["operate", ["account", "service", "billing"]],
    ["protect", ["security"]],
    ["personal", ["profiling"]],
    ["market", ["newsletter"]],
  ]);
  expect(purposesOf(notice).map(({ id, stop }) => [id, stop])).toEqual([
    ["account", "none"],
    ["service", "none"],
    ["billing", "none"],
    ["security", "object"],
    ["profiling", "object"],
    ["newsletter", "withdraw"],
  ]);
  expect(purpose("account").bases).toEqual([
    { law: "gdpr", basis: "contract", article: "GDPR Art. 6(1)(b)" },
    { law: "ccpa", basis: "contract", article: undefined },
    { law: "id-pdp", basis: "contract", article: "UU PDP Pasal 20 ayat (2) huruf b" },
  ]);
  expect(purpose("newsletter").bases[0]?.article).toBe("GDPR Art. 6(1)(a)");
  expect(purpose("security")).toMatchObject({
    label: { en: "Keep accounts safe", id: "Menjaga keamanan akun" },
    interest: { en: expect.stringContaining("steal passwords"), id: expect.stringContaining("kata sandi") },
    recipients: [],
  });
  expect(purpose("profiling").subjects).toEqual([{ id: "client-contact", form: "any" }]);
  expect(purpose("service").recipients).toEqual(["stackyard", "letterbird"]);
  // `auth` is a branch: of it what the stores hold.
  expect(ids(purpose("security").data)).toEqual([
    "auth.password",
    "auth.token",
    "device.ip-address",
    "device.browser",
    "usage.session",
    "usage.last-seen",
  ]);
});

test("it says what was worked out about people, and out of what", () => {
  expect(notice.inferred.map(({ data, from, purposes }) => [data.id, ids(from), purposes])).toEqual([
    ["location.approximate", ["device.ip-address"], ["profiling"]],
    ["inference.segment", ["usage.mail-interaction", "location.approximate"], ["profiling"]],
    ["inference.score", ["usage.mail-interaction"], ["profiling"]],
  ]);
});

test("it says where data comes from, and what must be given", () => {
  expect(notice.sources.map(({ kind, indirect }) => [kind.id, indirect])).toEqual([
    ["person", false],
    ["automatic", false],
    ["client", true],
  ]);
  expect(notice.required.map(({ point, data, without }) => [point, ids(data), without])).toEqual([
    [
      "sign-up",
      ["name.full", "name.first", "name.last", "contact.email", "auth.password"],
      { en: "No account can be opened", id: "Akun tidak dapat dibuka" },
    ],
  ]);
});

test("it says how long, why no less, and whether anything carries that out", () => {
  expect(notice.retention.map(({ id, keep, after, runs }) => [id, keep ?? after, runs])).toEqual([
    ["closed-accounts", { period: { count: 30, unit: "days" }, since: "account-closed" }, false],
    ["quiet-contacts", { period: { count: 24, unit: "months" }, since: "last-activity" }, false],
    ["invoices", { period: { count: 7, unit: "years" }, since: "issued_at" }, true],
    ["payments", { period: { count: 7, unit: "years" }, since: "paid_at" }, true],
  ]);
  const books = notice.retention.find(({ id }) => id === "invoices");
  expect(books).toMatchObject({ as: "pseudonym", because: { exception: "legal-duty" }, afterwards: "delete" });
  expect(ids(books?.data ?? [])).toContain("commerce.invoice");
  // What the account owner's row owns goes with it.
  const accounts = notice.retention.find(({ id }) => id === "closed-accounts");
  expect(accounts?.datasets.map(({ name }) => name)).toEqual(expect.arrayContaining(["users", "sessions", "time_entries"]));
  expect(accounts?.datasets.map(({ name }) => name)).not.toContain("contacts");
});

test("it says what is never done", () => {
  expect(notice.never.purposes).toEqual([
    { id: "sale", label: { en: "Selling data", id: "Penjualan data" } },
    { id: "automated-decision", label: { en: "Deciding by machine alone", id: "Keputusan otomatis" } },
  ]);
  expect(notice.automated).toEqual({ said: "never", decisions: [] });
});

test("it says the rights of each law with their articles, and what each is about", () => {
  const rights = (law: string) => notice.rights.filter((one) => one.law === law);
  expect(rights("gdpr").map(({ right, article, purposes }) => [right, article, purposes])).toEqual([
    ["information", "GDPR Art. 13, 14", undefined],
    ["access", "GDPR Art. 15", undefined],
    ["rectification", "GDPR Art. 16", undefined],
    ["erasure", "GDPR Art. 17", undefined],
    ["restriction", "GDPR Art. 18", undefined],
    ["portability", "GDPR Art. 20", ["account", "service", "billing", "newsletter"]],
    ["objection", "GDPR Art. 21", ["security", "newsletter", "profiling"]],
    ["human-review", "GDPR Art. 22", []],
    ["withdrawal", "GDPR Art. 7(3)", ["newsletter"]],
    ["complaint", "GDPR Art. 77", undefined],
  ]);
  expect(rights("id-pdp").map(({ article }) => article)).toEqual(
    [5, 6, 7, 8, 9, 10, 11, 12, 13].map((pasal) => `UU PDP Pasal ${pasal}`),
  );
  expect(rights("ccpa").map(({ right }) => right)).toEqual([
    "access",
    "erasure",
    "rectification",
    "opt-out",
    "limit",
    "no-retaliation",
  ]);
  expect(rights("ccpa").find(({ right }) => right === "opt-out")?.purposes).toEqual([]);
  expect(notice.answers.map(({ law, rights: of, period }) => [law, of, period])).toEqual([
    ["gdpr", ["access", "erasure"], { count: 1, unit: "months" }],
    ["ccpa", ["access", "erasure"], { count: 45, unit: "days" }],
    ["id-pdp", ["access"], { count: 72, unit: "hours" }],
  ]);
});

test("every word of the example stands in English and Indonesian", () => {
  const bare: string[] = [];
  const look = (value: unknown, path: string): void => {
    if (typeof value !== "object" || value === null) return;
    const { label, about, interest, without } = value as Readonly<Record<string, unknown>>;
    for (const words of [label, about, interest, without]) {
      if (typeof words === "object" && words !== null && !("en" in words && "id" in words)) bare.push(path);
    }
    for (const [key, item] of Object.entries(value)) look(item, `${path}.${key}`);
  };
  look(notice, "notice");
  expect(bare).toEqual([]);
});

const told = (of: Notice) => of.missing.map(({ what, of: about, article }) => [what, about, article]);

test("what the example does not say is told, and is all that is missing", () => {
  expect(told(notice)).toEqual([["retention", ["name.full", "device.ip-address", "content.comment"], "GDPR Art. 13(2)(a)"]]);
});

const BARE = `
troth: 1
organization: { name: Larkspur, country: US, contact: privacy@larkspur.example }
laws: [gdpr, ccpa]
services: { shop: { name: Larkspur, languages: [id, en] } }
subjects: { customer: { label: Pelanggan } }
purposes:
  account: { basis: contract, data: [name, contact.email], about: Menjalankan akun }
recipients:
  far: { name: Far, country: SG, for: [account], receives: [contact], since: 2026-02-01, until: 2026-11-22, agreement: { kind: dpa, date: 2026-01-10, document: a.pdf } }
stores: { main: { connector: sqlite, url: "\${DB}", datasets: { users: { is: customer, identity: { email: mail }, fields: { mail: contact.email } } } } }
`;

test("nothing is made up: what a program leaves out is missing, with the article that asks for it", () => {
  const bare = drawn(BARE);
  expect(told(bare)).toEqual([
    ["address", ["larkspur"], "GDPR Art. 13(1)(a)"],
    ["officer", [], "GDPR Art. 13(1)(b)"],
    ["representative", [], "GDPR Art. 13(1)(a)"],
    ["safeguard", ["far"], "GDPR Art. 13(1)(f)"],
    ["retention", ["contact.email"], "GDPR Art. 13(2)(a)"],
    ["authority", [], "GDPR Art. 13(2)(d)"],
    ["required", [], "GDPR Art. 13(2)(e)"],
    ["automated", [], "GDPR Art. 13(2)(f)"],
    ["sources", [], "GDPR Art. 14(2)(f)"],
    ["sale", [], undefined],
    ["translation", ["subjects.customer.label", "purposes.account.about"], undefined],
  ]);
  expect(bare.missing.find(({ what }) => what === "translation")?.language).toBe("en");
  expect(bare.organization.officer).toBeUndefined();
  expect(bare.automated).toEqual({ said: "nothing", decisions: [] });
  expect([bare.sources, bare.retention, bare.inferred, bare.never.purposes]).toEqual([[], [], [], []]);
  // A text that stands alone is in the first language of the services; a kind of purpose has its words in both.
  expect(bare.subjects[0]?.label).toEqual({ id: "Pelanggan" });
  expect(purpose("account", bare).label).toEqual({ en: "Running the account", id: "Pengelolaan akun" });
});

test("what leaves is told of wherever a recipient has one place abroad, under each law that asks for it", () => {
  const at = (laws: string, country: string, places: string) =>
    drawn(
      BARE.replace("laws: [gdpr, ccpa]", `laws: [${laws}]`)
        .replace("country: US,", `country: ${country},`)
        .replace("country: SG", `country: ${places}`),
    )
      .missing.filter(({ what }) => what === "safeguard" || what === "representative")
      .map(({ what, of, law, article }) => [what, of, law, article]);
  // The first of its places is the company's own.
  expect(at("gdpr", "IE", "[IE, US]")).toEqual([["safeguard", ["far"], undefined, "GDPR Art. 13(1)(f)"]]);
  expect(at("gdpr", "IE", "[IE, NL]")).toEqual([]);
  expect(at("uk-gdpr", "GB", "SG")).toEqual([["safeguard", ["far"], undefined, "UK GDPR Art. 13(1)(f)"]]);
  expect(at("ch-fadp", "CH", "SG")).toEqual([["safeguard", ["far"], "ch-fadp", "FADP Art. 19(4)"]]);
  expect(at("uk-gdpr, gdpr", "US", "US")).toEqual([
    ["representative", [], "gdpr", "GDPR Art. 13(1)(a)"],
    ["representative", [], "uk-gdpr", "UK GDPR Art. 13(1)(a)"],
  ]);
  // Each law has its own home: what stays in Ireland leaves the United Kingdom.
  expect(at("gdpr, uk-gdpr", "GB", "IE")).toContainEqual(["safeguard", ["far"], "uk-gdpr", "UK GDPR Art. 13(1)(f)"]);
});

test("renting is a sale, and said as one", () => {
  const rented = drawn(BARE.replace("agreement:", "rental: true, agreement:"));
  expect(missing(rented)).not.toContain("sale");
});

test("where one complains goes by the controllers' places, too", () => {
  const led = drawn(
    BARE.replace("country: US,", "country: US, controllers: { shop: { name: Shop, country: IE, address: Cork } },"),
  );
  expect(led.authorities[0]).toMatchObject({ law: "gdpr", authorities: [{ name: "Irish Data Protection Commission" }] });
  expect(missing(led)).not.toContain("authority");
});

test("it names the recipients of its day, the first and the last day among them", () => {
  const on = (day: string) => ids(drawn(BARE, day).recipients);
  expect([on("2026-01-31"), on("2026-02-01"), on("2026-11-22"), on("2026-11-23")]).toEqual([[], ["far"], ["far"], []]);
  expect(notice.recipients[0]).toMatchObject({
    name: "Stackyard",
    kind: { id: "hosting", label: { en: "Hosting", id: "Layanan hosting" } },
    capacity: "processor",
    country: ["IE"],
    purposes: ["account", "service", "billing"],
    sale: false,
  });
  expect(ids(notice.recipients[1]?.data ?? [])).toEqual(["name.full", "name.first", "name.last", "contact.email"]);
  const safe = drawn(BARE.replace("until: 2026-11-22", "transfer: { safeguard: scc, document: scc.pdf }"));
  expect(safe.recipients[0]?.safeguard).toEqual({ kind: "scc", document: "scc.pdf" });
  expect(safe.missing.map(({ what }) => what)).not.toContain("safeguard");
});

test("its hash is its version: of what it says, whatever the day or what nobody is told", () => {
  const { hash } = notice;
  expect(hash).toMatch(/^[0-9a-f]{64}$/);
  expect(drawn(EXAMPLE).hash).toBe(hash);
  expect(drawn(EXAMPLE, "2026-11-23").hash).toBe(hash);
  const moved = drawn(EXAMPLE.replace("HARBOUR_DB", "OTHER_DB"));
  expect([moved.hash, moved.program === notice.program]).toEqual([hash, false]);
  for (const [before, after] of [
    ["1 Example Quay", "2 Example Quay"],
    ["Menjaga keamanan akun", "Mengamankan akun"],
    ["country: IE\n    for: [service, newsletter]", "country: NL\n    for: [service, newsletter]"],
    ["24 months", "23 months"],
  ] as const) {
    expect(EXAMPLE).toContain(before);
    expect(drawn(EXAMPLE.replace(before, after)).hash, after).not.toBe(hash);
  }
  expect(drawn(BARE, "2026-11-23").hash).not.toBe(drawn(BARE, "2026-11-22").hash);
});

const more = (text: string): Notice => drawn(`${BARE}${text}`);
const missing = (of: Notice): readonly Missing["what"][] => of.missing.map(({ what }) => what);

test("a retention rule reaches by dataset, by data or by people", () => {
  for (const about of ["datasets: [users]", "data: [contact.email]", "subjects: [customer]"]) {
    const ruled = more(`retention: { idle: { ${about}, after: 2 years since seen_at } }`);
    expect(missing(ruled), about).not.toContain("retention");
    expect(ids(ruled.retention[0]?.data ?? []), about).toEqual(["contact.email"]);
  }
  const other = more("retention: { idle: { data: [payment], after: at once when account-closed } }");
  expect(missing(other)).toContain("retention");
  expect(other.retention[0]?.after).toEqual({ period: undefined, since: "account-closed" });
});

test("what rows are called is to be said in each language, too", () => {
  const lacking = (about: string) =>
    drawn(BARE.replace("users: {", `users: { about: ${about},`)).missing.find(({ what }) => what === "translation")?.of ?? [];
  expect(lacking("Pengguna")).toContain("stores.main.datasets.users.about");
  expect(lacking("{ en: Users, id: Pengguna }")).not.toContain("stores.main.datasets.users.about");
});

test("a law that is cited stands for itself; one that is named in a language is to be named in each", () => {
  const named = (law: string) =>
    more(`retention: { books: { datasets: [users], keep: 7 years since at, because: { exception: legal-duty, law: ${law} } } }`);
  const lacking = (of: Notice) => of.missing.find(({ what }) => what === "translation")?.of ?? [];
  expect(lacking(named("Companies Act"))).not.toContain("retention.books.because");
  expect(lacking(named("{ id: UU Perseroan }"))).toContain("retention.books.because");
  expect(named("{ en: Companies Act, id: UU Perseroan }").retention[0]?.because?.law).toEqual({
    en: "Companies Act",
    id: "UU Perseroan",
  });
});

test("a duty, and what joint controllers agreed on, are said in each language, or stand alone for all", () => {
  const said = (duty: string, arrangement: string) =>
    drawn(
      BARE.replace("organization: {", `organization: { joint: { arrangement: ${arrangement} },`).replace(
        "purposes:\n",
        `purposes:\n  filing: { kind: tax-filing, basis: legal-duty, duty: ${duty}, data: [contact.email] }\n`,
      ),
    );
  const lacking = (of: Notice) => of.missing.flatMap((one) => (one.what === "translation" ? (one.of ?? []) : []));
  expect(lacking(said("Tax Act", "We answer together."))).not.toContain("purposes.filing.duty");
  expect(lacking(said("{ id: UU Pajak }", "{ en: We answer together. }"))).toEqual(
    expect.arrayContaining(["purposes.filing.duty", "organization.joint.arrangement"]),
  );
  const both = said("{ en: Tax Act, id: UU Pajak }", "{ en: Together., id: Bersama. }");
  expect(lacking(both)).not.toContain("purposes.filing.duty");
  expect(purpose("filing", both).duty).toEqual({ en: "Tax Act", id: "UU Pajak" });
});

test("on which occasion alone somebody receives it is said in each language; an event alone in the program's first", () => {
  const said = (when: string) => drawn(BARE.replace("receives: [contact],", `receives: [contact], when: ${when},`));
  const occasion = (of: Notice) => of.recipients.find(({ id }) => id === "far")?.occasion;
  const lacking = (of: Notice) => of.missing.flatMap((one) => (one.what === "translation" ? (one.of ?? []) : []));
  expect(occasion(said("order-sent"))).toEqual({ id: "order sent" });
  expect(lacking(said("order-sent"))).toContain("recipients.far.when.label");
  const both = said("{ event: order-sent, label: { en: You ordered something, id: Anda memesan sesuatu } }");
  expect(occasion(both)).toEqual({ en: "You ordered something", id: "Anda memesan sesuatu" });
  expect(lacking(both)).not.toContain("recipients.far.when.label");
});

test("what is taken and not kept is apart from what is held; forms and decisions are told", () => {
  const other = drawn(
    BARE.replace(
      "purposes:",
      `data: { payment.card-number: { stored: false }, health: never }
collection: { pay: { takes: [payment.card-number], from: client } }
minors: { under: 18 }
purposes:
  counting: { kind: analytics, basis: legitimate-interest, interest: Tahu apa yang dipakai, data: { contact: hashed }, of: { customer: anonymous }, otherwise: anonymous }
  deciding: { kind: automated-decision, basis: contract, data: [payment.card-number], automated: { effect: legal, logic: Aturan, safeguards: [human-review] }, assessment: { kind: dpia, date: 2026-01-01, review: 2027-01-01, document: a.pdf } }
  mail: { kind: direct-marketing, basis: legitimate-interest, interest: Menjual, data: [contact.email] }`,
    ).replace("subjects: {", "subjects: { child: { minor: true, notice: https://kids.example },"),
  );
  expect(ids(other.notKept)).toEqual(["payment.card-number"]);
  expect(ids(other.held)).toEqual(["contact"]);
  expect(other.never.data.map(({ id, label }) => [id, label.en])).toEqual([["health", "Health"]]);
  expect(purpose("counting", other)).toMatchObject({
    data: [{ id: "contact.email", form: "hashed" }],
    subjects: [{ id: "customer", form: "anonymous" }],
    otherwise: "anonymous",
    stop: "object",
  });
  expect(purpose("mail", other).stop).toBe("final");
  expect(other.automated).toEqual({
    said: "done",
    decisions: [{ purpose: "deciding", effect: "legal", logic: { id: "Aturan" }, safeguards: ["human-review"] }],
  });
  expect(other.rights.find(({ article }) => article === "GDPR Art. 22")?.purposes).toEqual(["deciding"]);
  expect(other.sources.map(({ kind, indirect }) => [kind.id, indirect])).toEqual([["client", true]]);
  expect(other.subjects.find(({ id }) => id === "child")).toMatchObject({ minor: true, notice: "https://kids.example" });
  expect(other.minors?.under).toEqual({ gdpr: 18, ccpa: 18 });
});

test("what is sold is told, and the right to say no is about it", () => {
  const sold = drawn(BARE.replace("agreement:", "sale: true, sharing: true, agreement:"));
  expect(sold.recipients[0]).toMatchObject({ sale: true, sharing: true });
  expect(missing(sold)).not.toContain("sale");
  expect(sold.rights.find(({ right }) => right === "opt-out")?.purposes).toEqual(["account"]);
});

test("data held for clients is theirs: instructed, and nothing to stop here", () => {
  const held = drawn(
    BARE.replace("subjects: {", "subjects: { contact: { capacity: processor },").replace(
      "purposes:",
      "clients: { rows: main/users, name: name, contact: mail, instructions: [crm] }\npurposes:\n  crm: { basis: instruction, data: [contact.email], of: [contact] }",
    ),
  );
  expect(held.clients).toEqual({ of: ["contact"], purposes: ["crm"] });
  expect(purpose("crm", held)).toMatchObject({ instructed: true, bases: [], stop: "none" });
  expect(missing(held)).not.toContain("basis");
});
