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

function controllersOf(group: Group): readonly ControllerRule[] {
  return [...group.views.values()].flatMap((view) =>
    Object.entries(view.long.organization?.controllers ?? {}).map(([id, one]) => ({
      id: qualified(view, id),
      name: one.name,
      country: one.country,
      address: one.address,
      contact: one.contact,
      register: one.register,
    })),
  );
}
