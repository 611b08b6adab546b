import type { Program } from "@troth/core/program";
import type { SiteSession } from "./route.ts";

type Services = Pick<Program, "services">;

/** By program, which services have pages at an origin: a page calls again and again. */
const byOrigin = new WeakMap<Services, ReadonlyMap<string, readonly string[]>>();

/** The services whose page a call came from, by its `Origin`; undefined: none of the program's. To the letter: `http` is not `https`. */
export function siteOf(program: Services, origin: string | undefined): SiteSession | undefined {
  if (origin === undefined) return undefined;
  const known = byOrigin.get(program) ?? servicesByOrigin(program);
  byOrigin.set(program, known);
  const services = known.get(origin);
  return services && { services, origin };
}

function servicesByOrigin({ services }: Services): ReadonlyMap<string, readonly string[]> {
  const all = new Map<string, string[]>();
  for (const one of Object.values(services))
    for (const origin of new Set(originsOf(one))) all.set(origin, [...(all.get(origin) ?? []), one.id]);
  return all;
}

/** Those that its banner names; its own addresses where that names none. */
function originsOf({ urls, banner }: Program["services"][string]): readonly string[] {
  const named = banner === false ? [] : banner.origins;
  return (named.length > 0 ? named : urls).flatMap((url) => (URL.canParse(url) ? [new URL(url).origin] : []));
}
