import { type Group, isTarget, qualified, resolvePlace, type View } from "../lookup.ts";
import type { GuardedRule } from "../rules.ts";
import { placeOf } from "../unit.ts";
import { periodIn } from "./datasets.ts";
import { dataName, groupNames } from "./names.ts";
import { spoken } from "./spoken.ts";
import { datasetName } from "./unrun-keys.ts";

type Written = NonNullable<View["long"]["guarded"]>[string];

/** What a human may do for a listed ground alone. */
export function buildGuarded(group: Group, view: View, id: string, value: Written): GuardedRule {
  const places = (value.datasets ?? []).map((place) => resolvePlace(group, view, place)).filter(isTarget);
  return {
    id: qualified(view, id),
    act: value.act,
    data: (value.data ?? []).map((reference) => dataName(group, view, reference)),
    datasets: places.map((target) => datasetName(target.view, target.store, target.dataset)),
    roles: groupNames(group, view, "staff", value.roles),
    grounds: Object.fromEntries(
      Object.entries(value.grounds).map(([ground, said]) => [
        ground,
        {
          of: said.of ?? "items",
          lasts: said.lasts === undefined ? undefined : periodIn(said.lasts),
          form: said.form ?? "any",
          agreed: said.agreed ?? false,
          about: spoken(group, view, said.about),
        },
      ]),
    ),
    shown: value.shown ?? false,
    place: placeOf(view.unit, ["guarded", id]),
  };
}
