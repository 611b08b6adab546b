import { describe, expect, test } from "vitest";
import { type Fact, foldFacts, type PersonState } from "../facts/index.ts";
import { compileProgram, type Program } from "../program/index.ts";
import { type AccessQuestion, decideHumanAccess } from "./human-access.ts";

const PROGRAM = `troth: 1
organization: { name: Postbox, country: NL, contact: privacy@postbox.example }
laws: [gdpr]
subjects: [owner]
data:
  mailbox: { is: communication.email-content, reading: read-mail }
purposes:
  support: { basis: contract, data: [name, contact, mailbox, usage.log] }
  security: { basis: legitimate-interest, interest: Keeping attackers out, data: [device, usage.log] }
stores:
  app:
    connector: sqlite
    url: \${APP_DB}
    datasets:
      owners: { is: owner, identity: { account: id }, fields: { full_name: name.full } }
      log: { fields: { ip: device.ip-address, path: usage.page-view }, links: { owner_id: owned by owners } }
guarded:
  read-mail:
    act: read
    data: [mailbox]
    roles: [support, security-team]
    shown: true
    grounds:
      agreement: { of: items, lasts: 72 hours, agreed: true }
      security: { lasts: 2 hours }
      law: { of: items }
      audit: { of: all }
      aggregated: { form: anonymous }
  link-log: { act: link, datasets: [app/log], roles: [engineer, clerk], grounds: [inquiry] }
  export-names: { act: export, data: [name], roles: [support, clerk], grounds: [audit] }
staff:
  officer: { is: officer }
  support: { is: support, for: [support], sees: [name, contact] }
  security-team: { is: engineer, for: [security] }
  engineer: { is: engineer, sees: [device] }
  clerk: { is: auditor, sees: [payment] }
`;

function compiled(): Program {
  const { program, findings } = compileProgram({ file: "troth.yaml", read: () => PROGRAM });
  if (!program) throw new Error(JSON.stringify(findings));
  return program;
}

const program = compiled();
const NOW = Date.parse("2026-11-02T12:00:00Z");
const HOUR = 3_600_000;

let ids = 0;
const fact = (at: string, more: Readonly<Record<string, unknown>>): Fact =>
  ({ id: `f${++ids}`, person: "u1", origin: "app", at, ...more }) as unknown as Fact;
const agreed = (at: string, more: Readonly<Record<string, unknown>> = {}) =>
  fact(at, { kind: "agreed", act: "read-mail", on: true, ...more });
const known = (...facts: readonly Fact[]): PersonState =>
  foldFacts(program, [fact("2026-01-01T00:00:00Z", { kind: "shown", notice: "v1" }), ...facts]);

const ask = (more: Partial<AccessQuestion> = {}, person: PersonState | undefined = known(), now = NOW) =>
  decideHumanAccess(program, { act: "read-mail", ground: "security", role: "support", items: ["m1"], ...more }, { person, now });

