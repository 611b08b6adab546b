// Consent modes of Microsoft's networks: put before the script only where the program has their tags.
import { banner } from "./data.ts";

type Method = { (...given: unknown[]): void; q?: unknown[] };
const page = window as unknown as { uetq?: { push(...given: unknown[]): void }; clarity?: Method };

/** Keeps what it is called with, until the network's own code is there. */
function waiting(): Method {
  const made: Method = (...given) => {
    made.q ??= [];
    made.q.push(given);
  };
  return made;
}

banner.addOns = (command, granted) => {
  if (banner.uet) {
    page.uetq ??= [];
    page.uetq.push("consent", command, { ad_storage: granted.ad_storage });
  }
  if (banner.clarity) {
    page.clarity ??= waiting();
    page.clarity("consentv2", { ad_Storage: granted.ad_storage, analytics_Storage: granted.analytics_storage });
  }
};
