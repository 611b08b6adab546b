export type { SweepEnd } from "./end-sweep.ts";
export { EXCUSES, type Excuse } from "./excuses.ts";
export { listResidue, type ResidueList } from "./list-residue.ts";
export { excusePlace, isExcuse, placeOf, recordRemoved } from "./settle-residue.ts";
export { type SweepAnswer, sweepStores } from "./sweep-stores.ts";