describe("names and roles", () => {
  test("a role of the act may, for a ground of the act, until the ground ends", () => {
    expect(ask()).toMatchObject({ allowed: true, rule: "allowed", until: NOW + 2 * HOUR, shown: true, obligations: [] });
    expect(ask({ ground: "law" })).toMatchObject({ allowed: true, until: NOW + 24 * HOUR });
  });

  test("an act or ground that is not there is no, without what was sent", () => {
    const act = ask({ act: "ola@postbox.example" });
    expect(act).toMatchObject({ allowed: false, rule: "known-act" });
    expect(act.because).not.toContain("ola");
    expect(act.because).toContain("`read-mail`");
    expect(ask({ ground: "curiosity" })).toMatchObject({ allowed: false, rule: "known-ground" });
    expect(ask({ act: "constructor" }).rule).toBe("known-act");
  });

  test("a role that the act does not list is no, an officer's too", () => {
    expect(ask({ role: "officer" })).toMatchObject({ allowed: false, rule: "role" });
    expect(ask({ role: "nobody" })).toMatchObject({ allowed: false, rule: "role" });
  });

  test("a purpose that is named is one of the role's", () => {
    expect(ask({ purpose: "support" }).allowed).toBe(true);
    expect(ask({ purpose: "security" })).toMatchObject({ rule: "role-purpose" });
  });

  test("a purpose that is not there is no, for a role without a list too, and without what was sent", () => {
    for (const purpose of ["ola@postbox.example", "a\u0000b", "\ud800", "constructor", ""]) {
      const no = ask({ purpose, ground: "inquiry", act: "link-log", role: "engineer" });
      expect(no).toMatchObject({ allowed: false, rule: "known-purpose" });
      expect(no.because).toBe("the program has no purpose of this name; it has `support`, `security`");
    }
  });

  test("what the act does not open is not opened by it", () => {
    expect(ask({ data: ["mailbox"] }).allowed).toBe(true);
    expect(ask({ data: ["contact"] })).toMatchObject({ rule: "data" });
    expect(ask({ data: ["no-such-data"] })).toMatchObject({ rule: "data" });
  });

  test("a role that lists what it sees opens nothing else, but what the act is the only way to", () => {
    const names = { act: "export-names", ground: "audit" };
    expect(ask({ ...names, role: "support" }).allowed).toBe(true);
    expect(ask({ ...names, role: "clerk" })).toMatchObject({ rule: "role-data" });
    const link = { act: "link-log", ground: "inquiry" };
    expect(ask({ ...link, role: "engineer" }).allowed).toBe(true);
    expect(ask({ ...link, role: "engineer", data: ["usage.page-view"] })).toMatchObject({ rule: "role-data" });
    expect(ask({ ...link, role: "clerk" })).toMatchObject({ rule: "role-data" });
  });
});

describe("items and time", () => {
  test("a ground of items needs them, a ground of all takes none", () => {
    expect(ask({ items: [] })).toMatchObject({ rule: "items" });
    expect(ask({ ground: "audit", items: [] }).allowed).toBe(true);
    expect(ask({ ground: "audit", items: ["m1"] })).toMatchObject({ rule: "items" });
    const many = Array.from({ length: 101 }, (_, at) => `m${at}`);
    expect(ask({ items: many })).toMatchObject({ rule: "items" });
    expect(ask({ items: many.slice(1) }).allowed).toBe(true);
  });

  test("it may be wanted for less, and never for more", () => {
    expect(ask({ until: NOW + 60_000 }).until).toBe(NOW + 60_000);
    expect(ask({ until: NOW + 99 * HOUR }).until).toBe(NOW + 2 * HOUR);
    expect(ask({ until: NOW })).toMatchObject({ rule: "term" });
  });

  test("a ground of a form allows that form alone", () => {
    expect(ask({ ground: "aggregated" }).obligations).toEqual([{ kind: "form", form: "anonymous" }]);
  });
});

describe("the person", () => {
  test("nobody is known: no, and the doubt is named", () => {
    const nobody = decideHumanAccess(
      program,
      { act: "read-mail", ground: "law", role: "support", items: ["m1"] },
      { person: undefined, now: NOW },
    );
    expect(nobody).toMatchObject({ allowed: false, rule: "person-known", doubt: "unknown-person" });
  });

  test("whoever is being erased is looked at for a duty of law alone", () => {
    const leaving = known(fact("2026-11-02T09:00:00Z", { kind: "being-erased", on: true }));
    expect(ask({}, leaving)).toMatchObject({ rule: "being-erased" });
    expect(ask({ ground: "law" }, leaving).allowed).toBe(true);
  });

  test("while processing is restricted law, security and what was agreed to since go on", () => {
    const at = "2026-11-02T09:00:00Z";
    const restricted = fact(at, { kind: "restricted", ground: "accuracy", on: true });
    expect(ask({ ground: "aggregated" }, known(restricted))).toMatchObject({ rule: "restricted" });
    expect(ask({ ground: "law" }, known(restricted)).allowed).toBe(true);
    expect(ask({}, known(restricted)).allowed).toBe(true);
    const before = known(restricted, agreed("2026-11-02T08:00:00Z", { items: ["m1"] }));
    expect(ask({ ground: "agreement" }, before)).toMatchObject({ rule: "restricted" });
    const since = known(restricted, agreed("2026-11-02T10:00:00Z", { items: ["m1"] }));
    expect(ask({ ground: "agreement" }, since).allowed).toBe(true);
  });
});

