import { categoriesOfAll, type Group, qualified, type View } from "../lookup.ts";
import type { TrackerRule } from "../rules.ts";
import { placeOf } from "../unit.ts";
import { periodIn } from "./datasets.ts";
import { groupName, servicesFor } from "./names.ts";
import { providerName } from "./recipients.ts";
import { spoken } from "./spoken.ts";

type Written = NonNullable<View["long"]["trackers"]>[string];

/** A cookie, storage entry, pixel or tag, with what the program leaves to the format's defaults. */
export function buildTracker(group: Group, view: View, id: string, value: Written): TrackerRule {
  const { lasts = "session" } = value;
  return {
    id: qualified(view, id),
    name: id,
    kind: value.kind ?? "cookie",
    party: value.party ?? "first",
    lasts: lasts === "session" || lasts === "forever" ? lasts : (periodIn(lasts) ?? "session"),
    purpose: groupName(group, view, "purposes", value.purpose),
    provider: providerName(group, view, value.provider),
    services: servicesFor(group, view, value.services),
    domain: value.domain,
    loads: value.loads ?? [],
    in: value.in ?? "site",
    data: categoriesOfAll(group, view, value.data ?? []),
    about: spoken(group, view, value.about),
    place: placeOf(view.unit, ["trackers", id]),
  };
}
