// Rows that name many people in one column.
import { type Part, unlisted } from "../seeded/world.ts";
import { type Actor, faceOf, hasAddress, isDouble } from "./cast.ts";
import type { Setting } from "./setting.ts";

export function writeLists({ world, chance, actors, engine }: Setting): void {
  const some = (from: readonly Actor[], count: number): Actor[] => [
    ...new Set(Array.from({ length: count }, () => chance.pick(from))),
  ];
  for (let id = 1; id <= 30; id += 1) {
    const members = some(actors, 4);
    const ids = members.map((one) => faceOf(one).id).join(engine === "postgres" ? "," : ", ");
    const format = engine === "postgres" ? "array" : "json";
    const parts = members.map((one) => unlisted(one.id, "member_ids", format, faceOf(one).id));
    world.add("projects", { id, title: `Project ${id}`, member_ids: engine === "postgres" ? `{${ids}}` : `[${ids}]` }, parts);
  }
  // An address alone does not say in which workspace: here are only those who have theirs to themselves.
  const reachable = actors.filter((one) => hasAddress(one) && !isDouble(one));
  for (let id = 1; id <= 30; id += 1) {
    const audience = some(actors, 5);
    const recipients = some(reachable, 4);
    const parts: Part[] = [
      ...audience.map((one) => unlisted(one.id, "audience", ",", faceOf(one).id)),
      ...recipients.map((one) => unlisted(one.id, "recipients", ";", one.email)),
    ];
    world.add(
      "campaigns",
      {
        ...{ id, title: `Campaign ${id}`, audience: audience.map((one) => faceOf(one).id).join(",") },
        recipients: recipients.map((one) => one.email).join("; "),
      },
      parts,
    );
  }
}
