// Rows for the hard schema, and the truth about each of them.
import type { Subject } from "../erase.ts";
import { fullName } from "../seeded/people.ts";
import { gone, type Part, points, shared, World, type WorldRow } from "../seeded/world.ts";
import { writeBooks } from "./books.ts";
import { type Actor, castOf, faceOf, hasAddress, isDouble, valuesOf } from "./cast.ts";
import { writeLists } from "./lists.ts";
import type { Setting } from "./setting.ts";
import { type Engine, tablesOf } from "./tables.ts";
import { writeTalk } from "./talk.ts";
import { writeThings } from "./things.ts";

export function seedHard(engine: Engine, seed = 20_261_128): World {
  const { actors, chance } = castOf(seed);
  const world = new World(tablesOf(engine));
  const setting: Setting = { engine, world, chance, actors };
  writeGround(setting);
  writePeople(setting);
  writeThings(setting);
  writeBooks(setting);
  writeTalk(setting);
  writeLists(setting);
  if (engine === "postgres") for (const row of world.rows.filter(({ table }) => table === "people")) writeCopy(world, row);
  for (const actor of actors) {
    world.people.push({ id: actor.id, of: "people", subject: [subjectOf(actor)], values: valuesOf(actor) });
  }
  return world;
}

/** By what they ask: an address and the workspace it is of, where somebody has it in the other, else the number of any of their rows. */
const subjectOf = (actor: Actor): Subject =>
  isDouble(actor) && hasAddress(actor)
    ? { kind: "email", value: actor.email, tenant: String(actor.tenant) }
    : { kind: "account", value: String((actor.faces.at(-1) ?? faceOf(actor)).id) };

/** What the materialized view makes of a row. */
function writeCopy(world: World, { columns, parts }: WorldRow): void {
  const { id = null, first_name, last_name, email = null } = columns;
  const owner = parts.find((part) => part.link === "owned");
  world.add("people_cards", { id, name: `${first_name} ${last_name}`, email }, owner ? [gone(owner.of)] : []);
}

const COMPANIES = 20;
const DEPARTMENTS = 6;

/** Where they live: every fifth shares it with the next; under a few of them there is a depot. */
const placeOf = (actor: Actor): number => {
  const number = faceOf(actor).id;
  return number % 5 === 0 ? number - 1 : number;
};

function writeGround({ world, actors, chance }: Setting): void {
  for (const id of [1, 2]) world.add("workspaces", { id, name: `Workspace ${id}` });
  const homes = new Map<number, Actor[]>();
  for (const one of actors) homes.set(placeOf(one), [...(homes.get(placeOf(one)) ?? []), one]);
  for (const [id, homed] of homes) {
    const depot = id % 31 === 0;
    const first = homed[0];
    world.add(
      "places",
      { id, street: `${first?.street} ${id}`, city: first?.city ?? "" },
      homed.length === 1 && !depot && first ? [gone(first.id)] : [],
    );
    if (depot) world.add("depots", { id: world.next("depots"), place_id: id });
  }
  for (let id = 1; id <= COMPANIES; id += 1) {
    const contact = chance.pick(actors);
    const info = {
      vat: `NL${100 + id}`,
      contact: { person: faceOf(contact).id, name: fullName(contact), mail: contact.email },
      sites: [{ city: contact.city, visitor: id }],
    };
    const cleaned = {
      kind: "cleaned",
      paths: [
        ["contact", "person"],
        ["contact", "name"],
        ["contact", "mail"],
      ],
    } as const;
    world.add("companies", { id, tenant: contact.tenant, name: `Kenanga ${id}`, info: JSON.stringify(info) }, [
      shared(contact.id, { info: cleaned }),
    ]);
  }
  for (let id = 1; id <= DEPARTMENTS; id += 1) {
    const head = chance.percent(80) ? chance.pick(actors) : undefined;
    world.add(
      "departments",
      { id, name: `Department ${id}`, head_id: head ? faceOf(head).id : null },
      head ? [points(head.id, "head_id")] : [],
    );
  }
}

function writePeople({ world, actors, chance }: Setting): void {
  const buddyOf = (at: number): Actor | undefined =>
    at % 10 === 0 ? actors[at + 1] : at % 10 === 1 ? actors[at - 1] : undefined;
  for (const [at, one] of actors.entries()) {
    const face = faceOf(one);
    const boss = chance.percent(40) ? chance.pick(actors) : undefined;
    const buddy = buddyOf(at);
    const common = {
      tenant: one.tenant,
      kind: chance.pick(["customer", "employee", "applicant"]),
      first_name: one.first,
      last_name: one.last,
    };
    const parts: Part[] = [gone(one.id)];
    if (boss) parts.push(points(boss.id, "boss_id"));
    if (buddy) parts.push(points(buddy.id, "buddy_id"));
    world.add(
      "people",
      {
        ...{
          id: face.id,
          no: face.no,
          uid: one.uid,
          ext_id: one.ext,
          email: face.email,
          ...common,
          phone: one.phone,
          place_id: placeOf(one),
        },
        ...{ company_id: 1 + chance.int(COMPANIES), dept_id: chance.percent(50) ? 1 + chance.int(DEPARTMENTS) : null },
        ...{
          boss_id: boss ? faceOf(boss).id : null,
          buddy_id: buddy ? faceOf(buddy).id : null,
          replaced_by: null,
          deleted_at: null,
        },
      },
      parts,
    );
  }
  for (const one of actors) {
    for (const old of one.faces.slice(1)) {
      world.add(
        "people",
        {
          ...{
            id: old.id,
            no: old.no,
            uid: one.uid.replace("a1b2c3d4", "b1b2c3d4"),
            ext_id: null,
            email: old.email,
            tenant: one.tenant,
          },
          ...{
            kind: "applicant",
            first_name: one.first,
            last_name: one.last,
            phone: "",
            place_id: null,
            company_id: null,
            dept_id: null,
          },
          ...{ boss_id: null, buddy_id: null, replaced_by: faceOf(one).id, deleted_at: "2024-05-01 10:00:00" },
        },
        [gone(one.id)],
      );
    }
  }
}
