import type { ServiceRule } from "@troth/core/program";
import { type Environment, resolveSecret } from "../program/index.ts";
import { ScanError } from "./errors.ts";

/**
 * Where the visits of a service begin: its addresses, and paths of the first of them.
 * @throws ScanError where it has none that a browser can visit, or a path leads off the site; SecretMissing.
 */
export function serviceAddresses(service: ServiceRule, pages: readonly string[], env: Environment): readonly string[] {
  const own = service.urls.map((url) => resolveSecret(url, env, `service ${service.id}`)).filter(isWeb);
  const [first] = own;
  if (first === undefined)
    throw new ScanError("scan.address", `the service \`${service.id}\` has no address that a browser can visit`, {
      advice: "write it under its `urls`, as in `https://www.example.com`",
    });
  const origins = own.map((url) => new URL(url).origin);
  return [...own.map((url) => new URL(url).href), ...pages.map((page) => pageAt(page, first, origins))];
}

const isWeb = (url: string): boolean => URL.canParse(url) && /^https?:$/.test(new URL(url).protocol);

function pageAt(page: string, first: string, origins: readonly string[]): string {
  if (URL.canParse(page, first) && origins.includes(new URL(page, first).origin)) return new URL(page, first).href;
  throw new ScanError("scan.address", "a page is not of this service", {
    advice: "write its path, as in `--page /pricing`, or its address at one of the service's `urls`",
  });
}
