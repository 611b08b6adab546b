// What is left of an object in a bucket that keeps versions.
import { createServer } from "node:http";
import { expect, onTestFinished, test } from "vitest";
import { versionedBucket } from "../../../../../test/support/versioned-bucket.ts";
import { type ActSession, type Connector, openConnector } from "../index.ts";

async function made() {
  const bucket = await versionedBucket();
  const connector = openConnector({
    ...{ store: "files", connector: "s3", url: "s3://bucket", secrets: { key: "key", secret: "secret" } },
    datasets: { avatars: "avatars/{id}.png" },
    options: { endpoint: bucket.endpoint, private: true },
  });
  onTestFinished(async () => {
    await connector.close();
    bucket.close();
  });
  return { bucket, connector };
}

const KEY = [["avatars/2.png"]];

/** Captures the file, then does something with it. */
const act = (connector: Connector, work: (session: ActSession) => Promise<number>, then = () => {}): Promise<number> =>
  connector.act({ name: "act", journal: async () => then() }, async (session) => {
    await session.capture({ dataset: "avatars", columns: ["path"], match: { columns: ["id"], values: [["2"]], fold: false } });
    return work(session);
  });
const remove = (session: ActSession): Promise<number> => session.delete("avatars", ["path"], KEY);
const clear = (session: ActSession): Promise<number> =>
  session.change("avatars", ["path"], KEY, [{ column: "object", value: null }]);

test("a deleted file is gone with every version and mark, and no other is", async () => {
  const { bucket, connector } = await made();
  bucket.put("avatars/2.png", "first");
  bucket.mark("avatars/2.png");
  for (const key of ["avatars/2.png", "avatars/2.png.old", "avatars/22.png"]) bucket.put(key, "now");
  expect(await act(connector, remove)).toBe(1);
  expect(bucket.versions("avatars/2.png")).toEqual([]);
  expect([bucket.get("avatars/2.png.old"), bucket.get("avatars/22.png")]).toEqual(["now", "now"]);
});

test("as long as a version is left the file is there, so that an act that stopped is seen not to be done", async () => {
  const { bucket, connector } = await made();
  bucket.put("avatars/2.png", "first");
  bucket.mark("avatars/2.png");
  bucket.put("avatars/2.png", "now");
  let deleted = 0;
  bucket.refuse((method) => method === "DELETE" && ++deleted > 2);
  await expect(act(connector, remove)).rejects.toMatchObject({ code: "connector.failed", transient: true });
  expect(bucket.get("avatars/2.png")).toBe("now");
});

test("a cleared file is empty, and keeps no version of before", async () => {
  const { bucket, connector } = await made();
  bucket.put("avatars/2.png", "first");
  bucket.put("avatars/2.png", "now");
  expect(await act(connector, clear)).toBe(1);
  expect(bucket.versions("avatars/2.png")).toEqual([""]);
});

test("what is put there while an act is under way stays, and what it lies upon goes", async () => {
  for (const work of [remove, clear]) {
    const { bucket, connector } = await made();
    bucket.put("avatars/2.png", "first");
    bucket.put("avatars/2.png", "now");
    await act(connector, work, () => bucket.put("avatars/2.png", "somebody else's"));
    expect(bucket.versions("avatars/2.png")).toEqual(["somebody else's"]);
  }
});

test("a file that its application deleted meanwhile keeps no version", async () => {
  for (const work of [remove, clear]) {
    const { bucket, connector } = await made();
    bucket.put("avatars/2.png", "now");
    await act(connector, work, () => bucket.mark("avatars/2.png"));
    expect(bucket.versions("avatars/2.png").filter((one) => one !== undefined)).toEqual([]);
  }
});

test("a bucket that cannot tell at the moment whether it keeps versions is not taken for one that does not know", async () => {
  const { bucket, connector } = await made();
  for (const text of ["first", "now"]) bucket.put("avatars/2.png", text);
  let asked = 0;
  const isAsked = (_: string, address: URL) => address.searchParams.has("versioning");
  for (const code of ["ExpiredToken", "InvalidToken"]) {
    bucket.refuse(isAsked, 400, code);
    await expect(act(connector, remove), code).rejects.toMatchObject({ code: "connector.denied" });
  }
  expect(bucket.versions("avatars/2.png")).toEqual(["now", "first"]);
  bucket.refuse((...one) => isAsked(...one) && ++asked === 1, 400, "RequestTimeout");
  expect(await act(connector, remove)).toBe(1);
  expect(bucket.versions("avatars/2.png")).toEqual([]);
});

test("a region that is not the bucket's is told as that", async () => {
  for (const [status, code] of [
    [301, "PermanentRedirect"],
    [400, "AuthorizationHeaderMalformed"],
    [400, "IllegalLocationConstraintException"],
  ] as const) {
    const { bucket, connector } = await made();
    bucket.refuse(() => true, status, code);
    await expect(connector.inspect(), code).rejects.toMatchObject({ advice: expect.stringContaining("options.region") });
  }
});

test("a server that leads elsewhere is not said to be in one's own network", async () => {
  const server = createServer((_, response) => void response.writeHead(307, { location: "http://else.example/" }).end());
  await new Promise<void>((resolve) => void server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void server.close());
  const address = server.address();
  const connector = openConnector({
    ...{ store: "files", connector: "s3", url: "s3://bucket", secrets: { key: "key", secret: "secret" } },
    options: { endpoint: `http://127.0.0.1:${typeof address === "object" ? address?.port : ""}`, private: true },
  });
  await expect(connector.inspect()).rejects.toMatchObject({
    message: expect.stringContaining("leads to another host"),
    advice: expect.stringContaining("options.region"),
  });
});
