// What a law wants in a notice and the program does not say is said on its page, not passed over.
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Center, openCenter } from "../../../../test/support/center.ts";

let center: Center;
beforeAll(async () => {
  center = await openCenter([
    ["country: IE, for: [account]", "country: [IE, US], rental: true, for: [account]"],
    ["subjects: [customer]", "services: { shop: { name: Shop, languages: [en, id] } }\nsubjects: [customer]"],
    ["  account: {", "  account: { about: { en: So that <you> can sign in },"],
  ]);
});
afterAll(() => center.close());

const section = (text: string): string => /<h2 id="lacks">(.*?)<h2/s.exec(text)?.[1] ?? "";

test("each thing with its article, by the names that a reader knows", async () => {
  const { text } = await center.get("/en/notice");
  expect(text).toContain('<a href="#lacks">What this notice does not say yet</a>');
  expect(section(text)).toContain(
    "<li>What protects data that leaves for another country, at: Letters. GDPR Art. 13(1)(f).</li>",
  );
  expect(section(text)).toContain("<li>Where data comes from. GDPR Art. 14(2)(f).</li>");
  expect(section(text)).not.toContain("in this language");
});

test("in Indonesian, with the words that are missing there", async () => {
  const lacks = section((await center.get("/id/notice")).text);
  expect(lacks).toContain("Dari mana data berasal. Pasal 14 ayat (2) huruf (f) GDPR.");
  expect(lacks).toContain("Sebagian kata-kata kami sendiri, dalam bahasa ini.");
});

test("what is rented out is told as what Californian law calls it, and why a purpose is there in the program's words", async () => {
  const { text } = await center.get("/en/notice");
  expect(text).toContain("This is a sale, in the words of Californian law.");
  expect(text).toContain("So that &lt;you&gt; can sign in");
});
