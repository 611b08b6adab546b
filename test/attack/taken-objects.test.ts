// A bucket has no transactions: an act that stopped is done to its end by its paths, at which somebody else's file may lie by then.
import { afterAll, expect, test } from "vitest";
import { resumeAll, runRequest, setStoreLive, viewRequest } from "../../packages/server/src/requests/index.ts";
import { newBucket, stopS3 } from "../support/s3-server.ts";
import { approved, by, CUSTOMERS_AND_MESSAGES, cleanUp, entriesOf, makeCompany, open, replaceAll } from "./support.ts";

cleanUp();
afterAll(stopS3);

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
    sql: `create table customers (id integer primary key, email text unique, name text);
      create table messages (id integer primary key, customer_id integer references customers(id), body text);
      insert into customers values (1, 'ada@a.example', 'Ada'), (2, 'zoe@a.example', 'Zoe');
      insert into messages values (1, 1, 'ada'), (2, 2, 'zoe');`,
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
