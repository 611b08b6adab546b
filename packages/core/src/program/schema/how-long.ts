// Sections about how long and by whose hand: retention, reports, guarded, staff, requests, notices, minors, promises.
import { z } from "zod";
import { role } from "./who.ts";
import {
  approved,
  category,
  exception,
  form,
  id,
  idMap,
  law,
  listOr,
  many,
  map,
  period,
  periodOrNone,
  place,
  ref,
  right,
  secret,
  span,
  strategy,
  text,
  url,
  words,
} from "./words.ts";

const step = z.strictObject({
  after: period,
  drop: z.array(text).optional(),
  coarsen: map(text).optional(),
  aggregate: z
    .strictObject({
      into: place,
      by: z.array(text),
      least: z.number().int().optional(),
      count: text.optional(),
      sum: z.array(text).optional(),
    })
    .optional(),
  delete: z.boolean().optional(),
});
const because = z.strictObject({ exception, law: words });
const retentionRule = z.strictObject({
  data: z.array(category).optional(),
  datasets: z.array(place).optional(),
  subjects: z.array(ref).optional(),
  laws: z.array(law).optional(),
  after: span.optional(),
  keep: span.optional(),
  because: because.optional(),
  as: z.enum(["whole", "restricted", "pseudonym"]).optional(),
  for: z.array(ref).optional(),
  then: strategy.optional(),
  since: text.optional(),
  steps: many(step).optional(),
});
const report = z.strictObject({
  from: z.array(place),
  query: text,
  by: z.array(text),
  least: z.number().int().min(2).optional(),
  round: z.number().optional(),
  to: z.union([z.literal("public"), z.array(ref)]),
  every: text.optional(),
});
const ground = z.strictObject({
  of: z.enum(["items", "all"]).optional(),
  lasts: period.optional(),
  form: form.optional(),
  agreed: z.boolean().optional(),
  about: words.optional(),
});
const guardedAct = z.strictObject({
  act: z.enum(["read", "link", "export"]),
  data: z.array(category).optional(),
  datasets: z.array(place).optional(),
  roles: z.array(ref),
  grounds: idMap(ground),
  shown: z.boolean().optional(),
});
const staffRole = z.strictObject({
  is: role.optional(),
  for: z.array(ref).optional(),
  sees: z.array(category).optional(),
  approves: z.array(approved).optional(),
});
const requests = z.strictObject({
  by: z
    .strictObject({
      portal: z.boolean().optional(),
      mailbox: secret.optional(),
      post: text.optional(),
      phone: text.optional(),
      agents: z.boolean().optional(),
    })
    .optional(),
  verification: z
    .strictObject({
      methods: z.array(z.enum(["sign-in", "mail-code", "phone-code", "matching", "declaration", "document"])),
      documents: period.optional(),
    })
    .optional(),
  /** Right -> the roles that sign; none sign where the list is empty. */
  approval: z.partialRecord(approved, z.array(ref)).optional(),
  /** An approved erasure waits so long, and can be stopped; 24 hours unless it is said. */
  "cooling-off": periodOrNone.optional(),
  /** So long after an erasure it is looked again for rows that were written late; an hour unless it is said. */
  "late-rows": periodOrNone.optional(),
  editable: z.array(category).optional(),
  otherwise: z.array(right).optional(),
  letters: text.optional(),
});
const notices = z.strictObject({
  announce: z.strictObject({ ahead: period, by: z.array(z.enum(["mail", "site"])), closure: url.optional() }).optional(),
  subprocessors: z.strictObject({ ahead: period, objections: z.boolean().optional() }).optional(),
  text: map(text).optional(),
  board: z.enum(["public", "private"]).optional(),
});
const under = z.partialRecord(law, z.number().int());
const minors = z.strictObject({
  /** One number stays where the program names no law. */
  under: z.union([z.number().int(), under]),
  then: z.enum(["refuse", "parent"]).optional(),
  /** The contact of a parent who was asked and does not answer is kept so long; 14 days unless it is said. */
  contact: period.optional(),
});
const control = z.string().regex(/^[a-z-]+(:\S+)?$/, "a control such as erasure, decision:newsletter or retention:books");
const promise = z.strictObject({
  says: words.optional(),
  controls: many(control),
  source: text.optional(),
  services: z.array(ref).optional(),
  within: period.optional(),
});
/** Ids of promises are as people number them: CLN-05. */
const promiseId = z.string().regex(/^[A-Za-z0-9]+(-[A-Za-z0-9]+)*$/, "an id such as CLN-05");

export const sections = {
  retention: idMap(retentionRule),
  reports: idMap(report),
  guarded: idMap(guardedAct),
  staff: idMap(staffRole),
  requests,
  notices,
  minors,
  promises: z.record(promiseId, promise),
};
export const sectionsWritten = {
  retention: idMap(retentionRule.extend({ because: z.union([text, because]).optional() })),
  reports: idMap(report),
  guarded: idMap(guardedAct.extend({ grounds: listOr(id, idMap(z.union([z.null(), ground]))) })),
  staff: idMap(z.union([z.null(), staffRole])),
  requests: requests.extend({
    approval: z.partialRecord(approved, z.union([z.literal("none"), ref, z.array(ref)])).optional(),
  }),
  notices,
  minors,
  promises: z.record(promiseId, z.union([control, many(control), promise])),
};
