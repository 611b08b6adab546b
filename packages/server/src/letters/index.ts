export { type TakenLetter, takeLetter } from "./take-letter.ts";
