// Sections about what, why and to whom: data, collection, purposes, recipients, trackers.
import { z } from "zod";
import { countries } from "./who.ts";
import {
  basis,
  category,
  channel,
  country,
  date,
  form,
  id,
  idMap,
  law,
  listOr,
  many,
  map,
  period,
  place,
  ref,
  scalar,
  secret,
  text,
  url,
  words,
} from "./words.ts";

const categoryForms = z.record(category, form);
const subjectForms = z.record(ref, form);

const datum = z.strictObject({
  is: category.optional(),
  label: words.optional(),
  about: words.optional(),
  from: z.array(id).optional(),
  derived: z.array(category).optional(),
  reveals: z.array(category).optional(),
  only: z.array(ref).optional(),
  never: z.array(ref).optional(),
  limited: z.enum(["google-workspace"]).optional(),
  transfers: z.array(z.enum(["feature", "security", "law", "merger"])).optional(),
  reading: ref.optional(),
  follows: z.boolean().optional(),
  stored: z.boolean().optional(),
  because: text.optional(),
});
const never = z.literal("never");
export const data = z.record(category, z.union([never, datum]));
export const dataWritten = listOr(category, z.record(category, z.union([z.null(), never, datum])));

export const collectionPoint = z.strictObject({
  at: many(text).optional(),
  service: ref.optional(),
  from: id.optional(),
  provider: ref.optional(),
  of: z.array(ref).optional(),
  takes: z.array(category).optional(),
  scopes: map(z.array(category)).optional(),
  for: z.array(ref).optional(),
  required: z.array(category).optional(),
  age: z.union([z.literal("asked"), z.number().int()]).optional(),
  stamp: place.optional(),
  granted: place.optional(),
  since: place.optional(),
  says: words.optional(),
  without: words.optional(),
});
export const collectionPointWritten = collectionPoint.extend({ at: z.union([text, many(text)]).optional() });

const purposeForm = z.strictObject({
  kind: id.optional(),
  label: words.optional(),
  about: words.optional(),
  services: z.array(ref).optional(),
  /** One word stays where the program names no law. */
  basis: z.union([basis, z.partialRecord(law, basis)]).optional(),
  data: categoryForms.optional(),
  of: subjectForms.optional(),
  interest: words.optional(),
  duty: words.optional(),
  essential: z.boolean().optional(),
  consent: z
    .strictObject({
      lasts: period.optional(),
      double: z.boolean().optional(),
      content: place.optional(),
      withdrawn: map(z.union([scalar, z.null()])).optional(),
    })
    .optional(),
  otherwise: z.enum(["nothing", "anonymous"]).optional(),
  stop: z.enum(["none", "object", "final"]).optional(),
  never: z.array(law).optional(),
  automated: z
    .strictObject({
      effect: z.enum(["legal", "significant", "none"]),
      logic: words,
      safeguards: z.array(z.enum(["human-review", "own-view", "contest"])),
    })
    .optional(),
  assessment: z.strictObject({ kind: z.enum(["dpia", "lia"]), date, review: date, document: text }).optional(),
  topics: idMap(words).optional(),
  channels: z.array(channel).optional(),
  doubt: z.enum(["deny", "allow"]).optional(),
});
export const purpose = z.union([never, purposeForm]);
export const purposeWritten = z.union([
  never,
  purposeForm.extend({
    data: listOr(category, categoryForms).optional(),
    of: listOr(ref, subjectForms).optional(),
    topics: listOr(id, idMap(words)).optional(),
  }),
]);

const occasion = z.strictObject({ event: id, label: words.optional(), shown: place.optional() });
export const recipient = z.strictObject({
  name: text,
  kind: id.optional(),
  capacity: z.enum(["processor", "third-party", "controller", "joint", "authority"]).optional(),
  country: countries,
  url: url.optional(),
  /** Where it takes an opt-out of its own. */
  optOut: url.optional(),
  for: many(ref),
  receives: categoryForms,
  of: z.array(ref).optional(),
  services: z.array(ref).optional(),
  agreement: z
    .strictObject({
      kind: z.enum(["dpa", "service-provider", "third-party", "joint", "controller", "terms"]),
      date,
      document: text,
      ends: date.optional(),
    })
    .optional(),
  transfer: z
    .strictObject({ safeguard: z.enum(["adequacy", "scc", "bcr", "consent", "derogation"]), document: text.optional() })
    .optional(),
  since: date.optional(),
  until: date.optional(),
  when: occasion.optional(),
  /** Countries whose people alone it serves. */
  regions: z.array(country).optional(),
  enabler: z.enum(["person", "workspace", "client"]).optional(),
  sale: z.boolean().optional(),
  sharing: z.boolean().optional(),
  rental: z.boolean().optional(),
  told: z
    .union([
      z.strictObject({ mail: text }),
      z.strictObject({ webhook: secret }),
      z.strictObject({ store: ref }),
      z.strictObject({ impossible: text }),
    ])
    .optional(),
});
export const recipientWritten = recipient.extend({
  country: z.union([country, countries]),
  receives: listOr(category, categoryForms),
  when: z.union([id, occasion]).optional(),
});

export const tracker = z.strictObject({
  kind: z.enum(["cookie", "local-storage", "session-storage", "indexed-db", "pixel", "tag", "fingerprint", "sdk"]).optional(),
  party: z.enum(["first", "third"]).optional(),
  lasts: z.union([z.literal("session"), z.literal("forever"), period]).optional(),
  purpose: ref,
  provider: ref.optional(),
  services: z.array(ref).optional(),
  domain: text.optional(),
  loads: z.array(text).optional(),
  in: z.enum(["site", "mail", "app", "download"]).optional(),
  data: z.array(category).optional(),
  about: words.optional(),
});

export const sections = {
  collection: idMap(collectionPoint),
  purposes: idMap(purpose),
  recipients: idMap(recipient),
  trackers: map(tracker),
};
export const sectionsWritten = {
  collection: idMap(collectionPointWritten),
  purposes: idMap(purposeWritten),
  recipients: idMap(recipientWritten),
  trackers: map(tracker),
};
