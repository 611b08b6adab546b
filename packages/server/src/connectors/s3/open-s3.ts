import type { Connector } from "../connector.ts";
import { ConnectorError } from "../errors.ts";
import type { ObjectEntry, Objects, ObjectWork } from "../objects/objects.ts";
import { openObjects, stoppedHalfWay } from "../objects/open-objects.ts";
import { failureOf, isAddressable, isNotImplemented, s3Client } from "./client.ts";
import { type Bucket, keepsVersions, listObjects, type ObjectVersion, unfinishedUploads, versionsOf } from "./list.ts";
import { readS3Options } from "./options.ts";

/** Requests that are under way at once. */
const AT_ONCE = 8;
/** Begins the names of acts: nothing can tell how one of them ended. */
const UNKNOWN = "unknown:";

/** What is known of a bucket's versions; undefined: it does not say. */
type Versions = boolean | undefined;

/** Opens a bucket as a store. Nothing is asked before the first call. */
export function openS3(
  store: string,
  url: string,
  said: {
    readonly options: Readonly<Record<string, unknown>>;
    readonly secrets: Readonly<Record<string, string>>;
    readonly datasets: Readonly<Record<string, string | undefined>>;
  },
): Connector {
  const options = readS3Options(store, url, said);
  const bucket: Bucket = { store, client: s3Client(options) };
  const objects: Objects = {
    store,
    kind: "s3",
    product: "an S3 bucket",
    role: "key",
    capabilities: {
      ...{
        outcome: "unknown",
        locks: "none",
        rowSecurity: false,
        grants: true,
        secureDelete: false,
        objects: true,
        repeats: true,
      },
    },
    list: (prefix) => listObjects(bucket, prefix),
    find: (path) => findObject(bucket, path),
    open: (entry) => readObject(bucket, entry),
    recover: async () => undefined,
    async commit({ name, journal, rollback }, work) {
      await journal(`${UNKNOWN}${name}`);
      if (!rollback) await carryOut(bucket, work);
    },
    outcome: async () => "unknown",
    settle: async () => settled(await versions(bucket)),
    passedOver: () => uploadsSaid(bucket),
    close: async () => undefined,
  };
  return openObjects(objects, { datasets: said.datasets, statementMs: options.statementMs });
}

async function findObject(bucket: Bucket, path: string): Promise<ObjectEntry | undefined> {
  if (!isAddressable(path)) return undefined;
  // Of all keys that begin with it, the key itself comes first.
  for await (const entry of listObjects(bucket, path, 1)) if (entry.path === path) return entry;
  return undefined;
}

async function* readObject({ store, client }: Bucket, { path }: ObjectEntry): AsyncGenerator<Uint8Array> {
  const answer = await client.stream({ key: path, to: "read" });
  if (answer === undefined)
    throw new ConnectorError("connector.failed", store, "an object went while it was to be read", { transient: true });
  try {
    yield* answer.pieces;
  } catch (error) {
    throw failureOf(store, { to: "read" }, error);
  } finally {
    answer.cancel();
  }
}

/** Whether old versions stay; undefined where the server knows no versions, or does not let it be asked. */
async function versions(bucket: Bucket): Promise<Versions> {
  try {
    return await keepsVersions(bucket);
  } catch (error) {
    if (isNotImplemented(error)) return undefined;
    throw error;
  }
}

