// One file of a script and a banner: pure text, named by what is in it.
import { createHash } from "node:crypto";
import type { Banner } from "@troth/core/consent";

/** The script without a banner, as `npm run build` makes it. */
export const scriptFile = new URL("../../assets/banner.js", import.meta.url);

/** A file that browsers may keep for ever. */
export interface BannerFile {
  /** `<hash>.js`. */
  readonly name: string;
  readonly text: string;
  /** For `<script integrity>`: `sha256-...`. */
  readonly integrity: string;
}

const sha256 = (text: string) => createHash("sha256").update(text);

/** What `drawUpBanner` takes as `script`: another script is another thing shown. Hexadecimal. */
export const scriptVersion = (script: string): string => sha256(script).digest("hex");

/** Puts a banner before the script. */
export function buildBanner(script: string, banner: Banner): BannerFile {
  // The first line is of networks that most programs have no tag of (tools/build-banner.mjs).
  const [addOns, ...rest] = script.trim().split("\n");
  const own = banner.uet || banner.clarity ? [addOns, ...rest] : rest;
  const text = `{const TROTH_BANNER=${literal(banner)};${own.join("\n")}}\n`;
  return {
    name: `${sha256(text).digest("hex").slice(0, 32)}.js`,
    text,
    integrity: `sha256-${sha256(text).digest("base64")}`,
  };
}

/** JSON as a script may hold it, inside of a page too: no `</script>`, no end of line of Unicode's. */
const literal = (value: unknown): string =>
  JSON.stringify(value).replace(/[<\u2028\u2029]/g, (one) => `\\u${one.charCodeAt(0).toString(16).padStart(4, "0")}`);
