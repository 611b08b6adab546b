// The whole format. `longSchema` is what expanding gives and the compiler works on; `writtenSchema` takes the short forms too.
import { z } from "zod";
import * as howLong from "./how-long.ts";
import * as what from "./what.ts";
import * as where from "./where.ts";
import * as who from "./who.ts";
import { idMap, map, text } from "./words.ts";

const version = z.literal(1);

/** A program in long form, or an included part of one: every section may be missing. */
export const longSchema = z.strictObject({
  troth: version.optional(),
  include: idMap(z.unknown()).optional(),
  organization: who.organization.optional(),
  laws: who.laws.optional(),
  services: idMap(who.service).optional(),
  subjects: who.subjects.optional(),
  clients: who.clients.optional(),
  data: what.data.optional(),
  collection: what.sections.collection.optional(),
  purposes: what.sections.purposes.optional(),
  recipients: what.sections.recipients.optional(),
  trackers: what.sections.trackers.optional(),
  stores: where.stores.optional(),
  retention: howLong.sections.retention.optional(),
  reports: howLong.sections.reports.optional(),
  guarded: howLong.sections.guarded.optional(),
  staff: howLong.sections.staff.optional(),
  requests: howLong.sections.requests.optional(),
  notices: howLong.sections.notices.optional(),
  minors: howLong.sections.minors.optional(),
  promises: howLong.sections.promises.optional(),
});

const written = z.strictObject({
  troth: version,
  organization: who.organization,
  laws: who.lawsWritten.optional(),
  services: idMap(who.service).optional(),
  subjects: who.subjectsWritten.optional(),
  clients: who.clientsWritten.optional(),
  data: what.dataWritten.optional(),
  collection: what.sectionsWritten.collection.optional(),
  purposes: what.sectionsWritten.purposes.optional(),
  recipients: what.sectionsWritten.recipients.optional(),
  trackers: what.sectionsWritten.trackers.optional(),
  stores: where.storesWritten.optional(),
  retention: howLong.sectionsWritten.retention.optional(),
  reports: howLong.sectionsWritten.reports.optional(),
  guarded: howLong.sectionsWritten.guarded.optional(),
  staff: howLong.sectionsWritten.staff.optional(),
  requests: howLong.sectionsWritten.requests.optional(),
  notices: howLong.sectionsWritten.notices.optional(),
  minors: howLong.sectionsWritten.minors.optional(),
  promises: howLong.sectionsWritten.promises.optional(),
});

/** A program as people write it. An included file may hold any of the sections, and needs none. */
export const writtenSchema = written.extend({
  include: z.union([z.array(text), map(z.union([text, written.partial()]))]).optional(),
});

/** A program as people write it, in TypeScript. */
export type WrittenProgram = z.input<typeof writtenSchema>;
/** A program, or a part, in long form. */
export type LongProgram = z.infer<typeof longSchema>;

/** The JSON Schema of the written form, for editors. Every section may be missing, since parts are files too. */
export function jsonSchemaOfProgram(): Record<string, unknown> {
  const schema = z.toJSONSchema(writtenSchema.partial(), {
    target: "draft-7",
    io: "input",
    unrepresentable: "any",
    reused: "ref",
  });
  return { ...schema, $id: "https://troth.example/troth.schema.json", title: "troth.yaml" };
}
