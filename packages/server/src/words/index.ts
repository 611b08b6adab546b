export { lacksEn, lacksId, sayLack } from "./lacks.ts";
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
