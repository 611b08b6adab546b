/** A store's run as it stands. */
export interface HeldStore {
  readonly store: string;
  readonly state: string;
  readonly because: string | undefined;
  /** It is done in several transactions: how many are. */
  readonly chunks?: { readonly done: number; readonly of: number } | undefined;
}

/** What keeps an executed request from being complete. */
export interface HoldInput {
  readonly stores: readonly HeldStore[];
  /** Recipients that were not told yet. */
  readonly untold: readonly string[];
  /** Datasets that nothing of the request led to, and that nobody left out on record. */
  readonly unreached?: readonly string[];
  /** Places where a value of the person's was found afterwards, that nobody has settled. */
  readonly residues?: readonly { readonly place: string; readonly rows: number }[];
}

/**
 * The reasons, in words, why a request cannot be called complete; empty if it can.
 *
 * INVARIANT (never complete in silence): a store that is not verified, a recipient that was not told, a dataset that was not looked into, or a value that is still somewhere, is a reason.
 */
export function holdReasons(input: HoldInput): string[] {
  const stores = input.stores.filter((one) => one.state !== "verified").map((one) => storeReason(one));
  const told = input.untold.length === 0 ? [] : [`not told yet: ${input.untold.join(", ")}`];
  const residues = (input.residues ?? []).map(
    ({ place, rows }) => `found in the night after: ${rows} ${rows === 1 ? "row" : "rows"} of ${place}`,
  );
  const unreached = (input.unreached ?? []).map((place) => `not looked into: ${place}, to which nothing led`);
  return [...stores, ...told, ...unreached, ...residues];
}

function storeReason(one: HeldStore): string {
  const why = one.because === undefined ? "" : `: ${one.because}`;
  if (one.state === "started" && one.chunks)
    return `store ${one.store} is partly erased, in ${one.chunks.done} of ${one.chunks.of} transactions${why}`;
  switch (one.state) {
    case "shadow":
      return `store ${one.store} is in shadow: nothing was changed there`;
    case "committed":
      return `store ${one.store} is erased, and not proven so${why === "" ? ": it was not read back yet" : why}`;
    case "unknown":
    case "started":
      return `store ${one.store}: the outcome is not known${why}`;
    default:
      return `store ${one.store} is not erased${why}`;
  }
}
