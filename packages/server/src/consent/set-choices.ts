import {
  type ChoicesText,
  type Chooser,
  choicesText,
  type Noes,
  type OfferedChoices,
  offerChoices,
  withWholeNoes,
} from "@troth/core/consent";
import { factSchema } from "@troth/core/facts";
import { applicableLaws } from "@troth/core/jurisdictions";
import { type FactsPort, knownPeople, publishNotice, statedNotices, wasErased } from "../facts/index.ts";
import type { Installation } from "../installation/index.ts";
import { takeConsent } from "./consent-intake.ts";
import { keepShown, shownText } from "./shown-texts.ts";

type ReadChoices = OfferedChoices & { readonly chooser: Chooser };

/** What somebody may choose, as it stands. */
export async function readChoices(
  inst: Installation,
  at: { readonly person: string; readonly gpc: boolean },
): Promise<ReadChoices> {
  const [known] = [...(await knownPeople(inst, [{ kind: "person", id: at.person }])).values()];
  const chooser: Chooser = { account: known?.state, gpc: at.gpc };
  const offeredAt = { now: inst.surroundings.now(), notices: await statedNotices(inst) };
  return { chooser, ...offerChoices(inst.program, chooser, offeredAt) };
}

/** Puts on record what a page of these is about to show, once for each text; returns its hash, which goes into the page's forms. */
export async function keepChoicesShown(
  inst: Installation,
  { chooser, ...offered }: ReadChoices,
  at: Pick<ChoicesText, "page" | "language" | "words">,
): Promise<string> {
  const laws = applicableLaws(inst.program, chooser.account?.residences ?? []);
  const { shown, text } = choicesText(inst.program, offered, { ...at, laws });
  const isKept = (await shownText(inst, shown))?.notice === (await publishNotice(inst));
  if (!isKept) await keepShown(inst, { hash: shown, language: at.language, laws, text });
  return shown;
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
  /** The hash of what was on the screen, as the page says; one that no page of ours showed is none. */
  readonly shown?: string | undefined;
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
  const { notice = "", shown = "" } = chosen;
  const isOurs = notice !== "" && Object.hasOwn(await statedNotices(inst), notice);
  const text = shown === "" ? undefined : await shownText(inst, shown);
  const isPage = text !== undefined && text.service === undefined;
  const fact = factSchema.parse({
    ...{ id, person, at: new Date(at).toISOString() },
    ...{ origin: "privacy center", kind: "chose", choices, how, language, gpc, laws },
    ...(isOurs ? { notice } : {}),
    ...(isPage ? { shown } : {}),
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
