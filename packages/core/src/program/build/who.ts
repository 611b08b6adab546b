// Services, subjects, clients, minors.
import type { Law } from "../base.ts";
import { entriesOf, type Group, qualified, type View } from "../lookup.ts";
import type { LegalPeriod, Program } from "../program.ts";
import type { ServiceRule, SubjectRule } from "../rules.ts";
import { placeOf } from "../unit.ts";
import { wordsOfId } from "../words.ts";
import { oneText, periodIn } from "./datasets.ts";
import { groupName, groupNames } from "./names.ts";
import { firstLanguage, spoken } from "./spoken.ts";

type WrittenService = NonNullable<View["long"]["services"]>[string];
type WrittenSubject = NonNullable<View["long"]["subjects"]>[string];

/** A product or site with its own notice. */
export function buildService(group: Group, view: View, id: string, value: WrittenService): ServiceRule {
  return {
    id: qualified(view, id),
    name: value.name,
    about: spoken(group, view, value.about),
    urls: value.urls ?? [],
    languages: value.languages ?? ["en"],
    laws: value.laws ?? view.laws,
    subjects: groupNames(group, view, "subjects", value.subjects),
    contact: value.contact,
    controller: controllerOf(group, view, value.controller),
    banner: bannerOf(value),
    links: value.notice?.links ?? {},
  };
}

/** Unless the program says otherwise, no answer is asked for again so long. */
const REMEMBER: LegalPeriod = { count: 6, unit: "months" };

function bannerOf({ banner, urls = [] }: WrittenService): ServiceRule["banner"] {
  if (banner === false) return false;
  return {
    choice: banner?.choice ?? {},
    modal: banner?.modal ?? false,
    remember: (banner?.remember === undefined ? undefined : periodIn(banner.remember)) ?? REMEMBER,
    origins: banner?.origins ?? [...new Set(urls.flatMap((url) => /^https?:\/\/[^/]+/.exec(url)?.[0] ?? []))],
  };
}

/** The controller that a service names, or the only one of its program or of its group. */
function controllerOf(group: Group, view: View, named: string | undefined): string | undefined {
  for (const from of new Set([view, group.top])) {
    const ids = Object.keys(from.long.organization?.controllers ?? {});
    const found = named === undefined && ids.length === 1 ? ids[0] : ids.find((id) => id === named);
    if (found !== undefined) return qualified(from, found);
  }
  return undefined;
}

/** A kind of people. */
export function buildSubject(group: Group, view: View, id: string, value: WrittenSubject): SubjectRule {
  return {
    label: oneText(value.label) ?? wordsOfId(id),
    words: spoken(group, view, value.label) ?? { [firstLanguage(group, view)]: wordsOfId(id) },
    capacity: value.capacity ?? "controller",
    minor: value.minor ?? false,
    notice: value.notice,
    excluded: value.excluded ?? {},
    place: placeOf(view.unit, ["subjects", id]),
  };
}

/** The languages of all services, in the order in which they stand. */
export function languagesOf(group: Group): readonly string[] {
  const all = [...group.views.values()].flatMap((view) => entriesOf(view, "services"));
  const spokenIn = [...new Set(all.flatMap(([, service]) => service.languages ?? []))];
  return spokenIn.length > 0 ? spokenIn : ["en"];
}

/** Whose data is held for clients, and what they instruct. */
export function clientsOf(group: Group): Program["clients"] {
  const all = [...group.views.values()].flatMap((view) => (view.long.clients ? [{ view, clients: view.long.clients }] : []));
  if (all.length === 0) return undefined;
  const held = (view: View) =>
    entriesOf(view, "subjects").flatMap(([id, subject]) => (subject.capacity === "processor" ? [id] : []));
  return {
    instructions: Object.fromEntries(
      all.flatMap(({ view, clients }) =>
        Object.entries(clients.instructions).map(([purpose, when]) => [groupName(group, view, "purposes", purpose), when]),
      ),
    ),
    of: [...new Set(all.flatMap(({ view, clients }) => groupNames(group, view, "subjects", clients.of ?? held(view))))],
    purposes: [
      ...new Set(all.flatMap(({ view, clients }) => groupNames(group, view, "purposes", Object.keys(clients.instructions)))),
    ],
  };
}

/** Under which age a law treats people as minors. */
export function minorsOf(minors: View["long"]["minors"]): Program["minors"] {
  if (!minors) return undefined;
  const under: Partial<Record<Law, number>> = typeof minors.under === "number" ? {} : minors.under;
  return { under, then: minors.then ?? "refuse" };
}
