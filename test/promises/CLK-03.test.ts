import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { makeCompany } from "./support/company.ts";
import { checked, openCompany } from "./support/decisions.ts";

const text = `
troth: 1
organization: { name: Knot Timesheets, country: IE, contact: privacy@knot.example }
laws: [gdpr]
subjects: [worker]
data: { health: never, belief: never, origin: never }
purposes:
  hours: { kind: service, basis: explicit-consent, data: [contact.email] }
`;
const company = openCompany(text);
const facts = [
  { kind: "resides", country: "IE", evidence: "stated" },
  { kind: "consented", purpose: "hours", given: true, explicit: true },
];
const NEVER = ["health.condition", "belief.religion", "belief.union", "origin.ethnic"];

test("a decision about what is never collected is a no, whatever was agreed to", async () => {
  for (const data of [...NEVER, "health", "belief"]) {
    expect(await company.ask({ person: "w1", purpose: "hours", data: [data], as: "worker" }, facts), data).toBe(
      "no: never-collected",
    );
  }
  expect(await company.ask({ person: "w1", purpose: "hours", data: ["contact.email"], as: "worker" }, facts)).toBe("yes");
});

test("a column that holds it is found, with its place", () => {
  for (const data of NEVER) {
    const store = `stores:
  main:
    connector: postgres
    url: "\${DATABASE_URL}"
    datasets:
      staff: { is: worker, identity: { email: mail }, fields: { mail: contact.email, remark: ${data} } }
`;
    const { program, findings } = checked(text + store);
    expect(program).toBeUndefined();
    expect(findings).toContain(`error never-collected 14: staff.remark holds \`${data}\`, which is never collected`);
  }
});

test("a form that takes it, and a purpose that lists it, are found with their lines", () => {
  const form = "collection: { intake: { takes: [health.condition] } }\n";
  expect(checked(text + form).findings).toContain(
    "error never-collected 9: `intake` takes `health.condition`, which is never collected",
  );
  const listed = text.replace("data: [contact.email]", "data: [contact.email, belief.union]");
  expect(checked(listed).findings).toContain("error never-collected 8: `hours` uses `belief.union`, which is never collected");
});

test("a store in which such data is discovered is named, with the column", async () => {
  const company = makeCompany({
    fill: `create table staff (id integer primary key, mail text not null, religion text, blood_type text, shift text);
      create table surveys (id integer primary key, staff_id integer references staff(id), ethnicity text, score integer)`,
  });
  const store = (fields: string) => `stores:
  main:
    connector: sqlite
    url: "\${APP_DB}"
    datasets:
      staff: { is: worker, identity: { email: mail }, fields: { mail: contact.email${fields} }, rest: none }
`;
  const found = async (text: string) => {
    writeFileSync(join(company.folder, "troth.yaml"), text);
    const { stdout } = await company.run("check", "--live", "--json");
    const { findings } = JSON.parse(stdout) as { findings: { code: string; says: string }[] };
    return findings
      .filter(({ code }) => code === "never-collected")
      .map(({ says }) => says.replace(/ \(.*/, ""))
      .sort();
  };
  expect(await found(text + store(""))).toEqual([
    "`main/staff.blood_type` seems to hold `health.condition`, which is never collected",
    "`main/staff.religion` seems to hold `belief.religion`, which is never collected",
    "`main/surveys.ethnicity` seems to hold `origin.ethnic`, which is never collected",
  ]);
  // What somebody has looked at, and says is something else, is not guessed at again.
  expect(await found(text + store(", religion: none"))).not.toContainEqual(expect.stringContaining("staff.religion"));
  expect(await found(text.replace("data: { health: never, belief: never, origin: never }\n", "") + store(""))).toEqual([]);
  company.remove();
});
