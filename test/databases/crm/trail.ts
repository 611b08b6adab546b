// What the application writes down about its own rows: versions with copies of what was, activities, notes.
import { fullName } from "../seeded/people.ts";
import { gone, type Part, points } from "../seeded/world.ts";
import type { Actor } from "./cast.ts";
import { anybody, inTexts, type Setting } from "./setting.ts";
import type { Kind } from "./tables.ts";

export function writeTrail(setting: Setting): void {
  writeVersions(setting);
  writeActivities(setting);
  writeNotes(setting);
}

const oldRow = (one: Actor, number: number): string =>
  `---\nid: ${number}\nfirst_name: ${one.first}\nlast_name: ${one.last}\nemail: ${one.email}\nphone: "${one.phone}"\n`;

function writeVersions(setting: Setting): void {
  const { world, chance, users, actors, moment } = setting;
  const write = (
    item: string,
    number: number,
    texts: { object: string | null; object_changes: string | null },
    parts: readonly Part[],
    related?: { type: string; id: number },
  ): void => {
    const by = chance.percent(80) ? chance.pick(users) : undefined;
    world.add(
      "versions",
      {
        ...{ id: world.next("versions"), item_type: item, item_id: number, event: "update" },
        ...{ whodunnit: by ? String(by.user) : chance.pick([null, "", "system"]), ...texts },
        ...{ created_at: moment(), related_id: related?.id ?? null, related_type: related?.type ?? null },
      },
      [...parts, ...(by ? [points(by.id, "whodunnit")] : [])],
    );
  };
  for (const one of actors) {
    for (const [kind, number] of [
      ["User", one.user],
      ["Contact", one.contact],
      ["Lead", one.lead],
    ] as [Kind, number | undefined][]) {
      if (number === undefined || chance.percent(30)) continue;
      const object_changes = `---\nphone:\n- "${one.phone}"\n- ''\n`;
      write(kind, number, { object: oldRow(one, number), object_changes }, [gone(one.id)]);
    }
  }
  // Rows about rows: an old address of a contact, an old task.
  for (const row of world.rows.filter((each) => ["addresses", "tasks"].includes(each.table) && each.columns.deleted_at !== "x")) {
    if (!chance.percent(25)) continue;
    const owner = row.parts.find((part) => part.becomes === "gone");
    const text = row.table === "addresses" ? `---\nstreet1: ${row.columns.street1}\n` : `---\nname: ${row.columns.name}\n`;
    const type = row.table === "addresses" ? "Address" : "Task";
    const related =
      row.table === "addresses"
        ? { type: String(row.columns.addressable_type), id: Number(row.columns.addressable_id) }
        : undefined;
    write(type, Number(row.columns.id), { object: text, object_changes: null }, owner ? [gone(owner.of)] : [], related);
  }
  for (let at = 1; at <= 60; at += 1)
    write("Account", 1 + chance.int(30), { object: `---\nname: Melati Works ${at}\n`, object_changes: null }, []);
}

function writeActivities(setting: Setting): void {
  const { world, chance, users, moment } = setting;
  for (let at = 1; at <= 200; at += 1) {
    const by = chance.pick(users);
    const one = chance.percent(70) ? anybody(setting) : undefined;
    const texts = { info: one ? fullName(one.actor) : `Melati Works ${at}` };
    world.add(
      "activities",
      {
        ...{ id: world.next("activities"), user_id: by.user ?? 0, subject_type: one ? one.kind : "Account" },
        ...{ subject_id: one ? one.number : 1 + chance.int(30), action: "viewed", ...texts, created_at: moment() },
      },
      [gone(by.id), ...(one ? [inTexts(one.actor, texts)] : [])],
    );
  }
}

function writeNotes(setting: Setting): void {
  const { world, contacts, leads } = setting;
  const write = (type: Kind, number: number, one: Actor): void => {
    world.add(
      "action_text_rich_texts",
      {
        ...{ id: world.next("action_text_rich_texts"), name: "notes", body: `<p>${fullName(one)}, ${one.phone}</p>` },
        ...{ record_type: type, record_id: number, created_at: "2024-03-01 09:00:00", updated_at: "2024-03-01 09:00:00" },
      },
      [gone(one.id)],
    );
  };
  for (const one of contacts) if ((one.contact ?? 0) % 3 === 0) write("Contact", one.contact ?? 0, one);
  for (const one of leads) if ((one.lead ?? 0) % 3 === 0) write("Lead", one.lead ?? 0, one);
}
