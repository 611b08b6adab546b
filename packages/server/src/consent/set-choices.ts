import { type Chooser, type Noes, type OfferedChoices, offerChoices, withWholeNoes } from "@troth/core/consent";
import { factSchema } from "@troth/core/facts";
import { applicableLaws } from "@troth/core/jurisdictions";
import { type FactsPort, knownPeople, statedNotices, wasErased } from "../facts/index.ts";
import type { Installation } from "../installation/index.ts";
import { takeConsent } from "./consent-intake.ts";

/** What somebody may choose, as it stands. */
export async function readChoices(
  inst: Installation,
  at: { readonly person: string; readonly gpc: boolean },
): Promise<OfferedChoices & { readonly chooser: Chooser }> {
  const [known] = [...(await knownPeople(inst, [{ kind: "person", id: at.person }])).values()];
  const chooser: Chooser = { account: known?.state, gpc: at.gpc };
  const offeredAt = { now: inst.surroundings.now(), notices: await statedNotices(inst) };
  return { chooser, ...offerChoices(inst.program, chooser, offeredAt) };
}

/** How a choice came, and what it says. */
export interface NewChoice {
  readonly person: string;
  readonly choices: Readonly<Record<string, boolean>>;
  /** By purpose, single channels and topics of it. */
  readonly channels?: Noes["channels"];
  readonly topics?: Noes["topics"];
  /** Single trackers by their ids in the program: a no is refused by itself. */
  readonly trackers?: Readonly<Record<string, boolean>>;
  /** Out of sale and sharing as a whole, or back in. */
  readonly signal?: boolean;
  readonly how: "preferences" | "unsubscribe" | "mail";
  readonly language: string;
  readonly gpc: boolean;
  /** The notice that was in force when the page was opened: what came since, it said nothing of. Absent, or none of ours: the one in force now. */
  readonly notice?: string | undefined;
  /** By what the same choice is known again, and when it came: of one that may be read twice. */
  readonly told?: { readonly id: string; readonly at: number };
}

/**
 * Keeps what somebody chose by a link; the next decision goes by it. Of somebody who was erased nothing is kept again, and
 * `gone` says so: nothing is sent to them by what is known here.
 */
export async function setChoices(inst: Installation, chosen: NewChoice, port: FactsPort): Promise<"kept" | "gone"> {
  const { person, trackers, signal, how, language, gpc } = chosen;
  const { id, at } = chosen.told ?? { id: `choice ${inst.surroundings.id()}`, at: inst.surroundings.now() };
  if (await wasErased(inst, person)) return "gone";
  const [known] = [...(await knownPeople(inst, [{ kind: "person", id: person }])).values()];
  const { choices, channels, topics } = withWholeNoes(inst.program, chosen, known?.state.refusedParts ?? []);
  const laws = applicableLaws(inst.program, known?.state.residences ?? []);
  const { notice = "" } = chosen;
  const isOurs = notice !== "" && Object.hasOwn(await statedNotices(inst), notice);
  const fact = factSchema.parse({
    ...{ id, person, at: new Date(at).toISOString() },
    ...{ origin: "privacy center", kind: "chose", choices, how, language, gpc, laws },
    ...(isOurs ? { notice } : {}),
    ...(channels === undefined ? {} : { channels }),
    ...(topics === undefined ? {} : { topics }),
    ...(trackers === undefined ? {} : { trackers }),
    ...(signal === undefined ? {} : { optOuts: { sale: signal, sharing: signal } }),
  });
  const taken = await takeConsent(inst, [fact], port);
  // The same mail once more, from another file: what it said was kept when it came first.
  if (taken.kind === "kept" || (chosen.told !== undefined && taken.fault.code === "other-content")) return "kept";
  // Being erased, or erased since it was looked up.
  if (taken.fault.code === "erasing" || taken.fault.code === "erased") return "gone";
  throw new Error(`bug: a choice was refused: ${taken.fault.code}`);
}
