import type { Program } from "@troth/core/program";
import type { SiteSession } from "./route.ts";

/** The services whose page a call came from, by its `Origin`; undefined: none of the program's. To the letter: `http` is not `https`. */
export function siteOf(program: Pick<Program, "services">, origin: string | undefined): SiteSession | undefined {
  if (origin === undefined) return undefined;
  const services = Object.values(program.services).flatMap((one) => (originsOf(one).includes(origin) ? [one.id] : []));
  return services.length === 0 ? undefined : { services, origin };
}

/** Those that its banner names; its own addresses where that names none. */
function originsOf({ urls, banner }: Program["services"][string]): readonly string[] {
  const named = banner === false ? [] : banner.origins;
  return (named.length > 0 ? named : urls).flatMap((url) => (URL.canParse(url) ? [new URL(url).origin] : []));
}
