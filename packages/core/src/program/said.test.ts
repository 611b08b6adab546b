// What a program says for people and of time: words, zones, cooling-off, and what is not run of it.
import { expect, test } from "vitest";
import { stringify } from "yaml";
import { compileProgram, isInEea, jsonSchemaOfProgram, languageOf, type Program, wordsIn } from "./index.ts";

const HEAD = "organization: { name: Larkspur, country: NL, contact: privacy@larkspur.example }";
const program = (rest: string, head = HEAD) => `troth: 1\n${head}\nlaws: [gdpr]\n${rest}`;

const compile = (text: string) =>
  compileProgram({ file: "troth.yaml", read: (path) => (path === "troth.yaml" ? text : undefined) });

function compiled(text: string): Program {
  const { program: made, findings } = compile(text);
  if (!made) throw new Error(findings.map(({ place, says }) => `${place?.line}: ${says}`).join("\n"));
  return made;
}

const unrun = (text: string): readonly string[] => compiled(text).unrun.map(({ path }) => path);

test("an approved erasure waits a day unless the program says another period, or none", () => {
  expect(compiled(program("")).coolingOff).toEqual({ count: 24, unit: "hours" });
  expect(compiled(program("requests: { editable: [contact] }")).coolingOff).toEqual({ count: 24, unit: "hours" });
  expect(compiled(program("requests: { cooling-off: 3 business days }")).coolingOff).toEqual({ count: 3, unit: "business days" });
  expect(compiled(program("requests: { cooling-off: none }")).coolingOff).toBeUndefined();
});

test("days are counted in the zone that is said, or of the country's capital, or in UTC", () => {
  expect(compiled(program("")).zone).toBe("Europe/Amsterdam");
  expect(compiled(program("", HEAD.replace("country: NL", "country: NL, zone: America/Curacao"))).zone).toBe("America/Curacao");
  expect(compiled(program("", HEAD.replace("NL", "AQ"))).zone).toBe("UTC");
});

test.each([
  [
    "requests: { cooling-off: a while }",
    HEAD,
    4,
    26,
    "`requests.cooling-off` cannot be `a while`",
    "a period such as 24 hours, or none",
  ],
  [
    "requests: { cooling-off: never }",
    HEAD,
    4,
    26,
    "`requests.cooling-off` cannot be `never`",
    "a period such as 24 hours, or none",
  ],
  ["requests: { cooling-off: 24 }", HEAD, 4, 26, "`requests.cooling-off` is the number `24`", "a text"],
  ["requests: { cooling: none }", HEAD, 4, 13, "no key `cooling` in `requests`", undefined],
  [
    "",
    HEAD.replace("NL", "NL, zone: Amsterdam"),
    2,
    52,
    "`organization.zone` cannot be `Amsterdam`",
    "a time zone such as Europe/Dublin",
  ],
])("%s %s: told at %i:%i", (rest, head, line, column, says, expected) => {
  const { program: made, findings } = compile(program(rest, head));
  expect(made).toBeUndefined();
  expect(findings).toHaveLength(1);
  expect(findings[0]).toMatchObject({ code: "shape", level: "error", says, place: { file: "troth.yaml", line, column } });
  if (expected !== undefined) expect(findings[0]?.expected).toBe(expected);
});

test("both keys are part of the hash, and the long form keeps them", () => {
  const said = compiled(program("requests: { cooling-off: 2 days }", HEAD.replace("NL", "NL, zone: Europe/Amsterdam")));
  expect(said.long).toMatchObject({ requests: { "cooling-off": "2 days" }, organization: { zone: "Europe/Amsterdam" } });
  expect(compiled(stringify(said.long)).hash).toBe(said.hash);
  expect(compiled(program("requests: { cooling-off: 3 days }")).hash).not.toBe(compiled(program("")).hash);
});

