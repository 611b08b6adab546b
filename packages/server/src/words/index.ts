export {
  dayIn,
  type Language,
  languageOf,
  languages,
  listIn,
  momentIn,
  numberIn,
  type Say,
  sayFrom,
  type Values,
} from "./words.ts";
