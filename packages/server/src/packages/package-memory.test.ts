// Measured on 200 MB of rows: how much memory making and fetching a package takes. Only in the long run of the tests.
import { createHash, randomBytes } from "node:crypto";
import { closeSync, mkdirSync, openSync, statSync, writeSync } from "node:fs";
import { join } from "node:path";
import { buffer } from "node:stream/consumers";
import { expect, test } from "vitest";
import { readZip } from "../../../../test/support/read-zip.ts";
import { makeHome } from "../../../../test/support/storages.ts";
import { ada, makeWorkshop, openWorkshop, takeApproved } from "../../../../test/support/workshop.ts";
import { makeCopyLink, makePackage, openPackage } from "./index.ts";

const MB = 1_048_576;
const ROWS = 20_000;
const ROW_BYTES = 10_000;

/** The most memory that the process had while it did the work, above what it had before; in MB. */
async function peakOf(work: () => Promise<unknown>): Promise<{ peakMb: number; seconds: number }> {
  globalThis.gc?.();
  const before = process.memoryUsage.rss();
  const began = performance.now();
  let peak = before;
  const timer = setInterval(() => {
    peak = Math.max(peak, process.memoryUsage.rss());
  }, 20);
  await work();
  clearInterval(timer);
  return { peakMb: Math.round((peak - before) / MB), seconds: Math.round((performance.now() - began) / 1000) };
}

test.skipIf(!process.env.TROTH_EXHAUSTIVE)(
  "memory does not grow with a file: one of 200 MB goes into a package to the byte (a minute long: in npm run full)",
  { timeout: 900_000 },
  async () => {
    const place = await makeHome();
    const shop = makeWorkshop();
    const folder = join(shop.folder, "files");
    mkdirSync(join(folder, "scans"), { recursive: true });
    const hash = createHash("sha256");
    const file = openSync(join(folder, "scans", "1.bin"), "w");
    for (let at = 0; at < 200; at += 1) {
      const piece = randomBytes(MB);
      hash.update(piece);
      writeSync(file, piece);
    }
    closeSync(file);
    shop.edit(
      "\nretention:",
      `\n  scans:\n    connector: files\n    url: ${folder}\n    datasets: { scans: { match: "scans/{id}.bin", fields: { object: content.photo }, links: { id: owned by shop/customers } } }\nretention:`,
    );
    shop.edit("datasets: [orders]", "datasets: [shop/orders]");
    const inst = await openWorkshop(shop, { home: place.home });
    try {
      const request = await takeApproved(inst, "access", [{ kind: "email", value: ada.email }]);
      const made = await peakOf(() => makePackage(inst, { request }));
      const link = await makeCopyLink(inst, { request });
      if (link.kind === "refused") throw new Error(link.says);
      const answer = await openPackage(inst, link.value.token);
      if (answer.kind === "refused") throw new Error(answer.says);
      const entries = [...(await readZip(await buffer(answer.value.stream)))].filter(([name]) => name.startsWith("files/"));
      expect(entries.map(([, bytes]) => createHash("sha256").update(bytes).digest("hex"))).toEqual([hash.digest("hex")]);
      console.log(`package with a file of 200 MB: made with ${made.peakMb} MB more in ${made.seconds} s`);
      expect(made.peakMb).toBeLessThan(150);
    } finally {
      await inst.close();
      shop.remove();
      await place.remove();
    }
  },
);

test.skipIf(!process.env.TROTH_EXHAUSTIVE)(
  "memory does not grow with the copy: 200 MB of rows (a minute long: in npm run full)",
  { timeout: 900_000 },
  async () => {
    const place = await makeHome();
    const shop = makeWorkshop();
    // Words of no great sameness, so that the zip is not small by luck.
    shop.sql(`with recursive n(i) as (select 1 union all select i + 1 from n where i < ${ROWS})
      insert into messages select i + 10000, 1, hex(randomblob(${ROW_BYTES / 2})) from n`);
    const inst = await openWorkshop(shop, { home: place.home });
    try {
      expect(statSync(shop.database).size).toBeGreaterThan(ROWS * ROW_BYTES);
      const request = await takeApproved(inst, "access", [{ kind: "email", value: ada.email }]);
      const made = await peakOf(() => makePackage(inst, { request }));
      const link = await makeCopyLink(inst, { request });
      if (link.kind === "refused") throw new Error(link.says);
      const answer = await openPackage(inst, link.value.token);
      if (answer.kind === "refused") throw new Error(answer.says);
      const { stream, bytes } = answer.value;
      let read = 0;
      const fetched = await peakOf(async () => {
        const hash = createHash("sha256");
        for await (const chunk of stream as AsyncIterable<Uint8Array>) {
          hash.update(chunk);
          read += chunk.length;
        }
      });
      console.log(
        `package of ${Math.round(bytes / MB)} MB: made with ${made.peakMb} MB more in ${made.seconds} s, fetched with ${fetched.peakMb} MB more in ${fetched.seconds} s`,
      );
      expect(read).toBe(bytes);
      expect(made.peakMb).toBeLessThan(150);
      expect(fetched.peakMb).toBeLessThan(100);
    } finally {
      await inst.close();
      shop.remove();
      await place.remove();
    }
  },
);