describe("agreement", () => {
  const may = (items: readonly string[], person: PersonState, now = NOW) => ask({ ground: "agreement", items }, person, now);

  test("covers the items that it names, and no other", () => {
    const person = known(agreed("2026-11-02T11:00:00Z", { items: ["m1", "m2"] }));
    expect(may(["m1", "m2"], person).allowed).toBe(true);
    expect(may(["m1", "m3"], person)).toMatchObject({ allowed: false, rule: "agreement" });
    expect(may(["m1"], known())).toMatchObject({ rule: "agreement" });
    expect(may(["m1"], known(agreed("2026-11-02T11:00:00Z", { act: "link-log", items: ["m1"] })))).toMatchObject({
      rule: "agreement",
    });
  });

  test("for the act covers every item", () => {
    expect(may(["m7"], known(agreed("2026-11-02T11:00:00Z"))).allowed).toBe(true);
  });

  test("ends at its hour, or as the person said; never later", () => {
    const person = known(agreed("2026-11-02T11:00:00Z", { items: ["m1"] }));
    expect(may(["m1"], person).until).toBe(NOW + 71 * HOUR);
    expect(may(["m1"], person, NOW + 71 * HOUR - 1).allowed).toBe(true);
    expect(may(["m1"], person, NOW + 71 * HOUR)).toMatchObject({ rule: "agreement" });
    const short = known(agreed("2026-11-02T11:00:00Z", { items: ["m1"], until: "2026-11-02T13:00:00Z" }));
    expect(may(["m1"], short).until).toBe(NOW + HOUR);
    const long = known(agreed("2026-11-02T11:00:00Z", { items: ["m1"], until: "2027-11-02T13:00:00Z" }));
    expect(may(["m1"], long).until).toBe(NOW + 71 * HOUR);
  });

  test("is not in force before it was given", () => {
    expect(may(["m1"], known(agreed("2026-11-02T12:00:01Z", { items: ["m1"] })))).toMatchObject({ rule: "agreement" });
  });

  test("what was taken back is no longer agreed to, whatever was told first", () => {
    const given = agreed("2026-11-02T09:00:00Z", { items: ["m1", "m2"] });
    const back = agreed("2026-11-02T10:00:00Z", { items: ["m1"], on: false });
    expect(may(["m1"], known(back, given)).allowed).toBe(false);
    expect(may(["m2"], known(back, given)).allowed).toBe(true);
    const all = agreed("2026-11-02T10:00:00Z", { on: false });
    expect(may(["m2"], known(given, all)).allowed).toBe(false);
    expect(may(["m2"], known(given, all, agreed("2026-11-02T11:00:00Z", { items: ["m2"] }))).allowed).toBe(true);
  });

  test("one item taken back is out of what was agreed to for the act", () => {
    const person = known(agreed("2026-11-02T09:00:00Z"), agreed("2026-11-02T10:00:00Z", { items: ["m1"], on: false }));
    expect(may(["m1"], person).allowed).toBe(false);
    expect(may(["m2"], person).allowed).toBe(true);
  });

  test("of one moment, what takes back holds", () => {
    const at = "2026-11-02T10:00:00Z";
    expect(may(["m1"], known(agreed(at, { items: ["m1"] }), agreed(at, { items: ["m1"], on: false }))).allowed).toBe(false);
    expect(may(["m1"], known(agreed(at, { items: ["m1"] }), agreed(at, { on: false }))).allowed).toBe(false);
  });
});
