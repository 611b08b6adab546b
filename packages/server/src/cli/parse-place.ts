import { UseError } from "./errors.ts";

/** Where somebody is, by `--country` and `--region`; undefined: it is not said. @throws UseError */
export function parsePlace({ country, region }: { readonly country?: string; readonly region?: string }) {
  if (country === undefined) {
    if (region === undefined) return undefined;
    throw new UseError("a region stands without its country", { advice: "write `--country US --region CA`" });
  }
  if (!/^[A-Z]{2}$/.test(country))
    throw new UseError("`--country` is no code of a country", { advice: "write it as in `--country DE`" });
  return { country, ...(region === undefined ? {} : { region }) };
}
