import { openLink, sealLink } from "../consent/index.ts";
import { type FactsPort, knownPeople, tellFacts } from "../facts/index.ts";
import type { Installation } from "../installation/index.ts";

const USE = "parent.withdraw-link-key";

/** The token by which a parent takes back what they agreed to. It does not end, and is stored nowhere. */
export const withdrawToken = (inst: Pick<Installation, "keys" | "surroundings">, person: string): string =>
  sealLink(inst, USE, person);

/** Whose parent holds a token; undefined for one that is none of ours. */
export const readWithdrawToken = (inst: Pick<Installation, "keys">, token: string): string | undefined =>
  openLink(inst, USE, token);

/** Takes back every yes of a parent about a child, and stops collection. `gone`: nothing was told, the child is erased or being so. @source 16 CFR 312.6(a)(2) */
export async function withdrawParent(inst: Installation, person: string, port: FactsPort): Promise<"done" | "gone"> {
  const [known] = [...(await knownPeople(inst, [{ kind: "person", id: person }])).values()];
  if (known === undefined) return "gone";
  const given = Object.entries(known.state.consents).filter(([, choice]) => choice.given && choice.by === "parent");
  const at = new Date(inst.surroundings.now()).toISOString();
  const head = () => ({ id: `parent ${inst.surroundings.id()}`, person, at, origin: "parent" });
  const facts = [
    { ...head(), kind: "parent-stopped", on: true },
    ...given.map(([purpose]) => ({ ...head(), kind: "consented", purpose, given: false, by: "parent" })),
  ];
  return (await tellFacts(inst, { facts, by: "parent", own: true }, port)).kind === "told" ? "done" : "gone";
}
