// The same rules, as each peer is best fed. A question names a person by id. Cedar and Casbin are spared looking them up.

import { Ability } from "@casl/ability";
import * as cedar from "@cedar-policy/cedar-wasm/nodejs";
import { newEnforcer, newModelFromString, StringAdapter } from "casbin";
import { type Asking, dataOf, type Person, purposeOf } from "./company.ts";

/** A question, with what each peer wants made ready before the clock runs. */
export interface Prepared {
  readonly person: Person;
  readonly purpose: string;
  readonly data: string;
}

/** Answers a question that was prepared. */
export interface Peer<Made> {
  readonly prepare: (question: Prepared) => Made;
  readonly answer: (made: Made) => boolean;
}

const ADULT = 16;
/** What is left to ask once the rule is found, in JavaScript: for the peers that call a function of ours. */
const lets = (person: Person, purpose: string, rule: number): boolean =>
  !person.held &&
  (person.notice === "v2" || rule % 2 === 0) &&
  person.age >= ADULT &&
  !person.restricted &&
  person.agreed.includes(purpose) &&
  !person.objected.includes(purpose);

/** The right answer, by hand. */
export const rightOf = (person: Person, { question: { purpose, data }, rule }: Asking): boolean =>
  data[0] === dataOf(rule) && lets(person, purpose, rule);

/**
 * Cedar: the policies are parsed once; an action and a resource a rule in the scope, which Cedar looks at before a condition; the
 * only entity handed over is the person. The call is made ready outside the clock, but not its passage into WebAssembly.
 */
export function cedarOf(rules: number): Peer<cedar.StatefulAuthorizationCall> {
  const policies = Array.from({ length: rules }, (_, rule) => {
    const id = purposeOf(rule);
    const stated = rule % 2 === 0 ? "" : ' && principal.notice == "v2"';
    return `permit(principal, action == Action::"${id}", resource == Data::"${dataOf(rule)}") when {
      !principal.held${stated} && principal.age >= ${ADULT} && !principal.restricted &&
      principal.agreed.contains("${id}") && !principal.objected.contains("${id}") };`;
  });
  const parsed = cedar.preparsePolicySet("bench", { staticPolicies: policies.join("\n") });
  if (parsed.type !== "success") throw new Error(`Cedar does not take the policies: ${parsed.errors[0]?.message}`);
  return {
    prepare: ({ person, purpose, data }) => {
      const { id, agreed, objected, restricted, age, held, notice } = person;
      const uid = { type: "Person", id };
      const attrs = { agreed: [...agreed], objected: [...objected], restricted, age, held, notice };
      return {
        principal: uid,
        action: { type: "Action", id: purpose },
        resource: { type: "Data", id: data },
        context: {},
        preparsedPolicySetId: "bench",
        entities: [{ uid, attrs, parents: [] }],
      };
    },
    answer: (call) => {
      const answer = cedar.statefulIsAuthorized(call);
      if (answer.type !== "success") throw new Error("Cedar did not answer");
      return answer.response.decision === "allow";
    },
  };
}

/**
 * Casbin: the matcher compares the two names first and asks a function of ours last; the effect is `some allow`, which ends at the
 * first rule that permits; the synchronous call, whose matcher is compiled once.
 */
export async function casbinOf(rules: number): Promise<Peer<readonly [Person, string, string]>> {
  const model = newModelFromString(`
[request_definition]
r = sub, purpose, data
[policy_definition]
p = purpose, data, rule
[policy_effect]
e = some(where (p.eft == allow))
[matchers]
m = r.purpose == p.purpose && r.data == p.data && lets(r.sub, r.purpose, p.rule)
`);
  const lines = Array.from({ length: rules }, (_, rule) => `p, ${purposeOf(rule)}, ${dataOf(rule)}, ${rule}`);
  const enforcer = await newEnforcer(model, new StringAdapter(lines.join("\n")));
  enforcer.enableLog(false);
  await enforcer.addFunction("lets", (person: Person, purpose: string, rule: string) => lets(person, purpose, Number(rule)));
  return {
    prepare: ({ person, purpose, data }) => [person, purpose, data],
    answer: ([person, purpose, data]) => enforcer.enforceSync(person, purpose, data),
  };
}

/**
 * CASL in its quickest shape: one ability for everybody, the purpose is the action and the data the subject's type, so that its index
 * leads to the one rule; the condition is a function; the subject's type is read, without asking what it is an instance of. The person
 * is found in a Map by id, as whoever uses CASL has to.
 */
export function caslOf(rules: number, people: Iterable<Person>): Peer<readonly [string, string, string]> {
  const byId = new Map(Array.from(people, (person) => [person.id, person] as const));
  type Subject = { readonly type: string; readonly person: Person };
  type Condition = (subject: Subject) => boolean;
  const ability = new Ability<[string, string | Subject], Condition>(
    Array.from({ length: rules }, (_, rule) => {
      const purpose = purposeOf(rule);
      return { action: purpose, subject: dataOf(rule), conditions: ({ person }: Subject) => lets(person, purpose, rule) };
    }),
    {
      conditionsMatcher: (condition) => condition as (subject: unknown) => boolean,
      detectSubjectType: (subject) => (typeof subject === "string" ? subject : subject.type),
    },
  );
  return {
    prepare: ({ person, purpose, data }) => [person.id, purpose, data],
    answer: ([id, purpose, data]) => {
      const person = byId.get(id);
      return person !== undefined && ability.can(purpose, { type: data, person });
    },
  };
}

/** What of a person a hand that knows these rules would keep in a Map. */
interface Kept {
  readonly agreed: ReadonlySet<string>;
  readonly objected: ReadonlySet<string>;
  readonly closed: boolean;
  readonly notice: "v1" | "v2";
}

/** A plain Map of rules and one of people, by id, for these rules alone: what cannot be beaten by much. It knows no reason. */
export function mapOf(rules: number, people: Iterable<Person>): Peer<readonly [string, string, string]> {
  const byPurpose = new Map(
    Array.from({ length: rules }, (_, rule) => [purposeOf(rule), { data: dataOf(rule), inV1: rule % 2 === 0 }] as const),
  );
  const byId = new Map<string, Kept>();
  for (const { id, agreed, objected, restricted, age, held, notice } of people)
    byId.set(id, { agreed: new Set(agreed), objected: new Set(objected), closed: held || restricted || age < ADULT, notice });
  return {
    prepare: ({ person, purpose, data }) => [person.id, purpose, data],
    answer: ([id, purpose, data]) => {
      const rule = byPurpose.get(purpose);
      const person = byId.get(id);
      if (rule === undefined || person === undefined || rule.data !== data || person.closed) return false;
      if (person.notice === "v1" && !rule.inV1) return false;
      return person.agreed.has(purpose) && !person.objected.has(purpose);
    },
  };
}
