// The tables of the hard schema, and which of their columns hold what is personal.
import type { WorldTable } from "../seeded/world.ts";

/** The two engines that it is written for. */
export type Engine = "postgres" | "mysql";

const table = (name: string, key: string, personal = ""): WorldTable => ({
  name,
  key: key.split(" "),
  personal: personal === "" ? [] : personal.split(" "),
});

const BOTH: readonly WorldTable[] = [
  table("workspaces", "id"),
  table("places", "id", "street city"),
  table("depots", "id"),
  table("companies", "id", "info"),
  table("departments", "id"),
  table("people", "id", "uid ext_id email first_name last_name phone"),
  table("profiles", "id", "person_uid bio"),
  table("cards", "id"),
  table("imports", "line", "ext raw"),
  table("orders", "tenant number", "payer payer_email note"),
  table("order_lines", "tenant number line"),
  table("agreements", "id"),
  table("signatures", "id"),
  table("subscriptions", "id", "email handle"),
  table("threads", "id", "title"),
  table("thread_people", "thread_id person_id"),
  table("messages", "id", "body"),
  { name: "message_edits", personal: ["old_body"] },
  table("reactions", "message_id person_id emoji"),
  table("attachments", "id", "file_name"),
  table("notes", "id", "body"),
  table("projects", "id"),
  table("campaigns", "id"),
  table("events", "id", "payload"),
  { name: "GuestBook", key: ["EntryNo"], personal: ['Say "Hi"'] },
  table("teams", "id"),
  table("team_members", "team_id person_id"),
  table("vouchers", "id", "wish"),
  { name: "hits", personal: ["path"] },
  table("audit", "id", "old"),
];

const OF_POSTGRES: readonly WorldTable[] = [
  { ...table("visits_2024", "id at", "path"), dataset: "visits" },
  { ...table("visits_2025", "id at", "path"), dataset: "visits" },
  // A child of an inherited table shares no key with it: the engine knows both by their address.
  { ...table("documents", "id", "title"), addressed: true },
  { ...table("passports", "id", "title number"), dataset: "documents", addressed: true },
  table("diaries", "id", "body"),
  { name: "people_cards", derived: true, personal: ["name", "email"] },
];

export const tablesOf = (engine: Engine): readonly WorldTable[] => [
  ...BOTH,
  ...(engine === "postgres" ? OF_POSTGRES : [table("visits", "id at", "path")]),
];
