import { ELSEWHERE, placesOf } from "@troth/core/jurisdictions";
import type { Law } from "@troth/core/program";
import { type Language, localeOf } from "../words/index.ts";
import { Select } from "./form.tsx";
import { say } from "./words.ts";

/** Where somebody lives, as far as the program's laws differ by it; nothing where they do not. It may be left unsaid. */
export const ResidenceField = ({
  laws,
  language,
  label,
  hint,
  unsaid = say(language, "place.unsaid"),
  chosen,
  error,
}: {
  readonly laws: readonly Law[];
  readonly language: Language;
  readonly label: string;
  readonly hint: string;
  /** What leaves it open: in the words of whoever lives there, unless somebody else fills the form in. */
  readonly unsaid?: string;
  readonly chosen: string | undefined;
  readonly error?: string | undefined;
}) => {
  const places = placesOf(laws);
  if (places.length === 0) return null;
  const options = places.map((place) => ({ value: place, label: placeName(place, language, places) }));
  const named = options
    .filter(({ value }) => value !== ELSEWHERE)
    .sort((one, other) => one.label.localeCompare(other.label, localeOf(language)));
  return (
    <Select
      name="place"
      label={label}
      hint={hint}
      chosen={chosen}
      error={error}
      options={[{ value: "", label: unsaid }, ...named, ...options.filter(({ value }) => value === ELSEWHERE)]}
    />
  );
};

/** `Germany`, `United States, California`; of a country with a state that is named apart, the rest of it. */
function placeName(place: string, language: Language, all: readonly string[]): string {
  if (place === ELSEWHERE) return say(language, "place.elsewhere");
  const [country = "", region] = place.split("-");
  const name = new Intl.DisplayNames([localeOf(language)], { type: "region" }).of(country) ?? country;
  if (region !== undefined) return `${name}: ${REGIONS[place] ?? region}`;
  return all.some((other) => other.startsWith(`${place}-`)) ? say(language, "place.rest", { country: name }) : name;
}

/** Names that no table of the platform holds; they are the same in both languages. */
const REGIONS: Readonly<Record<string, string>> = { "US-CA": "California" };
