import { timingSafeEqual } from "node:crypto";
import { type AccessDecision, decideHumanAccess } from "@troth/core/decisions";
import { hashOfSubject, knownPeople } from "../facts/index.ts";
import type { Installation } from "../installation/index.ts";
import type { Tx } from "../storage/index.ts";
import { commitmentsOf, hashesOfItems, hashOfLooker, hashOfToken } from "./access-names.ts";
import { recordRefusal } from "./ask-access.ts";
import { findGrant, holdGrant, holdSubjects, insertLook } from "./store.ts";

/** A look that is about to happen: who, at what of whom, by which permission. */
export interface AccessUse {
  readonly token: string;
  readonly who: string;
  readonly person: string;
  readonly items: readonly string[];
}

/** Why a permission does not cover a look, beside the rules of the decision itself. */
export const CHECK_RULES = {
  token: "there is no such permission",
  revoked: "the permission was revoked",
  expired: "the permission has expired",
  who: "the permission is somebody else's",
  person: "the permission is about another person",
  "other-items": "the permission does not cover each of these items",
} as const;

/** Whether the look may happen. A yes is on record already. */
export type CheckAnswer =
  | {
      readonly kind: "allowed";
      readonly access: string;
      readonly act: string;
      readonly ground: string;
      readonly until: string;
      readonly decision: AccessDecision;
    }
  | { readonly kind: "refused"; readonly rule: string; readonly because: string };

type Grant = NonNullable<Awaited<ReturnType<typeof findGrant>>>;

interface Using {
  readonly use: AccessUse;
  readonly by: string;
}

/**
 * Checks a permission where data is about to be shown, and records the look before it happens, in one transaction. What has
 * changed since it was given counts: an agreement that was taken back, a restriction, an erasure, a program without the ground.
 */
export async function checkAccess(inst: Installation, input: Using): Promise<CheckAnswer> {
  const answer = await inst.storage.transaction((tx) => checkHeld(inst, tx, input));
  await inst.ledger.sequence();
  return answer;
}

/** The same with person and permission held, in this order: an erasure takes the person first, and the permission with them. */
async function checkHeld(inst: Installation, tx: Tx, { use, by }: Using): Promise<CheckAnswer> {
  const items = hashesOfItems(inst, use.items);
  const grant = await findByToken(tx, use.token);
  const who = hashOfLooker(inst, use.who);
  const no = async (rule: string, because: string): Promise<CheckAnswer> => {
    const about = grant && { access: grant.id, person: grant.person_id, act: grant.act, ground: grant.ground, role: grant.role };
    await recordRefusal(inst, tx, { by, who, ...about, rule, items: items.length });
    return { kind: "refused", rule, because };
  };
  const refuse = (rule: keyof typeof CHECK_RULES) => no(rule, CHECK_RULES[rule]);
  if (grant === undefined) return refuse("token");
  const subject = { kind: "person", id: use.person } as const;
  const hash = hashOfSubject(inst, subject);
  const wrong = whyNotCovered(grant, { who, hash, items, now: inst.surroundings.now() });
  if (wrong !== undefined) return refuse(wrong);
  await holdSubjects(tx, [hash]);
  if (!(await holdGrant(tx, grant.id))) return refuse("revoked");
  const person = (await knownPeople(inst, [subject], tx)).get(hash);
  const { act, ground, role, asked } = grant;
  const decision = decideHumanAccess(
    inst.program,
    { act, ground, role, items, data: asked.data, purpose: asked.purpose },
    { person: person?.state, now: inst.surroundings.now() },
  );
  if (!decision.allowed) return no(decision.rule, decision.because);
  await recordUse(inst, tx, { grant, by, items });
  return { kind: "allowed", access: grant.id, act, ground, until: grant.ends_at, decision };
}

async function findByToken(tx: Tx, token: string): Promise<Grant | undefined> {
  const hash = hashOfToken(token);
  const found = await findGrant(tx, { token_hash: hash });
  // The index has compared already, in a time that tells of hashes alone; this one tells nothing at all.
  return found && timingSafeEqual(Buffer.from(found.token_hash), Buffer.from(hash)) ? found : undefined;
}

function whyNotCovered(
  grant: Grant,
  at: { readonly who: string; readonly hash: string; readonly items: readonly string[]; readonly now: number },
): keyof typeof CHECK_RULES | undefined {
  if (grant.ended_at !== null) return "revoked";
  if (Date.parse(grant.ends_at) <= at.now) return "expired";
  if (grant.who !== at.who) return "who";
  if (grant.subject !== at.hash) return "person";
  const named = grant.items;
  if (named === null) return at.items.length === 0 ? undefined : "other-items";
  return at.items.length > 0 && at.items.every((item) => named.includes(item)) ? undefined : "other-items";
}

/** Writes a look down. */
async function recordUse(
  inst: Installation,
  tx: Tx,
  at: { readonly grant: Grant; readonly by: string; readonly items: readonly string[] },
): Promise<void> {
  const { grant, by, items } = at;
  const { id: access, person_id: person, act, ground, role, who } = grant;
  const commitments = await commitmentsOf(inst, person, items);
  await insertLook(tx, { grant_id: access, items: items.length, at: new Date(inst.surroundings.now()).toISOString() });
  await inst.ledger.append(tx, {
    kind: "access.used",
    body: { access, by, person, act, ground, role, who, items: commitments },
  });
}
