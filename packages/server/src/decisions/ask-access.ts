import { type AccessDecision, type AccessQuestion, decideHumanAccess } from "@troth/core/decisions";
import type { Program } from "@troth/core/program";
import { hashOfSubject, type KnownSubject, knownPeople } from "../facts/index.ts";
import type { Installation } from "../installation/index.ts";
import type { Tx } from "../storage/index.ts";
import { commitmentsOf, hashesOfItems, hashOfLooker, hashOfToken } from "./access-names.ts";
import { holdSubjects, insertGrant } from "./store.ts";

/** What a backend asks for one of its people: ids of the program, and its own of the looker, the person and the items. */
export interface AccessAsk {
  readonly act: string;
  readonly ground: string;
  readonly who: { readonly id: string; readonly role: string };
  readonly person: string;
  readonly items: readonly string[];
  readonly data?: readonly string[] | undefined;
  readonly purpose?: string | undefined;
  /** ISO 8601. */
  readonly until?: string | undefined;
}

/** A permission, or why there is none. The token is given this once. */
export type AccessAnswer =
  | {
      readonly kind: "granted";
      readonly access: string;
      readonly token: string;
      readonly until: string;
      readonly decision: AccessDecision;
    }
  | { readonly kind: "refused"; readonly decision: Pick<AccessDecision, "rule" | "because" | "doubt"> };

const TOKEN_BYTES = 32;
/** Tells a scanner of leaked secrets what it found. */
const PREFIX = "troth_access_";

/**
 * Decides whether a human may, and writes the answer down in the same transaction, a no as well; a yes comes with a token that
 * is checked at each look.
 */
export async function askAccess(
  inst: Installation,
  input: { readonly ask: AccessAsk; readonly by: string },
): Promise<AccessAnswer> {
  const answer = await inst.storage.transaction((tx) => decideHeld(inst, tx, input));
  await inst.ledger.sequence();
  return answer;
}

/** The same with the person held: what they take back meanwhile comes after it, or stops it. */
async function decideHeld(
  inst: Installation,
  tx: Tx,
  { ask, by }: { readonly ask: AccessAsk; readonly by: string },
): Promise<AccessAnswer> {
  const subject = { kind: "person", id: ask.person } as const;
  const hash = hashOfSubject(inst, subject);
  await holdSubjects(tx, [hash]);
  const person = (await knownPeople(inst, [subject], tx)).get(hash);
  const question: AccessQuestion = {
    act: ask.act,
    ground: ask.ground,
    role: ask.who.role,
    items: hashesOfItems(inst, ask.items),
    data: ask.data,
    purpose: ask.purpose,
    until: ask.until === undefined ? undefined : Date.parse(ask.until),
  };
  const decision = decideHumanAccess(inst.program, question, { person: person?.state, now: inst.surroundings.now() });
  const said = { by, who: hashOfLooker(inst, ask.who.id), ...namesOf(inst.program, question) };
  if (decision.allowed && person !== undefined) return grant(inst, tx, { ask, question, decision, person, said });
  await recordRefusal(inst, tx, {
    ...said,
    rule: decision.rule,
    items: question.items.length,
    ...(person && { person: person.person }),
  });
  const { rule, because, doubt } = decision;
  return { kind: "refused", decision: { rule, because, doubt } };
}

/** Of what was asked, the names that the program has: anything else may be a value that slipped into the wrong field. */
function namesOf(program: Program, { act, ground, role }: Pick<AccessQuestion, "act" | "ground" | "role">) {
  const rule = Object.hasOwn(program.guarded, act) ? program.guarded[act] : undefined;
  return {
    ...(rule === undefined ? {} : { act }),
    ...(rule !== undefined && Object.hasOwn(rule.grounds, ground) ? { ground } : {}),
    ...(Object.hasOwn(program.staff, role) ? { role } : {}),
  };
}

/** Writes a refusal down. */
export const recordRefusal = (inst: Installation, tx: Tx, body: Readonly<Record<string, unknown>>): Promise<unknown> =>
  inst.ledger.append(tx, { kind: "access.refused", body });

interface Granting {
  readonly ask: AccessAsk;
  readonly question: AccessQuestion;
  readonly decision: AccessDecision;
  readonly person: KnownSubject;
  readonly said: Readonly<Record<string, unknown>> & { readonly who: string };
}

async function grant(inst: Installation, tx: Tx, at: Granting): Promise<AccessAnswer> {
  const { ask, question, decision, person, said } = at;
  const token = PREFIX + Buffer.from(inst.surroundings.random(TOKEN_BYTES)).toString("base64url");
  const access = inst.surroundings.id();
  const until = new Date(decision.until ?? inst.surroundings.now()).toISOString();
  const items = await commitmentsOf(inst, person.person, question.items);
  await insertGrant(tx, {
    id: access,
    token_hash: hashOfToken(token),
    subject: person.hash,
    act: ask.act,
    ground: ask.ground,
    role: ask.who.role,
    who: said.who,
    items: question.items.length === 0 ? null : JSON.stringify(question.items),
    asked: JSON.stringify({ data: ask.data, purpose: ask.purpose }),
    shown: decision.shown,
    made_at: new Date(inst.surroundings.now()).toISOString(),
    ends_at: until,
    ended_at: null,
  });
  await inst.ledger.append(tx, { kind: "access.granted", body: { ...said, access, person: person.person, items, until } });
  return { kind: "granted", access, token, until, decision };
}
