import type { RightRule } from "../law.ts";
import { read } from "./read.ts";

/** The rights of chapter IV. A request is itself one of the four grounds of Pasal 43(1): erasure asks for no other. */
export const rights: readonly RightRule[] = [
  { ...read("UU PDP Pasal 5"), right: "information" },
  { ...read("UU PDP Pasal 6"), right: "rectification" },
  { ...read("UU PDP Pasal 7"), right: "access" },
  { ...read("UU PDP Pasal 8", "id.erase.grounds"), right: "erasure" },
  { ...read("UU PDP Pasal 9"), right: "withdrawal", bases: ["consent", "explicit-consent"] },
  { ...read("UU PDP Pasal 10"), right: "human-review" },
  { ...read("UU PDP Pasal 11"), right: "restriction" },
  { ...read("UU PDP Pasal 12"), right: "compensation" },
  { ...read("UU PDP Pasal 13"), right: "portability" },
];
