// The conformance fixture as an application declares it by hand.
import type { DatasetSpec } from "@troth/app";

export const CONFORMANCE_SPECS: Readonly<Record<string, DatasetSpec>> = {
  people: {
    key: ["id"],
    columns: {
      id: "number",
      email: { family: "text", unique: true, maxLength: 80 },
      name: { family: "text", nullable: false },
      level: { family: "number", checked: true },
      big: "number",
      boss_id: "number",
    },
    references: [{ columns: ["boss_id"], target: "people", targetColumns: ["id"] }],
  },
  posts: {
    key: ["id"],
    columns: { id: "number", person_id: { family: "number", nullable: false, indexed: true }, kind: "text", body: "text" },
    references: [{ columns: ["person_id"], target: "people", targetColumns: ["id"] }],
  },
  seats: { key: ["hall", "no"], columns: { hall: "number", no: "number", holder: "text" } },
  'Odd "Names': { key: ["Id"], columns: { Id: "number", "e Mail": "text" } },
  keyless: { key: ["@rowid"], columns: { tag: "text", note: "text" } },
  loose: { key: ["id"], columns: { id: "number", ref: "text", list: "text" } },
  slow: { key: [], columns: { id: "number" }, readOnly: true },
};
