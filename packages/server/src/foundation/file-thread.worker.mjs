// The thread that makes small files. Plain JavaScript: Node 20 cannot load TypeScript into a worker, and tools/build.mjs copies this
// file beside the compiled ones.
import { closeSync, fsyncSync, linkSync, openSync, renameSync, unlinkSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { parentPort } from "node:worker_threads";

const OWNERS_ALONE = 0o600;

function sync(path) {
  const handle = openSync(path, "r");
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

/** False where there is such a file already. */
function createDurably({ path, temporary, content }) {
  writeFileSync(temporary, content, { mode: OWNERS_ALONE, flag: "wx" });
  try {
    sync(temporary);
    linkSync(temporary, path);
    return true;
  } catch (error) {
    if (error.code === "EEXIST") return false;
    throw error;
  } finally {
    unlinkSync(temporary);
    sync(dirname(path));
  }
}

function writeLazily(files) {
  for (const { path, temporary, content } of JSON.parse(files)) {
    writeFileSync(temporary, content, { mode: OWNERS_ALONE });
    renameSync(temporary, path);
  }
}

parentPort.on("message", ({ id, create, write }) => {
  try {
    parentPort.postMessage({ id, answer: create ? createDurably(create) : writeLazily(write) });
  } catch (error) {
    // Of an error its code would not come across.
    parentPort.postMessage({ id, fault: { message: error.message, code: error.code } });
  }
});
