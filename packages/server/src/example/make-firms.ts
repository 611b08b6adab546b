import * as make from "./make-people.ts";
import * as words from "./names.ts";
import type { Random } from "./random.ts";
import type { Cell, Tables } from "./write-database.ts";

/** A client company, and who is known there. */
export interface Client {
  readonly id: number;
  readonly firm: number;
  readonly contacts: readonly make.Person[];
}

/** The firms with their staff, clients and contacts. */
export interface Firms {
  /** Staff by firm; the first is the owner. */
  readonly staff: ReadonlyMap<number, readonly make.Person[]>;
  readonly clients: readonly Client[];
  /** The subject as staff and as a contact. */
  readonly subject: { readonly user: make.Person; readonly contact: make.Person; readonly firm: number; readonly client: number };
  readonly tables: Tables;
}

const firmCount = 60;
const staffPerFirm = 7;
const clientsPerFirm = 8;
/** The firm that the subject works for, and the other that it hires. */
const subjectFirm = 2;
const hiredFirm = 1;

export function makeFirms(random: Random): Firms {
  const staff = new Map<number, readonly make.Person[]>();
  const tables = { accounts: [], users: [], notification_settings: [], sessions: [], clients: [], contacts: [] } as Record<
    "accounts" | "users" | "notification_settings" | "sessions" | "clients" | "contacts",
    Cell[][]
  >;
  for (let firm = 1; firm <= firmCount; firm++) {
    const people = makeStaff(random, firm);
    staff.set(firm, people);
    const plan = random.pick(["solo", "team", "firm"]);
    const owner = people[0]?.id ?? null;
    const country = random.pick(words.cities)[1];
    tables.accounts.push([
      firm,
      firmName(firm),
      random.pick(words.industries),
      country,
      plan,
      owner,
      make.makeTime(random, 2021, 2022),
    ]);
    for (const [index, person] of people.entries()) addUser(random, tables, { firm, index, person, people });
  }
  const clients = makeClients(random, staff, tables);
  const user = staff.get(subjectFirm)?.[subjectSeat];
  const client = clients.find((one) => one.firm === hiredFirm);
  const contact = client?.contacts[0];
  if (!user || !client || !contact) throw new Error("the example has no subject");
  return { staff, clients, subject: { user, contact, firm: subjectFirm, client: client.id }, tables };
}

/** Where the subject stands among the staff: neither owner nor administrator. */
const subjectSeat = 3;

function firmName(firm: number): string {
  if (firm === subjectFirm) return "Fernhill Studio";
  const word = words.firmWords[firm % words.firmWords.length] ?? "";
  return `${word} ${words.firmKinds[Math.floor(firm / 3) % words.firmKinds.length] ?? ""}`;
}

function makeStaff(random: Random, firm: number): make.Person[] {
  const domain = firm === subjectFirm ? "fernhill.example" : `${make.addressPart(firmName(firm))}${firm}.example`;
  return Array.from({ length: staffPerFirm }, (_, index) => {
    const person = make.makePerson(random, (firm - 1) * staffPerFirm + index + 1, domain);
    return firm === subjectFirm && index === subjectSeat ? { ...person, ...subjectCard, title: "Senior designer" } : person;
  });
}

const subjectCard = { first: "Nadia", last: "Osei", email: make.subject.email, phone: make.subject.phone } as const;

function addUser(
  random: Random,
  tables: Record<"users" | "notification_settings" | "sessions", Cell[][]>,
  at: { firm: number; index: number; person: make.Person; people: readonly make.Person[] },
): void {
  const { person, index } = at;
  const isSubject = person.email === make.subject.email;
  const ip = isSubject ? make.subject.address : make.makeIp(random);
  const role = index === 0 ? "owner" : index === 1 ? "admin" : "staff";
  // Two of her colleagues report to the subject.
  const manager =
    index === 0
      ? null
      : (at.people[at.firm === subjectFirm && index > subjectSeat + 1 ? subjectSeat : index === 1 ? 0 : 1]?.id ?? null);
  const avatar = isSubject || random.chance(0.4) ? `avatars/${random.hex(16)}.png` : null;
  const made = make.makeTime(random, 2022, 2024);
  tables.users.push([
    ...[person.id, at.firm, role, person.first, person.last, person.email, person.phone, person.title],
    ...[
      make.makePasswordHash(random),
      avatar,
      random.pick(["en", "pt", "id", "pl", "fr"]),
      ip,
      make.makeTime(random, 2026, 2026),
      manager,
    ],
    ...[made, made],
  ]);
  tables.notification_settings.push([person.id, random.int(0, 1), random.int(0, 1), random.int(0, 1)]);
  tables.sessions.push(...make.makeSessions(random, person.id, isSubject ? 6 : random.int(2, 8), isSubject ? ip : undefined));
}

function makeClients(
  random: Random,
  staff: ReadonlyMap<number, readonly make.Person[]>,
  tables: Record<"clients" | "contacts", Cell[][]>,
): Client[] {
  const clients: Client[] = [];
  let contact = 0;
  for (const [firm, people] of staff) {
    for (let index = 0; index < clientsPerFirm; index++) {
      const id = clients.length + 1;
      const isSubjects = firm === hiredFirm && index === 0;
      const name = isSubjects ? "Fernhill Studio" : `${random.pick(words.firmWords)} ${random.pick(words.firmKinds)} ${id}`;
      const manager = firm === subjectFirm && index === 0 ? people[subjectSeat] : random.pick(people);
      const tax = random.chance(0.6) ? `XX${random.int(100000000, 999999999)}` : null;
      tables.clients.push([
        id,
        firm,
        name,
        tax,
        random.pick(words.cities)[1],
        manager?.id ?? null,
        make.makeTime(random, 2022, 2024),
      ]);
      const contacts: make.Person[] = [];
      for (let count = random.int(2, 4) + (index === 1 ? 3 : 0); count > 0; count--) {
        contact += 1;
        const person = make.makePerson(random, contact, `${make.addressPart(name)}.example`);
        contacts.push(isSubjects && contacts.length === 0 ? { ...person, ...subjectCard } : person);
      }
      // The first three contacts of her own firm's clients were entered by the subject.
      const enteredBySubject = firm === subjectFirm && index === 0;
      for (const person of contacts) {
        const creator = enteredBySubject ? people[subjectSeat] : random.pick(people);
        tables.contacts.push(contactRow(random, person, id, creator?.id ?? null));
      }
      clients.push({ id, firm, contacts });
    }
  }
  return clients;
}

function contactRow(random: Random, person: make.Person, client: number, creator: number | null): Cell[] {
  const isSubject = person.email === make.subject.email;
  const [city, country] = random.pick(words.cities);
  const street = isSubject ? make.subject.street : `${random.int(1, 180)} ${random.pick(words.streets)} Street`;
  const notes = isSubject || random.chance(0.2) ? `Prefers ${random.pick(["mail", "a call", "mornings", "afternoons"])}` : null;
  const made = make.makeTime(random, 2023, 2025);
  return [
    ...[person.id, client, person.first, person.last, person.email, person.phone, person.title],
    ...[street, city, String(random.int(10000, 99999)), country, notes, creator, made, made],
  ];
}
