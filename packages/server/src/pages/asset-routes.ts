import { type Call, type Route, refuse } from "../http/index.ts";
import { type Asset, assetNames, assetOf } from "./asset-of.ts";

const FOREVER = "public, max-age=31536000, immutable";

/** The one route of styles and scripts. What is asked for is looked up among ours: no path of a disk is ever made of it. */
export const assetRoutes = (): Route[] => [
  {
    method: "get",
    path: "/assets/:file",
    who: "anyone",
    kind: "file",
    says: "A style, a script or a drawing of these pages",
    limit: "page",
    handle: giveAsset,
  },
];

function giveAsset({ c }: Call): Response {
  const asset = assetNames.map(assetOf).find((one) => one.url === c.req.path);
  if (asset === undefined) return refuse("not-found");
  const { body, encoding } = encodingFor(asset, c.req.header("accept-encoding") ?? "");
  return new Response(body, {
    headers: {
      "content-type": asset.type,
      "cache-control": FOREVER,
      vary: "accept-encoding",
      ...(encoding === undefined ? {} : { "content-encoding": encoding }),
    },
  });
}

function encodingFor(asset: Asset, accepted: string): { readonly body: Uint8Array<ArrayBuffer>; readonly encoding?: string } {
  const takes = (name: string) => new RegExp(`(^|[\\s,])${name}\\s*(,|$|;(?!\\s*q=0(\\.0*)?\\s*(,|$)))`).test(accepted);
  if (takes("br")) return { body: asset.brotli, encoding: "br" };
  if (takes("gzip")) return { body: asset.gzip, encoding: "gzip" };
  return { body: asset.plain };
}
