import { ConnectorError } from "../errors.ts";
import { readOptions } from "../options.ts";

/** A bucket, how to reach it and as whom. */
export interface S3Options {
  readonly store: string;
  readonly bucket: string;
  /** Where keys begin: `https://bucket.s3.eu-west-1.amazonaws.com/`, with a slash at its end. */
  readonly base: string;
  readonly host: string;
  readonly region: string;
  /** The endpoint lies in the organization's own network, and may be asked over http. */
  readonly private: boolean;
  readonly key: string;
  readonly secret: string;
  readonly token: string | undefined;
  readonly statementMs: number;
  readonly connectMs: number;
}

const KNOWN = ["endpoint", "region", "style", "private", "timeouts"] as const;
const SECRETS = ["key", "secret", "token"];
const BUCKET = /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/;

/** Reads what a program says of a bucket. @throws ConnectorError */
export function readS3Options(
  store: string,
  url: string,
  said: { readonly options: Readonly<Record<string, unknown>>; readonly secrets: Readonly<Record<string, string>> },
): S3Options {
  const fail = (message: string, advice: string): never => {
    throw new ConnectorError("connector.failed", store, message, { advice });
  };
  const times = readOptions(store, said.options, { known: KNOWN });
  const [, bucket = ""] = /^s3:\/\/([^/]+)\/?$/.exec(url) ?? [];
  if (!BUCKET.test(bucket)) fail("the store's `url` names no bucket", "write s3://bucket; folders stand in each `match`");
  for (const name of Object.keys(said.secrets))
    if (!SECRETS.includes(name)) fail(`nothing reads \`secrets.${name}\``, `the secrets are ${SECRETS.join(", ")}`);
  const { key, secret, token } = said.secrets;
  if (!key || !secret) return fail("the store has no access key", "write secrets: { key: ${NAME}, secret: ${NAME} }");
  const { region = "us-east-1", style, private: own = false } = said.options;
  if (typeof region !== "string" || !/^[a-z0-9-]{1,40}$/.test(region))
    return fail("`options.region` is no region", "write eu-west-1, for one");
  if (typeof own !== "boolean")
    return fail("`options.private` is neither true nor false", "true allows an endpoint in your own network");
  if (style !== undefined && style !== "path" && style !== "host")
    return fail("`options.style` is not known", "path (https://endpoint/bucket/key) or host (https://bucket.endpoint/key)");
  const endpoint = endpointOf(said.options.endpoint, region);
  if (endpoint === undefined)
    return fail("`options.endpoint` is no address of a server", "write https://host, or https://host:port");
  const byPath = style === undefined ? said.options.endpoint !== undefined : style === "path";
  const base = byPath ? `${endpoint.origin}/${bucket}/` : `${endpoint.protocol}//${bucket}.${endpoint.host}/`;
  return {
    ...{ store, bucket, base, host: new URL(base).host, region, private: own, key, secret, token },
    ...{ statementMs: times.statementMs, connectMs: times.connectMs },
  };
}

function endpointOf(value: unknown, region: string): URL | undefined {
  const text = value === undefined ? `https://s3.${region}.amazonaws.com` : value;
  if (typeof text !== "string" || !URL.canParse(text)) return undefined;
  const url = new URL(text);
  const bare = url.pathname === "/" && url.search === "" && url.hash === "" && url.username === "" && url.password === "";
  return bare && /^https?:$/.test(url.protocol) ? url : undefined;
}
