export {
  dayIn,
  type Language,
  languageOf,
  languages,
  listIn,
  localeOf,
  momentIn,
  numberIn,
  type Say,
  sayFrom,
  type Values,
} from "./words.ts";
