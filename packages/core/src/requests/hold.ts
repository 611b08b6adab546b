/** What keeps an executed request from being complete. */
export interface HoldInput {
  readonly stores: readonly { readonly store: string; readonly state: string; readonly because: string | undefined }[];
  /** Recipients that were not told yet. */
  readonly untold: readonly string[];
}

/**
 * The reasons, in words, why a request cannot be called complete; empty if it can.
 *
 * INVARIANT (never complete in silence): a store that is not verified, or a recipient that was not told, is a reason.
 */
export function holdReasons(input: HoldInput): string[] {
  const stores = input.stores.filter((one) => one.state !== "verified").map((one) => storeReason(one));
  const told = input.untold.length === 0 ? [] : [`not told yet: ${input.untold.join(", ")}`];
  return [...stores, ...told];
}

function storeReason(one: { readonly store: string; readonly state: string; readonly because: string | undefined }): string {
  const why = one.because === undefined ? "" : `: ${one.because}`;
  switch (one.state) {
    case "shadow":
      return `store ${one.store} is in shadow: nothing was changed there`;
    case "committed":
      return `store ${one.store} is erased and not read back${why}`;
    case "unknown":
    case "started":
      return `store ${one.store}: the outcome is not known${why}`;
    default:
      return `store ${one.store} is not erased${why}`;
  }
}
