import type { LetterRule } from "../law.ts";
import { read, unread } from "./read.ts";

/** What an answer must tell. The Act has no duty to tell of a refusal, and none to name an authority. */
export const letters: readonly LetterRule[] = [
  {
    ...read("UU PDP Pasal 30 ayat (2)", "id.rectify", "read in UU 27/2022 at pasal.id (scanned text)"),
    letter: "completion",
    rights: ["rectification"],
    contents: ["result"],
  },
  {
    ...read("UU PDP Pasal 32 ayat (1)", "id.access"),
    letter: "completion",
    rights: ["access"],
    contents: ["processing-trail"],
  },
  { ...read("UU PDP Pasal 41 ayat (3)", "id.restrict"), letter: "completion", rights: ["restriction"], contents: ["result"] },
  {
    ...unread("UU PDP Pasal 45", "named as the duty to tell of erasure and destruction; its text was not read"),
    letter: "completion",
    rights: ["erasure"],
    contents: ["result"],
  },
];