/** Deletes and clears, several at once. What fails stops what has not begun; the error counts. */
async function carryOut(bucket: Bucket, work: ObjectWork): Promise<void> {
  const kept = await versions(bucket);
  const todo = [
    ...work.deletes.map((entry) => () => removeObject(bucket, entry, kept)),
    ...work.clears.map((entry) => () => emptyObject(bucket, entry, kept)),
  ];
  const of = todo.length;
  let done = 0;
  let failure: unknown;
  const worker = async (): Promise<void> => {
    for (let one = todo.shift(); one !== undefined && failure === undefined; one = todo.shift()) {
      try {
        await one();
        done += 1;
      } catch (error) {
        failure ??= error;
      }
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  if (failure === undefined) return;
  throw failure instanceof ConnectorError ? stoppedHalfWay(bucket.store, { done, of, why: failure.message }) : failure;
}

/**
 * Deletes an object; where the bucket keeps versions, each of them and each mark. What is gone already is deleted, and what was put
 * there since it was captured stays: it is somebody else's, or found as late. A bucket knows no lock: between this look and the
 * deleting, an answer of the server's apart, it is not held.
 */
async function removeObject(bucket: Bucket, entry: ObjectEntry, kept: Versions): Promise<void> {
  const { path: key } = entry;
  if (kept !== true) {
    if (!(await isAnother(bucket, entry))) await remove(bucket, key, {});
    return;
  }
  const versions = await versionsOf(bucket, key);
  const since = versions.filter(({ modified }) => modified !== undefined && modified > entry.modified);
  // Beside what was put there since, the marks are of what that is.
  const gone = since.length === 0 ? versions : versions.filter((one) => isOf(one, entry));
  // The latest at last: as long as anything is left the file is there, and an act that stopped is seen not to be done.
  for (const { id } of gone.toSorted((one, other) => Number(one.isLatest) - Number(other.isLatest)))
    await remove(bucket, key, { versionId: id });
}

/** Whether a version was there when the object was captured. */
const isOf = ({ modified }: ObjectVersion, entry: ObjectEntry): boolean => modified !== undefined && modified <= entry.modified;

/** Whether something else was put in an object's place since it was captured. A header tells the time to the second. */
async function isAnother({ client }: Bucket, { path: key, tag, modified }: ObjectEntry): Promise<boolean> {
  const now = await client.stream({ method: "HEAD", key, to: "look at" });
  if (now === undefined) return false;
  now.cancel();
  const bare = (text: string | undefined) => text?.replaceAll('"', "");
  const { etag, "last-modified": at } = now.headers;
  if (tag !== undefined && etag !== undefined && bare(etag) !== bare(tag)) return true;
  return Math.floor(Date.parse(at ?? "") / 1000) > Math.floor(Date.parse(modified) / 1000);
}

const remove = async ({ client }: Bucket, key: string, query: Readonly<Record<string, string>>): Promise<void> => {
  const answer = await client.stream({ method: "DELETE", key, query, to: "delete" });
  answer?.cancel();
};

/**
 * Leaves an empty object, of the same type, and no version from before. What was put there since it was captured stays, and what it
 * lies upon goes: it may be what an act that stopped has left.
 */
async function emptyObject(bucket: Bucket, entry: ObjectEntry, kept: Versions): Promise<void> {
  const { path: key } = entry;
  const before = (await isAnother(bucket, entry)) ? undefined : await bucket.client.stream({ key, to: "read" });
  if (before !== undefined) {
    before.cancel();
    const type = before.headers["content-type"];
    await bucket.client.ask({ method: "PUT", key, to: "clear", headers: type === undefined ? {} : { "content-type": type } });
  }
  if (kept !== true) return;
  for (const version of await versionsOf(bucket, key))
    if (!version.isLatest && isOf(version, entry)) await remove(bucket, key, { versionId: version.id });
}

const settled = (kept: Versions): readonly string[] => [
  kept === true
    ? "bytes: every version of the objects was deleted; versions of objects that were deleted before, replicas and backups are not looked for"
    : kept === false
      ? "bytes: the bucket keeps no versions; replicas and backups are not looked for"
      : "bytes: whether the bucket keeps old versions could not be told; if it does, they are still there",
];

async function uploadsSaid(bucket: Bucket): Promise<readonly string[]> {
  try {
    const { count, more } = await unfinishedUploads(bucket);
    if (count === 0) return [];
    return [
      `${count}${more ? " or more" : ""} ${count === 1 ? "upload was" : "uploads were"} never finished: no list shows their parts`,
    ];
  } catch (error) {
    if (!(error instanceof ConnectorError) || (error.code !== "connector.denied" && !isNotImplemented(error))) throw error;
    return ["uploads that were never finished could not be looked for"];
  }
}
