// Global Privacy Control of an account: what a browser sent while its person was signed in, or they said themselves.
import type { Fact, PersonState } from "../facts/index.ts";
import type { Program } from "../program/index.ts";

type Chose = Extract<Fact, { kind: "chose" }>;

/** Whether an account is out of sale and sharing as a whole, and by what. */
export interface AccountSignal {
  readonly on: boolean;
  /** The choice by which it is so since then; absent: none said it, or it was told in another way. */
  readonly by: Chose | undefined;
  /** What they said yes to since, each by itself: it does not stop these. */
  readonly except: readonly {
    readonly purpose: string;
    /** With the signal of their browser in view. */
    readonly inView: boolean;
  }[];
}

/** What a choice says of sale and sharing as a whole; undefined: nothing. */
const saysOut = ({ optOuts = {} }: Chose): boolean | undefined => {
  if (optOuts.sale === true && optOuts.sharing === true) return true;
  return optOuts.sale === false || optOuts.sharing === false ? false : undefined;
};

/** How it stands for an account: by its state, as decisions go by it, and by all that was chosen, in any order. */
export function accountSignal(state: PersonState | undefined, choices: readonly Chose[]): AccountSignal {
  const on = (["sale", "sharing"] as const).every((word) => state?.optOuts.includes(word) === true);
  const inOrder = choices.toSorted((one, other) => Date.parse(one.at) - Date.parse(other.at));
  const except = Object.entries(state?.consents ?? {}).flatMap(([purpose, { given, despite, againstSignal }]) => {
    const how = inOrder.findLast((one) => one.choices[purpose] === true)?.how;
    return given && despite !== undefined ? [{ purpose, inView: againstSignal === true || how === "preferences" }] : [];
  });
  let by: Chose | undefined;
  for (const choice of inOrder) {
    const out = saysOut(choice);
    if (out !== undefined && (by === undefined || saysOut(by) !== out)) by = choice;
  }
  return { on, except, by: by !== undefined && saysOut(by) === on ? by : undefined };
}

/**
 * Whether a signal of a browser is written down for the account. Not where it is already, with no exception that it goes before; and
 * not where the person ended it in their preferences, or said yes in a banner by its own control, with the signal in view: that is their
 * consent against it, until they set it there again. Another yes is a setting that the signal goes before.
 *
 * @source 11 CCR 7025(c)(1), (3)
 */
export const takesSignal = ({ on, by, except }: AccountSignal): boolean =>
  on ? except.some(({ inView }) => !inView) : by?.how !== "preferences";

/** From what kind of place it came. `told`: not by a choice that we took. */
export function placeOfSignal({ by }: AccountSignal): "page" | "browser" | "banner" | "told" {
  if (by === undefined) return "told";
  if (by.how === "preferences") return "page";
  return by.how === "signal" || by.gpc === true ? "browser" : "banner";
}

const SOLD: ReadonlySet<string> = new Set(["sale", "rental", "cross-context-advertising"]);

/** Whether a program does anything that the signal is against. */
export const sellsOrShares = ({ purposes, recipients }: Pick<Program, "purposes" | "recipients">): boolean =>
  Object.values(purposes).some(({ kind }) => kind !== undefined && SOLD.has(kind)) ||
  Object.values(recipients).some(({ sale, rental, sharing }) => sale || rental || sharing);
