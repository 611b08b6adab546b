import { hashOf } from "../foundation/index.ts";
import type { Program } from "../program/index.ts";
import { purposeKind } from "../taxonomy/index.ts";
import { byBranch, categoriesIn, heldBy, notKept } from "./categories.ts";
import { missingIn } from "./missing.ts";
import type { Labeled, Notice, NoticeContent } from "./notice.ts";
import { inferencesOf, requirementsOf, sourcesOf } from "./origins.ts";
import { purposesOf } from "./purposes.ts";
import { recipientsOn } from "./recipients.ts";
import { backupsOf, retentionOf } from "./retention.ts";
import { answersOf, authoritiesFor, rightsOf } from "./rights.ts";
import { servicesOf, subjectsOf } from "./services.ts";

/**
 * Draws up the notice of a program, for a day (`2026-11-22`): pure, and the same for the same program and day.
 *
 * @source GDPR Art. 13, 14
 * @source UU 27/2022 Pasal 21(1)
 */
export function drawUpNotice(program: Program, at: { readonly recipientsOn: string }): Notice {
  const day = at.recipientsOn;
  const draft = draftOf(program, day);
  const content: NoticeContent = { ...draft, missing: missingIn(program, draft) };
  return { hash: hashOf(content), program: program.hash, on: day, ...content };
}

function draftOf(program: Program, day: string): Omit<NoticeContent, "missing"> {
  const recipients = recipientsOn(program, day);
  return {
    languages: program.languages,
    laws: program.laws,
    organization: program.organization,
    ways: program.ways,
    services: servicesOf(program),
    subjects: subjectsOf(program, day),
    held: byBranch(program, heldBy(program)),
    notKept: categoriesIn(program, notKept(program)),
    purposes: purposesOf(program, recipients),
    never: neverOf(program),
    recipients,
    retention: retentionOf(program),
    backups: backupsOf(program),
    inferred: inferencesOf(program),
    sources: sourcesOf(program),
    required: requirementsOf(program),
    automated: automatedIn(program),
    clients: program.clients && { of: program.clients.of, purposes: program.clients.purposes },
    minors: program.minors,
    rights: rightsOf(program, day, recipients),
    answers: answersOf(program, day),
    authorities: authoritiesFor(program),
  };
}

function neverOf(program: Program): NoticeContent["never"] {
  const purposes = program.never.purposes.map((id): Labeled => ({ id, label: { ...(purposeKind(id)?.label ?? { en: id }) } }));
  return { purposes, data: byBranch(program, program.never.data) };
}

function automatedIn(program: Program): NoticeContent["automated"] {
  const decisions = Object.values(program.purposes).flatMap(({ id, automated }) =>
    automated ? [{ purpose: id, effect: automated.effect, logic: automated.logic, safeguards: automated.safeguards }] : [],
  );
  const never = program.never.purposes.includes("automated-decision");
  return { said: decisions.length > 0 ? "done" : never ? "never" : "nothing", decisions };
}
