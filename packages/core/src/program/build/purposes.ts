import { purposeKind } from "../../taxonomy/index.ts";
import { CHANNELS } from "../base.ts";
import { categoriesOfAll, type Group, kindOfPurpose, qualified, splitPath, type View } from "../lookup.ts";
import type { PurposeRule, WithdrawnRule } from "../rules.ts";
import { placeOf } from "../unit.ts";
import { type Words, wordsOfId } from "../words.ts";
import { columnAt } from "./column-at.ts";
import { oneText, periodIn } from "./datasets.ts";
import { dataUses, groupName, servicesFor } from "./names.ts";
import { firstLanguage, spoken } from "./spoken.ts";

type Written = NonNullable<View["long"]["purposes"]>[string];
type LongPurpose = Exclude<Written, "never">;

/** What is done with data; what is never done is no purpose. */
export function buildPurpose(group: Group, view: View, id: string, value: Written): PurposeRule | undefined {
  if (value === "never") return undefined;
  const kind = kindOfPurpose(id, value);
  const { automated, interest } = value;
  return {
    id: qualified(view, id),
    kind,
    group: kind === undefined ? undefined : purposeKind(kind)?.group,
    label: oneText(value.label) ?? wordsOfId(id),
    words: labelOf(group, view, id, value, kind),
    about: spoken(group, view, value.about),
    data: categoriesOfAll(group, view, Object.keys(value.data ?? {})),
    uses: dataUses(group, view, value.data),
    basis: basisOf(view, value),
    basisAlone: typeof value.basis === "string" ? value.basis : undefined,
    interest: spoken(group, view, interest),
    duty: value.duty,
    essential: value.essential ?? false,
    of: Object.fromEntries(
      Object.entries(value.of ?? {}).map(([subject, form]) => [groupName(group, view, "subjects", subject), form]),
    ),
    services: servicesFor(group, view, value.services),
    channels: CHANNELS.filter((channel) => value.channels?.includes(channel)),
    topics: Object.fromEntries(
      Object.entries(value.topics ?? {}).map(([topic, words]) => [topic, spoken(group, view, words) ?? {}]),
    ),
    stop: value.stop,
    lasts: value.consent?.lasts === undefined ? undefined : periodIn(value.consent.lasts),
    confirmed: value.consent?.double ?? false,
    approves: value.consent?.content !== undefined,
    withdrawn: withdrawnOf(group, view, id, value),
    doubt: value.doubt ?? "deny",
    place: placeOf(view.unit, ["purposes", id]),
    notUnder: value.never ?? [],
    otherwise: value.otherwise ?? "nothing",
    automated: automated && { ...automated, logic: spoken(group, view, automated.logic) ?? {} },
  };
}

function withdrawnOf(group: Group, view: View, id: string, { consent }: LongPurpose): WithdrawnRule | undefined {
  const text = columnAt(group, view, consent?.content);
  if (text === undefined || consent?.withdrawn === undefined) return undefined;
  const sets = Object.entries(consent.withdrawn).map(([name, value]) => [splitPath(name).column, value] as const);
  const { column } = splitPath(text.column);
  return {
    text: { ...text, column },
    sets: Object.fromEntries(sets),
    place: placeOf(view.unit, ["purposes", id, "consent", "withdrawn"]),
  };
}

/** The program's words first; the taxonomy's where it has none in a language, but for a purpose that is no kind by its name. */
function labelOf(group: Group, view: View, id: string, value: LongPurpose, kind: string | undefined): Words {
  const own = spoken(group, view, value.label);
  const usual = kind === undefined ? undefined : purposeKind(kind)?.label;
  if (own === undefined && usual === undefined) return { [firstLanguage(group, view)]: wordsOfId(id) };
  return { ...usual, ...own };
}

function basisOf(view: View, { basis }: LongPurpose): PurposeRule["basis"] {
  if (basis === "instruction" || typeof basis === "object") return basis;
  return basis === undefined ? undefined : Object.fromEntries(view.laws.map((law) => [law, basis]));
}
