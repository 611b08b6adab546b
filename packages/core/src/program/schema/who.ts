// Sections about who: organization, laws, services, subjects, clients. `x` is the long form, `xWritten` takes the short forms too.
import { z } from "zod";
import { isZone } from "../zones.ts";
import {
  capacity,
  country,
  id,
  idMap,
  law,
  listOr,
  many,
  map,
  noticeLink,
  period,
  place,
  ref,
  right,
  text,
  url,
  words,
} from "./words.ts";

const controller = z.strictObject({
  name: text,
  country,
  address: text.optional(),
  contact: text.optional(),
  register: text.optional(),
});

export const organization = z.strictObject({
  name: text,
  country,
  contact: text,
  address: text.optional(),
  phone: text.optional(),
  url: url.optional(),
  security: z.array(text).optional(),
  /** In which its legal days are counted; the zone of its country's capital unless it is said. */
  zone: z.string().refine(isZone, "a time zone such as Europe/Dublin").optional(),
  controllers: idMap(controller).optional(),
  joint: z.strictObject({ arrangement: words, contact: ref.optional() }).optional(),
  officer: z.strictObject({ name: text, email: text, phone: text.optional(), languages: z.array(text).optional() }).optional(),
  representatives: z.partialRecord(law, z.strictObject({ name: text, address: text, email: text })).optional(),
});

const lawOptions = z.strictObject({ residency: z.enum(["stated", "evidence"]).optional() });
export const laws = z.partialRecord(law, lawOptions);
export const lawsWritten = listOr(law, z.partialRecord(law, lawOptions.nullable()));

export const service = z.strictObject({
  name: text,
  about: words.optional(),
  urls: z.array(url).optional(),
  languages: z.array(text).optional(),
  controller: ref.optional(),
  laws: z.array(law).optional(),
  subjects: z.array(ref).optional(),
  contact: text.optional(),
  shares: map(z.array(z.enum(["site", "identity", "preferences"]))).optional(),
  banner: z
    .union([
      z.literal(false),
      z.strictObject({
        choice: z.partialRecord(law, z.enum(["opt-in", "opt-out", "notice"])).optional(),
        modal: z.boolean().optional(),
        remember: period.optional(),
        origins: z.array(text).optional(),
      }),
    ])
    .optional(),
  notice: z.strictObject({ address: text.optional(), text: map(text).optional(), links: map(noticeLink).optional() }).optional(),
});

export const subject = z.strictObject({
  label: words.optional(),
  capacity: capacity.optional(),
  minor: z.boolean().optional(),
  excluded: z.partialRecord(law, z.enum(["b2b", "personnel", "exempt-data", "other-notice"])).optional(),
  notice: url.optional(),
});
export const subjects = idMap(subject);
export const subjectsWritten = listOr(id, idMap(z.union([z.null(), capacity, subject])));

const instructions = map(z.enum(["always", "asked"]));
export const clients = z.strictObject({
  rows: place,
  name: text,
  contact: text,
  language: text.optional(),
  of: z.array(ref).optional(),
  instructions,
  decides: z.array(right).optional(),
  portal: z.boolean().optional(),
  agreement: text.optional(),
});
export const clientsWritten = clients.extend({ instructions: listOr(ref, instructions) });

export const role = z.enum(["officer", "privacy-manager", "verifier", "support", "engineer", "auditor"]);
export const countries = many(country);
