export { type DraftRequest, draftProgram } from "./draft-program.ts";
export { findNeverCollected, type NeverFound } from "./find-never.ts";
export { guessStore, isPlannedOn, type Known, questionsOf } from "./guess-store.ts";
export type { DatasetGuess, FieldGuess, LinkGuess, StoreGuesses, StoreSamples, SubjectGuess } from "./guesses.ts";
export type { Question } from "./look.ts";
export { type Measure, measureGuesses } from "./measure-guesses.ts";
export { knownFrom, type LinkSuggestion, peopleElsewhere, suggestLinks } from "./suggest-links.ts";
