// Rows for Fat Free CRM: our own, made by a seed, and the truth about each of them.
import { fullName } from "../seeded/people.ts";
import { gone, points, World } from "../seeded/world.ts";
import { type Actor, castOf, idOf, subjectOf, valuesOf } from "./cast.ts";
import { writeMail } from "./mail.ts";
import { writeOffice } from "./office.ts";
import { type Setting, staffOf, subscribers } from "./setting.ts";
import { type Kind, TABLES } from "./tables.ts";
import { writeTrail } from "./trail.ts";

export function seedCrm(seed = 20_261_128): World {
  const { actors, chance } = castOf(seed);
  const world = new World(TABLES);
  let minutes = 0;
  const moment = (): string => {
    minutes += 1;
    return new Date(Date.UTC(2024, 0, 1) + minutes * 60_000).toISOString().slice(0, 19).replace("T", " ");
  };
  const having = (kind: Kind): Actor[] => actors.filter((one) => idOf(one, kind) !== undefined);
  const setting: Setting = {
    ...{ world, chance, actors, moment },
    ...{ users: having("User"), contacts: having("Contact"), leads: having("Lead") },
  };
  writeUsers(setting);
  writeLeads(setting);
  writeContacts(setting);
  writeOffice(setting);
  writeMail(setting);
  writeTrail(setting);
  for (const actor of actors) {
    const of = actor.user !== undefined ? "users" : actor.contact !== undefined ? "contacts" : "leads";
    world.people.push({ id: actor.id, of, subject: subjectOf(actor), values: valuesOf(actor) });
  }
  return world;
}

function writeUsers({ world, chance, users, moment }: Setting): void {
  for (const one of users) {
    world.add(
      "users",
      {
        id: world.next("users"),
        username: `${one.first.toLowerCase()}${one.user}`,
        email: one.email,
        first_name: one.first,
        last_name: one.last,
        title: chance.pick(["Sales", "Support"]),
        company: "Harbor Trading",
        alt_email: one.alt,
        phone: one.phone,
        encrypted_password: `$2a$12$${one.user}kQ7`,
        last_sign_in_ip: `192.0.2.${one.user}`,
        deleted_at: one.user === 9 ? moment() : null,
        created_at: moment(),
      },
      [gone(one.id)],
    );
  }
}

const about = (one: Actor): string => `Met ${fullName(one)} at the annual fair; an offer was made.`;

function writeLeads(setting: Setting): void {
  const { world, chance, leads, moment } = setting;
  for (const one of leads) {
    const staff = staffOf(setting);
    const list = subscribers(setting);
    world.add(
      "leads",
      {
        id: world.next("leads"),
        ...staff.columns,
        campaign_id: 1 + chance.int(8),
        first_name: one.first,
        last_name: one.last,
        title: "Buyer",
        company: `${one.last} Works ${one.lead}`.slice(0, 64),
        status: one.contact === undefined ? chance.pick(["new", "contacted", "rejected"]) : "converted",
        referred_by: chance.percent(30) ? "Trade fair" : null,
        // What a converted lead said first: the other address, if there is one.
        email: one.contact !== undefined && one.alt !== null ? one.alt : one.email,
        alt_email: null,
        phone: one.phone,
        deleted_at: chance.percent(8) ? moment() : null,
        created_at: moment(),
        background_info: about(one),
        subscribed_users: list.text,
      },
      [gone(one.id), ...staff.parts, ...list.parts],
    );
  }
}

function writeContacts(setting: Setting): void {
  const { world, chance, contacts, moment } = setting;
  for (const one of contacts) {
    const staff = staffOf(setting);
    const list = subscribers(setting);
    const above = chance.percent(25) ? chance.pick(contacts) : undefined;
    world.add(
      "contacts",
      {
        id: world.next("contacts"),
        ...staff.columns,
        lead_id: one.lead ?? null,
        reports_to: above?.contact ?? null,
        first_name: one.first,
        last_name: one.last,
        title: chance.pick(["Owner", "Buyer", null]),
        email: one.written.email,
        alt_email: one.alt,
        phone: one.written.phone,
        mobile: chance.percent(30) ? one.phone : "",
        linkedin: chance.percent(20) ? `linkedin.example/in/${one.id}` : null,
        born_on: chance.percent(30) ? `19${60 + chance.int(40)}-0${1 + chance.int(9)}-1${chance.int(9)}` : null,
        deleted_at: chance.percent(8) ? moment() : null,
        created_at: moment(),
        background_info: about(one),
        subscribed_users: list.text,
      },
      [gone(one.id), ...staff.parts, ...list.parts, ...(above ? [points(above.id, "reports_to")] : [])],
    );
  }
}
