import { expect, test } from "vitest";
import { openCompany } from "./support/decisions.ts";
import { serveCompany } from "./support/served-company.ts";

const TEXT = `
troth: 1
organization: { name: Gorse Travel, country: ES, contact: privacy@gorse.example }
laws: [gdpr]
subjects: [visitor]
purposes:
  ads: { kind: advertising, basis: consent, data: [name.full, contact.address, contact.email, contact.phone, usage.page-view] }
recipients:
  network:
    name: Network
    kind: advertiser
    country: ES
    for: [ads]
    receives: [name.full, contact.address, contact.email, contact.phone, usage.page-view]
    told: { mail: privacy@network.example }
    agreement: { kind: third-party, date: 2026-01-01, document: network.pdf }
`;
const site = openCompany(TEXT);
const DIRECT = ["name.full", "contact.address", "contact.email", "contact.phone"];
const ask = (data: string, form?: "hashed" | "anonymous") => ({
  person: "v1",
  purpose: "ads",
  data: [data],
  recipient: "network",
  form,
});
const agreedToAds = [
  { kind: "consented", purpose: "ads", given: true },
  { kind: "resides", country: "ES", evidence: "stated" },
];
const agreedToNetwork = { kind: "consented", to: "network", given: true };

test("no name, address, mail or number goes to an advertiser without a yes to that alone", async () => {
  for (const data of DIRECT) {
    expect(await site.ask(ask(data), agreedToAds), data).toBe("no: recipient-consent");
    expect(await site.ask(ask(data), [...agreedToAds, agreedToNetwork]), data).toBe("yes");
    const back = { ...agreedToNetwork, given: false, at: "2026-05-01T09:00:00Z" };
    expect(await site.ask(ask(data), [...agreedToAds, agreedToNetwork, back]), data).toBe("no: recipient-consent");
  }
});

test("a hash of an address is an address", async () => {
  expect(await site.ask(ask("contact.email", "hashed"), agreedToAds)).toBe("no: recipient-consent");
  expect(await site.ask(ask("usage.page-view"), agreedToAds)).toBe("yes");
});

test("the refusal names the recipient and the category", async () => {
  const { because, source } = await site.decide(ask("contact.phone"), agreedToAds);
  expect(because).toMatch(/`network` receives `contact\.phone`/);
  expect(source.place?.line).toBe(9);
});

test("what it does not receive it does not get by a yes either", async () => {
  const facts = [...agreedToAds, agreedToNetwork];
  expect(await site.ask(ask("contact.social"), facts)).toBe("no: data-listed");
});

test("the refusal is on record, and what was agreed to is sent and recorded", async () => {
  const served = await serveCompany(TEXT);
  try {
    const head = { person: "v-4711", origin: "site", at: "2026-03-01T09:00:00Z" };
    const facts = agreedToAds.map((fact, index) => ({ ...head, id: `a${index}`, ...fact }));
    await served.post("/v1/facts", { facts });
    const disclosure = { id: "d1", person: "v-4711", purpose: "ads", data: ["contact.phone"], recipient: "network" };
    const { results } = await served.post("/v1/disclosures", { disclosures: [disclosure] });
    expect(results).toMatchObject([{ id: "d1", allowed: false, rule: "recipient-consent", recorded: false }]);
    const refused = JSON.stringify(await served.entries("disclosures.refused"));
    for (const said of ["network", "contact.phone", "recipient-consent"]) expect(refused).toContain(said);
    expect(refused).not.toContain("v-4711");
    await served.post("/v1/facts", { facts: [{ ...head, id: "n1", ...agreedToNetwork }] });
    const later = await served.post("/v1/disclosures", { disclosures: [disclosure] });
    expect(later.results).toMatchObject([{ id: "d1", allowed: true, recorded: true }]);
    expect(await served.entries("disclosures.refused")).toHaveLength(1);
  } finally {
    await served.close();
  }
});
