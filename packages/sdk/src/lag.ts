/** How far behind the server what is held here is. */
export interface LagMeter {
  /**
   * The server's clock was seen, in milliseconds: everything that it had done until then is here.
   *
   * @param at when, by the clock that only goes forward; now, unless it took long until all was here
   */
  saw(serverAt: number, at?: number): void;
  /** Milliseconds since the last moment of the server that is known here; infinite before the first. */
  lag(): number;
}

/** As much as two quartz clocks drift apart: of a drift that is never allowed for, nothing would be fresh after some days. */
const DRIFT = 1e-4;

/**
 * Measures lag by the server's clock, so that a heartbeat that was held up on its way counts as old: the quickest that ever
 * came tells how the two clocks stand to each other, and a clock of this machine that is set anew changes nothing. Where the
 * server's own goes back, it begins again.
 *
 * @param elapsed a clock that only goes forward, in milliseconds
 */
export function meterLag(elapsed: () => number): LagMeter {
  let offset = Number.POSITIVE_INFINITY;
  let measuredAt = Number.NEGATIVE_INFINITY;
  let last = Number.NEGATIVE_INFINITY;
  return {
    saw(serverAt, at = elapsed()) {
      const between = at - serverAt;
      const drifted = offset + Math.max(0, at - measuredAt) * DRIFT;
      // What is seen later was done later: only a clock that was set back says less.
      offset = serverAt < last ? between : Math.min(drifted, between);
      measuredAt = Math.max(measuredAt, at);
      last = serverAt;
    },
    lag: () => (last === Number.NEGATIVE_INFINITY ? Number.POSITIVE_INFINITY : Math.max(0, elapsed() - offset - last)),
  };
}
