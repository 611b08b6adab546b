// Consent modes of networks that have one: told before any of their tags can run, and at every change.
import { isAllowed, isUnanswered } from "./choice.ts";
import { banner } from "./data.ts";

type Queue = { push(...given: unknown[]): void };
type Words = Record<string, string>;
const page = window as unknown as Record<string, unknown> & { dataLayer: Queue; uetq: Queue; clarity: Method };
type Method = { (...given: unknown[]): void; q?: unknown[] };

/** Google reads arguments objects alone out of its queue. */
const google: Method = function () {
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
  if (banner.uet) {
    page.uetq ??= [] as unknown as Queue;
    page.uetq.push("consent", command, { ad_storage: now.ad_storage });
  }
  if (banner.clarity) {
    page.clarity ??= ((...given) => {
      page.clarity.q ??= [];
      page.clarity.q.push(given);
    }) as Method;
    page.clarity("consentv2", { ad_Storage: now.ad_storage, analytics_Storage: now.analytics_storage });
  }
}
