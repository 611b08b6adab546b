import { mayCarry } from "@troth/core/consent";
import { dayOf } from "@troth/core/jurisdictions";
import { answerQuestions } from "../decisions/index.ts";
import { hashOfAccount, knownPeople } from "../facts/index.ts";
import type { Installation } from "../installation/index.ts";

/** Which of the program's trackers for mail may be in a mail to each of some people: by what they chose, and by the decision on its purpose. */
export async function carriedTo(
  inst: Installation,
  people: readonly string[],
): Promise<ReadonlyMap<string, Readonly<Record<string, boolean>>>> {
  const { program } = inst;
  const trackers = Object.values(program.trackers).filter((one) => one.in === "mail");
  const each = [...new Set(people)];
  const known = await knownPeople(
    inst,
    each.map((id) => ({ kind: "person", id })),
  );
  const questions = each.flatMap((person) =>
    trackers.map(({ purpose, data, provider }) => ({
      ...{ person, purpose, data: data.length > 0 ? data : (program.purposes[purpose]?.data ?? []) },
      ...(provider === undefined ? {} : { recipient: provider }),
    })),
  );
  const decisions = await answerQuestions(inst, questions);
  const day = dayOf(new Date(inst.surroundings.now()).toISOString(), program.zone);
  return new Map(
    each.map((person, index) => {
      const chooser = { account: known.get(hashOfAccount(inst, person))?.state, gpc: false };
      const all = trackers.map((tracker, at): [string, boolean] => [
        tracker.id,
        decisions[index * trackers.length + at]?.allowed === true && mayCarry(program, tracker, { chooser, day }),
      ]);
      return [person, Object.fromEntries(all)];
    }),
  );
}
