import { type Language, languageOf, languages } from "../words/index.ts";

/** Of what a browser prefers (`id-ID, en;q=0.8`), the first that we have; `otherwise` if none. */
export function preferredLanguage(accepted: string | undefined, otherwise: Language): Language {
  const wishes = (accepted ?? "")
    .slice(0, 500)
    .split(",")
    .map((wish) => {
      const [tag = "", ...parameters] = wish.trim().split(";");
      const weight = parameters.map((one) => /^\s*q=([01](?:\.\d{0,3})?)\s*$/.exec(one)?.[1]).find((one) => one !== undefined);
      return { language: tag.trim().toLowerCase().split("-")[0], weight: Number(weight ?? 1) };
    })
    .filter((wish) => wish.weight > 0)
    .toSorted((one, other) => other.weight - one.weight);
  for (const { language } of wishes) {
    const ours = languageOf(language);
    if (ours !== undefined) return ours;
    if (language === "*") return otherwise;
  }
  return otherwise;
}

/** The language of a call: its path's, else what the browser prefers, else the first of the program's that we have. */
export function languageOfCall(at: {
  readonly path: string;
  readonly accepted: string | undefined;
  readonly program: readonly string[];
}): Language {
  const inPath = languageOf(at.path.split("/")[1]);
  return inPath ?? preferredLanguage(at.accepted, at.program.map(languageOf).find((one) => one !== undefined) ?? languages[0]);
}
