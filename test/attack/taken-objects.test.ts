// A bucket has no transactions: an act that stopped is done to its end by its paths, at which somebody else's file may lie by then.
import { afterAll, expect, onTestFinished, test } from "vitest";
import { resumeAll, runRequest, setStoreLive, viewRequest } from "../../packages/server/src/requests/index.ts";
import { newBucket, stopS3 } from "../support/s3-server.ts";
import { versionedBucket } from "../support/versioned-bucket.ts";
import { approved, by, CUSTOMERS_AND_MESSAGES, cleanUp, entriesOf, makeCompany, open, replaceAll } from "./support.ts";

cleanUp();
afterAll(stopS3);

/** A bucket that keeps versions and refuses to delete one of them, as a right that is missing would. */
async function refusing(fields: string) {
  const bucket = await versionedBucket();
  onTestFinished(() => bucket.close());
  const shop = makeCompany({ sql: ROWS, datasets: CUSTOMERS_AND_MESSAGES });
  for (const id of [1, 2]) for (const text of ["first", "now"]) bucket.put(`avatars/${id}.png`, `${text} of ${id}`);
  replaceAll(shop, (text) =>
    text.replace("\nrequests:", `\n${FILES.replace("fields: { object: content.photo }", fields)}requests:`),
  );
  const env = { BUCKET: "s3://bucket", BUCKET_ENDPOINT: bucket.endpoint, BUCKET_KEY: "key", BUCKET_SECRET: "secret" };
  const inst = await open({ ...shop, env: { ...shop.env, ...env } });
  await setStoreLive(inst, { store: "pictures", by: "officer" });
  const request = await approved(inst, by("email", "zoe@a.example"));
  let deleted = 0;
  bucket.refuse((method) => method === "DELETE" && ++deleted > 1);
  await runRequest(inst, request).catch(() => undefined);
  expect((await viewRequest(inst, request)).state).not.toBe("done");
  bucket.refuse(() => false);
  return { bucket, inst, request };
}

// Once failed: below a file that was empty already, or that somebody had put there since, the versions of before stayed for good,
// and the receipt said that every one of them was deleted.
test.each([
  ["deleted", "fields: { object: content.photo }", []],
  ["cleared", "erasure: fields, fields: { object: { is: content.photo, erasure: clear } }", [""]],
] as const)("versions of a file that was to be %s are gone when the act is done to its end", async (_, fields, left) => {
  const { bucket, inst, request } = await refusing(fields);
  await resumeAll(inst);
  expect(bucket.versions("avatars/2.png")).toEqual(left);
  expect(bucket.versions("avatars/1.png")).toEqual(["now of 1", "first of 1"]);
  expect((await viewRequest(inst, request)).state).toBe("done");
});

test("versions below what somebody put there since are gone, too", async () => {
  const { bucket, inst } = await refusing("fields: { object: content.photo }");
  bucket.put("avatars/2.png", "of Bob");
  await resumeAll(inst);
  expect(bucket.versions("avatars/2.png")).toEqual(["of Bob"]);
});

const ROWS = `create table customers (id integer primary key, email text unique, name text);
  create table messages (id integer primary key, customer_id integer references customers(id), body text);
  insert into customers values (1, 'ada@a.example', 'Ada'), (2, 'zoe@a.example', 'Zoe');
  insert into messages values (1, 1, 'ada'), (2, 2, 'zoe');`;

const FILES = `  pictures:
    connector: s3
    url: \${BUCKET}
    secrets: { key: "\${BUCKET_KEY}", secret: "\${BUCKET_SECRET}" }
    options: { endpoint: "\${BUCKET_ENDPOINT}", private: true }
    datasets:
      avatars: { match: "avatars/{id}.png", links: { id: owned by shop/customers }, fields: { object: content.photo } }
`;

/** Zoe's erasure, killed before or after her files were deleted. */
async function killedAt(step: "store.journalled" | "store.acted") {
  const shop = makeCompany({
    sql: ROWS,
    datasets: CUSTOMERS_AND_MESSAGES,
  });
  const bucket = await newBucket();
  for (const id of [1, 2]) await bucket.put(`avatars/${id}.png`, `of ${id}`);
  replaceAll(shop, (text) => text.replace("\nrequests:", `\n${FILES}requests:`));
  const env = {
    ...shop.env,
    BUCKET: `s3://${bucket.name}`,
    BUCKET_ENDPOINT: bucket.endpoint,
    BUCKET_KEY: bucket.secrets.key,
    BUCKET_SECRET: bucket.secrets.secret,
  };
  let kills = 1;
  const passing = async (at: string) => {
    // The stores are gone through by name: the pictures are first.
    if (at === step && kills-- > 0) throw new Error("killed");
  };
  const inst = await open({ ...shop, env }, { surroundings: { passing } });
  await setStoreLive(inst, { store: "pictures", by: "officer" });
  const request = await approved(inst, by("email", "zoe@a.example"));
  await expect(runRequest(inst, request)).rejects.toThrow("killed");
  return { shop, bucket, inst, request };
}

// Once failed: what lay at the path by then was deleted in place of what had been, whosever it was.
test("what somebody put there since is not deleted: the request is open for it, and it is signed for or stays", async () => {
  const { bucket, inst, request } = await killedAt("store.acted");
  expect(await bucket.names()).toEqual(["avatars/1.png"]);
  await bucket.put("avatars/2.png", "of Bob");
  await resumeAll(inst);
  expect(await bucket.get("avatars/2.png")).toBe("of Bob");
  expect(await entriesOf(inst, "store.erased")).toMatchObject([{ deleted: 1, outcomeKnownBy: "read-back" }, {}]);
  await resumeAll(inst);
  expect(await viewRequest(inst, request)).toMatchObject({ state: "planned", plan: { totals: { rows: 1 } } });
  expect(await bucket.get("avatars/2.png")).toBe("of Bob");
});

test("what is as it was captured is deleted when the act is done to its end", async () => {
  const { bucket, inst, request } = await killedAt("store.journalled");
  expect(await bucket.names()).toEqual(["avatars/1.png", "avatars/2.png"]);
  await resumeAll(inst);
  expect(await bucket.names()).toEqual(["avatars/1.png"]);
  expect((await viewRequest(inst, request)).state).toBe("done");
});

test("what was put there before its turn came is not deleted either", async () => {
  const { bucket, inst, request } = await killedAt("store.journalled");
  await bucket.put("avatars/2.png", "of Bob, who is longer");
  await resumeAll(inst);
  expect(await bucket.get("avatars/2.png")).toBe("of Bob, who is longer");
  await resumeAll(inst);
  expect(await viewRequest(inst, request)).toMatchObject({ state: "planned", plan: { totals: { rows: 1 } } });
});
