import { describe, onTestFinished, test } from "vitest";
import { mayBeLeftOut } from "../../../../tools/allowed-skips.mjs";
import { ACT, FAULTS } from "./conformance-acting.ts";
import type { ConformanceStore, Demands, Skip } from "./conformance-fixture.ts";
import { CAPTURE, INSPECT, STREAM } from "./conformance-reading.ts";

export type { Skip } from "./conformance-fixture.ts";

const BODIES: Demands = { ...INSPECT, ...CAPTURE, ...STREAM, ...ACT, ...FAULTS };

/** What is asked at a size that takes its time. */
const LARGE: readonly string[] = [
  "fifty thousand keys are matched, changed and deleted",
  "stream: memory MUST NOT grow with the answer",
];

/** Leaves a demand out of a suite, by its title with the reason: one that CI knows, or the suite does not begin. */
export function leaveOut(title: string): void {
  if (!mayBeLeftOut(title)) throw new Error(`tools/allowed-skips.mjs allows no such reason: ${title}`);
  test.skip(title, () => undefined);
}

/** How long a test may take: what is large takes several times as long where its worker has run a hundred suites before. */
export const limitOf = (title: string): { readonly timeout: number } => ({
  timeout: LARGE.includes(title) || title === "thousands of keys come over several pages" ? 600_000 : 180_000,
});

/** What every connector is asked, by name. */
export const CONFORMANCE_TITLES: readonly string[] = Object.keys(BODIES);

/**
 * What every connector must do: run it on each, with each skip named and reasoned.
 * `make` gives a fresh store with the fixture, whose time-outs are some seconds for statements and half a second for locks.
 */
export function connectorConformance(options: {
  readonly name: string;
  readonly make: () => Promise<ConformanceStore>;
  readonly skips?: readonly Skip[];
  /** The same code is asked the large things on another store: here in `npm run full` alone. */
  readonly largeElsewhere?: boolean;
}): void {
  const { name, make, largeElsewhere = false } = options;
  const large = largeElsewhere && process.env.TROTH_EXHAUSTIVE !== "1" ? LARGE : [];
  const skips = [...(options.skips ?? []), ...large.map((test) => ({ test, reason: "of this size in npm run full" }))];
  const bodies = Object.entries(BODIES);
  describe(`${name} conforms`, () => {
    for (const skip of skips)
      if (!bodies.some(([test]) => test === skip.test)) throw new Error(`a skip names no test: ${skip.test}`);
    for (const [title, body] of bodies) {
      const skip = skips.find((one) => one.test === title);
      if (skip) leaveOut(`${title} (${skip.reason})`);
      else
        test(title, limitOf(title), async () => {
          const store = await make();
          onTestFinished(() => store.close());
          await body(store);
        });
    }
  });
}
