// Consent modes of networks that have one: told before any of their tags can run, and at every change.
import { isAllowed, isUnanswered } from "./choice.ts";
import { banner } from "./data.ts";

type Queue = { push(...given: unknown[]): void };
type Words = Record<string, string>;
const page = window as unknown as { dataLayer: Queue };

/** Google reads arguments objects alone out of its queue. */
const google: (...given: unknown[]) => void = function () {
  // biome-ignore lint/complexity/noArguments: an array is not read.
  page.dataLayer.push(arguments);
};

const granted = (is: (purpose: string) => boolean): Words =>
  Object.fromEntries(banner.google.map(([key, purposes]) => [key, purposes.every(is) ? "granted" : "denied"]));

/** `default` first, everywhere; then what runs before a choice where this visitor is; `update` once somebody has chosen. */
export function tell(command: "default" | "update"): void {
  const now = granted(isAllowed);
  page.dataLayer ??= [] as unknown as Queue;
  if (command === "default") {
    google("consent", command, { ...granted(() => false), wait_for_update: 500 });
    if (banner.region) google("consent", command, { ...now, region: [banner.region] });
  }
  if (command === "update" || !isUnanswered()) google("consent", "update", now);
  banner.addOns?.(command, now);
}
