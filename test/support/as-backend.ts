// Calls of an application's backend over HTTP: an answer that is no 200 fails the test, with what was said.

/** Calls a served Troth with a backend's key, which may be made later than this is. */
export const backendOf =
  (at: () => { readonly base: string; readonly key: string }) =>
  async <T>(path: string, body: unknown): Promise<T> => {
    const { base, key } = at();
    const answer = await fetch(`${base}${path}`, {
      method: "POST",
      body: JSON.stringify(body),
      headers: { authorization: `Bearer ${key}`, "content-type": "application/json" },
    });
    if (answer.status !== 200) throw new Error(await answer.text());
    return (await answer.json()) as T;
  };
