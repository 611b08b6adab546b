import { expect, test } from "vitest";
import { openCompany } from "./support/decisions.ts";

const firm = openCompany(`
troth: 1
organization: { name: Catkin CRM, country: US, contact: privacy@catkin.example }
laws: [gdpr, ccpa]
subjects: [lead]
purposes:
  linking: { basis: consent, data: [usage] }
  follow-up: { kind: direct-marketing, basis: legitimate-interest, interest: To answer whoever asked, data: [usage, contact.email] }
`);
const JOINED = ["usage.page-view", "usage.mail-interaction", "usage.click"];
const ask = (data: string) => ({ person: "l1", browser: "b1", purpose: "follow-up", data: [data], as: "lead" });
const facts = [
  { kind: "resides", country: "SE", evidence: "stated" },
  { kind: "linked", to: "b1", on: true },
];
const yes = { kind: "consented", purpose: "linking", given: true };

test("visits, opens and clicks are joined to a name only where that was allowed", async () => {
  for (const data of JOINED) {
    expect(await firm.ask(ask(data), facts), data).toBe("no: linking");
    expect(await firm.ask(ask(data), [...facts, yes]), data).toBe("yes");
    expect(await firm.ask(ask(data), [...facts, yes, { ...yes, given: false, at: "2026-05-01T09:00:00Z" }]), data).toBe(
      "no: linking",
    );
  }
});

test("an objection to the joining ends it", async () => {
  const objected = { kind: "objected", purpose: "linking", on: true, at: "2026-05-01T09:00:00Z" };
  expect(await firm.ask(ask("usage.click"), [...facts, yes, objected])).toBe("no: linking");
});

test("what was volunteered is used without it", async () => {
  expect(await firm.ask(ask("contact.email"), facts)).toBe("yes");
});

const mailer = openCompany(`
troth: 1
organization: { name: Catkin CRM, country: US, contact: privacy@catkin.example }
laws: [gdpr, ccpa]
subjects: [lead]
collection:
  mail: { at: mail, of: [lead], takes: [usage.mail-interaction, usage.click], for: [mail-opens] }
purposes:
  mail-opens: { kind: analytics, basis: consent, data: [usage.mail-interaction, usage.click] }
  follow-up: { kind: direct-marketing, basis: legitimate-interest, interest: To answer whoever asked, data: [usage, contact.email] }
`);

test("whether a mail may carry what tells of opens and clicks is decided: only where that was permitted", async () => {
  const lives = { kind: "resides", country: "SE", evidence: "stated" };
  const agreed = { kind: "consented", purpose: "mail-opens", given: true };
  for (const data of ["usage.mail-interaction", "usage.click"]) {
    const track = (purpose: string) => ({ person: "l1", purpose, data: [data], act: "collect", at: "mail", as: "lead" }) as const;
    expect(await mailer.ask(track("mail-opens"), [lives]), data).toBe("no: consent");
    // To have been mailed, and to have opened it, is no yes.
    expect(await mailer.ask(track("mail-opens"), [lives, { kind: "shown", notice: "n1" }]), data).toBe("no: consent");
    expect(await mailer.ask(track("mail-opens"), [lives, agreed]), data).toBe("yes");
    expect(
      await mailer.ask(track("mail-opens"), [lives, agreed, { ...agreed, given: false, at: "2026-05-01T09:00:00Z" }]),
      data,
    ).toBe("no: consent");
    // What is permitted for counting opens is not for anything else.
    expect(await mailer.ask(track("follow-up"), [lives, agreed]), data).toBe("no: collection-bound");
  }
});
