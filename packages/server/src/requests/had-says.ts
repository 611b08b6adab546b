import type { RequestView } from "./views.ts";

/** What a recipient had of the person, for whoever tells it of the erasure. `day` writes a day. @source GDPR Art. 19 */
export function hadSays(had: NonNullable<RequestView["recipients"][number]["had"]>, day: (iso: string) => string): string {
  if (had === "damaged")
    return "what it had of the person cannot be read: the record of it is damaged. Tell it of all that the program says it receives";
  const { occasions, first, last, data } = had;
  const when = occasions === 1 ? `once, on ${day(first)}` : `${occasions} times, from ${day(first)} to ${day(last)}`;
  return `it had ${data.join(", ")} ${when}`;
}
