// What each person has: found by a uuid in a text, a number in a text, a value, a number in JSON, in partitions, without a key.
import { fullName } from "../seeded/people.ts";
import { gone, inTextsOf, points } from "../seeded/world.ts";
import { type Actor, faceOf, saidOf } from "./cast.ts";
import type { Setting } from "./setting.ts";

export function writeThings(setting: Setting): void {
  const { world, chance, actors } = setting;
  for (const [at, one] of actors.entries()) {
    const { id } = faceOf(one);
    if (at % 3 !== 2) {
      const bio = `${fullName(one)} of ${one.city}, made for the annual fair ${id}`;
      world.add("profiles", { id: world.next("profiles"), person_uid: spelled(one.uid, at), bio }, [gone(one.id)]);
    }
    if (at % 2 === 0) writeCard(setting, one, 1 + (at % 8));
    if (one.ext !== null && one.ext !== "") {
      world.add("imports", { line: world.next("imports"), ext: one.ext, raw: `${one.ext};${fullName(one)};${one.phone}` }, [
        gone(one.id),
      ]);
    }
    writeVisits(setting, one);
    for (let times = at % 4; times > 0; times -= 1) world.add("hits", { person_id: id, path: `/p/${id}` }, [gone(one.id)]);
    const wish = { EntryNo: world.next("GuestBook"), PersonId: id, 'Say "Hi"': `"Hi" says ${fullName(one)} (${id})` };
    if (at % 3 === 0) world.add("GuestBook", wish, [gone(one.id)]);
  }
  // Nobody's: empty where others have something to be found by.
  for (let at = 0; at < 6; at += 1) {
    const ext = chance.pick(["", null]);
    world.add("imports", { line: world.next("imports"), ext, raw: `nobody ${at}` });
  }
  writeDocuments(setting);
  writeTeams(setting);
  writeEvents(setting);
  writeNotes(setting);
}

/** As it came from elsewhere: in capitals, or without its dashes. */
const spelled = (uid: string, at: number): string =>
  at % 4 === 1 ? uid.toUpperCase() : at % 4 === 3 ? uid.replaceAll("-", "") : uid;

function writeCard({ world }: Setting, one: Actor, zeros: number): void {
  const member = String(faceOf(one).id).padStart(zeros, "0");
  const id = world.next("cards");
  const old = { id, member, points: 1 };
  world.add("cards", { id, member, points: 10 * id }, [gone(one.id)]);
  // What the trigger kept of earlier days.
  if (id % 3 === 0)
    world.add("audit", { id: world.next("audit"), table_name: "cards", row_id: id, old: JSON.stringify(old) }, [gone(one.id)]);
  if (id % 4 === 0) {
    const was = { id: faceOf(one).id, email: `old.${one.email}`, phone: one.phone };
    const row = { id: world.next("audit"), table_name: "people", row_id: faceOf(one).id, old: JSON.stringify(was) };
    world.add("audit", row, [gone(one.id)]);
  }
}

function writeVisits({ world, engine, chance }: Setting, one: Actor): void {
  for (const year of [2024, 2025]) {
    if (!chance.percent(60)) continue;
    const table = engine === "postgres" ? `visits_${year}` : "visits";
    const id = world.next("visits");
    world.add(table, { id, person_id: faceOf(one).id, at: `${year}-03-1${id % 9}`, path: `/visit/${id}/of/${one.id}` }, [
      gone(one.id),
    ]);
  }
}

function writeDocuments({ world, engine, actors }: Setting): void {
  if (engine !== "postgres") return;
  for (const one of actors.filter((_, at) => at % 4 === 0)) {
    const { id } = faceOf(one);
    world.add("documents", { id: world.next("documents"), person_id: id, title: `Letter of ${one.id}` }, [gone(one.id)]);
    const passport = { id: world.next("documents"), person_id: id, title: `Passport of ${one.id}`, number: `X${id}-${one.id}` };
    if (id % 3 === 0) world.add("passports", passport, [gone(one.id)]);
    world.add("diaries", { id: world.next("diaries"), person_id: id, body: `What ${fullName(one)} thought (${id})` }, [
      gone(one.id),
    ]);
  }
}

/** Givers of vouchers: their rows must be pointed at by others' rows, so that they cannot go. */
export const GIVERS: readonly string[] = ["p50", "p61", "p161"];

function writeTeams({ world, chance, actors }: Setting): void {
  for (let id = 1; id <= 20; id += 1) {
    const owner = chance.percent(80) ? chance.pick(actors) : undefined;
    world.add(
      "teams",
      { id, name: `Team ${id}`, owner_id: owner ? faceOf(owner).id : null },
      owner ? [points(owner.id, "owner_id")] : [],
    );
    for (const member of new Set([chance.pick(actors), chance.pick(actors), chance.pick(actors)]))
      world.add("team_members", { team_id: id, person_id: faceOf(member).id }, [gone(member.id)]);
  }
  const givers = actors.filter((one) => GIVERS.includes(one.id));
  for (const [at, giver] of givers.entries()) {
    const taker = actors[at + 3];
    if (taker === undefined) continue;
    const row = {
      id: world.next("vouchers"),
      giver_id: faceOf(giver).id,
      taker_id: faceOf(taker).id,
      wish: `A year of tea (${at})`,
    };
    world.add("vouchers", row, [gone(taker.id), points(giver.id, "giver_id")]);
  }
}

/** Who did it stands in JSON; beside it stand numbers of other things, which are the same. */
function writeEvents({ world, chance, actors }: Setting): void {
  for (let id = 1; id <= 240; id += 1) {
    const one = chance.percent(85) ? chance.pick(actors) : undefined;
    const other = faceOf(chance.pick(actors)).id;
    const payload = {
      kind: "seen",
      ...(one ? { actor: { id: faceOf(one).id, name: fullName(one) } } : { actor: null }),
      object: { id: other, size: id },
      ids: [other, id],
    };
    world.add("events", { id, payload: JSON.stringify(payload) }, one ? [gone(one.id)] : []);
  }
}

function writeNotes({ world, chance, actors }: Setting): void {
  for (let id = 1; id <= 160; id += 1) {
    const about = chance.pick(actors);
    const type = chance.pick(["Person", "Person", "Order", "Company"]);
    const by = chance.percent(70) ? chance.pick(actors) : undefined;
    const number = type === "Person" ? faceOf(about).id : 1 + chance.int(20);
    const body = type === "Person" ? `${fullName(about)} was made an offer; ${about.phone} (${id})` : `The annual offer (${id})`;
    world.add("notes", { id, about_type: type, about_id: number, by_uid: by ? spelled(by.uid, id) : null, body }, [
      ...(type === "Person" ? [inTextsOf(about.id, saidOf(about), "body")] : []),
      ...(by ? [points(by.id, "by_uid")] : []),
    ]);
  }
}