test("the schema that editors read has both keys", () => {
  const text = JSON.stringify(jsonSchemaOfProgram());
  expect(text).toMatch(/"cooling-off":\{"(type|allOf)".*"late-rows":\{"(type|allOf)"/);
  expect(text).toContain('{"type":"string","pattern":"^(none|');
  expect(text).toContain('"zone":{"type":"string"}');
});

test("in a group the group's own program says how long and in which zone, and the others are told so", () => {
  const files: Readonly<Record<string, string>> = {
    "group.yaml":
      "troth: 1\norganization: { name: G, country: NL, contact: x@g.example }\nlaws: [gdpr]\ninclude: { shop: shop.yaml }\nrequests: { cooling-off: 1 weeks }\n",
    "shop.yaml":
      "organization: { name: S, country: ID, contact: x@s.example, zone: Asia/Jayapura }\nservices: { shop: { name: Shop, languages: [id, en] } }\nrequests: { cooling-off: none }\n",
  };
  const { program: made } = compileProgram({ file: "group.yaml", read: (path) => files[path] });
  expect(made).toMatchObject({ coolingOff: { count: 1, unit: "weeks" }, zone: "Europe/Amsterdam", languages: ["id", "en"] });
  expect(made?.unrun.map(({ path, means }) => [path, means])).toEqual([
    ["shop:requests.cooling-off", "the group's own program says how long an erasure waits"],
    ["shop:organization.zone", "the group's own program says in which zone days are counted"],
  ]);
  expect(made?.organization.controllers.map(({ id }) => id)).toEqual(["g", "shop:s"]);
});

test("the privacy center runs; a program that closes it is told that nothing does", () => {
  expect(unrun(program("requests: { by: { portal: true, post: 1 Example Street } }"))).toEqual([]);
  expect(compiled(program("requests: { by: { post: 1 Example Street, phone: +31 20 555 0100 } }")).ways).toEqual({
    center: true,
    post: "1 Example Street",
    phone: "+31 20 555 0100",
  });
  const closed = compiled(program("requests: { by: { portal: false } }"));
  expect(closed.ways.center).toBe(false);
  expect(closed.unrun).toMatchObject([{ path: "requests.by.portal", means: expect.stringContaining("is not closed") }]);
});

test("a code by mail is how one shows who one is: other ways are told not to run", () => {
  expect(unrun(program("requests: { verification: { methods: [mail-code] } }"))).toEqual([]);
  expect(unrun(program("requests: { verification: { methods: [mail-code, document], documents: 24 hours } }"))).toEqual([
    "requests.verification.methods",
    "requests.verification.documents",
  ]);
});

test("a notice is made and shown: what is not run is its announcement, and texts of one's own", () => {
  const text =
    program(`services: { shop: { name: Shop, notice: { links: { general: https://larkspur.example/privacy }, text: { top: Hello }, address: /privacy } } }
notices: { announce: { ahead: 30 days, by: [mail] }, subprocessors: { ahead: 30 days }, text: { top: Hello }, board: public }`);
  expect(unrun(text)).toEqual([
    "services.shop.notice.address",
    "services.shop.notice.text",
    "notices.announce",
    "notices.subprocessors",
    "notices.text",
    "notices.board",
  ]);
  expect(compiled(text).services.shop?.links).toEqual({ general: "https://larkspur.example/privacy" });
});

test("words are found in a reader's language, in English, or in what there is", () => {
  const both = { id: "Buletin", en: "Newsletter" };
  expect([wordsIn(both, "id"), wordsIn(both, "en"), wordsIn(both, "nl"), languageOf(both, "nl")]).toEqual([
    "Buletin",
    "Newsletter",
    "Newsletter",
    "en",
  ]);
  expect([wordsIn({ nl: "Nieuws" }, "id"), languageOf({ nl: "Nieuws" }, "id")]).toEqual(["Nieuws", "nl"]);
  expect([wordsIn({}, "id"), languageOf({}, "id")]).toEqual(["", undefined]);
  expect(wordsIn({ en: "x" }, "constructor")).toBe("x");
});

test("a purpose is called by its own words, and by the taxonomy's in a language that these lack", () => {
  const { purposes, subjects } = compiled(
    program(`services: { shop: { name: Shop, languages: [id] } }
subjects: { customer: Pelanggan kami, visitor: }
purposes:
  newsletter: { basis: consent, data: [contact.email], label: Kabar }
  security: { basis: legitimate-interest, interest: { en: Safety, id: Keamanan }, data: [device] }
`).replace("Pelanggan kami", "{ label: Pelanggan }"),
  );
  expect(purposes.newsletter).toMatchObject({ label: "Kabar", words: { id: "Kabar", en: "Newsletter" }, group: "market" });
  expect(purposes.security).toMatchObject({ label: "security", interest: { en: "Safety", id: "Keamanan" }, stop: "object" });
  expect(subjects).toMatchObject({ customer: { words: { id: "Pelanggan" } }, visitor: { label: "visitor" } });
});

test("the European Economic Area is known by its states", () => {
  expect(["IE", "NO", "LI"].map(isInEea)).toEqual([true, true, true]);
  expect(["GB", "CH", "US", "ID"].map(isInEea)).toEqual([false, false, false, false]);
});
