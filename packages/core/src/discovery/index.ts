export { type DraftRequest, draftProgram } from "./draft-program.ts";
export { guessStore } from "./guess-store.ts";
export type { DatasetGuess, FieldGuess, LinkGuess, StoreGuesses, StoreSamples, SubjectGuess } from "./guesses.ts";
export { type Measure, measureGuesses } from "./measure-guesses.ts";
