export { type Finder, makeFinder, type OnFound, SHORTEST } from "./find-texts.ts";
export { foldText, readingsOf } from "./fold-text.ts";
export { isWhole, makeSearch, type Search, type Sought } from "./search-cells.ts";
export { type SoughtValues, soughtValues } from "./sought-values.ts";
