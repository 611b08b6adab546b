// Accounts, opportunities, campaigns, tasks, addresses, tags: what people are linked to, by type and number most of the time.
import { fullName } from "../seeded/people.ts";
import { gone, type Part, points } from "../seeded/world.ts";
import type { Actor } from "./cast.ts";
import { anybody, type Setting, staffOf, subscribers } from "./setting.ts";

const ACCOUNTS = 30;
const OPPORTUNITIES = 60;
const CAMPAIGNS = 8;
const TAGS = ["vip", "prospect", "partner", "made-to-order", "ann"];

export function writeOffice(setting: Setting): void {
  writeAccounts(setting);
  writeOpportunities(setting);
  writeAddresses(setting);
  writeTasks(setting);
  writeTags(setting);
  writeUsersThings(setting);
  writeFiles(setting);
}

function writeAccounts(setting: Setting): void {
  const { world, chance, contacts, moment } = setting;
  for (let at = 1; at <= CAMPAIGNS; at += 1) {
    const staff = staffOf(setting);
    const list = subscribers(setting);
    const columns = { id: world.next("campaigns"), ...staff.columns, name: `Campaign ${at}`, subscribed_users: list.text };
    world.add("campaigns", columns, [...staff.parts, ...list.parts]);
  }
  for (let at = 1; at <= ACCOUNTS; at += 1) {
    const staff = staffOf(setting);
    const list = subscribers(setting);
    const columns = {
      ...{ id: world.next("accounts"), ...staff.columns, name: `Melati Works ${at}`, email: `office.${at}@works.example` },
      ...{ phone: `+62 21 700 ${1000 + at}`, contacts_count: 3, subscribed_users: list.text },
    };
    world.add("accounts", columns, [...staff.parts, ...list.parts]);
  }
  for (const one of contacts) {
    if (chance.percent(20)) continue;
    world.add(
      "account_contacts",
      {
        id: world.next("account_contacts"),
        account_id: 1 + chance.int(ACCOUNTS),
        contact_id: one.contact ?? 0,
        created_at: moment(),
      },
      [gone(one.id)],
    );
  }
}

function writeOpportunities(setting: Setting): void {
  const { world, chance, contacts } = setting;
  for (let at = 1; at <= OPPORTUNITIES; at += 1) {
    const staff = staffOf(setting);
    const list = subscribers(setting);
    const id = world.next("opportunities");
    const columns = { id, ...staff.columns, name: `Order ${at}`, amount: `${at}00.50`, subscribed_users: list.text };
    world.add("opportunities", columns, [...staff.parts, ...list.parts]);
    const account = { id: world.next("account_opportunities"), account_id: 1 + chance.int(ACCOUNTS), opportunity_id: id };
    world.add("account_opportunities", account);
    for (const one of new Set([chance.pick(contacts), chance.pick(contacts)])) {
      const link = { id: world.next("contact_opportunities"), contact_id: one.contact ?? 0, opportunity_id: id, role: "buys" };
      world.add("contact_opportunities", link, [gone(one.id)]);
    }
  }
}

function writeAddresses(setting: Setting): void {
  const { world, chance, actors } = setting;
  const write = (type: string, number: number, at: Pick<Actor, "street" | "city">, parts: readonly Part[]): void => {
    world.add(
      "addresses",
      {
        ...{ id: world.next("addresses"), street1: at.street, city: at.city, zipcode: `4${1000 + world.next("zip")}` },
        ...{ full_address: `${at.street}, ${at.city}`, address_type: "Business", addressable_type: type, addressable_id: number },
        deleted_at: null,
      },
      parts,
    );
  };
  for (const one of actors) {
    if (one.contact !== undefined) write("Contact", one.contact, one, [gone(one.id)]);
    if (one.lead !== undefined && chance.percent(70)) write("Lead", one.lead, one, [gone(one.id)]);
  }
  for (let at = 1; at <= ACCOUNTS; at += 1) write("Account", at, { street: `Works Road ${at}`, city: "Leeds" }, []);
}

function writeTasks(setting: Setting): void {
  const { world, chance, users } = setting;
  for (let at = 1; at <= 300; at += 1) {
    const staff = staffOf(setting);
    const list = subscribers(setting);
    const ended = chance.percent(40) ? chance.pick(users) : undefined;
    const with_ = at % 4 === 0 ? undefined : anybody(setting);
    const onto = with_ ? { type: with_.kind, number: with_.number } : { type: "Account", number: 1 + chance.int(ACCOUNTS) };
    world.add(
      "tasks",
      {
        ...{ id: world.next("tasks"), ...staff.columns, completed_by: ended?.user ?? null },
        ...{ name: with_ ? `Call ${fullName(with_.actor)} (${at})` : `Send the price list (${at})` },
        ...{ asset_type: onto.type, asset_id: onto.number, bucket: "due_asap", subscribed_users: list.text },
      },
      [
        ...(with_ ? [gone(with_.actor.id)] : []),
        ...staff.parts,
        ...list.parts,
        ...(ended ? [points(ended.id, "completed_by")] : []),
      ],
    );
  }
}

