// The browser's own functions, as they were before the gate stood before them.

/** What a prototype has under a name: an accessor, or a method. */
export const own = (of: object, name: string): PropertyDescriptor => Object.getOwnPropertyDescriptor(of, name) ?? {};

export const nativeFetch = fetch.bind(window);

/** After the next frame; in a page that nobody sees, which has none, soon. */
export const afterFrame = (work: () => unknown): unknown =>
  document.hidden ? setTimeout(work) : requestAnimationFrame(() => setTimeout(work));

const cookie = own(Document.prototype, "cookie");

/** Name and value of every cookie that script may see: none in a frame that is given no cookies. */
export const cookies = (): readonly (readonly [name: string, value: string])[] => {
  let text = "";
  try {
    text = cookie.get?.call(document) as string;
  } catch {
    // A sandbox.
  }
  if (!text) return [];
  return text.split("; ").map((each) => {
    const at = each.indexOf("=");
    return [each.slice(0, at), each.slice(at + 1)];
  });
};

export const writeCookie = (name: string, value: string, domain: string, seconds: number, path = "/"): void => {
  try {
    cookie.set?.call(
      document,
      `${name}=${value};path=${path};max-age=${seconds};samesite=lax${domain && `;domain=${domain}`}${location.protocol === "https:" ? ";secure" : ""}`,
    );
  } catch {
    // A sandbox: the answer holds for this page.
  }
};

/** `com`, `example.com`, `www.example.com`: the browser takes a cookie for the first that is nobody else's. */
export const parents = (): readonly string[] => {
  const labels = location.hostname.split(".");
  return labels.map((_, at) => labels.slice(-1 - at).join("."));
};

/** Takes a cookie away on every path above this page and for every parent domain, as far as the browser lets a script. */
export function expire(name: string): void {
  const parts = location.pathname.split("/");
  const paths = parts.flatMap((_, at) => {
    const path = parts.slice(0, at + 1).join("/");
    return [path || "/", `${path}/`];
  });
  for (const domain of ["", ...parents()]) for (const path of paths) writeCookie(name, "", domain, 0, path);
}

const globs: Record<string, RegExp> = {};

/** Whether a text is like a pattern, in which `*` is anything. */
export const matches = (pattern: string, text: string): boolean => {
  globs[pattern] ??= RegExp(`^${pattern.replace(/[^\w*]/g, "\\$&").replaceAll("*", ".*")}$`);
  return globs[pattern].test(text);
};
