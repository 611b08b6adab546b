import { expect, test } from "vitest";
import { lookUpSubjects, tellFacts } from "../../packages/server/src/facts/index.ts";
import { anyLink, makeToldWorkshop } from "../support/told-workshop.ts";
import { openCompany } from "./support/decisions.ts";

const firm = openCompany(`
troth: 1
organization: { name: Rowan Panels, country: FR, contact: privacy@rowan.example }
laws: [gdpr]
subjects: [respondent]
purposes:
  panel: { kind: service, basis: contract, data: [contact.email] }
  newsletter: { basis: consent, data: [contact.email] }
  security: { basis: legitimate-interest, interest: To find who breaks in, data: [contact.email] }
  safekeeping: { kind: backup, basis: legitimate-interest, interest: To lose nothing, data: [contact.email] }
  disputes: { kind: legal-claims, basis: legitimate-interest, interest: To be heard in court, data: [contact.email] }
  answers: { kind: rights, basis: legal-duty, duty: the rights of people, data: [contact.email] }
`);
const GROUNDS = ["accuracy", "unlawful", "claims", "objection"];
const FROZEN = ["panel", "newsletter", "security"];
const GOES_ON = ["safekeeping", "disputes", "answers"];
const ask = (purpose: string) => ({ person: "p1", purpose, data: ["contact.email"] });
const subscribed = { kind: "consented", purpose: "newsletter", given: true };
const restricted = (ground: string, on = true, at = "2026-04-01T09:00:00Z") => ({ kind: "restricted", ground, on, at });

test("each of the four grounds freezes everything but storage, claims and answering the person", async () => {
  for (const ground of GROUNDS) {
    const facts = [subscribed, restricted(ground)];
    for (const purpose of FROZEN) expect(await firm.ask(ask(purpose), facts), `${ground} ${purpose}`).toBe("no: restricted");
    for (const purpose of GOES_ON) expect(await firm.ask(ask(purpose), facts), `${ground} ${purpose}`).toBe("yes");
  }
  const { because, source } = await firm.decide(ask("panel"), [restricted("claims")]);
  expect(because).toContain("restricted (claims)");
  expect(source).toMatchObject({ law: "gdpr", article: "GDPR Art. 18(2)" });
});

test("the very next decision sees it, and sees that it was lifted", async () => {
  expect(await firm.ask(ask("panel"), [subscribed])).toBe("yes");
  expect(await firm.ask(ask("panel"), [subscribed, restricted("accuracy")])).toBe("no: restricted");
  const lifted = restricted("accuracy", false, "2026-05-01T09:00:00Z");
  expect(await firm.ask(ask("panel"), [subscribed, restricted("accuracy"), lifted])).toBe("yes");
});

test("one ground that is settled leaves the other standing", async () => {
  const facts = [restricted("accuracy"), restricted("unlawful"), restricted("unlawful", false, "2026-05-01T09:00:00Z")];
  expect(await firm.ask(ask("panel"), facts)).toBe("no: restricted");
});

test("what the person agrees to meanwhile may be done, and nothing that they agreed to before", async () => {
  const since = { ...subscribed, at: "2026-05-01T09:00:00Z" };
  expect(await firm.ask(ask("newsletter"), [restricted("accuracy"), since])).toBe("yes");
  expect(await firm.ask(ask("newsletter"), [subscribed, restricted("accuracy")])).toBe("no: restricted");
});

test("a restriction is lifted once the person was told so, and no sooner", async () => {
  const told = await makeToldWorkshop("pglite");
  try {
    const tell = (id: string, more: Record<string, unknown>) =>
      tellFacts(told.inst, { facts: [{ id, person: "p1", origin: "app", ...more }], by: "key" }, anyLink);
    const lifted = restricted("accuracy", false, "2026-05-01T09:00:00Z");
    expect((await tell("held", restricted("accuracy"))).kind).toBe("told");
    for (const [id, when] of Object.entries({ silent: undefined, after: "2026-05-02T09:00:00Z" }))
      expect(await tell(id, { ...lifted, told: when })).toMatchObject({
        kind: "refused",
        faults: [{ path: "facts[0].told", code: "untold", says: expect.stringContaining("GDPR Art. 18(3)") }],
      });
    const stateOf = async () => (await lookUpSubjects(told.inst, [{ kind: "person", id: "p1" }])).subjects[0]?.state;
    expect(await stateOf()).toHaveProperty("restricted");
    expect((await tell("lifted", { ...lifted, told: "2026-04-30T09:00:00Z" })).kind).toBe("told");
    expect(await stateOf()).toEqual({});
  } finally {
    await told.close();
  }
});
