import { afterAll } from "vitest";
import { newBucket, stopS3 } from "../../../../../test/support/s3-server.ts";
import { openConnector } from "../index.ts";
import { OBJECT_DATASETS, OBJECT_FILES, type ObjectsStore, objectsConformance } from "../objects-conformance.ts";

afterAll(stopS3);

async function make(): Promise<ObjectsStore> {
  const bucket = await newBucket();
  for (const [path, content] of Object.entries(OBJECT_FILES)) await bucket.put(path, content);
  const open = () =>
    openConnector({
      ...{ store: "files", connector: "s3", url: `s3://${bucket.name}`, secrets: bucket.secrets, datasets: OBJECT_DATASETS },
      options: { endpoint: bucket.endpoint, private: true },
    });
  const connector = open();
  const other = open();
  return {
    ...{ connector, other, put: bucket.put, get: bucket.get, names: bucket.names },
    close: async () => {
      await connector.close();
      await other.close();
    },
  };
}

objectsConformance({
  name: "a bucket",
  make,
  skips: [
    {
      test: "fifty thousand keys are matched, changed and deleted",
      reason: "the test's server takes minutes to be given them; thousands below",
    },
  ],
});
