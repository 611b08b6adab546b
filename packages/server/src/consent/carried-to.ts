import { goesBy, mayCarry } from "@troth/core/consent";
import type { Question } from "@troth/core/decisions";
import { dayOf } from "@troth/core/jurisdictions";
import type { Program, TrackerRule } from "@troth/core/program";
import { answerQuestions } from "../decisions/index.ts";
import { hashOfAccount, knownPeople } from "../facts/index.ts";
import type { Installation } from "../installation/index.ts";

/** A mail to somebody; `purpose` and `topic`: what it is about, where that is known. */
export interface MailTo {
  readonly person: string;
  readonly purpose?: string | undefined;
  readonly topic?: string | undefined;
}

/** Which of the program's trackers for mail may be in each of some mails: by what its reader chose, and by the decision on the tracker's purpose. */
export async function carriedTo(
  inst: Installation,
  mails: readonly MailTo[],
): Promise<readonly Readonly<Record<string, boolean>>[]> {
  const { program } = inst;
  const trackers = Object.values(program.trackers).filter((one) => one.in === "mail");
  const known = await knownPeople(
    inst,
    [...new Set(mails.map(({ person }) => person))].map((id) => ({ kind: "person", id })),
  );
  const questions = mails.flatMap((mail) => trackers.map((tracker) => questionOf(program, mail, tracker)));
  const decisions = await answerQuestions(inst, questions);
  const day = dayOf(new Date(inst.surroundings.now()).toISOString(), program.zone);
  return mails.map(({ person }, index) => {
    const chooser = { account: known.get(hashOfAccount(inst, person))?.state, gpc: false };
    const all = trackers.map((tracker, at): [string, boolean] => [
      tracker.id,
      decisions[index * trackers.length + at]?.allowed === true && mayCarry(program, tracker, { chooser, day }),
    ]);
    return Object.fromEntries(all);
  });
}

function questionOf({ purposes }: Program, mail: MailTo, { purpose, data, provider }: TrackerRule): Question {
  const rule = Object.hasOwn(purposes, purpose) ? purposes[purpose] : undefined;
  const isAbout = mail.topic !== undefined && mail.purpose === purpose;
  return {
    ...{ person: mail.person, purpose, data: data.length > 0 ? data : (rule?.data ?? []) },
    ...(provider === undefined ? {} : { recipient: provider }),
    ...(rule !== undefined && goesBy(rule, "email") ? { channel: "email" } : {}),
    ...(isAbout ? { topic: mail.topic } : {}),
  };
}
