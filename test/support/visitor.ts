// Somebody with a browser that runs no script: keeps cookies, follows redirects, sends forms as forms.

/** A page as it came. */
export interface Visited {
  readonly status: number;
  /** Where one stands after redirects, without the origin. */
  readonly path: string;
  readonly text: string;
  readonly headers: Headers;
}

export interface Visitor {
  readonly get: (path: string) => Promise<Visited>;
  /** Sends a form to an address, as a page of the same site does. */
  readonly send: (path: string, fields: Readonly<Record<string, string>>) => Promise<Visited>;
  /** Every address that was asked for, redirects included. */
  readonly asked: readonly string[];
}

/** A visitor of a site. `headers` go with every call. */
export function visitorOf(address: string, headers: Readonly<Record<string, string>> = {}): Visitor {
  const cookies = new Map<string, string>();
  const asked: string[] = [];
  const call = async (path: string, init: RequestInit): Promise<Visited> => {
    let at = new URL(path, address);
    let send = init;
    for (let hop = 0; hop < 6; hop++) {
      asked.push(at.href);
      const answer = await fetch(at, {
        ...send,
        redirect: "manual",
        headers: {
          ...headers,
          ...(send.headers as Record<string, string>),
          ...(cookies.size > 0 ? { cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join("; ") } : {}),
        },
      });
      for (const cookie of answer.headers.getSetCookie()) keep(cookies, cookie);
      const location = answer.headers.get("location");
      if (location === null || answer.status < 300 || answer.status > 399) {
        return { status: answer.status, path: at.pathname + at.search, text: await answer.text(), headers: answer.headers };
      }
      await answer.body?.cancel();
      const next = new URL(location, at);
      if (next.origin !== at.origin) throw new Error(`led to another site: ${next.origin}`);
      at = next;
      send = { method: "GET" };
    }
    throw new Error(`too many redirects from ${path}`);
  };
  return {
    get: (path) => call(path, { method: "GET" }),
    send: (path, fields) =>
      call(path, {
        method: "POST",
        headers: { "content-type": "application/x-www-form-urlencoded", origin: new URL(address).origin },
        body: new URLSearchParams(fields),
      }),
    asked,
  };
}

function keep(cookies: Map<string, string>, line: string): void {
  const [pair = "", ...attributes] = line.split(";").map((part) => part.trim());
  const at = pair.indexOf("=");
  const name = pair.slice(0, at);
  if (attributes.some((one) => /^max-age=0$/i.test(one))) cookies.delete(name);
  else cookies.set(name, pair.slice(at + 1));
}

/** Words of a page as a person reads them: without tags, blanks as one. */
export const wordsOf = (html: string): string =>
  html
    .replace(/<(script|style)[\s\S]*?<\/\1>/g, " ")
    .replace(/<[^>]+>/g, " ")
    .replaceAll("&#39;", "'")
    .replaceAll("&quot;", '"')
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&amp;", "&")
    .replace(/\s+/g, " ")
    .trim();
