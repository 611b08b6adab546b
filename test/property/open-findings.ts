// What the engine is known to do otherwise than the naive one: left out of the random companies until it is mended, and
// each reduced to the smallest company in open-findings.test.ts, which turns red when it is.
export const OPEN = {
  /** `unshared` counts neither the row's own other links nor pointers at its other columns; a row at itself counts. */
  unshared: false,
  /** A link by value: the value is somebody else's too, and nobody is told. */
  twoTargets: false,
  /** A constant of another kind than its column is refused by the store alone. */
  constants: false,
  /** A foreign key over an empty text is a pointer for the store, which cannot be asked for it: always refused. */
  emptyKeys: false,
  /** Owners in a dataset that is reached by mentions alone are not told of. */
  ownersByMention: false,
  /** The pointer of a mention is changed although foreign keys refer to its column. */
  pointersReferredTo: false,
};
