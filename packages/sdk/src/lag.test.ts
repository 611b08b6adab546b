import { beforeEach, expect, test } from "vitest";
import { type LagMeter, meterLag } from "./lag.ts";

let elapsed = 0;
let meter: LagMeter;
/** The server's clock stands here where ours, which tells no time of day, stands at 0. */
const SERVER = 1_800_000_000_000;

beforeEach(() => {
  elapsed = 0;
  meter = meterLag(() => elapsed);
});

test("before anything was seen nothing is fresh", () => {
  expect(meter.lag()).toBe(Number.POSITIVE_INFINITY);
});

test("what was seen ages by the clock that only goes forward", () => {
  meter.saw(SERVER);
  expect(meter.lag()).toBe(0);
  elapsed = 700;
  expect(meter.lag()).toBe(700);
});

test("what was held up on its way is as old as it is, however late it comes", () => {
  elapsed = 10;
  meter.saw(SERVER);
  elapsed = 5_010;
  meter.saw(SERVER + 1_000);
  // But for what two clocks drift apart in the five seconds between.
  expect(meter.lag()).toBe(3_999.5);
});

test("two clocks that drift apart make nothing old in days", () => {
  const HEARTBEAT = 5_000;
  for (let beats = 0; beats < 5 * 24 * 720; beats++) {
    elapsed = beats * HEARTBEAT * (1 + 50e-6);
    meter.saw(SERVER + beats * HEARTBEAT);
  }
  expect(meter.lag()).toBe(0);
});

test("what took long to come is as old as its beginning", () => {
  elapsed = 60_000;
  meter.saw(SERVER, 0);
  expect(meter.lag()).toBe(60_000);
  meter.saw(SERVER + 60_000);
  expect(meter.lag()).toBe(0);
});

test("a server whose clock is set forward or back is not old for ever", () => {
  meter.saw(SERVER);
  elapsed = 1_000;
  meter.saw(SERVER + 61_000);
  expect(meter.lag()).toBe(0);
  elapsed = 2_000;
  meter.saw(SERVER - 3_600_000);
  expect(meter.lag()).toBe(0);
  elapsed = 2_500;
  expect(meter.lag()).toBe(500);
});
