/** What a page answers, or undefined where it takes longer or fails: a page may never end. */
export async function within<T>(ms: number, asked: Promise<T>): Promise<T | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const over = new Promise<undefined>((done) => {
    timer = setTimeout(done, ms, undefined);
  });
  try {
    return await Promise.race([asked.catch(() => undefined), over]);
  } finally {
    clearTimeout(timer);
  }
}
