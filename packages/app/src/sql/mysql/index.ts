// How MariaDB and MySQL are spoken to, for the helpers of this package and for the server's own connector: no part of what an
// application calls.
export { type ColumnShape, quote } from "./column.ts";
export { familyIn, labelsOf, longestIn } from "./families.ts";
export { constraintOf, isLost } from "./faults.ts";
export { keyedChange, matchedBy, type Source, type Spoken, taken } from "./key-table.ts";
export { kindOf, textOf } from "./keys.ts";
export { levelColumns, levelsOf, type SelfKey } from "./levels.ts";
export { insideWay, textExpression, textType, type Way, wayOf } from "./ways.ts";
