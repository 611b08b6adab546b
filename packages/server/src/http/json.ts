/** An answer of JSON. As one text: what `Response.json` makes is sent as a stream, which is a quarter of what a small call costs. */
export function json(
  value: unknown,
  init: { readonly status?: number; readonly headers?: Readonly<Record<string, string>> } = {},
): Response {
  return new Response(JSON.stringify(value), {
    status: init.status ?? 200,
    headers: { "content-type": "application/json", ...init.headers },
  });
}
