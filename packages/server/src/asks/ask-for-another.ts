// Who asks for somebody else: as what, by what the person is found, and whether the laws let them have a right.
import { applicableLaws, canShow, isRequester, judgeAsking, lawOf, residenceIn } from "@troth/core/jurisdictions";
import { isRight } from "@troth/core/requests";
import type { Installation } from "../installation/index.ts";
import { otherKinds, refusedSays } from "../requests/index.ts";
import { readAddress } from "./address.ts";
import type { AskInput } from "./ask-for.ts";
import type { AskFile } from "./sealed-ask.ts";

/** Why nobody may ask so. `article`: the rule of the law that says no. */
export interface ForRefusal {
  readonly reason: "requester" | "about" | "whose" | "law";
  readonly says: string;
  readonly advice?: string;
  readonly articles?: readonly string[];
}

const LONGEST_IDENTIFIER = 320;

/**
 * Reads for whom somebody asks; undefined: for themselves. A right is judged by the laws of the place, or by all of the program;
 * whether anything is known of the person makes no difference. Anybody may write a question or a concern for another: no law
 * judges it, it is answered to whoever writes, and whom it is about is kept for staff, who may make a right of it.
 */
export function readFor(inst: Installation, input: AskInput): AskFile["for"] | { readonly refused: ForRefusal } {
  const { kind, requester = "person" } = input;
  if (kind === "sign-in") return undefined;
  // What is asked for oneself by mistake, an erasure too, would be taken of the wrong person.
  if (requester === "person" || requester === "") return namesAnother(input) ? { refused: whose } : undefined;
  if (!isRequester(requester) || requester === "person")
    return {
      refused: { reason: "requester", says: "there is no such asker", advice: "agent, agent-with-power, parent, guardian" },
    };
  const about = readAbout(inst, input.about);
  if (about === undefined)
    return { refused: { reason: "about", says: "it is not said by what the person is found for whom this is asked" } };
  return isRight(kind) ? judgeFor(inst, input, { right: kind, requester, about }) : { requester, about };
}

/** A right that is asked for another, if a law has it for whoever asks, and says how they show that they may. */
function judgeFor(
  inst: Installation,
  input: AskInput,
  asked: NonNullable<AskFile["for"]> & { readonly right: "access" | "erasure" },
): ReturnType<typeof readFor> {
  const { right, requester, about } = asked;
  const home = input.place ? residenceIn(inst.program.laws, input.place) : undefined;
  const laws = (home === undefined ? inst.program.laws : applicableLaws(inst.program, [home])).map(lawOf);
  const receivedAt = new Date(inst.surroundings.now()).toISOString();
  const judged = judgeAsking(laws, { right, receivedAt, zone: inst.program.zone }, { requester, shown: [] });
  if (judged.refused)
    return {
      refused: {
        reason: "law",
        says: judged.refusedBy.map(refusedSays).join("; "),
        articles: judged.refusedBy.map(({ article }) => article),
      },
    };
  return canShow(judged)
    ? { requester, about }
    : { refused: { reason: "requester", says: "no law of theirs says how this asker shows that they may ask for the person" } };
}

const whose: ForRefusal = {
  reason: "whose",
  says: "somebody is named for whom this is asked, and it is asked for oneself",
  advice: "say as what you ask for them (`requester`), or leave `about` out",
};

/** Whether it names somebody other than whoever writes. */
function namesAnother({ about, email }: AskInput): boolean {
  if (about === undefined || about.value.trim() === "") return false;
  return readAddress(about.value.trim()) === undefined || readAddress(about.value.trim()) !== readAddress(email);
}

function readAbout(inst: Installation, about: AskInput["about"]): { readonly kind: string; readonly value: string } | undefined {
  if (about === undefined) return undefined;
  const { kind = "email", value } = about;
  if (kind === "email") {
    const email = readAddress(value);
    return email === undefined ? undefined : { kind, value: email };
  }
  const text = value.trim();
  const isOne = otherKinds(inst.program).includes(kind) && text !== "" && text.length <= LONGEST_IDENTIFIER;
  return isOne && !/\p{C}/u.test(text) ? { kind, value: text } : undefined;
}
