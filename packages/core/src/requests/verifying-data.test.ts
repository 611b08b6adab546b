import { expect, test } from "vitest";
import { pointsOf, showsNothing } from "./index.ts";

test("what is said to be wrong verifies nobody, nor does what lies above or below it", () => {
  const contested = ["name", "contact.email"];
  expect(showsNothing("contact.email", { contested })).toBe("contested");
  expect(showsNothing("contact.email", { contested: ["contact"] })).toBe("contested");
  expect(showsNothing("contact.phone", { contested })).toBeUndefined();
  expect(showsNothing("contact.email")).toBeUndefined();
});

test("an NIK is no secret, a password is never compared, and what nobody knows is no point", () => {
  expect(showsNothing("identity.national-id")).toBe("no-secret");
  expect(showsNothing("auth.password")).toBe("never-matched");
  expect(showsNothing("shoe-size")).toBe("unknown-category");
  expect([pointsOf("two-points"), pointsOf("three-points"), pointsOf("sign-in")]).toEqual([2, 3, undefined]);
});
