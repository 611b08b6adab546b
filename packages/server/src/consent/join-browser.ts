// Whoever is signed in on a browser: what is told of their account beside it, and only where it may be linked.
import type { SignInWritten } from "@troth/core/consent";
import { type Fact, factSchema, type PersonState } from "@troth/core/facts";
import { hashOf } from "@troth/core/foundation";
import { type FactsPort, hashOfSubject, knownPeople } from "../facts/index.ts";
import type { Installation } from "../installation/index.ts";
import { readBrowserToken, type SignedIn } from "./browser-tokens.ts";
import { type TakenConsent, takeConsent } from "./consent-intake.ts";
import { takeSignal } from "./take-signal.ts";

type Chose = Extract<Fact, { kind: "chose" }>;

/**
 * The link that a token makes. It is as old as the token, so that it comes before every cut since; and there is one: sent again it
 * is the same fact, and of another browser it is a conflict.
 */
const linkBy = (part: string, at: SignedIn & { readonly to: string }): Fact =>
  factSchema.parse({
    ...{ id: `${part} ${hashOf(at.seal)}`, person: at.person, at: new Date(at.since).toISOString(), origin: "banner" },
    ...{ kind: "linked", to: at.to, on: true },
  });

/**
 * Keeps a choice of a browser; where whoever is signed in there may be linked to it, as their account's as well, with the link, in
 * one transaction. Whether they may is judged with this choice taken in: its own yes to that counts, and its no is the account's
 * where until then they might be. Otherwise the account is told nothing, and the choice is kept all the same.
 */
export async function takeSignedIn(
  inst: Installation,
  at: { readonly chose: Chose; readonly signedIn: SignedIn },
  port: FactsPort,
): Promise<TakenConsent> {
  const taken = await keepSignedIn(inst, at, port);
  // A link or none: what the browser is against holds for whoever is known to be there.
  if (taken.kind === "kept" && at.chose.gpc === true)
    await takeSignal(inst, { person: at.signedIn.person, id: at.chose.id }, port);
  return taken;
}

async function keepSignedIn(
  inst: Installation,
  { chose, signedIn }: Parameters<typeof takeSignedIn>[1],
  port: FactsPort,
): Promise<TakenConsent> {
  const { browser = "", ...said } = chose;
  const account = factSchema.parse({ ...said, id: `${chose.id} account`, person: signedIn.person });
  const linked = linkBy("signed-in own", { ...signedIn, to: browser });
  const joined = await takeConsent(inst, [chose, account, linked], port);
  if (joined.kind === "kept") return joined;
  if (await mightBeLinked(inst, signedIn.person, port)) {
    const told = await takeConsent(inst, [chose, account], port);
    if (told.kind === "kept") return told;
  }
  return takeConsent(inst, [chose], port);
}

async function mightBeLinked(inst: Installation, person: string, port: FactsPort): Promise<boolean> {
  const state = await stateOf(inst, person);
  return state !== undefined && port.mayLink(inst.program, state, inst.surroundings.now()) === undefined;
}

/** What became of a page's word on who is signed in. */
export interface SignInTaken {
  /** Something was told. */
  readonly kept: boolean;
  /** A token was none of ours, was changed, or is over. */
  readonly odd: readonly "account"[];
}

/**
 * Ties a browser to whoever signed in there, where that may be, and cuts it from whoever was signed in before, in one transaction;
 * and takes the browser's Global Privacy Control for them.
 * To cut, a token that is over will do: it only ever takes away.
 */
export async function takeSignIn(inst: Installation, write: SignInWritten, port: FactsPort): Promise<SignInTaken> {
  const left = write.left === undefined ? undefined : readBrowserToken(inst, write.left);
  const came = write.token === undefined ? undefined : readBrowserToken(inst, write.token);
  const isOdd = (write.left !== undefined && left === undefined) || (write.token !== undefined && came?.over !== false);
  const cuts = left === undefined ? [] : await cutsOf(inst, write, left);
  const { browser } = write;
  const here = came?.over === false ? came : undefined;
  const ties = here === undefined || browser === undefined ? [] : [linkBy("signed-in", { ...here, to: browser })];
  const joined = await tellAll(inst, { cuts, ties }, port);
  const signaled =
    here !== undefined && write.gpc === true && (await takeSignal(inst, { person: here.person, id: write.id }, port));
  return { kept: joined || signaled, odd: isOdd ? ["account"] : [] };
}

async function tellAll(
  inst: Installation,
  { cuts, ties }: { readonly cuts: readonly Fact[]; readonly ties: readonly Fact[] },
  port: FactsPort,
): Promise<boolean> {
  for (const facts of [[...cuts, ...ties], ...(ties.length > 0 ? [cuts] : [])]) {
    if (facts.length === 0) continue;
    // What may not be tied must not keep a link from being cut.
    if ((await takeConsent(inst, facts, port)).kind === "kept") return true;
  }
  return false;
}

async function cutsOf(inst: Installation, write: SignInWritten, { person, since }: SignedIn): Promise<readonly Fact[]> {
  const browsers = [write.browser, write.own].filter((one) => one !== undefined);
  // Another server made the token, whose clock may be ahead of ours: a cut comes after the link that it made.
  const at = new Date(Math.max(inst.surroundings.now(), since)).toISOString();
  const head = { person, at, origin: "banner" };
  // Of an account that is not linked nothing is told: that a browser was theirs would be a link.
  const linked = (await stateOf(inst, person))?.linked ?? [];
  const cuts: Fact[] = [];
  for (const to of browsers)
    if (linked.includes(hashOfSubject(inst, { kind: "browser", id: to })))
      cuts.push(factSchema.parse({ ...head, id: `signed-out ${write.id} ${to}`, kind: "linked", to, on: false }));
  return cuts;
}

const stateOf = async (inst: Installation, person: string): Promise<PersonState | undefined> =>
  [...(await knownPeople(inst, [{ kind: "person", id: person }])).values()][0]?.state;
