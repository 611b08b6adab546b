import { gzipSync } from "node:zlib";
import type { Context } from "hono";
import type { Route } from "./route.ts";

// Below it the headers weigh more than what is saved.
const LEAST_BYTES = 1_000;

/**
 * Compresses a public page for whoever brings no cookie. Others get theirs as it is: what is compressed beside something
 * that a stranger can choose tells by its length what it holds.
 */
export async function compressPage(c: Context, route: Route, answer: Response): Promise<Response> {
  const mayTell = c.req.header("cookie") !== undefined || route.who !== "anyone" || route.method !== "get";
  const isPage = route.kind === "page" && answer.status === 200 && answer.headers.get("content-type")?.startsWith("text/html");
  if (mayTell || !isPage || answer.headers.has("content-encoding")) return answer;
  const headers = new Headers(answer.headers);
  headers.append("vary", "accept-encoding, cookie");
  const body = new Uint8Array(await answer.arrayBuffer());
  const takesGzip = /\bgzip\b(?!\s*;\s*q=0(\.0*)?\s*(,|$))/.test(c.req.header("accept-encoding") ?? "");
  if (!takesGzip || body.length < LEAST_BYTES) return new Response(body, { status: 200, headers });
  headers.set("content-encoding", "gzip");
  headers.delete("content-length");
  return new Response(gzipSync(body), { status: 200, headers });
}
