// A conversation belongs to all who are in it: messages, what they were before, what was put to them.
import { fullName } from "../seeded/people.ts";
import { gone, inTextsOf, type Part, shared } from "../seeded/world.ts";
import { type Actor, faceOf, saidOf } from "./cast.ts";
import type { Setting } from "./setting.ts";

export function writeTalk(setting: Setting): void {
  for (let id = 1; id <= 60; id += 1) writeThread(setting, id);
}

function writeThread(setting: Setting, id: number): void {
  const { world, chance, actors } = setting;
  const tenant = 1 + (id % 2);
  const around = actors.filter((one) => one.tenant === tenant);
  const members = [...new Set([chance.pick(around), chance.pick(around), ...(chance.percent(40) ? [chance.pick(around)] : [])])];
  const part = (column: string): Part[] => members.map((one) => inTextsOf(one.id, saidOf(one), column));
  const title = members.map(fullName).join(" and ");
  world.add("threads", { id, tenant, title }, part("title"));
  for (const one of members) world.add("thread_people", { thread_id: id, person_id: faceOf(one).id }, [gone(one.id)]);
  for (let times = 3 + chance.int(4); times > 0; times -= 1) {
    // Some were written by who has left, some by who was never in.
    const author = chance.percent(85) ? chance.pick(members) : chance.percent(50) ? chance.pick(around) : undefined;
    writeMessage({ setting, thread: id, author, members });
  }
}

interface Saying {
  readonly setting: Setting;
  readonly thread: number;
  readonly author: Actor | undefined;
  readonly members: readonly Actor[];
}

function writeMessage({ setting, thread, author, members }: Saying): void {
  const { world, chance, engine } = setting;
  const id = world.next("messages");
  const named = chance.pick(members);
  const body = `${fullName(named)} said yes, ${named.phone}; made annual (${id})`;
  const touched = engine === "postgres" ? { search: { kind: "touched" } as const } : {};
  // Whoever wrote it has it; whoever is in the thread has a part in it, and in all that hangs on it.
  const parts = (...columns: readonly string[]): Part[] => [
    ...(author ? [gone(author.id)] : []),
    ...members.filter((one) => one !== author).map((one) => inTextsOf(one.id, saidOf(one), ...columns)),
  ];
  const inBody = parts("body").map((each) =>
    each.becomes === "gone" ? each : { ...each, becomes: { ...each.becomes, ...touched } },
  );
  world.add("messages", { id, thread_id: thread, author_id: author ? faceOf(author).id : null, body }, inBody);
  if (id % 4 === 0)
    world.add("message_edits", { message_id: id, old_body: `${fullName(named)} said no (${id})` }, parts("old_body"));
  if (id % 5 === 0)
    world.add(
      "attachments",
      { id: world.next("attachments"), message_id: id, file_name: `${fullName(named)} ${id}.pdf` },
      parts("file_name"),
    );
  const keen = chance.pick(members);
  const other = chance.pick(setting.actors);
  for (const one of new Set([keen, other])) {
    const hangs = members.filter((each) => each !== author).map((each) => shared(each.id, {}));
    const row = { message_id: id, person_id: faceOf(one).id, emoji: ":yes:" };
    if (chance.percent(30)) world.add("reactions", row, [gone(one.id), ...(author ? [gone(author.id)] : []), ...hangs]);
  }
}
