import type { Firms } from "./make-firms.ts";
import * as make from "./make-people.ts";
import type { Project, Work } from "./make-work.ts";
import * as words from "./names.ts";
import type { Random } from "./random.ts";
import type { Cell, Tables } from "./write-database.ts";

const invoiceCount = 2400;
/** Billed to the subject, and sent by her. */
const subjectInvoices = 5;
const subjectSent = 8;

type MoneyTables = Record<"proposals" | "invoices" | "invoice_lines" | "payments", Cell[][]>;

/** Proposals, invoices with their lines, and payments. */
export function makeMoney(random: Random, firms: Firms, work: Work): Tables {
  const tables: MoneyTables = { proposals: [], invoices: [], invoice_lines: [], payments: [] };
  for (let id = 1; id <= invoiceCount; id++) addInvoice(random, tables, { id, firms, work });
  for (let id = 1; id <= 900; id++) addProposal(random, tables, { id, firms });
  return tables;
}

/** Whoever is billed: the subject for the first ones, somebody else for all others. */
function billed(random: Random, firms: Firms, project: Project, isSubjects: boolean): make.Person | undefined {
  if (isSubjects) return firms.subject.contact;
  const others = project.client.contacts.filter((person) => person.id !== firms.subject.contact.id);
  return others.length > 0 ? random.pick(others) : undefined;
}

function addInvoice(random: Random, tables: MoneyTables, at: { id: number; firms: Firms; work: Work }): void {
  const { id, firms, work } = at;
  const isSubjects = id <= subjectInvoices;
  const isSent = id > subjectInvoices && id <= subjectInvoices + subjectSent;
  const pool = isSubjects ? work.projects.slice(4, 6) : isSent ? work.projects.slice(0, 4) : work.projects.slice(6);
  const project = random.pick(pool);
  const person = billed(random, firms, project, isSubjects);
  if (!person) return;
  const staff = (firms.staff.get(project.client.firm) ?? []).filter((one) => one.id !== firms.subject.user.id);
  const sender = isSent ? firms.subject.user : random.pick(staff);
  const street = isSubjects ? make.subject.street : `${random.int(1, 180)} ${random.pick(words.streets)} Street`;
  const total = addLines(random, tables.invoice_lines, id, project);
  const issued = make.makeTime(random, 2023, 2026);
  tables.invoices.push([
    ...[id, project.client.id, project.id, person.id, `HB-${String(id).padStart(6, "0")}`, make.wholeName(person), person.email],
    ...[
      street,
      random.pick(words.cities)[0],
      random.pick(["EUR", "USD", "PLN"]),
      total,
      issued,
      issued.slice(0, 10),
      sender.id,
      issued,
    ],
  ]);
  if (id <= 4 || (!isSubjects && random.chance(0.85)))
    addPayment(random, tables.payments, { invoice: id, person, total, issued });
}

/** Adds lines whose sum is the invoice's total, and gives that. */
function addLines(random: Random, rows: Cell[][], invoice: number, project: Project): number {
  let total = 0;
  for (let count = random.int(2, 6); count > 0; count--) {
    const amount = random.int(5, 400) * 500;
    const entry = project.entries.length > 0 && random.chance(0.7) ? random.pick(project.entries) : null;
    rows.push([rows.length + 1, invoice, entry, random.pick(words.workNotes), amount]);
    total += amount;
  }
  return total;
}

function addPayment(
  random: Random,
  rows: Cell[][],
  paid: { invoice: number; person: make.Person; total: number; issued: string },
): void {
  const card = random.chance(0.6) ? `•••• ${random.int(1000, 9999)}` : null;
  rows.push([rows.length + 1, paid.invoice, make.wholeName(paid.person), paid.person.email, card, paid.total, paid.issued]);
}

function addProposal(random: Random, tables: MoneyTables, at: { id: number; firms: Firms }): void {
  const { id, firms } = at;
  const isSubjects = id <= 3;
  const client = isSubjects ? firms.clients.find((one) => one.id === firms.subject.client) : random.pick(firms.clients);
  if (!client) return;
  const others = client.contacts.filter((person) => person.id !== firms.subject.contact.id);
  const contact = isSubjects ? firms.subject.contact : random.pick(others);
  const staff = (firms.staff.get(client.firm) ?? []).filter((one) => one.id !== firms.subject.user.id);
  const sent = make.makeTime(random, 2023, 2026);
  const ip = isSubjects ? make.subject.address : random.chance(0.6) ? make.makeIp(random) : null;
  const isAccepted = isSubjects || random.chance(0.5);
  tables.proposals.push([
    ...[
      id,
      client.id,
      contact.id,
      random.pick(staff).id,
      `${random.pick(words.projectWords)} proposal`,
      random.int(10, 700) * 10_000,
    ],
    ...[sent, ip, isAccepted ? make.wholeName(contact) : null, isAccepted ? sent : null],
  ]);
}
