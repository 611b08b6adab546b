import { expect, test } from "vitest";
import { openCompany } from "./support/decisions.ts";
import { serveCompany } from "./support/served-company.ts";

const TEXT = `
troth: 1
organization: { name: Plover Boards, country: IE, contact: privacy@plover.example }
laws: [gdpr]
subjects: [member]
collection:
  from-tracker: { from: integration, provider: tracker, of: [member], takes: [employment.time] }
purposes:
  boards: { kind: service, basis: contract, data: [employment.time, contact.email] }
recipients:
  tracker:
    name: Tracker
    kind: integration
    country: IE
    for: [boards]
    receives: [employment.time]
    enabler: person
    told: { mail: privacy@tracker.example }
    agreement: { kind: terms, date: 2026-01-01, document: tracker.pdf }
  chat:
    name: Chat
    kind: integration
    country: IE
    for: [boards]
    receives: [contact.email]
    enabler: client
    told: { mail: privacy@chat.example }
    agreement: { kind: terms, date: 2026-01-01, document: chat.pdf }
`;
const app = openCompany(TEXT);
const toTracker = { person: "m1", purpose: "boards", data: ["employment.time"], recipient: "tracker" };
const toChat = { person: "m1", purpose: "boards", data: ["contact.email"], recipient: "chat" };
const known = { kind: "resides", country: "IE", evidence: "stated" };
const enabled = (recipient: string, by: string, on = true, at = "2026-03-01T09:00:00Z") => ({
  kind: "enabled",
  recipient,
  by,
  on,
  at,
});

test("an integration is off until the person switches it on, and off again when they do", async () => {
  expect(await app.ask(toTracker, [known])).toBe("no: enabler");
  expect(await app.ask(toTracker, [known, enabled("tracker", "person")])).toBe("yes");
  const off = enabled("tracker", "person", false, "2026-05-01T09:00:00Z");
  expect(await app.ask(toTracker, [known, enabled("tracker", "person"), off])).toBe("no: enabler");
});

test("nobody else switches it on for them", async () => {
  expect(await app.ask(toTracker, [known, enabled("tracker", "workspace")])).toBe("no: enabler");
  expect(await app.ask(toTracker, [known, enabled("chat", "person")])).toBe("no: enabler");
});

test("where a client decides, each client of the person does", async () => {
  const of = (client: string) => ({ kind: "collected", point: "from-tracker", categories: ["employment.time"], of: client });
  const on = (client: string) => ({ client, ...enabled("chat", "client") });
  const ask = { ...toChat, as: "member" };
  expect(await app.ask(ask, [known, of("mill")])).toBe("no: enabler");
  expect(await app.ask(ask, [known, of("mill"), on("mill")])).toBe("yes");
  expect(await app.ask(ask, [known, of("mill"), of("dock"), on("mill")])).toBe("no: enabler");
});

test("it delivers its listed categories and nothing else", async () => {
  const deliver = (data: string) => ({
    person: "m1",
    purpose: "boards",
    data: [data],
    act: "collect" as const,
    at: "from-tracker",
  });
  expect(await app.ask(deliver("employment.time"), [known])).toBe("yes");
  expect(await app.ask(deliver("contact.email"), [known])).toBe("no: collection");
});

test("what an integration delivers beyond its list is dropped at intake and reported", async () => {
  const served = await serveCompany(TEXT);
  try {
    const delivered = {
      ...{ id: "d1", person: "m-4711", origin: "tracker", at: "2026-03-01T09:00:00Z", kind: "collected", point: "from-tracker" },
      categories: ["employment.time", "contact.phone"],
    };
    const told = await served.post("/v1/facts", { facts: [delivered] });
    expect(told.dropped).toEqual([{ index: 0, categories: ["contact.phone"], because: "not-taken" }]);
    const kept = JSON.stringify((told.token as { subjects: unknown }).subjects);
    expect(kept).toContain("employment.time");
    expect(kept).not.toContain("contact.phone");
    const [entry] = await served.entries("facts.told");
    expect(entry?.dropped).toEqual([{ point: "from-tracker", category: "contact.phone", because: "not-taken", facts: 1 }]);
    expect(JSON.stringify(entry)).not.toContain("m-4711");
  } finally {
    await served.close();
  }
});
