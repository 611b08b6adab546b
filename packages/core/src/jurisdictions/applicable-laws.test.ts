// Whom a law protects by where the company is: all of its customers, wherever they live.
import { expect, test } from "vitest";
import { compileProgram, type Law } from "../program/index.ts";
import { applicableLaws } from "./index.ts";

function lawsFor(laws: readonly Law[], organization: string, home: string): readonly Law[] {
  const { program } = compileProgram({
    data: {
      troth: 1,
      organization: { name: "Larkspur", contact: "privacy@larkspur.example", ...JSON.parse(organization) },
      laws,
      subjects: ["customer"],
      purposes: { account: { basis: "contract", data: ["contact.email"] } },
    },
  });
  if (!program) throw new Error("the program does not compile");
  return applicableLaws(program, [{ country: home }]);
}

test.each([
  [["gdpr", "lgpd"], '{"country":"IE"}', "BR", ["gdpr", "lgpd"]],
  [["gdpr", "lgpd"], '{"country":"BR"}', "DE", ["gdpr", "lgpd"]],
  [["gdpr", "ch-fadp"], '{"country":"CH"}', "DE", ["gdpr", "ch-fadp"]],
  [["gdpr", "lgpd"], '{"country":"US"}', "BR", ["lgpd"]],
  // One of its controllers is in the Union, and nobody knows whether it is theirs.
  [["gdpr", "lgpd"], '{"country":"US","controllers":{"shop":{"name":"Shop","country":"IE"}}}', "BR", ["gdpr", "lgpd"]],
] satisfies readonly [Law[], string, string, Law[]][])(
  "of %j a company of %s owes somebody in %s %j",
  (laws, company, home, owed) => {
    expect(lawsFor(laws, company, home)).toEqual(owed);
  },
);
