// An engine over two people, for tests of what middleware reads of a request: ada objects, and of bo little is known.
import { type Engine, open } from "@troth/core/decisions";
import { NO_STATE } from "@troth/core/facts";
import { compileProgram } from "@troth/core/program";

/** Under American law: what a browser signals counts. */
export function larkspurEngine(): Engine {
  const { program } = compileProgram({
    file: "troth.yaml",
    read: () => `
troth: 1
organization: { name: Larkspur, country: US, contact: privacy@larkspur.example }
laws: [ccpa]
purposes:
  improve: { kind: product-improvement, basis: legitimate-interest, interest: To find faults, data: [contact.email] }
  ads: { kind: cross-context-advertising, data: [contact.email] }
`,
  });
  if (program === undefined) throw new Error("the program does not compile");
  const people = [
    ["ada", { ...NO_STATE, objections: { improve: 1 } }],
    ["bo", { ...NO_STATE, shown: ["n"] }],
  ] as const;
  return open({ program, now: () => Date.UTC(2026, 5, 1), state: { program: program.hash, people } });
}
