// Mail and comments: what is said to people and about them, in rows that others have a part in.
import { fullName } from "../seeded/people.ts";
import { gone, type Part, points } from "../seeded/world.ts";
import { type Actor, valuesOf } from "./cast.ts";
import { anybody, inTexts, type Setting } from "./setting.ts";

export function writeMail(setting: Setting): void {
  for (let at = 1; at <= 320; at += 1) writeOut(setting, at);
  for (let at = 1; at <= 120; at += 1) writeIn(setting, at);
  for (let at = 1; at <= 320; at += 1) writeComment(setting, at);
}

const inHeader = (one: Actor, address = one.email): string => `${fullName(one)} <${address}>`;

/** Whoever has this address as a contact: a household may be two. */
const holding = ({ contacts }: Setting, address: string): Actor[] =>
  contacts.filter((one) => one.written.email?.toLowerCase() === address.toLowerCase());

/** A user writes to contacts, about a contact, a lead or an account. */
function writeOut(setting: Setting, at: number): void {
  const { world, chance, contacts, users, moment } = setting;
  const from = chance.pick(users);
  const reachable = contacts.filter(
    (one) => one.written.email !== "" && one.written.email !== null && one.written.email !== "unknown@none.example",
  );
  const to = chance.pick(reachable);
  const second = chance.percent(40) ? chance.pick(reachable) : undefined;
  const copied = chance.percent(25) ? chance.pick(reachable) : undefined;
  const about = chance.percent(60) ? anybody(setting) : undefined;
  const address = (one: Actor): string => {
    const written = one.written.email ?? "";
    return chance.percent(15) ? written.toUpperCase() : written;
  };
  const texts = {
    sent_from: inHeader(from),
    sent_to: [inHeader(to, address(to)), ...(second ? [address(second)] : [])].join(", "),
    cc: copied ? inHeader(copied, address(copied)) : null,
    bcc: chance.percent(10) ? "" : null,
    subject: `The annual order ${at}`,
    body: `Dear ${fullName(to)},\nthe offer was made ${about ? `after we met ${fullName(about.actor)}` : "today"}.\n${fullName(from)}`,
    header: `From: ${from.email}\nTo: ${to.written.email}\nMessage-ID: <${at}@harbor.example>`,
  };
  const addressed = [to, second, copied].flatMap((one) => (one ? holding(setting, one.written.email ?? "") : []));
  const people = new Set([from, ...addressed, ...(about ? [about.actor] : [])]);
  world.add(
    "emails",
    {
      ...{ id: world.next("emails"), imap_message_id: `out-${at}`, user_id: from.user ?? 0 },
      mediator_type: about ? about.kind : "Account",
      mediator_id: about ? about.number : 1 + chance.int(30),
      ...texts,
      ...{ sent_at: moment(), deleted_at: at % 17 === 0 ? moment() : null },
    },
    [points(from.id, "user_id"), ...[...people].map((one) => inTexts(one, texts))],
  );
}

/** A contact or a lead writes; a user's mailbox took it in. */
function writeIn(setting: Setting, at: number): void {
  const { world, chance, users, moment } = setting;
  const from = anybody(setting);
  const by = chance.pick(users);
  const texts = {
    sent_from: inHeader(from.actor),
    sent_to: "Sales <sales@harbor.example>",
    cc: null,
    bcc: null,
    subject: `Question ${at} of ${fullName(from.actor)}`,
    body: `Please call ${from.actor.written.phone}. ${fullName(from.actor)}`,
    header: `From: ${from.actor.email}\nMessage-ID: <in-${at}@harbor.example>`,
  };
  world.add(
    "emails",
    {
      ...{ id: world.next("emails"), imap_message_id: `in-${at}`, user_id: by.user ?? 0 },
      ...{ mediator_type: from.kind, mediator_id: from.number, ...texts, sent_at: moment(), deleted_at: null },
    },
    [points(by.id, "user_id"), inTexts(from.actor, texts)],
  );
}

/** A user says something about somebody, and perhaps names a third person. */
function writeComment(setting: Setting, at: number): void {
  const { world, chance, users, contacts, moment } = setting;
  const by = chance.pick(users);
  const one = at % 5 === 0 ? undefined : anybody(setting);
  const third = chance.pick(contacts);
  const differs = one !== undefined && third !== one.actor && !valuesOf(one.actor).includes(fullName(third));
  const texts = {
    title: one ? `About ${fullName(one.actor)}` : "About the account",
    comment: one
      ? `${fullName(one.actor)} was made an offer, ${one.actor.email}${differs ? `; ${fullName(third)} knows of it` : ""} (${at}).`
      : `The annual report is in (${at}).`,
  };
  const parts: Part[] = [gone(by.id)];
  if (one) parts.push(inTexts(one.actor, texts));
  world.add(
    "comments",
    {
      ...{ id: world.next("comments"), user_id: by.user ?? 0, commentable_type: one ? one.kind : "Account" },
      ...{ commentable_id: one ? one.number : 1 + chance.int(30), private: false, ...texts, created_at: moment() },
    },
    parts,
  );
}
