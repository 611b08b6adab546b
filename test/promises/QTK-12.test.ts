import { expect, test } from "vitest";
import { checked, openCompany } from "./support/decisions.ts";

const text = `
troth: 1
organization: { name: Kancil Inbox, country: ID, contact: privasi@kancil.example }
laws: [id-pdp, gdpr, ccpa]
subjects: [user]
data:
  letters: { is: communication.email-content, limited: google-workspace }
  letters-heads: { is: communication.email-metadata, never: [banners, following] }
collection:
  connect: { from: federated, of: [user], takes: [letters, letters-heads] }
purposes:
  mail: { kind: mail-client, basis: contract, data: [letters, letters-heads] }
  banners: { kind: advertising, basis: explicit-consent, data: [usage.page-view] }
  following: { kind: cross-context-advertising, basis: explicit-consent, data: [usage.page-view] }
`;
const app = openCompany(text);
const yes = ["banners", "following"].map((purpose) => ({
  kind: "consented",
  purpose,
  given: true,
  explicit: true,
  confirmed: true,
}));
const lives = (country: string, region?: string) => ({
  kind: "resides",
  country,
  ...(region ? { region } : {}),
  evidence: "stated",
});
const ask = (purpose: string, data: string) => ({ person: "u1", purpose, data: [data] });

test("mail serves no advertising, with an explicit yes and under every law", async () => {
  for (const home of [lives("ID"), lives("DE"), lives("US", "CA")]) {
    for (const purpose of ["banners", "following"]) {
      expect(await app.ask(ask(purpose, "letters"), [home, ...yes])).toBe("no: limited-use");
      expect(await app.ask(ask(purpose, "letters-heads"), [home, ...yes])).toBe("no: never-for");
    }
  }
});

test("asked for among other data it is refused too", async () => {
  const mixed = { person: "u1", purpose: "banners", data: ["usage.page-view", "letters-heads"] };
  expect(await app.ask(mixed, [lives("DE"), ...yes])).toBe("no: never-for");
  const whole = { person: "u1", purpose: "banners", data: ["communication"] };
  expect(await app.ask(whole, [lives("DE"), ...yes])).toBe("no: limited-use");
});

test("in no form does it serve them", async () => {
  for (const form of ["hashed", "pseudonym", "anonymous", "aggregated"] as const)
    expect(await app.ask({ ...ask("banners", "letters"), form }, [lives("DE"), ...yes])).toBe("no: limited-use");
});

test("the check refuses a purpose that lists it for advertising", () => {
  for (const [data, code] of [
    ["letters", "limited"],
    ["letters-heads", "only"],
  ] as const) {
    const { program, findings } = checked(
      text.replace("basis: explicit-consent, data: [usage.page-view] }", `basis: explicit-consent, data: [${data}] }`),
    );
    expect(program).toBeUndefined();
    expect(findings.some((finding) => finding.startsWith(`error ${code} 13:`))).toBe(true);
  }
});
