import { expect, test } from "vitest";
import { openCompany } from "./support/decisions.ts";

const shop = openCompany(`
troth: 1
organization: { name: Wicker and Reed, country: DE, contact: privacy@wicker.example }
laws: [gdpr]
subjects: [buyer]
collection:
  locked-out: { of: [buyer], takes: [contact.email, contact.phone], for: [password-reset] }
  order-form: { of: [buyer], takes: [contact.email] }
purposes:
  password-reset: { basis: contract, data: [contact.email, contact.phone] }
  delivery: { basis: contract, data: [contact.email] }
  promotion: { basis: legitimate-interest, interest: Regular buyers come back, data: [contact.email] }
`);
const taken = (point: string) => ({ kind: "collected", point, categories: ["contact.email"] });
const about = (purpose: string, at?: string) => ({ person: "b7", purpose, data: ["contact.email"], at });

test("an address that was given to get back in serves that alone", async () => {
  const facts = [taken("locked-out")];
  expect(await shop.ask(about("password-reset"), facts)).toBe("yes");
  for (const purpose of ["delivery", "promotion"]) expect(await shop.ask(about(purpose), facts)).toBe("no: collection-bound");
  expect((await shop.decide(about("delivery"), facts)).because).toContain("`locked-out` is for password-reset only");
});

test("an address that was given elsewhere keeps its own purposes", async () => {
  for (const purpose of ["delivery", "promotion"]) expect(await shop.ask(about(purpose), [taken("order-form")])).toBe("yes");
  const both = [taken("locked-out"), taken("order-form")];
  expect(await shop.ask(about("delivery", "order-form"), both)).toBe("yes");
  expect(await shop.ask(about("delivery", "locked-out"), both)).toBe("no: collection-bound");
});

test("what it was given for holds, though the form was widened or taken down since", async () => {
  const narrow = { ...taken("order-form"), for: ["password-reset"] };
  expect(await shop.ask(about("delivery"), [narrow])).toBe("no: collection-bound");
  expect(await shop.ask(about("delivery", "order-form"), [narrow])).toBe("no: collection-bound");
  expect(await shop.ask({ ...about("delivery", "order-form"), act: "collect" }, [narrow])).toBe("yes");
  const gone = await shop.decide(about("promotion"), [{ ...narrow, point: "old-form" }, taken("order-form")]);
  expect(gone.because).toContain("`old-form` is for password-reset only");
});

test("an address that may have come from there is treated as if it had", async () => {
  const unknown = await shop.decide(about("delivery"), [{ kind: "shown", notice: "v1" }]);
  expect(unknown).toMatchObject({ allowed: false, rule: "collection-bound", doubt: "unknown-point" });
  expect(await shop.ask(about("delivery"), [taken("locked-out"), taken("order-form")])).toBe("no: collection-bound");
});
