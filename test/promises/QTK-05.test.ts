import { expect, test } from "vitest";
import { openCompany } from "./support/decisions.ts";
import { serveCompany } from "./support/served-company.ts";

const TEXT = `
troth: 1
organization: { name: Cendana Calls, country: ID, contact: privasi@cendana.example }
laws: [id-pdp]
subjects: [user]
collection:
  sign-in:
    from: federated
    of: [user]
    scopes: { openid: [account.id], email: [contact.email], profile: [name.full, demographic.gender, contact.city] }
purposes:
  account: { basis: contract, data: [account.id, name.full, contact.email, contact.city, demographic.birth-date] }
`;
const app = openCompany(TEXT);
const granted = (scopes: readonly string[], at = "2026-03-01T09:00:00Z") => ({ kind: "granted", point: "sign-in", scopes, at });
const came = (...categories: readonly string[]) => ({ kind: "collected", point: "sign-in", categories });
const ask = (data: string) => ({ person: "u1", purpose: "account", data: [data] });

test("what the granted scopes let in is used, and nothing beyond them", async () => {
  const facts = [came("contact.email", "name.full"), granted(["openid", "email"])];
  expect(await app.ask(ask("contact.email"), facts)).toBe("yes");
  expect(await app.ask(ask("account.id"), [came("account.id"), granted(["openid"])])).toBe("yes");
  for (const data of ["name.full", "contact.city"]) expect(await app.ask(ask(data), facts), data).toBe("no: scopes");
});

test("a scope that was taken back is granted no more", async () => {
  const facts = [came("name.full"), granted(["profile"]), granted(["openid"], "2026-05-01T09:00:00Z")];
  expect(await app.ask(ask("name.full"), facts)).toBe("no: scopes");
});

test("where nobody knows what was granted, nothing is used", async () => {
  expect(await app.decide(ask("contact.email"), [came("contact.email")])).toMatchObject({
    allowed: false,
    rule: "scopes",
    doubt: "unknown-scopes",
  });
});

test("what is declared nowhere is denied, though the service sends it", async () => {
  const facts = [came("demographic.birth-date", "demographic.gender"), granted(["openid", "email", "profile"])];
  const born = { ...ask("demographic.birth-date"), at: "sign-in" };
  expect(await app.ask(born, facts)).toBe("no: collection");
  // The scope lets it in, and no purpose lists it: the least is used.
  expect(await app.ask(ask("demographic.gender"), facts)).toBe("no: data-listed");
});

test("what lies outside the granted scopes is dropped at intake, and denied", async () => {
  const served = await serveCompany(TEXT);
  try {
    const head = { person: "u1", origin: "sign-in", at: "2026-03-01T09:00:00Z" };
    const facts = [
      { ...head, id: "g1", ...granted(["openid", "email"]) },
      { ...head, id: "c1", ...came("contact.email", "name.full") },
    ];
    const told = await served.post("/v1/facts", { facts });
    expect(told.dropped).toEqual([{ index: 1, categories: ["name.full"], because: "outside-scopes" }]);
    expect(JSON.stringify((told.token as { subjects: unknown }).subjects)).not.toContain("name.full");
    const at = { at: "sign-in" };
    expect(await served.post("/v1/decide", { ...ask("contact.email"), ...at })).toMatchObject({ allowed: true });
    expect(await served.post("/v1/decide", { ...ask("name.full"), ...at })).toMatchObject({ allowed: false, rule: "scopes" });
  } finally {
    await served.close();
  }
});
