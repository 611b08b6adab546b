import type { WrittenProgram } from "./schema/program-schema.ts";

type Keys<T> = T extends readonly (infer E)[] ? Extract<E, string> : Extract<keyof T, string>;
/** The ids of a section, and those of other programs of the group. */
type Ids<P, S extends string> = (S extends keyof P ? Keys<NonNullable<P[S]>> : never) | `${string}:${string}`;
type Entries<P, S extends string, Form> = {
  readonly [K in S]?: { readonly [Id in keyof (S extends keyof P ? P[S] : unknown)]: Form };
};

/** Every reference that TypeScript can hold to what the program declares. */
type Checked<P> = Entries<
  P,
  "collection",
  {
    readonly for?: readonly Ids<P, "purposes">[];
    readonly of?: readonly Ids<P, "subjects">[];
    readonly provider?: Ids<P, "recipients">;
  }
> &
  Entries<P, "recipients", { readonly for: readonly Ids<P, "purposes">[]; readonly of?: readonly Ids<P, "subjects">[] }> &
  Entries<P, "trackers", { readonly purpose: Ids<P, "purposes">; readonly provider?: Ids<P, "recipients"> }> &
  Entries<P, "stores", { readonly provider?: Ids<P, "recipients"> }> &
  Entries<P, "staff", null | { readonly for?: readonly Ids<P, "purposes">[] }> & {
    readonly [K in Exclude<keyof P, keyof WrittenProgram>]: never;
  };

type Frozen<T> = T extends readonly (infer E)[]
  ? readonly Frozen<E>[]
  : T extends object
    ? { readonly [K in keyof T]: Frozen<T[K]> }
    : T;

/**
 * A program in TypeScript: the same keys and short forms as in YAML, with ids as literal types, so that a reference
 * to what is not declared is a type error. It is checked in full when it is compiled.
 */
export function defineProgram<const P extends Frozen<WrittenProgram>>(program: P & Checked<P>): P {
  return program;
}