function writeTags(setting: Setting): void {
  const { world, chance, users } = setting;
  for (const name of TAGS) world.add("tags", { id: world.next("tags"), name, taggings_count: 40 });
  const taken = new Set<string>();
  for (let at = 0; at < 160; at += 1) {
    const one = anybody(setting);
    const tag = 1 + chance.int(TAGS.length);
    const by = chance.percent(50) ? chance.pick(users) : undefined;
    const name = `${tag} ${one.kind} ${one.number}`;
    if (taken.has(name)) continue;
    taken.add(name);
    world.add(
      "taggings",
      {
        ...{ id: world.next("taggings"), tag_id: tag, taggable_id: one.number, taggable_type: one.kind },
        ...{ tagger_id: by?.user ?? null, tagger_type: by ? "User" : null, context: "tags" },
      },
      [gone(one.actor.id), ...(by ? [points(by.id, "tagger_id")] : [])],
    );
  }
}

function writeUsersThings(setting: Setting): void {
  const { world, chance, users } = setting;
  for (let at = 1; at <= 5; at += 1) world.add("groups", { id: world.next("groups"), name: `Group ${at}` });
  for (const one of users) {
    const number = one.user ?? 0;
    world.add("preferences", { id: world.next("preferences"), user_id: number, name: "locale", value: `Zone${one.user}` }, [
      gone(one.id),
    ]);
    const list = { id: world.next("lists"), name: `Mine ${number}`, url: `/contacts?q=${number}xyz`, user_id: number };
    world.add("lists", list, [gone(one.id)]);
    const group = { group_id: 1 + chance.int(5), user_id: number };
    // Twice in a table without a key: both are theirs.
    for (let times = number % 3 === 0 ? 2 : 1; times > 0; times -= 1) world.add("groups_users", group, [gone(one.id)]);
  }
  for (let at = 0; at < 60; at += 1) {
    const user = chance.pick(users);
    const one = chance.percent(60) ? anybody(setting) : undefined;
    const onto = one
      ? { asset_type: one.kind, asset_id: one.number }
      : { asset_type: "Account", asset_id: 1 + chance.int(ACCOUNTS) };
    const columns = { id: world.next("permissions"), user_id: user.user ?? 0, ...onto, group_id: null };
    world.add("permissions", columns, [gone(user.id), ...(one ? [gone(one.actor.id)] : [])]);
  }
}

/** Files: the upload goes with its last holder, and stays while somebody else has it too. */
function writeFiles(setting: Setting): void {
  const { world, chance, contacts, users } = setting;
  const attach = (blob: number, one: Actor): void => {
    world.add(
      "active_storage_attachments",
      {
        ...{ id: world.next("active_storage_attachments"), name: `file ${blob}`, record_type: "Contact" },
        ...{ record_id: one.contact ?? 0, blob_id: blob, created_at: "2024-02-01 10:00:00" },
      },
      [gone(one.id)],
    );
  };
  for (let at = 1; at <= 40; at += 1) {
    const one = chance.pick(contacts);
    const other = at % 4 === 0 ? contacts.find((each) => each.contact === ((one.contact ?? 0) % contacts.length) + 1) : undefined;
    const id = world.next("active_storage_blobs");
    world.add(
      "active_storage_blobs",
      {
        ...{ id, key: `blob-${at}-key`, filename: `scan-${at}.pdf`, service_name: "local", byte_size: at },
        ...{ checksum: `sum-${at}-of-it`, created_at: "2024-02-01 10:00:00" },
      },
      other ? [] : [gone(one.id)],
    );
    attach(id, one);
    if (other) attach(id, other);
  }
  for (const one of [...contacts.slice(0, 30), ...users]) {
    const type = one.contact !== undefined && chance.percent(60) ? "Contact" : one.user !== undefined ? "User" : "Contact";
    const by = chance.pick(users);
    world.add(
      "avatars",
      {
        ...{ id: world.next("avatars"), user_id: by.user ?? 0, entity_type: type },
        ...{ entity_id: (type === "User" ? one.user : one.contact) ?? 0, image_file_name: `face-${one.id}.jpg` },
      },
      [gone(one.id), points(by.id, "user_id")],
    );
  }
}
