import { ConnectorError } from "../errors.ts";
import type { ObjectEntry } from "../objects/objects.ts";
import { isAddressable, type S3Client } from "./client.ts";
import { elementIn, listIn, textIn } from "./read-xml.ts";

/** A bucket to list. */
export interface Bucket {
  readonly store: string;
  readonly client: S3Client;
}

/** Every object whose key begins with `prefix`, page by page. A list that is cut off in silence would hide somebody's file. */
export async function* listObjects(bucket: Bucket, prefix: string, most?: number): AsyncGenerator<ObjectEntry> {
  let token = "";
  for (;;) {
    const query = {
      "list-type": "2",
      "encoding-type": "url",
      ...(prefix === "" ? {} : { prefix }),
      ...(most === undefined ? {} : { "max-keys": String(most) }),
      ...(token === "" ? {} : { "continuation-token": token }),
    };
    const page = readPage(bucket, await bucket.client.ask({ query, to: "list" }), "ListBucketResult");
    for (const one of listIn(page, "Contents")) {
      const entry = entryOf(bucket, page, one);
      // What consoles make for a folder holds nothing.
      if (!(entry.size === 0 && entry.path.endsWith("/"))) yield entry;
    }
    if (most !== undefined || textIn(page, "IsTruncated") !== "true") return;
    const next = textIn(page, "NextContinuationToken");
    if (next === "" || next === token) throw broken(bucket);
    token = next;
  }
}

const broken = ({ store }: Bucket): ConnectorError =>
  new ConnectorError("connector.failed", store, "its list cannot be read: it is no list of a bucket, or says no end");

function readPage(bucket: Bucket, text: string, name: string): Readonly<Record<string, unknown>> {
  const page = elementIn(text, name);
  if (page === undefined) throw broken(bucket);
  return page;
}

/** A key as it is: escaped where the server says that it did so. */
function keyIn(bucket: Bucket, page: Readonly<Record<string, unknown>>, one: Readonly<Record<string, unknown>>): string {
  const key = textIn(one, "Key");
  if (key === "") throw broken(bucket);
  if (textIn(page, "EncodingType") !== "url") return key;
  try {
    return decodeURIComponent(key.replaceAll("+", " "));
  } catch {
    throw broken(bucket);
  }
}

function entryOf(bucket: Bucket, page: Readonly<Record<string, unknown>>, one: Readonly<Record<string, unknown>>): ObjectEntry {
  const path = keyIn(bucket, page, one);
  const size = Number(textIn(one, "Size"));
  const modified = new Date(textIn(one, "LastModified"));
  if (!Number.isSafeInteger(size) || size < 0 || Number.isNaN(modified.getTime())) throw broken(bucket);
  const tag = textIn(one, "ETag");
  return {
    ...{ path, size, modified: modified.toISOString(), kind: isAddressable(path) ? "file" : "unreachable" },
    ...(tag === "" ? {} : { tag }),
  };
}

/** One version of an object, or the mark that it was deleted. */
export interface ObjectVersion {
  readonly id: string;
  readonly isLatest: boolean;
  /** When it was written. ISO 8601 in UTC; of what holds no content, undefined. */
  readonly modified: string | undefined;
}

/** Every version of one key. */
export async function versionsOf(bucket: Bucket, key: string): Promise<readonly ObjectVersion[]> {
  const versions: ObjectVersion[] = [];
  for (let marker: Readonly<Record<string, string>> = {}; ; ) {
    const query = { versions: "", "encoding-type": "url", prefix: key, ...marker };
    const page = readPage(bucket, await bucket.client.ask({ query, to: "list versions" }), "ListVersionsResult");
    const contents = listIn(page, "Version");
    const all = [...contents, ...listIn(page, "DeleteMarker")];
    const keys = all.map((one) => keyIn(bucket, page, one));
    for (const [at, one] of all.entries()) {
      if (keys[at] !== key) continue;
      const modified = at < contents.length ? entryOf(bucket, page, one).modified : undefined;
      versions.push({ id: textIn(one, "VersionId"), isLatest: textIn(one, "IsLatest") === "true", modified });
    }
    // Keys come in order, the prefix itself first: beyond it they are others'.
    if (textIn(page, "IsTruncated") !== "true" || keys.some((one) => one !== key)) return versions;
    const next = { "key-marker": key, "version-id-marker": textIn(page, "NextVersionIdMarker") };
    if (next["version-id-marker"] === "" || next["version-id-marker"] === marker["version-id-marker"]) throw broken(bucket);
    marker = next;
  }
}

/** Whether the bucket keeps old versions; undefined where the server answers something else. */
export async function keepsVersions(bucket: Bucket): Promise<boolean | undefined> {
  const text = await bucket.client.ask({ query: { versioning: "" }, to: "tell whether it keeps versions" });
  const said = elementIn(text, "VersioningConfiguration");
  return said && ["Enabled", "Suspended"].includes(textIn(said, "Status"));
}

/** How many uploads were begun and never ended: no list shows their parts. */
export async function unfinishedUploads(bucket: Bucket): Promise<{ readonly count: number; readonly more: boolean }> {
  const page = readPage(
    bucket,
    await bucket.client.ask({ query: { uploads: "" }, to: "list unfinished uploads" }),
    "ListMultipartUploadsResult",
  );
  return { count: listIn(page, "Upload").length, more: textIn(page, "IsTruncated") === "true" };
}
