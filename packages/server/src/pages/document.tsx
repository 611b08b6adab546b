import { raw } from "hono/html";
import type { Child } from "hono/jsx";
import type { Language } from "../words/index.ts";
import { type AssetName, assetOf } from "./asset-of.ts";

/** A script that a page may load; each does nothing where its part of the page is missing. */
export type ScriptName = "verify" | "passkey" | "tree" | "progress";

/** A whole document. `frame` says which styles it loads. */
export const Document = ({
  language,
  title,
  frame,
  scripts = [],
  children,
  refreshSeconds,
}: {
  readonly language: Language;
  readonly title: string;
  readonly frame: "center" | "staff";
  readonly scripts?: readonly ScriptName[];
  readonly children?: Child;
  readonly refreshSeconds?: number | undefined;
}) => (
  <>
    {raw("<!doctype html>")}
    <html lang={language}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>{title}</title>
        <link rel="icon" type="image/svg+xml" href={assetOf("icon.svg").url} />
        <link rel="stylesheet" href={assetOf(`${frame}.css`).url} />
        {scripts.map((name) => (
          <script type="module" src={assetOf(`${name}.js` satisfies AssetName).url} />
        ))}
        {refreshSeconds === undefined ? null : (
          <noscript>
            <meta http-equiv="refresh" content={String(refreshSeconds)} />
          </noscript>
        )}
      </head>
      <body class={frame === "center" ? "center" : "console"}>{children}</body>
    </html>
  </>
);
