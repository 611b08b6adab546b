import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import { TrothError } from "@troth/core/foundation";

/** Every file that a page may load. */
export const assetNames = ["center.css", "staff.css", "icon.svg", "verify.js", "passkey.js", "tree.js", "progress.js"] as const;
export type AssetName = (typeof assetNames)[number];

/** A file that pages load, with its address. */
export interface Asset {
  readonly name: AssetName;
  /** Has the hash of its content in it, so that it may be kept for ever. */
  readonly url: string;
  readonly type: string;
  readonly plain: Uint8Array<ArrayBuffer>;
  readonly brotli: Uint8Array<ArrayBuffer>;
  readonly gzip: Uint8Array<ArrayBuffer>;
}

/** The built files of the pages are not there. */
export class AssetsMissing extends TrothError {
  readonly code = "pages.assets-missing";
}

// The same folder from the sources and from what is built: tools/build-assets.mjs writes it.
const folder = new URL("../../assets/", import.meta.url);

const types: Readonly<Record<string, string>> = {
  css: "text/css; charset=utf-8",
  js: "text/javascript; charset=utf-8",
  svg: "image/svg+xml; charset=utf-8",
};

const loaded = new Map<AssetName, Asset>();

/** One of the files that pages load. Read and compressed at its first use. @throws AssetsMissing */
export function assetOf(name: AssetName): Asset {
  const had = loaded.get(name);
  if (had) return had;
  const file = fileURLToPath(new URL(name, folder));
  if (!existsSync(file)) {
    throw new AssetsMissing("the pages' styles and scripts are not built", {
      place: file,
      advice: "`npm run build` builds them",
    });
  }
  const plain = new Uint8Array(readFileSync(file));
  const hash = createHash("sha256").update(plain).digest("hex").slice(0, 16);
  const [stem = "", ending = ""] = name.split(".");
  const asset: Asset = {
    name,
    url: `/assets/${stem}.${hash}.${ending}`,
    type: types[ending] ?? "application/octet-stream",
    plain,
    brotli: new Uint8Array(brotliCompressSync(plain, { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } })),
    gzip: new Uint8Array(gzipSync(plain, { level: 9 })),
  };
  loaded.set(name, asset);
  return asset;
}
