import type { Client, Firms } from "./make-firms.ts";
import * as make from "./make-people.ts";
import * as words from "./names.ts";
import type { Random } from "./random.ts";
import type { Cell, Tables } from "./write-database.ts";

/** A project, and who works on it. */
export interface Project {
  readonly id: number;
  readonly client: Client;
  readonly members: readonly make.Person[];
  /** Ids of its time entries. */
  readonly entries: number[];
}

export interface Work {
  readonly projects: readonly Project[];
  readonly tables: Tables;
}

const projectCount = 700;
const entryCount = 30_000;
/** Of the subject's own, and approved by her. */
const subjectEntries = 287;
const subjectApprovals = 12;

export function makeWork(random: Random, firms: Firms): Work {
  const tables = {
    projects: [] as Cell[][],
    project_members: [] as Cell[][],
    time_entries: [] as Cell[][],
    files: [] as Cell[][],
  };
  const projects: Project[] = [];
  for (let id = 1; id <= projectCount; id++) {
    const project = makeProject(random, firms, id);
    projects.push(project.project);
    tables.projects.push(project.row);
    for (const member of project.project.members) {
      tables.project_members.push([id, member.id, random.int(40, 180) * 100, make.makeDay(random, 2023, 2025)]);
    }
  }
  makeEntries(random, firms, projects, tables.time_entries);
  makeFiles(random, firms, projects, tables.files);
  return { projects, tables };
}

function makeProject(random: Random, firms: Firms, id: number): { project: Project; row: Cell[] } {
  const { subject } = firms;
  // The first four are her own firm's, with her on the team; the next two are run for her as a client's contact.
  const owned = id <= 4;
  const asked = id === 5 || id === 6;
  const client = asked
    ? pickClient(
        random,
        firms.clients.filter((one) => one.id === subject.client),
      )
    : pickClient(
        random,
        owned
          ? firms.clients.filter((one) => one.firm === subject.firm)
          : firms.clients.filter((one) => one.id !== subject.client),
      );
  const staff = (firms.staff.get(client.firm) ?? []).filter((person) => owned || person.id !== subject.user.id);
  const members = owned
    ? [subject.user, ...staff.filter((person) => person.id !== subject.user.id).slice(0, 2)]
    : someOf(random, staff);
  const lead = id === 1 ? subject.user : random.pick(staff.filter((person) => person.id !== subject.user.id));
  const others = client.contacts.filter((person) => person.id !== subject.contact.id);
  const contact = asked ? subject.contact : others.length > 0 && random.chance(0.8) ? random.pick(others) : undefined;
  const name = `${random.pick(words.projectWords)} ${random.int(2023, 2026)}`;
  const starts = make.makeDay(random, 2023, 2026);
  const status = random.pick(["planned", "running", "done"]);
  const row = [
    id,
    client.id,
    name,
    status,
    random.int(20, 900) * 10_000,
    lead.id,
    contact?.id ?? null,
    starts,
    `${starts}T08:00:00Z`,
  ];
  return { project: { id, client, members, entries: [] }, row };
}

function pickClient(random: Random, clients: readonly Client[]): Client {
  return random.pick(clients);
}

function someOf(random: Random, people: readonly make.Person[]): readonly make.Person[] {
  const start = random.int(0, people.length - 1);
  return Array.from({ length: random.int(2, 5) }, (_, index) => people[(start + index) % people.length]).filter(
    (one) => one !== undefined,
  );
}

function makeEntries(random: Random, firms: Firms, projects: readonly Project[], rows: Cell[][]): void {
  const { user } = firms.subject;
  for (let id = 1; id <= entryCount; id++) {
    const subjects = id <= subjectEntries;
    const project = random.pick(subjects ? projects.slice(0, 4) : projects);
    const others = project.members.filter((person) => person.id !== user.id);
    const worker = subjects ? user : random.pick(others);
    const staff = (firms.staff.get(project.client.firm) ?? []).filter((person) => person.id !== user.id);
    const approver =
      id > subjectEntries && id <= subjectEntries + subjectApprovals ? user : random.chance(0.7) ? random.pick(staff) : undefined;
    project.entries.push(id);
    rows.push([
      ...[id, project.id, worker.id, make.makeDay(random, 2023, 2026), random.int(1, 32) * 15],
      ...[random.chance(0.5) ? random.pick(words.workNotes) : null, approver?.id ?? null],
    ]);
  }
}

function makeFiles(random: Random, firms: Firms, projects: readonly Project[], rows: Cell[][]): void {
  const kinds = [
    ["pdf", "application/pdf"],
    ["png", "image/png"],
    ["csv", "text/csv"],
  ] as const;
  for (let id = 1; id <= 1800; id++) {
    const project = random.pick(id <= 9 ? projects.slice(0, 4) : projects);
    const others = project.members.filter((person) => person.id !== firms.subject.user.id);
    const uploader = id <= 9 ? firms.subject.user : random.pick(others);
    const [ending, media] = random.pick(kinds);
    const name = `${random.pick(words.projectWords).toLowerCase()}-${id}.${ending}`;
    const uploaded = make.makeTime(random, 2023, 2026);
    rows.push([id, project.id, uploader.id, name, media, random.int(800, 9_000_000), `files/${random.hex(32)}`, uploaded]);
  }
}
