import type { Law } from "../base.ts";
import { type Group, qualified } from "../lookup.ts";
import type { ControllerRule, OrganizationRule } from "../rules.ts";

/** Whose program it is, with the controllers of the whole group. */
export function buildOrganization(group: Group): OrganizationRule {
  const said = group.top.long.organization;
  const officer = said?.officer;
  return {
    name: said?.name ?? "",
    country: said?.country ?? "",
    contact: said?.contact ?? "",
    address: said?.address,
    phone: said?.phone,
    url: said?.url,
    security: said?.security ?? [],
    officer: officer && {
      name: officer.name,
      email: officer.email,
      ...(officer.phone === undefined ? {} : { phone: officer.phone }),
    },
    controllers: controllersOf(group),
    joint: said?.joint?.arrangement,
    representatives: Object.entries(said?.representatives ?? {}).map(([law, one]) => ({ law: law as Law, ...one })),
  };
}

/** A controller that is the organization itself is found where that is. */
function controllersOf(group: Group): readonly ControllerRule[] {
  return [...group.views.values()].flatMap((view) => {
    const own = view.long.organization;
    return Object.entries(own?.controllers ?? {}).map(([id, one]) => {
      const same = one.name === own?.name ? own : undefined;
      return {
        id: qualified(view, id),
        name: one.name,
        country: one.country,
        address: one.address ?? same?.address,
        contact: one.contact ?? same?.contact,
        register: one.register,
      };
    });
  });
}
