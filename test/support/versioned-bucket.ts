import { createHash } from "node:crypto";
import { createServer, type IncomingMessage } from "node:http";

/** What a bucket has kept of an object; a mark that it was deleted has no content. */
interface Version {
  readonly key: string;
  readonly id: string;
  readonly at: string;
  readonly content: Buffer | undefined;
}

/** A bucket that keeps versions, as far as Troth asks: what s3rver does not know. It checks no signature. */
export interface VersionedBucket {
  readonly endpoint: string;
  put(key: string, content: string): void;
  /** What an application does that deletes: the mark lies above the versions. */
  mark(key: string): void;
  get(key: string): string | undefined;
  /** The content of each version of a key, the newest first; of a mark undefined. */
  versions(key: string): readonly (string | undefined)[];
  /** Requests of which this is true are answered so. */
  refuse(which: (method: string, address: URL) => boolean, status?: number, code?: string): void;
  close(): void;
}

const tag = (content: Buffer): string => `&quot;${createHash("md5").update(content).digest("hex")}&quot;`;

export async function versionedBucket(): Promise<VersionedBucket> {
  // The newest of a key first.
  let versions: Version[] = [];
  let refused: (method: string, address: URL) => boolean = () => false;
  let refusal = { status: 403, code: "AccessDenied" };
  let last = Date.now() - 60_000;
  let count = 0;
  const add = (key: string, content: Buffer | undefined): void => {
    // Each a second later, which is how exactly S3 tells it.
    last = Math.max(Math.floor(Date.now() / 1000) * 1000, last + 1000);
    versions = [{ key, id: `v${++count}`, at: new Date(last).toISOString(), content }, ...versions];
  };
  const latest = (key: string): Version | undefined => versions.find((one) => one.key === key);

  const entry = ({ key, at, content = Buffer.of() }: Version, more: string): string =>
    `<Key>${encodeURIComponent(key)}</Key><LastModified>${at}</LastModified>${more}<Size>${content.length}</Size><ETag>${tag(content)}</ETag>`;
  const listed = (search: URLSearchParams): string => {
    const begins = ({ key }: Version): boolean => key.startsWith(search.get("prefix") ?? "");
    if (search.has("versioning")) return "<VersioningConfiguration><Status>Enabled</Status></VersioningConfiguration>";
    if (search.has("uploads")) return "<ListMultipartUploadsResult><IsTruncated>false</IsTruncated></ListMultipartUploadsResult>";
    if (search.has("versions")) {
      const all = versions.filter(begins).map((one) => {
        const name = one.content === undefined ? "DeleteMarker" : "Version";
        const more = `<VersionId>${one.id}</VersionId><IsLatest>${latest(one.key) === one}</IsLatest>`;
        return `<${name}>${entry(one, more)}</${name}>`;
      });
      return `<ListVersionsResult><EncodingType>url</EncodingType><IsTruncated>false</IsTruncated>${all.join("")}</ListVersionsResult>`;
    }
    const objects = versions.filter((one) => begins(one) && latest(one.key) === one && one.content !== undefined);
    const contents = objects
      .sort((one, other) => (one.key < other.key ? -1 : 1))
      .slice(0, Number(search.get("max-keys") ?? 1000))
      .map((one) => `<Contents>${entry(one, "")}</Contents>`);
    return `<ListBucketResult><EncodingType>url</EncodingType><IsTruncated>false</IsTruncated>${contents.join("")}</ListBucketResult>`;
  };
  const answer = (
    method: string,
    address: URL,
    body: Buffer,
  ): { status: number; text?: Buffer; headers?: Record<string, string> } => {
    const key = decodeURIComponent(address.pathname.split("/").slice(2).join("/"));
    if (refused(method, address))
      return { status: refusal.status, text: Buffer.from(`<Error><Code>${refusal.code}</Code></Error>`) };
    if (key === "") return { status: 200, text: Buffer.from(listed(address.searchParams)) };
    if (method === "PUT") add(key, body);
    if (method === "PUT") return { status: 200 };
    const id = address.searchParams.get("versionId");
    if (method === "DELETE") {
      if (id === null) add(key, undefined);
      else versions = versions.filter((one) => one.key !== key || one.id !== id);
      return { status: 204 };
    }
    const now = latest(key);
    if (now?.content === undefined) return { status: 404, text: Buffer.from("<Error><Code>NoSuchKey</Code></Error>") };
    const headers = { etag: tag(now.content).replaceAll("&quot;", '"'), "last-modified": new Date(now.at).toUTCString() };
    return { status: 200, text: now.content, headers };
  };

  const server = createServer(async (request, response) => {
    const body = await bodyOf(request);
    const { method = "GET" } = request;
    const { status, text = Buffer.of(), headers = {} } = answer(method, new URL(request.url ?? "/", "http://bucket"), body);
    response.writeHead(status, headers).end(method === "HEAD" ? undefined : text);
  });
  await new Promise<void>((resolve) => void server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  return {
    endpoint: `http://127.0.0.1:${typeof address === "object" ? address?.port : ""}`,
    put: (key, content) => add(key, Buffer.from(content)),
    mark: (key) => add(key, undefined),
    get: (key) => latest(key)?.content?.toString(),
    versions: (key) => versions.filter((one) => one.key === key).map(({ content }) => content?.toString()),
    refuse: (which, status = 403, code = "AccessDenied") => {
      refused = which;
      refusal = { status, code };
    },
    close: () => void server.close(),
  };
}

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const pieces: Buffer[] = [];
  for await (const piece of request as AsyncIterable<Buffer>) pieces.push(piece);
  return Buffer.concat(pieces);
}
