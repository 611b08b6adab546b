// The thread that writes small files. Plain JavaScript: Node 20 cannot load TypeScript into a worker, and tools/build.mjs copies this
// file beside the compiled ones.
import { renameSync, writeFileSync } from "node:fs";
import { parentPort } from "node:worker_threads";

parentPort.on("message", ({ id, files }) => {
  try {
    for (const { path, temporary, content } of files) {
      writeFileSync(temporary, content, { mode: 0o600 });
      renameSync(temporary, path);
    }
    parentPort.postMessage({ id });
  } catch (error) {
    // Of an error its code would not come across.
    parentPort.postMessage({ id, fault: { message: error.message, code: error.code } });
  }
});
