import type { Route } from "./route.ts";

/** The path of the page that holds what was called; undefined where there is none above it. */
export type PageAt = (path: string) => string | undefined;

/**
 * Finds, for any path, the nearest one at or above it that shows a page to whoever follows a link there. Many forms are posted
 * to a path that nobody can open: what is said of them, and the way to the other language, belongs to the page that holds them.
 */
export function pagesOf(routes: readonly Pick<Route, "method" | "kind" | "path">[]): PageAt {
  const pages = routes.filter(({ method, kind }) => method === "get" && kind === "page").map(({ path }) => patternOf(path));
  const nearest: PageAt = (path) => {
    if (pages.some((page) => page.test(path))) return path;
    const above = path.replace(/\/[^/]*$/, "");
    return above === path || above === "" ? undefined : nearest(above);
  };
  return nearest;
}

/** `/:language{en|id}/code/:ask` as a pattern. */
const patternOf = (path: string): RegExp =>
  new RegExp(`^${path.replace(/:[A-Za-z]+(?:\{((?:[^{}]|\{[^{}]*\})*)\})?/g, (_, form?: string) => `(?:${form ?? "[^/]+"})`)}$`);
