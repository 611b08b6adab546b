import type { Installation } from "../installation/index.ts";
import type { Progress } from "./views.ts";

/** Told of every step of a request's run in this process. */
export type ProgressListener = (progress: Progress) => void;

const listeners = new WeakMap<Installation, Map<string, Set<ProgressListener>>>();

/** Tells whoever watches a request; to be given to `runRequest` as its `onProgress`. */
export const tellProgress =
  (inst: Installation) =>
  (progress: Progress): void => {
    for (const listener of listeners.get(inst)?.get(progress.request) ?? []) listener(progress);
  };

/** Watches the run of a request in this process; returns how to stop. A run elsewhere is seen in its journal alone. */
export function watchProgress(inst: Installation, request: string, listener: ProgressListener): () => void {
  const all = listeners.get(inst) ?? new Map<string, Set<ProgressListener>>();
  const some = all.get(request) ?? new Set<ProgressListener>();
  listeners.set(inst, all.set(request, some.add(listener)));
  return () => {
    some.delete(listener);
    if (some.size === 0 && all.get(request) === some) all.delete(request);
  };
}
