import type { Firms } from "./make-firms.ts";
import * as make from "./make-people.ts";
import type { Work } from "./make-work.ts";
import * as words from "./names.ts";
import type { Random } from "./random.ts";
import type { Cell, Tables } from "./write-database.ts";

const commentCount = 5000;
const mailCount = 6000;
/** Written by the subject (some as staff, some as a contact), and naming her. */
const subjectComments = 22;
const commentsThatName = 3;
const subjectMails = 14;

/** Comments, sent mail, and what is worked out from both. */
export function makeTalk(random: Random, firms: Firms, work: Work): Tables {
  return {
    comments: makeComments(random, firms, work),
    mail_log: makeMail(random, firms),
    lead_profiles: makeProfiles(random, firms),
  };
}

function makeComments(random: Random, firms: Firms, work: Work): Cell[][] {
  const { user, contact } = firms.subject;
  return Array.from({ length: commentCount }, (_, index) => {
    const id = index + 1;
    const isSubjects = id <= subjectComments;
    const isContact = isSubjects ? id > 15 : random.chance(0.4);
    const project = random.pick(isSubjects ? (isContact ? work.projects.slice(4, 6) : work.projects.slice(0, 4)) : work.projects);
    const staff = (firms.staff.get(project.client.firm) ?? []).filter((person) => person.id !== user.id);
    const others = project.client.contacts.filter((person) => person.id !== contact.id);
    const author = isSubjects ? (isContact ? contact : user) : random.pick(isContact && others.length > 0 ? others : staff);
    const kind = (isSubjects ? isContact : isContact && others.length > 0) ? "contact" : "user";
    const named = id > subjectComments && id <= subjectComments + commentsThatName ? user : undefined;
    const mentioned = named ?? (!isSubjects && random.chance(0.1) ? random.pick(staff) : undefined);
    const parent = id > 1 && random.chance(0.3) ? random.int(1, id - 1) : null;
    // Every remark of the subject ends with its own mark, so that a test can look for it anywhere.
    const body = isSubjects ? `${random.pick(words.remarks)} (osei-remark-${id})` : random.pick(words.remarks);
    const made = make.makeTime(random, 2024, 2026);
    return [id, "project", project.id, kind, author.id, make.wholeName(author), body, parent, mentioned?.id ?? null, made, made];
  });
}

function makeMail(random: Random, firms: Firms): Cell[][] {
  const { user, contact } = firms.subject;
  const staff = [...firms.staff.values()].flat().filter((person) => person.id !== user.id);
  const contacts = firms.clients.flatMap((client) => client.contacts).filter((person) => person.id !== contact.id);
  return Array.from({ length: mailCount }, (_, index) => {
    const isSubjects = index < subjectMails;
    const isContact = isSubjects ? index < 5 : random.chance(0.5);
    const to = isSubjects ? (isContact ? contact : user) : random.pick(isContact ? contacts : staff);
    const sent = make.makeTime(random, 2025, 2026);
    const isOpened = random.chance(0.5);
    const ip = isOpened ? (isSubjects ? make.subject.address : make.makeIp(random)) : null;
    return [index + 1, to.email, isContact ? to.id : null, random.pick(words.mailTemplates), sent, isOpened ? sent : null, ip];
  });
}

function makeProfiles(random: Random, firms: Firms): Cell[][] {
  const { contact } = firms.subject;
  const rows: Cell[][] = [];
  for (const person of firms.clients.flatMap((client) => client.contacts)) {
    if (person.id !== contact.id && !random.chance(0.6)) continue;
    const city = random.chance(0.7) ? random.pick(words.cities)[0] : null;
    rows.push([person.id, random.pick(words.segments), random.int(0, 1000) / 1000, city, make.makeTime(random, 2026, 2026)]);
  }
  return rows;
}
