import { describe, expect, test } from "vitest";
import { preferredLanguage } from "./language-of-call.ts";
import { networkOf } from "./network-of.ts";
import { rateLimits } from "./rate-limits.ts";
import { returnPath } from "./return-path.ts";

describe("the network of a call", () => {
  const of = (forwarded: string | undefined, trustProxy: number, peer = "192.0.2.7") =>
    networkOf({ peer, forwarded, trustProxy });

  test("is wide enough that one household cannot leave it by asking for another address", () => {
    expect(of(undefined, 0, "203.0.113.5")).toBe("203.0.113.0/24");
    expect(of(undefined, 0, "::ffff:203.0.113.5")).toBe("203.0.113.0/24");
    expect(of(undefined, 0, "2001:db8:1:2:3:4:5:6")).toBe("2001:db8:1::/48");
  });

  test("is what our own proxy saw, never what a caller claims", () => {
    expect(of("198.51.100.1", 0)).toBe("192.0.2.0/24");
    expect(of("1.2.3.4, 198.51.100.1", 1)).toBe("198.51.100.0/24");
    expect(of("1.2.3.4, 198.51.100.1, 10.0.0.1", 2)).toBe("198.51.100.0/24");
    expect(of("[2001:db8::1]:4711", 1)).toBe("2001:db8::/48");
    expect(of("198.51.100.1:4711", 1)).toBe("198.51.100.0/24");
    expect(of("<script>", 1)).toBe("unknown");
  });
});

describe("a budget", () => {
  test("lets through so many in any window, not so many in each of two that touch", () => {
    let now = 0;
    const limits = rateLimits({ now: () => now, budgets: { code: { calls: 10, seconds: 60 } } });
    const drawAll = () => Array.from({ length: 20 }, () => limits.draw("code", "n")).filter((wait) => wait === 0).length;
    now = 59_000;
    expect(drawAll()).toBe(10);
    now = 61_000;
    expect(drawAll()).toBe(0);
    now = 59_000 + 90_000;
    expect(drawAll()).toBe(5);
  });

  test("says when to come again, and keeps its word", () => {
    let now = 1_000;
    const limits = rateLimits({ now: () => now, budgets: { page: { calls: 3, seconds: 60 } } });
    for (let call = 0; call < 3; call++) expect(limits.draw("page", "n")).toBe(0);
    const wait = limits.draw("page", "n");
    expect(wait).toBeGreaterThan(0);
    now += wait * 1000;
    expect(limits.draw("page", "n")).toBe(0);
  });

  test("remembers at most so many networks, those that called last", () => {
    const limits = rateLimits({ now: () => 0, most: 100, budgets: { page: { calls: 1, seconds: 60 } } });
    limits.draw("page", "first");
    for (let one = 0; one < 99; one++) limits.draw("page", `n${one}`);
    expect(limits.draw("page", "n98")).toBeGreaterThan(0);
    for (let one = 0; one < 500; one++) limits.draw("page", `m${one}`);
    expect(limits.draw("page", "first")).toBe(0);
  });
});

test("a way back is a plain path below its base", () => {
  expect(returnPath("/staff/requests/R-0001", "/staff")).toBe("/staff/requests/R-0001");
  for (const evil of [
    "//evil.example",
    "/\\evil.example",
    "https://evil.example",
    "/staff/../en",
    "/staffx",
    "/staff//evil",
    "/staff/a?b",
    "/staff/\n",
    "javascript:alert(1)",
    "",
    "/en/requests",
  ]) {
    expect(returnPath(evil, "/staff")).toBeUndefined();
  }
});

test("a browser's language is taken by its weight", () => {
  expect(preferredLanguage("id-ID,id;q=0.9,en;q=0.8", "en")).toBe("id");
  expect(preferredLanguage("de, id;q=0.2, en;q=0.4", "id")).toBe("en");
  expect(preferredLanguage("id;q=0, *;q=0.5", "en")).toBe("en");
  expect(preferredLanguage(undefined, "id")).toBe("id");
});
