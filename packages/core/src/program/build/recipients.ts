import { categoriesOfAll, entriesOf, find, type Group, qualified, type View } from "../lookup.ts";
import type { RecipientRule } from "../rules.ts";
import { placeOf } from "../unit.ts";
import { wordsOfId } from "../words.ts";
import { dataUses, groupName, groupNames } from "./names.ts";
import { firstLanguage, spoken } from "./spoken.ts";

type Written = NonNullable<View["long"]["recipients"]>[string];

/** Whoever receives data, with everything that it may receive. */
export function buildRecipient(group: Group, view: View, id: string, value: Written): RecipientRule {
  const { transfer } = value;
  return {
    id: qualified(view, id),
    name: value.name,
    kind: value.kind,
    capacity: value.capacity ?? "processor",
    country: value.country,
    url: value.url,
    optOut: value.optOut,
    purposes: groupNames(group, view, "purposes", value.for),
    services: groupNames(group, view, "services", value.services),
    of: groupNames(group, view, "subjects", value.of),
    receives: categoriesOfAll(group, view, Object.keys(value.receives)),
    uses: dataUses(group, view, value.receives),
    safeguard: transfer && { kind: transfer.safeguard, document: transfer.document },
    sale: value.sale ?? false,
    sharing: value.sharing ?? false,
    rental: value.rental ?? false,
    occasion: value.when?.event,
    occasionWords:
      value.when && (spoken(group, view, value.when.label) ?? { [firstLanguage(group, view)]: wordsOfId(value.when.event) }),
    regions: value.regions ?? [],
    agreement: value.agreement && { ...value.agreement, ends: value.agreement.ends },
    enabler: value.enabler,
    told: toldBy(value.told, (store) => groupName(group, view, "stores", store)),
    stores: storesOf(group, qualified(view, id)),
    since: value.since,
    until: value.until,
    place: placeOf(view.unit, ["recipients", id]),
  };
}

function toldBy(told: Written["told"], store: (reference: string) => string): RecipientRule["told"] {
  if (!told) return undefined;
  if ("mail" in told) return { by: "mail", to: told.mail };
  if ("webhook" in told) return { by: "webhook", to: told.webhook };
  return "store" in told ? { by: "store", to: store(told.store) } : { by: "impossible", because: told.impossible };
}

function storesOf(group: Group, recipient: string): readonly string[] {
  return [...group.views.values()].flatMap((view) =>
    entriesOf(view, "stores").flatMap(([id, { provider }]) =>
      providerName(group, view, provider) === recipient ? [qualified(view, id)] : [],
    ),
  );
}

/** The recipient that hosts a store, as the whole group writes it. */
export function providerName(group: Group, view: View, provider: string | undefined): string | undefined {
  const hit = provider === undefined ? undefined : find(group, view, "recipients", provider);
  return hit && qualified(hit.view, hit.id);
}
