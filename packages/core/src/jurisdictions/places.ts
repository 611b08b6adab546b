// The places by which the laws of a program differ: what somebody can say of where they live.
import type { Law } from "../program/index.ts";
import type { Residence } from "./judge/index.ts";
import { lawOf } from "./legal-rule.ts";

/** Where none of the laws holds by residence. */
export const ELSEWHERE = "elsewhere";

/** `DE`, `US-CA`, `US`, in the order of the letters; `elsewhere` last. None where one law alone holds, or none by residence. */
export function placesOf(laws: readonly Law[]): readonly string[] {
  const places = laws.flatMap((law) =>
    lawOf(law).scope.flatMap(({ by, countries, regions }) =>
      by === "establishment"
        ? []
        : countries.flatMap((country) => regions?.only?.map((region) => `${country}-${region}`) ?? [country]),
    ),
  );
  return laws.length < 2 || places.length === 0 ? [] : [...[...new Set(places)].sort(), ELSEWHERE];
}

/** A place as somebody chose it; undefined for what is none of the places of these laws. */
export function residenceIn(laws: readonly Law[], place: string): Residence | undefined {
  if (!placesOf(laws).includes(place)) return undefined;
  // ISO 3166 keeps ZZ for no country.
  if (place === ELSEWHERE) return { country: "ZZ" };
  const [country = "", region] = place.split("-");
  return region === undefined ? { country } : { country, region };
}
