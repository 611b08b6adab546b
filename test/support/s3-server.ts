import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { AwsClient } from "aws4fetch";

/** A bucket on a real server that other people made (s3rver: HTTP, signatures checked, files on the disk). */
export interface TestBucket {
  readonly name: string;
  readonly endpoint: string;
  readonly secrets: { readonly key: string; readonly secret: string };
  put(path: string, content: string | Uint8Array): Promise<void>;
  get(path: string): Promise<string | undefined>;
  names(): Promise<readonly string[]>;
}

interface Running {
  readonly endpoint: string;
  stop(): Promise<void>;
}

let running: Promise<Running> | undefined;

/** The key that s3rver is made with. */
const SECRETS = { key: "S3RVER", secret: "S3RVER" };

const SERVER = `
  const S3rver = require("s3rver");
  const server = new S3rver({ address: "127.0.0.1", port: 0, silent: true, directory: process.argv[1] });
  server.run().then(({ port }) => console.log(port));
  process.stdin.on("end", () => process.exit(0)).resume();`;

/** A process of its own: the server encrypts its page marks with DES, which OpenSSL has among its legacies alone. */
async function start(): Promise<Running> {
  const folder = mkdtempSync(join(tmpdir(), "troth-s3-"));
  const root = fileURLToPath(new URL("../..", import.meta.url));
  const child = spawn(process.execPath, ["--openssl-legacy-provider", "-e", SERVER, folder], {
    cwd: root,
    stdio: ["pipe", "pipe", "inherit"],
  });
  const [port] = await once(child.stdout, "data");
  return {
    endpoint: `http://127.0.0.1:${String(port).trim()}`,
    stop: async () => {
      const ended = once(child, "exit");
      child.stdin.end();
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Ends the server, if there is one. */
export async function stopS3(): Promise<void> {
  await (await running)?.stop();
  running = undefined;
}

const escaped = (key: string): string =>
  key
    .split("/")
    .map((part) =>
      encodeURIComponent(part).replace(/[!'()*]/g, (letter) => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`),
    )
    .join("/");

let buckets = 0;

/** A new bucket, on the one server of this process. */
export async function newBucket(): Promise<TestBucket> {
  running ??= start();
  const { endpoint } = await running;
  const name = `troth-${process.pid}-${++buckets}`;
  const client = new AwsClient({ accessKeyId: SECRETS.key, secretAccessKey: SECRETS.secret, service: "s3", region: "us-east-1" });
  const ask = async (path: string, init: RequestInit = {}): Promise<Response> => {
    const answer = await client.fetch(`${endpoint}/${name}${path}`, init);
    if (!answer.ok && answer.status !== 404) throw new Error(`${answer.status} ${await answer.text()}`);
    return answer;
  };
  await (await ask("", { method: "PUT" })).arrayBuffer();
  return {
    name,
    endpoint,
    secrets: SECRETS,
    put: async (path, content) => {
      const headers = { "content-length": String(Buffer.byteLength(content)) };
      await (await ask(`/${escaped(path)}`, { method: "PUT", body: Buffer.from(content), headers })).arrayBuffer();
    },
    get: async (path) => {
      const answer = await ask(`/${escaped(path)}`);
      const text = await answer.text();
      return answer.ok ? text : undefined;
    },
    async names() {
      const names: string[] = [];
      for (let after = ""; ; ) {
        const text = await (await ask(`?list-type=2&start-after=${encodeURIComponent(after)}`)).text();
        const found = [...text.matchAll(/<Key>([^<]*)<\/Key>/g)].map(([, key = ""]) =>
          key
            .replaceAll("&lt;", "<")
            .replaceAll("&gt;", ">")
            .replaceAll("&quot;", '"')
            .replaceAll("&#39;", "'")
            .replaceAll("&amp;", "&"),
        );
        names.push(...found);
        after = found.at(-1) ?? "";
        if (!text.includes("<IsTruncated>true<")) return names.sort();
      }
    },
  };
}
