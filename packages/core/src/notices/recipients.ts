import type { Program, RecipientRule } from "../program/index.ts";
import { recipientKind } from "../taxonomy/index.ts";
import { heldBy, notKept, usesIn } from "./categories.ts";
import type { NoticeRecipient } from "./notice.ts";

const inForce = (one: RecipientRule, day: string): boolean =>
  (one.since === undefined || one.since <= day) && (one.until === undefined || one.until >= day);

/** Whoever receives data on a day. */
export function recipientsOn(program: Program, day: string): readonly NoticeRecipient[] {
  const known = new Set([...heldBy(program), ...notKept(program)]);
  return Object.values(program.recipients)
    .filter((one) => inForce(one, day))
    .map((one) => {
      const kind = one.kind === undefined ? undefined : recipientKind(one.kind);
      return {
        id: one.id,
        name: one.name,
        kind: kind && { id: kind.id, label: { ...kind.label } },
        capacity: one.capacity,
        country: one.country,
        url: one.url,
        purposes: one.purposes,
        subjects: one.of,
        data: usesIn(program, one.uses, known),
        safeguard: one.safeguard,
        sale: one.sale,
        sharing: one.sharing,
        rental: one.rental,
        occasion: one.occasionWords,
        enabler: one.enabler,
        since: one.since,
      };
    });
}
