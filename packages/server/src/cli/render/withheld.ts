import { counted } from "./figures.ts";
import { type Paint, printable, wrap } from "./terminal.ts";

/** What a copy held back for one reason. */
export interface WithheldGroup {
  readonly reason: string;
  /** `app/users.password_hash`, ... */
  readonly places: readonly string[];
}

/** Groups `place: reason` texts by their reason, in the order in which reasons first came. */
export function groupWithheld(withheld: readonly string[]): readonly WithheldGroup[] {
  const groups = new Map<string, string[]>();
  for (const text of withheld) {
    const at = text.indexOf(": ");
    const [place, reason] = at < 0 ? ["", text] : [text.slice(0, at), text.slice(at + 2)];
    groups.set(reason, [...(groups.get(reason) ?? []), place]);
  }
  return [...groups].map(([reason, places]) => ({ reason, places }));
}

/** Lines that say what a copy does not show, and why. */
export function renderWithheld(withheld: readonly string[], paint: Paint): string[] {
  return groupWithheld(withheld).flatMap(({ reason, places }) => {
    const [first = "", ...rest] = wrap(printable(`held back in ${counted(places.length, "column")}, ${reason}`), 77);
    const named = wrap(printable(places.join(", ")), 77).map((line) => `  ${paint.dim(line)}`);
    return [`${paint.mark("look")} ${first}`, ...rest.map((line) => `  ${line}`), ...named];
  });
}
