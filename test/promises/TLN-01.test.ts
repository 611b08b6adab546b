import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { parse } from "yaml";
import { type Company, makeCompany, readableIn } from "./support/company.ts";

// Who registers gives a name, an address, a number and a password; nothing more is known of this company.
const SQL = `
create table users (id integer primary key, name text not null, email text not null unique, phone text, password text not null, created_at text not null);
create table badges (id integer primary key, user_id integer not null references users(id), title text not null);
insert into users values
  (1, 'Noor Castellan', 'noor@castellan.example', '+62 21 555 0101', '$2b$12$Rk3vQmZt8hYpLw0nXc4uAeN7dGf2bJs6oIi9KxTrVyWz1MqHlUaCm', '2026-01-02T09:00:00Z'),
  (2, 'Bo Ferrand', 'bo@ferrand.example', '+62 21 555 0102', '$2b$12$Aa1bCc2dEe3fGg4hIi5jKkL6mNn7oPp8qRr9sTt0uVv1wXx2yZz3a', '2026-01-03T09:00:00Z'),
  (3, 'Ines Okafor', 'ines@okafor.example', '+62 21 555 0103', '$2b$12$Zz9yXx8wVv7uTt6sRr5qPp4oNn3mLl2kJj1iHh0gFf9eDd8cCb7a6', '2026-01-04T09:00:00Z'),
  (4, 'Yan Maddox', 'yan@maddox.example', null, '$2b$12$Qq1wEe2rTt3yUu4iOo5pAaS6dFf7gHh8jKk9lZz0xXc1vVb2nNm3q', '2026-01-05T09:00:00Z');
insert into badges values (1, 1, 'first'), (2, 3, 'second');
`;
const GIVEN = { name: "name.full", email: "contact.email", phone: "contact.phone", password: "auth.password" } as const;

let company: Company;
let draft: { readonly stores: Readonly<Record<string, { readonly datasets: Readonly<Record<string, { fields?: unknown }>> }>> };
let request: string;
beforeAll(async () => {
  company = makeCompany({ fill: SQL });
  await company.done("init", "app.db");
  const text = readFileSync(join(company.folder, "troth.yaml"), "utf8");
  draft = parse(text);
  // Nothing that is read is guessed, but what every draft asks a person to decide.
  writeFileSync(join(company.folder, "troth.yaml"), text.replace("Your organization", "Castellan"));
  ({ request } = await company.carryOut("access", "email=noor@castellan.example"));
});
afterAll(() => company.remove());

test("init finds what was given at registration, each thing for what it is", () => {
  expect(draft.stores.main?.datasets.users?.fields).toMatchObject(GIVEN);
});

test("the copy hands over name, address and number", () => {
  const users = company.copyOf(request).data.find((part) => part.dataset === "users");
  expect(users?.rows).toEqual([{ name: "Noor Castellan", email: "noor@castellan.example", phone: "+62 21 555 0101" }]);
  expect(users?.fields.name).toMatchObject({ categories: ["name.full"], shown: true });
});

test("the password is left out of it, and that is said", () => {
  const { data } = company.copyOf(request);
  const passwords = company.sql("select password from users").map((row) => String(row.password));
  const copy = new Map([["the copy", Buffer.from(JSON.stringify(data))]]);
  expect(readableIn(copy, passwords)).toEqual([]);
  expect(data.find((part) => part.dataset === "users")?.fields.password).toMatchObject({
    categories: ["auth.password"],
    shown: false,
  });
});

test("check names a part of the registration that the program does not declare", async () => {
  const line = /^ *phone: .*\n/m.exec(readFileSync(join(company.folder, "troth.yaml"), "utf8"))?.[0] ?? "";
  const whole = JSON.parse(await company.done("check", "--live", "--json")) as Checked;
  expect(whole.findings.filter(({ says }) => says.includes("phone"))).toEqual([]);
  const { stdout } = await company.run("check", "--live", "--json", "--program", company.variant("silent.yaml", [line, ""]));
  const { findings } = JSON.parse(stdout) as Checked;
  expect(findings.filter(({ says }) => /users.*phone|phone.*users/.test(says))).toHaveLength(1);
});

interface Checked {
  readonly findings: readonly { readonly says: string }[];
}
