import { callForJson, type Server } from "./calls.ts";

/** Somebody who says at a collection point when they were born. */
export interface AgeQuestion {
  /** Your id of the account that is to be. */
  readonly person: string;
  /** A collection point of the program that asks for age. */
  readonly point: string;
  /** `2016-08-01`. The server keeps it nowhere. */
  readonly born: string;
  /** Where they live, as far as it is known: `US`, and `CA`. Unknown: by the strictest of the program's laws. */
  readonly country?: string;
  readonly region?: string;
  /** In which language a parent is written to; English unless given. */
  readonly language?: "en" | "id";
  /** The address of a parent, once you have asked for it. */
  readonly parent?: string;
}

/** A rule by which somebody is too young. */
export interface AgeRule {
  readonly under: number;
  readonly law?: string;
  readonly article?: string;
}

/** Collect only where it is `open`, or for what a parent `agreed` to. */
export type AgeAnswer =
  | { readonly kind: "open" }
  | { readonly kind: "agreed"; readonly purposes: readonly string[] }
  | { readonly kind: "refuse"; readonly because: "program" | "proof" | "parent"; readonly rules: readonly AgeRule[] }
  /** Ask for a parent's address and call again; `asked`: one is being asked. */
  | {
      readonly kind: "parent";
      readonly rules: readonly AgeRule[];
      readonly purposes: readonly string[];
      readonly asked?: { readonly until: string };
    };

/** @throws CallError @throws UnreachableError: then collect nothing */
export const askAge = (server: Server, asked: AgeQuestion): Promise<AgeAnswer> => callForJson(server, "/v1/ages", asked);
