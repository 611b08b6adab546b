/**
 * One at a time, and none more often than anybody needs: whoever asks while the work runs shares its next run with all who ask
 * meanwhile. That one begins after they asked, so it sees what they had done.
 */
export function shareNext<T>(work: () => Promise<T>): () => Promise<T> {
  let running: Promise<unknown> = Promise.resolve();
  let next: Promise<T> | undefined;
  return () => {
    if (next !== undefined) return next;
    const mine = running.then(() => {
      next = undefined;
      return work();
    });
    next = mine;
    running = mine.catch(() => undefined);
    return mine;
  };
}
