import type { Program } from "@troth/core/program";

/** The kinds of identifier, besides the mail address, by which the program finds people. */
export function otherKinds(program: Pick<Program, "stores">): readonly string[] {
  const all = Object.values(program.stores).flatMap((store) =>
    Object.values(store.datasets).flatMap((dataset) => dataset.identity.map((one) => one.kind)),
  );
  return [...new Set(all)].filter((kind) => kind !== "email" && /^[a-z][a-z-]{0,30}$/.test(kind)).sort();
}
